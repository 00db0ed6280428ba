"""Records of one person in PostgreSQL: what is said of two of them being one, and how that is read."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.domain.merging import Merge
from app.usecases.ports import Caller

MAY: Final = text("select may_be_one(:leading, :absorbed)")
PROPOSED: Final = text(
    """select exists (select from merge m
                       where :one in (m.person_id, m.absorbed_id) and :other in (m.person_id, m.absorbed_id)
                         and m.state = 'proposed'
                         and not exists (select from merge n where n.person_id = m.person_id and n.id = m.id
                                                               and n.version > m.version))"""
)
HELD: Final = text(
    """select * from merge m
        where :person in (m.person_id, m.absorbed_id) and m.id = :id and m.actor_id = sip.me()
        order by m.version desc limit 1"""
)

MERGE_VIEWS: Final[Mapping[str, str]] = {
    "merges": """
        with there as materialized (select person_id from person where person_id = %(person_id)s),
             said as materialized (
                 select m.* from merge m where %(person_id)s in (m.person_id, m.absorbed_id)),
             logged as (
                 insert into audit (request_id, client, "user", actor, person_id, action, outcome)
                 select %(request_id)s, %(client)s, %(user)s, sip.me(), person_id, %(action)s, 'read' from there)
        select jsonb_build_object(
                   'person_id', t.person_id, 'records', sip.records(t.person_id),
                   'merges', (select coalesce(jsonb_agg(m.told order by m.since desc, m.id), '[]') from (
                        select s.id, min(s.at) as since, jsonb_strip_nulls(jsonb_build_object(
                                   'id', s.id, 'leading', s.person_id, 'absorbed', s.absorbed_id, 'actor', s.actor_id,
                                   'evidence', s.evidence, 'state', (array_agg(s.state order by s.version desc))[1],
                                   'undo_until', max(s.undo_until),
                                   'history', jsonb_agg(jsonb_build_object(
                                       'state', s.state, 'on', s.on_day, 'reason', s.reason,
                                       'user', case when s.actor_id = sip.me() then s."user" end)
                                       order by s.version))) as told
                          from said s group by s.id, s.person_id, s.absorbed_id, s.actor_id, s.evidence) m),
                   'actors', (select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(a)) order by a.name), '[]')
                                from actor a where a.id in (select actor_id from said))) as document
          from there t""",
}


class PostgresMerges:
    """A Merges on one connection; see usecases/merge_ports.py."""

    def __init__(self, connection: AsyncConnection, caller: Caller) -> None:
        self._connection = connection
        self._caller = caller

    async def may_be_one(self, leading: UUID, absorbed: UUID) -> bool:
        return bool(await self._connection.scalar(MAY, {"leading": leading, "absorbed": absorbed}))

    async def proposed(self, one: UUID, other: UUID) -> bool:
        return bool(await self._connection.scalar(PROPOSED, {"one": one, "other": other}))

    async def load(self, person_id: UUID, merge_id: UUID) -> Merge | None:
        row = (await self._connection.execute(HELD, {"person": person_id, "id": merge_id})).one_or_none()
        if row is None:
            return None
        return Merge(
            id=row.id,
            version=row.version,
            person_id=row.person_id,
            absorbed_id=row.absorbed_id,
            state=row.state,
            evidence=row.evidence,
            user=row.user,
            reason=row.reason,
            undo_until=None if row.undo_until is None else row.undo_until.toordinal(),
        )

    async def say(self, merge: Merge) -> None:
        who = self._caller.principal
        await self._connection.execute(
            insert(schema.merge).values(
                person_id=merge.person_id,
                absorbed_id=merge.absorbed_id,
                id=merge.id,
                version=merge.version,
                actor_id=who.actor,
                state=merge.state,
                evidence=merge.evidence,
                reason=merge.reason,
                undo_until=None if merge.undo_until is None else date.fromordinal(merge.undo_until),
                on_day=date.fromordinal(self._caller.today),
                client=who.client,
                user=merge.user,
            )
        )
