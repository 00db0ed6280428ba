"""The portal's sessions, in PostgreSQL: one memory for all processes, opened by whoever holds the cookie alone."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

OPEN: Final = text("select open_session(:mark, :box, :idle, :seconds)")
USE: Final = text("select use_session(:mark)")
SEE: Final = text("select see_session(:mark)")
END: Final = text("select end_session(:mark)")


class PostgresSessions:
    """Sessions on an engine that acts as sip_service; see usecases/signing_in.py."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def open(self, mark: bytes, box: bytes, *, idle: int, seconds: int) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(OPEN, {"mark": mark, "box": box, "idle": idle, "seconds": seconds})

    async def use(self, mark: bytes) -> bytes | None:
        async with self._engine.begin() as connection:
            found: bytes | None = await connection.scalar(USE, {"mark": mark})
            return found

    async def see(self, mark: bytes) -> bytes | None:
        async with self._engine.begin() as connection:
            found: bytes | None = await connection.scalar(SEE, {"mark": mark})
            return found

    async def end(self, mark: bytes) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(END, {"mark": mark})
