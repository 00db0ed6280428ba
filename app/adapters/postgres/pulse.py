"""Whether anything has changed among the caller's findings: a mark, of which nothing else can be told."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.adapters.postgres.work import ACT, STOPPED, acting_as
from app.domain.errors import NotAuthenticated
from app.usecases.ports import Caller

# Findings only ever gain versions, acts are only ever added: two sums are enough. It is of no person, and not logged.
MARK: Final = text(
    """select (select count(*) || '.' || coalesce(sum(version), 0) from finding
                where reader = any (readers()))
           || '.' || (select count(*) from finding_work where reader = any (readers()))"""
)


class PostgresPulse:
    """A Pulse on an engine that connects as sip_service; see usecases/watching.py."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def mark(self, caller: Caller) -> str:
        try:
            async with self._engine.begin() as connection:
                await connection.exec_driver_sql(ACT, acting_as(caller))
                return str(await connection.scalar(MARK))
        except DBAPIError as error:
            if isinstance(error.orig, STOPPED):
                raise NotAuthenticated("client-unknown") from None
            raise
