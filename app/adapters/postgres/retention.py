"""What is due for removal in PostgreSQL, as a role that sees no content and may remove what no hold keeps."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import bindparam, insert, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.adapters.postgres import schema
from app.adapters.postgres.same_persons import OTHERS
from app.domain.actors import THE_PERSON, Actor
from app.domain.days import Day
from app.domain.quarters import Quarter
from app.domain.retention import FINDING_MONTHS
from app.domain.statistics.suppression import Counted
from app.usecases.retention import Amount, FindingNumber, Kept, Removed, ended_long_ago

NOBODY: Final = UUID(int=0)
ALONE: Final = text("select pg_try_advisory_lock(5497331041)")
LET_GO: Final = text("select pg_advisory_unlock(5497331041)")
LAST: Final = text("select person_id from fact order by person_id desc limit 1")
UPTO: Final = text(
    """select person_id from (select distinct person_id from fact where person_id > :after
                               order by person_id limit :size) as persons order by person_id desc limit 1"""
)
ACT: Final = text("select set_config('sip.actor', :actor, true), set_config('sip.today', :today, true)")
# The last entry is of the whole file: all that the owner has about the person, in every version, whatever became of it.
# A file is of a person: where several records are read as one, it is in all of them.
KEPT: Final = text(
    f"""select f.person_id, p.birth_date, f.owner, f.kind, count(distinct f.id) as items,
              (greatest(max(max(f.recorded)) over (partition by f.person_id, f.owner), max(beside.latest))
                  at time zone 'Europe/Stockholm')::date as latest
         from fact f join person p on p.person_id = f.person_id
         left join (select o.person_id, b.owner, max(b.recorded) as latest
                      from {OTHERS} o join fact b on b.person_id = o.other
                     where o.person_id > :after and o.person_id <= :upto group by 1, 2) beside
                on (beside.person_id, beside.owner) = (f.person_id, f.owner)
        where f.person_id > :after and f.person_id <= :upto
        group by f.person_id, p.birth_date, f.owner, f.kind
        order by f.person_id, f.owner, f.kind"""  # noqa: S608 - only its own literals
)
HOLD_SIGHT: Final = text("select lock_sight(p, true) from unnest(cast(:persons as uuid[])) as p order by p")
# Every version of an item goes, or none; the policy keeps what a hold keeps.
REMOVE: Final = text(
    """delete from fact f using unnest(cast(:persons as uuid[]), cast(:kinds as text[])) as d (person_id, kind)
        where f.person_id = d.person_id and f.kind = d.kind and f.owner = :owner
        returning f.person_id, f.id, f.kind, f.category, f.current"""
)
LOG: Final = text(
    """insert into audit (request_id, client, "user", actor, person_id, action, outcome, items)
       values (:run, 'sip-retention', 'system', sip.me(), :person, 'retention-removal', 'done', :items)"""
).bindparams(bindparam("items", type_=postgresql.JSONB))
GONE: Final = text(
    """select p from unnest(cast(:persons as uuid[])) as p
        where not exists (select from fact f where f.person_id = p) order by p"""
)
CLOSED: Final = text(
    """select distinct extract(year from d)::integer as year, extract(quarter from d)::integer as n
         from (select case status when 'closed' then closes
                                  else (changed at time zone 'Europe/Stockholm')::date end as d
                 from finding where status in ('closed', 'retracted')) as ended
        where d is not null order by 1, 2"""
)
WITHIN: Final = """case status when 'closed' then closes else (changed at time zone 'Europe/Stockholm')::date end
                   between :first and :last and status in ('closed', 'retracted')"""
MADE: Final = text("select exists (select from finding_count where quarter = :quarter)")
# Each gap once, as the person's own view has it, which is whole; nobody is counted who has ever been protected.
COUNT: Final = text(
    f"""select f.rule, coalesce(a.county_code, '') as county, count(*) as findings,
               count(distinct coalesce(s.leading_id, f.person_id)) as persons
          from finding f left join actor a on a.id = f.owner left join same_person s on s.person_id = f.person_id
         where f.reader = f.person_id and f.status = 'closed' and {WITHIN}
           and not exists (select from protection p where p.person_id = f.person_id)
         group by 1, 2"""  # noqa: S608 - only its own literals
)
FORGET: Final = text(
    f"""with removed as (delete from finding f
                          where {WITHIN}
                            and (cast(:readers as uuid[]) is null or f.reader = f.person_id
                                 or f.reader = any (:readers))
                        returning f.person_id, f.id),
             worked as (delete from finding_work w using removed r
                         where (w.person_id, w.finding_id) = (r.person_id, r.id)),
             admitted as (delete from admission a using removed r
                           where (a.person_id, a.finding_id) = (r.person_id, r.id))
        select count(*) from removed"""  # noqa: S608 - only its own literals
)


class PostgresArchive:
    """An Archive on an engine of two connections as sip_retention; see usecases/retention.py."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._run = f"retention-{uuid4().hex}"

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[bool]:
        async with self._engine.connect() as connection:
            held = bool(await connection.scalar(ALONE))
            await connection.commit()
            try:
                yield held
            finally:
                if held:
                    await connection.execute(LET_GO)
                    await connection.commit()

    async def begun(self, today: Day) -> set[UUID]:
        table = schema.retention_start
        async with self._engine.connect() as connection:
            begun = select(table.c.actor_id).where(table.c.start_on <= date.fromordinal(today))
            return set((await connection.execute(begun)).scalars())

    async def actors(self) -> Mapping[UUID, Actor]:
        async with self._engine.connect() as connection:
            rows = (await connection.execute(select(schema.actor))).all()
        return {row.id: Actor(**row._mapping) for row in rows}

    async def last(self) -> UUID | None:
        async with self._engine.connect() as connection:
            return (await connection.execute(LAST)).scalar_one_or_none()

    async def upto(self, after: UUID | None, size: int) -> UUID | None:
        async with self._engine.connect() as connection:
            last = await connection.execute(UPTO, {"after": after or NOBODY, "size": size})
            return last.scalar_one_or_none()

    @asynccontextmanager
    async def batch(self, after: UUID | None, upto: UUID, today: Day, *, keep: bool) -> AsyncIterator["PostgresBatch"]:
        async with self._transaction(today, keep=keep) as connection:
            yield PostgresBatch(connection, self._run, after or NOBODY, upto, today)

    async def quarters(self, today: Day) -> Sequence[str]:
        async with self._engine.connect() as connection:
            rows = (await connection.execute(CLOSED)).all()
        found = [Quarter(row.year, row.n) for row in rows]
        return [str(quarter) for quarter in found if ended_long_ago(quarter, today, FINDING_MONTHS)]

    async def numbers(self) -> Sequence[FindingNumber]:
        async with self._engine.connect() as connection:
            told = select(schema.finding_count).order_by(*schema.finding_count.primary_key)
            return [FindingNumber(*row) for row in (await connection.execute(told)).all()]

    @asynccontextmanager
    async def past(self, quarter: str, today: Day, *, keep: bool) -> AsyncIterator["PostgresPast"]:
        async with self._transaction(today, keep=keep) as connection:
            yield PostgresPast(connection, Quarter.read(quarter))

    @asynccontextmanager
    async def _transaction(self, today: Day, *, keep: bool) -> AsyncIterator[AsyncConnection]:
        async with self._engine.connect() as connection:
            await connection.execute(text("set local statement_timeout = '10min'"))
            await connection.execute(ACT, {"actor": "", "today": date.fromordinal(today).isoformat()})
            yield connection
            await (connection.commit() if keep else connection.rollback())


