"""Whether anything has changed among the caller's findings: a mark, of which nothing else can be told."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine

from app.adapters.postgres.engine import driver_of
from app.adapters.postgres.work import ACT, STOPPED, acting_as
from app.domain.errors import NotAuthenticated
from app.usecases.ports import Caller

# Findings only ever gain versions, acts are only ever added: three sums are enough. It is of no person, and not logged.
MARK: Final = """select (select count(*) || '.' || coalesce(sum(version), 0) from finding
                          where reader = any (sip.readers()))
                     || '.' || (select count(*) from finding_work where reader = any (sip.readers()))"""


class PostgresPulse:
    """A Pulse on an engine that connects as sip_service; see usecases/watching.py."""

    def __init__(self, engine: AsyncEngine) -> None:
        # What a pipeline sends is one transaction, in one round trip.
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def mark(self, caller: Caller) -> str:
        async with self._engine.connect() as connection:
            driver = await driver_of(connection)
            try:
                async with driver.pipeline():
                    await driver.execute(ACT, acting_as(caller), prepare=True)
                    cursor = await driver.execute(MARK, prepare=True)
            except STOPPED:
                raise NotAuthenticated("client-unknown") from None
            row = await cursor.fetchone()
        return str(row[0]) if row else ""
