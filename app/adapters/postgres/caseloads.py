"""Caseloads in PostgreSQL: the caseworkers of the caller's actor, their plans, and who stands in for whom."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.usecases.caseload_ports import Deputyship, Transfer
from app.usecases.ports import Caller

IN_HAND: Final = """
    exists (select from fact h
             where h.person_id = a.person_id and h.plan_id = a.plan_id and h.kind = 'handler' and h.owner = sip.me()
               and h.fields ->> 'actor' = sip.me()::text and h.current and not h.void
               and coalesce((h.fields ->> 'end')::date > sip.today(), true))
    and not exists (select from fact p
                     where p.person_id = a.person_id and p.id = a.plan_id and p.kind = 'plan' and p.current
                       and not p.void and (p.fields ->> 'end')::date <= sip.today())"""
"""Whether the assignment `a` counts: the actor says that it has a caseworker in the plan, which has not ended."""

PLANS_OF: Final = text(
    "select a.plan_id, a.id from fact a where a.owner = sip.me() and a.kind = 'assignment' and a.current"
    f" and not a.void and a.fields ->> 'user' = :user and {IN_HAND}"
)


class PostgresCaseloads:
    """A Caseloads on one connection; see usecases/caseload_ports.py."""

    def __init__(self, connection: AsyncConnection, caller: Caller) -> None:
        self._connection = connection
        self._caller = caller

    async def know(self, user: str) -> None:
        known = {"actor_id": self._caller.principal.actor, "user": user, "since": date.fromordinal(self._caller.today)}
        await self._connection.execute(postgresql.insert(schema.colleague).values(known).on_conflict_do_nothing())

    async def knows(self, user: str) -> bool:
        table = schema.colleague
        ours = select(table).where(table.c.actor_id == self._caller.principal.actor, table.c.user == user)
        return (await self._connection.execute(ours)).one_or_none() is not None

    async def plans_of(self, user: str) -> Mapping[UUID, UUID]:
        rows = await self._connection.execute(PLANS_OF, {"user": user})
        return {row.plan_id: row.id for row in rows}

    async def hand_over(self, transfer: Transfer) -> None:
        who = self._caller.principal
        await self._connection.execute(
            insert(schema.caseload_transfer).values(
                actor_id=who.actor,
                id=transfer.id,
                holder=transfer.holder,
                to_user=transfer.to,
                note=transfer.note,
                on_day=date.fromordinal(transfer.on),
                client=who.client,
                user=who.user,
            )
        )


class PostgresDeputies:
    """A Deputies on one connection; see usecases/caseload_ports.py."""

    def __init__(self, connection: AsyncConnection, caller: Caller) -> None:
        self._connection = connection
        self._caller = caller

    async def load(self, deputyship_id: UUID) -> Deputyship | None:
        table = schema.deputyship
        ours = select(table).where(table.c.actor_id == self._caller.principal.actor, table.c.id == deputyship_id)
        row = (await self._connection.execute(ours.order_by(table.c.version.desc()).limit(1))).one_or_none()
        if row is None:
            return None
        return Deputyship(
            id=row.id,
            version=row.version,
            absent=row.absent,
            deputy=row.deputy,
            start=row.first_day.toordinal(),
            end=row.last_day.toordinal(),
        )

    async def add(self, deputyship: Deputyship) -> None:
        who = self._caller.principal
        await self._connection.execute(
            insert(schema.deputyship).values(
                actor_id=who.actor,
                id=deputyship.id,
                version=deputyship.version,
                absent=deputyship.absent,
                deputy=deputyship.deputy,
                first_day=date.fromordinal(deputyship.start),
                last_day=date.fromordinal(deputyship.end),
                client=who.client,
                user=who.user,
            )
        )
