"""The portal's sessions, in PostgreSQL: one memory for all processes, opened by whoever holds the cookie alone."""

from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

OPEN: Final = text("select open_session(:mark, :box, :idle, :seconds)")
USE: Final = text("select use_session(:mark)")
SEE: Final = text("select see_session(:mark)")
END: Final = text("select end_session(:mark)")


class PostgresSessions:
    """Sessions on an engine that acts as sip_service; see usecases/sessions.py."""

    def __init__(self, engine: AsyncEngine) -> None:
        # Each is one statement: a transaction of its own, in one round trip.
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def open(self, mark: bytes, box: bytes, *, idle: int, seconds: int) -> None:
        await self._asked(OPEN, mark=mark, box=box, idle=idle, seconds=seconds)

    async def use(self, mark: bytes) -> bytes | None:
        found: bytes | None = await self._asked(USE, mark=mark)
        return found

    async def see(self, mark: bytes) -> bytes | None:
        found: bytes | None = await self._asked(SEE, mark=mark)
        return found

    async def end(self, mark: bytes) -> None:
        await self._asked(END, mark=mark)

    async def _asked(self, statement: Any, **values: object) -> Any:
        async with self._engine.connect() as connection:
            return await connection.scalar(statement, values)
