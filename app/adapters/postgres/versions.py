"""Frozen versions of a plan in PostgreSQL; what is in one is put there by a trigger, which sees the whole plan."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.domain.actors import THE_PERSON
from app.domain.days import Day
from app.usecases.plan_ports import Frozen
from app.usecases.ports import Caller


class PostgresVersions:
    """A Versions on one connection; see usecases/plan_ports.py."""

    def __init__(self, connection: AsyncConnection, caller: Caller) -> None:
        self._connection = connection
        self._caller = caller

    async def of(self, plan_id: UUID) -> Sequence[Frozen]:
        table = schema.plan_version
        rows = await self._connection.execute(select(table).where(table.c.plan_id == plan_id).order_by(table.c.n))
        return [
            Frozen(person_id=row.person_id, plan_id=row.plan_id, n=row.n, id=row.id, on=row.on_day.toordinal())
            for row in rows.all()
        ]

    async def freeze(self, version: Frozen, note: str | None) -> None:
        who = self._caller.principal
        await self._connection.execute(
            insert(schema.plan_version).values(
                person_id=version.person_id,
                plan_id=version.plan_id,
                n=version.n,
                id=version.id,
                owner=who.actor or THE_PERSON,
                note=note,
                on_day=date.fromordinal(version.on),
                client=who.client,
                user=who.user,
            )
        )

    async def accept(self, version: Frozen, on: Day) -> bool:
        """Whether it is accepted by this; False when the caller's actor, or the person, had accepted it before."""
        who = self._caller.principal
        done = await self._connection.execute(
            postgresql.insert(schema.plan_acceptance)
            .values(
                person_id=version.person_id,
                plan_id=version.plan_id,
                n=version.n,
                acceptor=who.actor or THE_PERSON,
                on_day=date.fromordinal(on),
                client=who.client,
                user=who.user,
            )
            .on_conflict_do_nothing()
        )
        return done.rowcount == 1
