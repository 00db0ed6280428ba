"""By which mandate a person acts for another, asked of PostgreSQL, where alone that is known."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from app.domain.days import Day
from app.domain.facts.codes import MANDATE_POWERS

HELD: Final = text(
    """select power, mandate_of(:proxy, :person, power, :today) as mandate
         from unnest(cast(:powers as text[])) as power"""
)


class PostgresMandates:
    """A Mandates on an engine that connects as sip_service; see usecases/acting.py."""

    def __init__(self, engine: AsyncEngine) -> None:
        # One statement, in one round trip: a transaction of its own.
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def of(self, proxy: UUID, person: UUID, today: Day) -> Mapping[str, UUID]:
        asked = {"proxy": proxy, "person": person, "today": date.fromordinal(today), "powers": list(MANDATE_POWERS)}
        async with self._engine.connect() as connection:
            rows = (await connection.execute(HELD, asked)).all()
        return {row.power: row.mandate for row in rows if row.mandate is not None}
