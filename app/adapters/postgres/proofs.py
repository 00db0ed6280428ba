"""Which proofs of possession have been used, in PostgreSQL: one memory for all processes."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

SPEND: Final = text("select spend_proof(:mark, :until)")


class PostgresProofs:
    """The memory on an engine that acts as sip_service."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def spend(self, mark: bytes, until: float) -> bool:
        """Whether the mark is new; from now on it is not. `until` is in seconds since 1970, when nobody can use the
        proof any more."""
        async with self._engine.begin() as connection:
            new = await connection.scalar(SPEND, {"mark": mark, "until": datetime.fromtimestamp(until, UTC)})
        return bool(new)
