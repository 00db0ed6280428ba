"""Protected identity in PostgreSQL: the levels that actors state, whom they name, and how both are read."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.errors import ForeignKeyViolation
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.domain.protection import NamedHandler
from app.usecases.ports import Caller
from app.usecases.protection_ports import Protected, Statement

HELD: Final = text(
    """select p.protection as level, coalesce(s.level, 'none') as stated, coalesce(s.version, 0) as version,
              exists (select from access_grant g where g.person_id = p.person_id and g.reader = sip.me()
                                                   and g.kind = 'own') as owns,
              sip.opens(p.person_id) as named
         from person p
         left join lateral (select level, version from protection s
                             where s.person_id = p.person_id and s.actor_id = sip.me()
                             order by version desc limit 1) s on true
        where p.person_id = :person"""
)

# Whom the reader's actor has named, to the person every actor: what was said last of each.
NAMED: Final = """
    named as (
        select distinct on (h.id) h.* from named_handler h
         where h.person_id = %(person_id)s and (h.actor_id = sip.me() or h.person_id = any (sip.mine()))
         order by h.id, h.version desc),
    told as materialized (
        select * from named
         where coalesce(last_day >= sip.today(), true) and coalesce(last_day >= first_day, true))"""
HANDLER: Final = """
    jsonb_strip_nulls(jsonb_build_object(
        'id', h.id, 'person_id', h.person_id, 'actor', h.actor_id, 'start', h.first_day, 'end', h.last_day,
        'user', case when h.actor_id = sip.me() then h."user" end))"""

PROTECTION_VIEWS: Final[Mapping[str, str]] = {
    "protection": f"""
        with found as (select person_id, protection from person where person_id = %(person_id)s),
             {NAMED},
             stated as materialized (select s.* from protection s where s.person_id = %(person_id)s),
             logged as (
                 insert into audit (request_id, client, "user", actor, person_id, action, outcome)
                 select %(request_id)s, %(client)s, %(user)s, sip.me(), person_id, %(action)s, 'read' from found)
        select jsonb_build_object(
                   'person_id', f.person_id, 'level', f.protection,
                   'stated', (select coalesce(jsonb_agg(jsonb_build_object(
                                  'actor', s.actor_id, 'level', s.level, 'reason', s.reason, 'on', s.on_day)
                                  order by s.at desc), '[]') from stated s),
                   'handlers', (select coalesce(jsonb_agg({HANDLER} order by h.first_day, h.id), '[]') from told h),
                   'actors', (select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(a)) order by a.name, a.id), '[]')
                                from actor a
                               where a.id = sip.me() or a.id in (select actor_id from stated
                                                                  union select actor_id from told))) as document
          from found f""",  # noqa: S608 - only its own literals
    "named-handlers": f"""
        with {NAMED},
             logged as (
                 insert into audit (request_id, client, "user", actor, person_id, action, outcome)
                 select %(request_id)s, %(client)s, %(user)s, sip.me(), person_id, %(action)s, 'read'
                   from (select distinct person_id from told
                          union all select null where not exists (select from told)) as disclosed)
        select jsonb_build_object(
                   'handlers', (select coalesce(jsonb_agg({HANDLER} order by h.first_day, h.id), '[]')
                                  from told h)) as document""",  # noqa: S608 - only its own literals
    # Of persons of whom the reader is told nothing but that they wait.
    "unhandled": """
        with listed as materialized (
                 select u as person_id from sip.unhandled() u order by u limit %(limit)s + 1 offset %(skip)s),
             page as (select * from listed order by person_id limit %(limit)s),
             logged as (
                 insert into audit (request_id, client, "user", actor, person_id, action, outcome)
                 select %(request_id)s, %(client)s, %(user)s, sip.me(), person_id, %(action)s, 'read'
                   from (select person_id from page
                          union all select null where not exists (select from page)) as disclosed)
        select jsonb_build_object(
                   'persons', (select coalesce(jsonb_agg(person_id order by person_id), '[]') from page),
                   'more', (select count(*) from listed) > %(limit)s) as document""",
}


class PostgresProtections:
    """A Protections on one connection; see usecases/protection_ports.py."""

    def __init__(self, connection: AsyncConnection, caller: Caller) -> None:
        self._connection = connection
        self._caller = caller

    async def held(self, person_id: UUID) -> Protected | None:
        row = (await self._connection.execute(HELD, {"person": person_id})).one_or_none()
        return Protected(**row._mapping) if row else None

    async def state(self, statement: Statement) -> None:
        who = self._caller.principal
        await self._connection.execute(
            insert(schema.protection).values(
                person_id=statement.person_id,
                actor_id=who.actor,
                version=statement.version,
                level=statement.level,
                reason=statement.reason,
                on_day=date.fromordinal(statement.on),
                client=who.client,
                user=who.user,
            )
        )

    async def handler(self, person_id: UUID, handler_id: UUID) -> NamedHandler | None:
        table = schema.named_handler
        ours = select(table).where(
            table.c.person_id == person_id, table.c.id == handler_id, table.c.actor_id == self._caller.principal.actor
        )
        row = (await self._connection.execute(ours.order_by(table.c.version.desc()).limit(1))).one_or_none()
        if row is None:
            return None
        return NamedHandler(
            id=row.id,
            version=row.version,
            person_id=row.person_id,
            user=row.user,
            start=row.first_day.toordinal(),
            end=None if row.last_day is None else row.last_day.toordinal(),
        )

    async def name(self, handler: NamedHandler) -> bool:
        who = self._caller.principal
        named = insert(schema.named_handler).values(
            person_id=handler.person_id,
            id=handler.id,
            version=handler.version,
            actor_id=who.actor,
            user=handler.user,
            first_day=date.fromordinal(handler.start),
            last_day=None if handler.end is None else date.fromordinal(handler.end),
            client=who.client,
            named_by=who.user,
        )
        try:
            await self._connection.execute(named)
        except IntegrityError as error:
            # Only the reference to the person tells that there is none: to read it one would have to see it.
            violated = error.orig
            if isinstance(violated, ForeignKeyViolation) and violated.diag.constraint_name == "named_handler_person":
                return False
            raise
        return True
