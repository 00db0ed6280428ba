"""What the database has of what a view shows, read as the view's own reader: what the check of the view goes by."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, Final, cast
from uuid import UUID

import psycopg

from app.domain.checking import Evidence, Found, Shown
from app.domain.disclosure import Grant, Sight
from app.domain.protection import NamedHandler
from app.usecases.ports import Caller

# Each item as it stands, and the versions of it that are told; what a message is about comes with the message.
_ITEMS: Final = """
    with named as materialized (
        select f.* from fact f where f.id = any (%(ids)s) and f.current),
    standing as materialized (
        select * from named
         union
        select f.* from named m
          join fact f on f.person_id = m.person_id and f.id = (m.fields ->> 'about')::uuid and f.current
         where m.kind = 'message')
    select f.id, f.person_id, f.kind, f.owner, f.category, f.disclosed, f.plan_id, f.named,
           f.source_version || '.' || f.revision as version, f.current, f.void, f.guarded, f.source,
           case when f.kind = 'message' then (f.fields ->> 'about')::uuid end as about, sip.moment() as moment
      from (select * from standing
             union all
            select f.* from named m
              join fact f on f.person_id = m.person_id and f.id = m.id and not f.current
             where f.source_version || '.' || f.revision = any (%(versions)s)) f"""
_PERSONS: Final = "(select f.person_id from fact f where f.id = any (%(ids)s) and f.current)"
_GRANTS: Final = f"""
    select g.person_id, g.owner, g.reader, g.kind, g.plan_id, g.category, g.basis, g.until,
           lower(g.days) as starts, upper(g.days) as ends
      from access_grant g where g.reader = %(reader)s and g.person_id in {_PERSONS}"""  # noqa: S608 - only its own literals
_HANDLERS: Final = f"""
    select distinct on (h.person_id, h.id) h.person_id, h.id, h.version, h."user", h.first_day, h.last_day
      from named_handler h where h.actor_id = %(reader)s and h.person_id in {_PERSONS}
     order by h.person_id, h.id, h.version desc"""  # noqa: S608 - as above
# A finding is told with its person, by whom it is found quickly.
_FINDINGS: Final = """
    select g.id, g.person_id, g.reader from finding g where g.person_id = any (%(ids)s) and g.id = any (%(ids)s)"""
_MINE: Final = "select sip.mine() as mine"

Rows = list[Mapping[str, Any]]


async def evidence_of(
    driver: "psycopg.AsyncConnection[tuple[Any, ...]]", caller: Caller, shown: Collection[Shown], *, last: str
) -> Evidence:
    """Reads it in one round trip; the statement `last` comes after the others and ends the transaction."""
    who = caller.principal
    asked = {
        "ids": sorted({one.id for one in shown}),
        "versions": sorted({one.version for one in shown if one.version}),
        "reader": who.actor or who.proxy,
    }
    async with driver.pipeline():
        cursors = [
            await driver.execute(statement, asked, prepare=True)
            for statement in (_ITEMS, _GRANTS, _HANDLERS, _FINDINGS, _MINE)
        ]
        await driver.execute(last)
    items, grants, handlers, findings, mine = [await _rows(cursor) for cursor in cursors]
    return Evidence(
        found=[_found(row) for row in items],
        grants=_by_person(grants, _grant),
        handlers=_by_person(handlers, _handler),
        findings={row["id"]: (row["person_id"], row["reader"]) for row in findings},
        records=mine[0]["mine"],
        moment=items[0]["moment"] if items else None,
    )


async def _rows(cursor: "psycopg.AsyncCursor[tuple[Any, ...]]") -> Rows:
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in await cursor.fetchall()]


def _by_person(rows: Rows, read: Any) -> dict[UUID, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[cast("UUID", row["person_id"])].append(read(row))
    return dict(found)


def _found(row: Mapping[str, Any]) -> Found:
    return Found(
        id=row["id"],
        person_id=row["person_id"],
        sight=Sight(
            kind=row["kind"],
            owner=row["owner"],
            category=row["category"],
            disclosed=row["disclosed"],
            plan_id=row["plan_id"],
            named=tuple(row["named"]),
        ),
        version=row["version"],
        current=row["current"],
        void=row["void"],
        guarded=row["guarded"],
        source=row["source"],
        about=row["about"],
    )


def _grant(row: Mapping[str, Any]) -> Grant:
    starts, ends = row["starts"], row["ends"]
    return Grant(
        owner=row["owner"],
        reader=row["reader"],
        kind=row["kind"],
        plan_id=row["plan_id"],
        category=row["category"],
        start=starts and starts.toordinal(),
        end=ends and ends.toordinal(),
        basis=row["basis"],
        until=row["until"],
    )


def _handler(row: Mapping[str, Any]) -> NamedHandler:
    return NamedHandler(
        id=row["id"],
        version=row["version"],
        person_id=row["person_id"],
        user=row["user"],
        start=row["first_day"].toordinal(),
        end=None if row["last_day"] is None else row["last_day"].toordinal(),
    )
