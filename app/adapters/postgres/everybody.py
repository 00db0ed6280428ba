"""Everybody in PostgreSQL, in the order of their ids, for a sweep that holds nobody up."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from app.adapters.postgres.dossiers import STRETCH, dossier_of, known
from app.domain.days import Day
from app.usecases.sweeping import Standing, Stretch

NOBODY: Final = UUID(int=0)
# Whoever has a fact; and whoever is left with a finding without one, which should not be.
COUNT = text(
    """select count(*) from (select person_id from fact where current and person_id > :after
                             union select person_id from finding where person_id > :after) as persons"""
)
UPTO = text(
    """select coalesce((select person_id from fact where current and person_id > :after
                         order by person_id offset :size limit 1),
                       greatest((select person_id from fact where current and person_id > :after
                                  order by person_id desc limit 1),
                                (select person_id from finding where person_id > :after
                                  order by person_id desc limit 1)))"""
)
STANDING = text(
    f"""select known.*, wake_on, coalesce(marked, wake_on <= :today, false) as waiting
          from ({known(STRETCH)}) as known
          left join (select person_id, wake_on from watch where {STRETCH}) as watch using (person_id)
          left join (select person_id, true as marked from dirty where {STRETCH}
                     union select person_id, true from recheck where {STRETCH}) as marks using (person_id)
         order by person_id"""  # noqa: S608 - only its own literals
)
LOOK_AGAIN = text("insert into dirty (person_id) select unnest(cast(:persons as uuid[]))")


class PostgresEverybody:
    """An Everybody on an engine that connects as sip_worker; see usecases/sweeping.py."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._reading = engine.execution_options(postgresql_readonly=True)

    async def count(self, after: UUID | None) -> int:
        async with self._reading.connect() as connection:
            return int((await connection.execute(COUNT, {"after": after or NOBODY})).scalar_one())

    async def upto(self, after: UUID | None, size: int) -> UUID | None:
        async with self._reading.connect() as connection:
            last = await connection.execute(UPTO, {"after": after or NOBODY, "size": size})
            return last.scalar_one()  # type: ignore[no-any-return]  # a row of text has no types

    async def standing(self, stretch: Stretch, today: Day) -> Iterable[Standing]:
        asked = {"after": stretch.after or NOBODY, "upto": stretch.upto, "today": date.fromordinal(today)}
        async with self._reading.connect() as connection:  # one statement, and so one moment
            return map(_standing, (await connection.execute(STANDING, asked)).all())

    async def look_again(self, persons: Sequence[UUID]) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(LOOK_AGAIN, {"persons": list(persons)})


def _standing(row: Sequence[Any]) -> Standing:
    wake_on, waiting = row[-2:]
    return Standing(dossier_of(row[:-2]), waiting, None if wake_on is None else wake_on.toordinal())
