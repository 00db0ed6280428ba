"""Corrections in PostgreSQL: what goes, what rests on it, and the trace that is left, as it is read."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import exists, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.adapters.postgres.items import item_of
from app.domain.item import Item

RESTING: Final = text(
    """select * from fact f
        where f.person_id = :person and f.current and not f.void and f.id <> all (:items)
          and (f.plan_id = any (:items)
               or exists (select from unnest(cast(:items as uuid[])) i
                           where jsonb_path_exists(f.fields, '$.** ? (@ == $id)', jsonb_build_object('id', i))))
        order by f.id"""
)
CORRECT: Final = text("select correct(:person, :items, :rightful, :reason)")

CORRECTION: Final = """
    jsonb_build_object('item', c.item_id, 'kind', c.kind, 'owner', c.owner, 'reason', c.reason, 'outcome', c.outcome,
                       'on', c.on_day)"""
CORRECTION_VIEWS: Final[Mapping[str, str]] = {
    "corrections": f"""
        with told as materialized (select c.* from correction c where c.person_id = %(person_id)s),
             found as (select person_id from person where person_id = %(person_id)s
                       union select person_id from told),
             logged as (
                 insert into audit (request_id, client, "user", actor, person_id, action, outcome)
                 select %(request_id)s, %(client)s, %(user)s, sip.me(), person_id, %(action)s, 'read' from found)
        select jsonb_build_object(
                   'person_id', f.person_id,
                   'corrections', (select coalesce(jsonb_agg({CORRECTION} order by c.n desc), '[]') from told c),
                   'actors', (select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(a)) order by a.name, a.id), '[]')
                                from actor a where a.id in (select owner from told))) as document
          from found f""",  # noqa: S608 - only its own literals
}


class PostgresCorrections:
    """A Corrections on one connection; see usecases/correction_ports.py."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def belonging(self, plan: Item) -> Sequence[Item]:
        table = schema.fact
        within = select(table).where(
            table.c.person_id == plan.person_id,
            table.c.plan_id == plan.id,
            table.c.current,
            table.c.owner == plan.owner,
        )
        return [item_of(row) for row in (await self._connection.execute(within.order_by(table.c.id))).all()]

    async def resting_on(self, person_id: UUID, items: Collection[UUID]) -> Sequence[Item]:
        rows = await self._connection.execute(RESTING, {"person": person_id, "items": list(items)})
        return [item_of(row) for row in rows.all()]

    async def is_agreed(self, plan: Item) -> bool:
        table = schema.plan_version
        of_plan = exists().where(table.c.person_id == plan.person_id, table.c.plan_id == plan.id)
        return bool(await self._connection.scalar(select(of_plan)))

    async def correct(self, person_id: UUID, items: Collection[UUID], rightful: UUID | None, reason: str) -> None:
        said = {"person": person_id, "items": list(items), "rightful": rightful, "reason": reason}
        await self._connection.execute(CORRECT, said)
