"""Messages of a plan in PostgreSQL: their threads, who may read them, and what stands until something newer does."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.adapters.postgres.disclosing import ACTORS, ITEM, OF_A_PLAN, OPENS, logged, seen
from app.adapters.postgres.items import item_of
from app.domain.item import Item

THREAD: Final = "coalesce(s.fields ->> 'thread', s.id::text)"
LIMITED: Final = "limit %(limit)s + 1 offset %(skip)s"
IN_ORDER: Final = "s.latest desc, s.thread, s.recorded, s.id"
THREADS_TOLD: Final = f"""select person_id, id, category, basis from page
    union all select person_id, id, category, basis from seen where kind = 'plan' and exists ({OF_A_PLAN})"""
SEALED: Final = "jsonb_strip_nulls(jsonb_build_object('person_id', s.person_id, 'sealed', s.fields -> 'contacts'))"

MESSAGE_VIEWS: Final[Mapping[str, str]] = {
    # The threads in which something was written last come first; each is told whole, in the order of its writing.
    "messages": f"""
        with {seen("f.plan_id = %(plan_id)s and f.kind in ('plan', 'message')")},
             threads as materialized (
                 select {THREAD} as thread, max(s.recorded) as latest from seen s where s.kind = 'message'
                  group by 1 order by 2 desc, 1 {LIMITED}),
             page as materialized (
                 select s.*, t.thread, t.latest
                   from (select * from threads order by latest desc, thread limit %(limit)s) t
                   join seen s on s.kind = 'message' and {THREAD} = t.thread),
             found as (select jsonb_array_elements_text(fields -> 'addressed_to')::uuid as owner from page),
             {logged(THREADS_TOLD)}
        select jsonb_build_object(
                   'messages', (select coalesce(jsonb_agg({ITEM} order by {IN_ORDER}), '[]') from page s),
                   'more', (select count(*) from threads) > %(limit)s, 'actors', {ACTORS}) as document
          from seen p where p.kind = 'plan'""",
    # What is newest stands; what stood before it is told a page at a time.
    "standing": f"""
        with {seen("f.plan_id = %(plan_id)s and f.kind in ('plan', %(kind)s)")},
             ranked as materialized (
                 select s.*, row_number() over (order by s.recorded desc, s.id desc) as nth
                   from seen s where s.kind = %(kind)s),
             page as materialized (
                 select * from ranked
                  where nth = 1 or nth > %(skip)s + 1 and nth <= %(skip)s + %(limit)s + 1),
             found as (select null::uuid as owner where false),
             {logged(f"select person_id, id, category, basis from page where exists ({OF_A_PLAN})")}
        select jsonb_build_object(
                   'items', (select jsonb_agg({ITEM} || {SEALED} order by s.nth) from page s),
                   'more', (select count(*) from ranked) > %(skip)s + %(limit)s + 1, 'actors', {ACTORS}) as document
          from seen p where p.kind = 'plan' and exists (select from ranked)""",
}

# Whoever sees an item by right may say something about it; of a question that was only put to it, it sees too little.
TIE: Final = text(
    """select * from fact
        where id = :id and plan_id = :plan and current and not void and kind not in ('message', 'consent')
          and (person_id = any (sip.mine()) or sip.sees_by_right(person_id, id))"""
)
# Of an actor's message, those whom a grant lets receive it from that actor. Of the person's, those who see what it
# is about.
READERS: Final = text(
    f"""select g.reader from access_grant g
        where g.person_id = :person and {OPENS} and g.category = :category and g.plan_id = :plan
          and g.owner = coalesce(sip.me(), cast(:owner as uuid))
          and (sip.me() is not null or :disclosed)
        union select cast(:owner as uuid) where sip.me() is null"""
)


class PostgresMessages:
    """A Messages on one connection; see usecases/ports.py."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def tie(self, plan_id: UUID, item_id: UUID) -> Item | None:
        row = (await self._connection.execute(TIE, {"id": item_id, "plan": plan_id})).one_or_none()
        return item_of(row) if row else None

    async def thread(self, message: Item) -> Sequence[Item]:
        table = schema.fact
        first = getattr(message.content, "thread", None) or str(message.id)
        of_plan = select(table).where(
            table.c.plan_id == message.plan_id, table.c.kind == "message", table.c.current, ~table.c.void
        )
        rows = (await self._connection.execute(of_plan.order_by(table.c.recorded, table.c.id))).all()
        return [item_of(row) for row in rows if first in (row.fields.get("thread"), str(row.id))]

    async def readers(self, about: Item) -> set[UUID]:
        wanted: dict[str, Any] = {
            "person": about.person_id,
            "category": about.category,
            "plan": about.plan_id,
            "owner": about.owner,
            "disclosed": about.disclosed,
        }
        return set((await self._connection.execute(READERS, wanted)).scalars())

    async def newest(self, plan_id: UUID, kind: str) -> Item | None:
        table = schema.fact
        of_kind = select(table).where(table.c.plan_id == plan_id, table.c.kind == kind, table.c.current, ~table.c.void)
        newest = of_kind.order_by(table.c.recorded.desc(), table.c.id.desc()).limit(1)
        row = (await self._connection.execute(newest)).one_or_none()
        return item_of(row) if row else None
