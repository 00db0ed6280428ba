"""Statistics in PostgreSQL: the lives that they are made from, and the editions that have been made."""

import logging
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec.json import decode
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.adapters.postgres import schema
from app.adapters.postgres.dossiers import STRETCH, UNREADABLE
from app.adapters.postgres.everybody import LAST as LAST_PERSON
from app.adapters.postgres.everybody import NOBODY, UPTO
from app.adapters.postgres.items import stated_by
from app.domain.days import Day
from app.domain.facts import KINDS, Fact, all_from_stored
from app.domain.quarters import Quarter
from app.domain.statistics.lives import TOLD_KINDS
from app.usecases.statistics import Made
from app.usecases.sweeping import Stretch

log = logging.getLogger("sip.statistics")
READ: Final = [*KINDS, *(kind.kind for kind in TOLD_KINDS)]
# Whoever is protected, or ever was, is in none.
# One row a person, as in the dossiers: a row a fact costs Python more than what is in it. Of a person in several
# records one row, in the place of the one that leads and with its facts first.
TOLD: Final = "current and not void and not tentative and kind = any(:kinds)"
LIVES = text(
    f"""select person_id, string_agg(id::text, ',') as ids,
               string_agg(concat_ws('|', kind, owner, category), ',') as headers,
               string_agg(fields::text, ',') as fields
          from (select person_id, true as leads, id, kind, owner, category, fields from fact
                 where {TOLD} and {STRETCH} and person_id not in (select person_id from same_person)
                union all
                select s.leading_id, false, f.id, f.kind, f.owner, f.category, f.fields
                  from same_person s join fact f using (person_id)
                 where {TOLD} and s.leading_id > :after and s.leading_id <= :upto
                 order by person_id, leads desc, id) as in_order
         group by person_id having person_id not in (select person_id from protection) order by person_id"""  # noqa: S608 - only its own literals
)
ALONE = text("select pg_try_advisory_lock(hashtextextended('statistics', 3))")
NO_LONGER = text("select pg_advisory_unlock(hashtextextended('statistics', 3))")
LAST = text(
    """select edition, body, document from statistics
        where quarter = :quarter and edition = (select max(edition) from statistics where quarter = :quarter)"""
)


class PostgresLives:
    """A Lives on an engine that connects as sip_worker; see usecases/statistics.py."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reading = engine.execution_options(postgresql_readonly=True)

    async def last(self) -> UUID | None:
        async with self._reading.connect() as connection:
            last: UUID | None = await connection.scalar(text(f"select {LAST_PERSON}"), {"after": NOBODY})
            return last

    async def upto(self, after: UUID | None, size: int) -> UUID | None:
        async with self._reading.connect() as connection:
            last: UUID | None = await connection.scalar(UPTO, {"after": after or NOBODY, "size": size})
            return last

    async def lives(self, stretch: Stretch) -> Iterable[tuple[UUID, Sequence[Fact]]]:
        asked = {"after": stretch.after or NOBODY, "upto": stretch.upto, "kinds": READ}
        async with self._reading.connect() as connection:
            rows = (await connection.execute(LIVES, asked)).all()
        return _lives(rows)


class PostgresEditions:
    """An Editions on an engine that connects as sip_worker; see usecases/statistics.py."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[bool]:
        # The session has the lock, and no transaction stands open for as long as statistics are made.
        async with self._engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            alone = bool(await connection.scalar(ALONE))
            try:
                yield alone
            finally:
                if alone:
                    await connection.execute(NO_LONGER)

    async def last(self, quarter: Quarter) -> Made | None:
        async with self._engine.connect() as connection:
            rows = (await connection.execute(LAST, {"quarter": str(quarter)})).all()
        return Made(rows[0].edition, {row.body: row.document for row in rows}) if rows else None

    async def add(self, quarter: Quarter, made: Made, on: Day) -> bool:
        told = [
            {
                "quarter": str(quarter),
                "edition": made.edition,
                "body": body,
                "on_day": date.fromordinal(on),
                "document": it,
            }
            for body, it in made.documents.items()
        ]
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(schema.statistics), told)
        except IntegrityError:
            return False
        return True


def _lives(rows: Sequence[Any]) -> Iterator[tuple[UUID, Sequence[Fact]]]:
    for person, ids, headers, fields in rows:
        try:
            yield person, _facts(ids.split(","), headers.split(","), decode(f"[{fields}]"))
        except UNREADABLE as error:
            log.error("person %s is in no statistics: %s", person, type(error).__name__)


def _facts(ids: list[str], headers: list[str], fields: list[dict[str, Any]]) -> list[Fact]:
    stated = [
        (kind, *stated_by(kind, owner, category)) for kind, owner, category in (one.split("|") for one in headers)
    ]
    return all_from_stored(ids, stated, fields)
