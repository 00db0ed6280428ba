"""Everybody in PostgreSQL, in the order of their ids, for a sweep that holds nobody up."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Engine, Row, text
from sqlalchemy.ext.asyncio import AsyncEngine

from app.adapters.postgres.dossiers import STRETCH, THESE, dossier_of, known
from app.adapters.postgres.same_persons import put_together, same
from app.domain.days import Day
from app.usecases.dossiers import records_of
from app.usecases.sweeping import Standing, Stretch

NOBODY: Final = UUID(int=0)
AT_ONCE: Final = 12
"""Persons who are decoded before the first of them is judged: one by one, each step would drive the other out of the
processor's cache, and the lives of many more fill a small one."""
# Whoever has a fact; and whoever is left with a finding without one, which should not be.
LAST: Final = """greatest((select person_id from fact where current and person_id > :after
                         order by person_id desc limit 1),
                       (select person_id from finding where person_id > :after
                         order by person_id desc limit 1))"""
UPTO = text(
    f"""select coalesce((select person_id from fact where current and person_id > :after
                          order by person_id offset :size limit 1), {LAST})"""  # noqa: S608 - only its own literals
)
STANDING = text(known(STRETCH, booked=True))
BESIDE = text(known(THESE, booked=True))
SAME = same(STRETCH)
LOOK_AGAIN = text("insert into dirty (person_id) select unnest(cast(:persons as uuid[]))")


class PostgresEverybody:
    """An Everybody on engines that connect as sip_worker, `blocking` for what is large; see usecases/sweeping.py."""

    def __init__(self, engine: AsyncEngine, blocking: Engine) -> None:
        self._engine = engine
        self._reading = engine.execution_options(postgresql_readonly=True)
        # What several statements read is of one moment.
        self._blocking = blocking.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")

    async def last(self) -> UUID | None:
        async with self._reading.connect() as connection:
            last = await connection.execute(text(f"select {LAST}"), {"after": NOBODY})
            return last.scalar_one()  # type: ignore[no-any-return]  # a row of text has no types

    async def upto(self, after: UUID | None, size: int) -> UUID | None:
        async with self._reading.connect() as connection:
            last = await connection.execute(UPTO, {"after": after or NOBODY, "size": size})
            return last.scalar_one()  # type: ignore[no-any-return]  # a row of text has no types

    async def standing(self, stretch: Stretch, today: Day) -> Iterable[Standing]:
        asked = {"after": stretch.after or NOBODY, "upto": stretch.upto}
        rows, beside, pairs = await asyncio.to_thread(self._rows, asked)
        on = date.fromordinal(today)
        if not pairs:
            return _some_at_once(rows, on)
        return _of_one(rows, beside, pairs, on)

    def _rows(self, asked: Mapping[str, object]) -> tuple[Sequence[Row[Any]], Sequence[Row[Any]], Sequence[Row[Any]]]:
        """The persons of the stretch; the other records of any of them, and which these are."""
        with self._blocking.connect() as connection:
            rows = connection.execute(STANDING, asked).all()
            pairs = connection.execute(SAME, asked).all()
            others = {row.other for row in pairs} - {row.person_id for row in rows if pairs}
            beside = connection.execute(BESIDE, {"persons": list(others)}).all() if others else []
            return rows, beside, pairs

    async def look_again(self, persons: Sequence[UUID]) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(LOOK_AGAIN, {"persons": list(persons)})


def _some_at_once(rows: Sequence[Row[Any]], today: date) -> Iterator[Standing]:
    for first in range(0, len(rows), AT_ONCE):
        yield from [_standing(row, today) for row in rows[first : first + AT_ONCE]]


def _of_one(
    rows: Sequence[Row[Any]], beside: Sequence[Row[Any]], pairs: Sequence[Row[Any]], today: date
) -> Iterator[Standing]:
    """The persons of the stretch, each in all records; whoever waits in one waits."""
    found = {row.person_id: _standing(row, today) for row in (*rows, *beside)}
    dossiers = {person: standing.dossier for person, standing in found.items()}
    put_together(dossiers, [pair for pair in pairs if pair.other in found])
    for row in rows:
        standing = found[row.person_id]
        waiting = any(found[one.person_id].waiting for one in records_of(standing.dossier))
        yield standing._replace(waiting=waiting)


def _standing(row: Sequence[Any], today: date) -> Standing:
    wake_on, marked = row[-2:]
    due = wake_on is not None and wake_on <= today
    return Standing(dossier_of(row), marked or due, None if wake_on is None else wake_on.toordinal())
