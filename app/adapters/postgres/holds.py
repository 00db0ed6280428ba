"""Legal holds in PostgreSQL: placed, released and read."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.usecases.hold_ports import LegalHold
from app.usecases.ports import Caller

# The receipts that an agency's own system has of a protected person are nothing to hold: to the system there is none.
OWNS: Final = text(
    """select exists (select from person p join fact f using (person_id)
                       where f.person_id = :person and f.owner = sip.me()
                         and (cast(:plan as uuid) is null or f.plan_id = :plan))"""
)
HELD: Final = text(
    """select h.*, exists (select from legal_hold_release r
                             where r.person_id = h.person_id and r.hold_id = h.id) as over
         from legal_hold h where h.person_id = :person and h.id = :id and h.owner = sip.me()"""
)
RELEASE: Final = text(
    """insert into legal_hold_release (person_id, hold_id, reason, on_day, client, "user")
       values (:person_id, :hold_id, :reason, :on_day, :client, :user) on conflict do nothing"""
)

HOLD: Final = """
    jsonb_strip_nulls(jsonb_build_object(
        'id', h.id, 'person_id', h.person_id, 'owner', h.owner, 'plan_id', h.plan_id, 'reason', h.reason,
        'on', h.on_day,
        'released', (select jsonb_build_object('on', r.on_day, 'reason', r.reason) from legal_hold_release r
                      where r.person_id = h.person_id and r.hold_id = h.id)))"""
HOLD_VIEWS: Final[Mapping[str, str]] = {
    "legal-holds": f"""
        with there as materialized (
                 select p.person_id from person p where p.person_id = %(person_id)s),
             held as materialized (select h.* from legal_hold h where h.person_id = %(person_id)s),
             logged as (
                 insert into audit (request_id, client, "user", actor, person_id, action, outcome)
                 select %(request_id)s, %(client)s, %(user)s, sip.me(), person_id, %(action)s, 'read' from there)
        select jsonb_build_object(
                   'holds', (select coalesce(jsonb_agg({HOLD} order by h.at desc, h.id), '[]') from held h),
                   'actors', (select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(a)) order by a.name, a.id), '[]')
                                from actor a where a.id in (select owner from held))) as document
          from there""",  # noqa: S608 - only its own literals
}


class PostgresHolds:
    """A Holds on one connection; see usecases/hold_ports.py."""

    def __init__(self, connection: AsyncConnection, caller: Caller) -> None:
        self._connection = connection
        self._caller = caller

    async def may_place(self, person_id: UUID, plan_id: UUID | None) -> bool:
        return bool(await self._connection.scalar(OWNS, {"person": person_id, "plan": plan_id}))

    async def place(self, hold: LegalHold) -> None:
        await self._connection.execute(
            insert(schema.legal_hold).values(
                person_id=hold.person_id,
                id=hold.id,
                owner=self._caller.principal.actor,
                plan_id=hold.plan_id,
                **self._said(hold.reason),
            )
        )

    async def load(self, person_id: UUID, hold_id: UUID) -> LegalHold | None:
        row = (await self._connection.execute(HELD, {"person": person_id, "id": hold_id})).one_or_none()
        if row is None:
            return None
        return LegalHold(id=row.id, person_id=row.person_id, plan_id=row.plan_id, reason=row.reason, released=row.over)

    async def release(self, hold: LegalHold, reason: str) -> bool:
        released = {"person_id": hold.person_id, "hold_id": hold.id, **self._said(reason)}
        return (await self._connection.execute(RELEASE, released)).rowcount == 1

    def _said(self, reason: str) -> dict[str, object]:
        who = self._caller.principal
        on = date.fromordinal(self._caller.today)
        return {"reason": reason, "on_day": on, "client": who.client, "user": who.user}
