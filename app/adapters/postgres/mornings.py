"""Everybody's letters in the morning, in PostgreSQL: whose it is to be decided, and for whom something waits."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.adapters.postgres.digest_tables import digest
from app.adapters.postgres.findings_read import LISTED
from app.adapters.postgres.pacing import WAITS
from app.adapters.postgres.work import ACT, STOPPED, acting_as
from app.domain.days import Day
from app.domain.errors import NotAuthenticated
from app.usecases.digesting import Subscriber
from app.usecases.ports import Caller

# The list that the worklist shows, by the same words and the same policies. It tells of nobody, and is not logged.
ANY_CARD: Final = f"select exists (select from {LISTED} and not {WAITS})"  # noqa: S608 - only its own literals
EVERY_LIST: Final = {"inhibited": False, "not_held": False}


class PostgresMornings:
    """A Mornings; see usecases/digesting.py. The wishes are had by an engine that connects as sip_worker; what waits is
    asked by one that connects as sip_service, and is let through what anybody at the actor is."""

    def __init__(self, worker: AsyncEngine, service: AsyncEngine) -> None:
        self._worker = worker
        self._service = service

    async def forget(self, today: Day) -> int:
        async with self._worker.begin() as connection:
            gone = await connection.execute(delete(digest).where(digest.c.until < date.fromordinal(today)))
            return gone.rowcount

    async def unsettled(self, today: Day) -> Sequence[Subscriber]:
        day = date.fromordinal(today)
        asked = select(digest.c.actor_id, digest.c.user, digest.c.client).where(
            digest.c.until >= day, digest.c.settled_on.is_distinct_from(day)
        )
        async with self._worker.begin() as connection:
            rows = (await connection.execute(asked.order_by(digest.c.actor_id, digest.c.user))).all()
        return [Subscriber(actor=row.actor_id, user=row.user, client=row.client) for row in rows]

    async def waits(self, caller: Caller, cards: Mapping[str, Any]) -> bool:
        try:
            async with self._service.begin() as connection:
                await connection.exec_driver_sql(ACT, acting_as(caller))
                return bool((await connection.exec_driver_sql(ANY_CARD, {**cards, **EVERY_LIST})).scalar_one())
        except DBAPIError as error:
            if isinstance(error.orig, STOPPED):
                raise NotAuthenticated("client-unknown") from None
            raise

    async def settle(self, subscriber: Subscriber, today: Day) -> bytes | None:
        day = date.fromordinal(today)
        settled = update(digest).where(_of(subscriber), digest.c.settled_on.is_distinct_from(day))
        async with self._worker.begin() as connection:
            box: bytes | None = await connection.scalar(settled.values(settled_on=day).returning(digest.c.box))
        return box

    async def unsettle(self, subscriber: Subscriber, today: Day) -> None:
        settled = digest.c.settled_on == date.fromordinal(today)
        async with self._worker.begin() as connection:
            await connection.execute(update(digest).where(_of(subscriber), settled).values(settled_on=None))

    async def refused(self, subscriber: Subscriber, today: Day) -> None:
        async with self._worker.begin() as connection:
            told = update(digest).where(_of(subscriber)).values(refused_on=date.fromordinal(today))
            await connection.execute(told)


def _of(subscriber: Subscriber) -> Any:
    return (digest.c.actor_id == subscriber.actor) & (digest.c.user == subscriber.user)
