"""A caseworker's own wish for letters in the morning, in PostgreSQL."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres.caseload_reads import LOGGED_OF_NOBODY
from app.adapters.postgres.digest_tables import digest
from app.domain.permissions import caseworker_of
from app.usecases.digest_ports import Wish
from app.usecases.ports import Caller

# Row-level security lets the own row through alone: who is meant needs not be said.
DIGEST_VIEWS: Final[Mapping[str, str]] = {
    "digest": f"""
        with {LOGGED_OF_NOBODY}
        select coalesce((select jsonb_build_object('box', encode(d.box, 'hex'), 'until', d.until,
                                                   'refused_on', d.refused_on) from digest d), '{{}}') as document""",  # noqa: S608 - only its own literals
}


class PostgresDigests:
    """A Digests on one connection; see usecases/digest_ports.py."""

    def __init__(self, connection: AsyncConnection, caller: Caller) -> None:
        self._connection = connection
        self._caller = caller

    async def load(self) -> Wish | None:
        row = (await self._connection.execute(select(digest.c.box, digest.c.until))).one_or_none()
        return Wish(box=row.box, until=row.until.toordinal()) if row else None

    async def put(self, wish: Wish) -> None:
        who = self._caller.principal
        # The service may change no row, here as elsewhere: it goes, and another one comes.
        before = await self._connection.scalar(delete(digest).returning(digest.c.settled_on))
        await self._connection.execute(
            insert(digest).values(
                actor_id=who.actor,
                user=caseworker_of(who),
                client=who.client,
                box=wish.box,
                until=date.fromordinal(wish.until),
                settled_on=before,
            )
        )

    async def end(self) -> None:
        await self._connection.execute(delete(digest))