class PostgresBatch:
    """A Batch on one connection."""

    def __init__(self, connection: AsyncConnection, run: str, after: UUID, upto: UUID, today: Day) -> None:
        self._connection = connection
        self._run = run
        self._stretch = {"after": after, "upto": upto}
        self._today = date.fromordinal(today).isoformat()

    async def kept(self) -> Sequence[Kept]:
        rows = (await self._connection.execute(KEPT, self._stretch)).all()
        return [
            Kept(
                person_id=row.person_id,
                born=row.birth_date.toordinal(),
                owner=row.owner,
                kind=row.kind,
                items=row.items,
                last_entry=row.latest.toordinal(),
            )
            for row in rows
        ]

    async def hold_still(self, persons: Collection[UUID]) -> None:
        await self._connection.execute(HOLD_SIGHT, {"persons": sorted(persons)})

    async def remove(self, owner: UUID, due: Sequence[Kept]) -> Removed:
        acting = "" if owner == THE_PERSON else str(owner)
        await self._connection.execute(ACT, {"actor": acting, "today": self._today})
        given = {"owner": owner, "persons": [one.person_id for one in due], "kinds": [one.kind for one in due]}
        rows = (await self._connection.execute(REMOVE, given)).all()
        removed: dict[str, Amount] = {}
        told: dict[UUID, list[dict[str, str]]] = {}
        versions: dict[UUID, int] = {}
        for row in rows:
            amount = Amount(items=int(row.current), versions=1)
            removed[row.kind] = removed.get(row.kind, Amount()) + amount
            versions[row.person_id] = versions.get(row.person_id, 0) + 1
            if row.current:
                about = {"id": str(row.id), "category": row.category, "basis": "retention"}
                told.setdefault(row.person_id, []).append(about)
        logged: list[dict[str, Any]] = [
            {"run": self._run, "person": person, "items": [*items, {"versions": str(versions[person])}]}
            for person, items in told.items()
        ]
        if logged:
            await self._connection.execute(LOG, logged)
        return removed

    async def gone(self, persons: Collection[UUID]) -> Sequence[UUID]:
        rows = await self._connection.execute(GONE, {"persons": sorted(persons)})
        return list(rows.scalars())


class PostgresPast:
    """A FindingPast on one connection."""

    def __init__(self, connection: AsyncConnection, quarter: Quarter) -> None:
        self._connection = connection
        self._quarter = quarter
        self._days = {"first": date.fromordinal(quarter.first), "last": date.fromordinal(quarter.last)}

    async def counted(self) -> Mapping[tuple[str, str], Counted] | None:
        if await self._connection.scalar(MADE, {"quarter": str(self._quarter)}):
            return None
        rows = (await self._connection.execute(COUNT, self._days)).all()
        return {(row.rule, row.county): Counted(row.findings, row.persons) for row in rows}

    async def tell(self, numbers: Mapping[tuple[str, str], int | None]) -> None:
        rows = [
            {"quarter": str(self._quarter), "rule": rule, "county_code": county, "findings": number}
            for (rule, county), number in numbers.items()
        ]
        await self._connection.execute(insert(schema.finding_count), rows)

    async def remove(self, readers: Collection[UUID] | None) -> int:
        given = {**self._days, "readers": None if readers is None else sorted(readers)}
        return int(await self._connection.scalar(FORGET, given) or 0)
