"""Everybody in PostgreSQL, in the order of their ids, for a sweep that holds nobody up."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from app.adapters.postgres.detector import PostgresBatch
from app.domain.days import Day
from app.usecases.ports import NewId
from app.usecases.sweeping import Standing

NOBODY: Final = UUID(int=0)
# Whoever has a fact; and whoever is left with a finding without one, which should not be.
PERSONS: Final = """select person_id from (select distinct person_id from fact where person_id > :after
                                            order by person_id {limit}) as known
                    union
                    select person_id from (select distinct person_id from finding where person_id > :after
                                            order by person_id {limit}) as found"""
NEXT = text(f"{PERSONS.format(limit='limit :size')} order by person_id limit :size")
COUNT = text(f"select count(*) from ({PERSONS.format(limit='')}) as persons")  # noqa: S608 - only its own literals
WAITING = text(
    """select person_id, wake_on,
              exists (select from dirty where dirty.person_id = p.person_id) or coalesce(wake_on <= :today, false)
                  or exists (select from recheck where recheck.person_id = p.person_id) as waiting
         from unnest(cast(:persons as uuid[])) as p (person_id) left join watch using (person_id)"""
)
LOOK_AGAIN = text("insert into dirty (person_id) select unnest(cast(:persons as uuid[]))")


class PostgresEverybody:
    """An Everybody on an engine that connects as sip_worker; see usecases/sweeping.py."""

    def __init__(self, engine: AsyncEngine, new_id: NewId) -> None:
        self._engine = engine
        self._one_moment = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._new_id = new_id

    async def count(self, after: UUID | None) -> int:
        async with self._one_moment.connect() as connection:
            return int((await connection.execute(COUNT, {"after": after or NOBODY})).scalar_one())

    async def ids(self, after: UUID | None, size: int) -> Sequence[UUID]:
        async with self._one_moment.connect() as connection:
            return list((await connection.execute(NEXT, {"after": after or NOBODY, "size": size})).scalars())

    async def standing(self, persons: Sequence[UUID], today: Day) -> Sequence[Standing]:
        async with self._one_moment.connect() as connection:
            asked = {"persons": list(persons), "today": date.fromordinal(today)}
            booked = {row.person_id: row for row in (await connection.execute(WAITING, asked)).all()}
            batch = PostgresBatch(connection, self._new_id, edition="")
            await batch.read(persons)
            return [
                Standing(
                    dossier,
                    waiting=row.waiting,
                    wake_on=None if row.wake_on is None else row.wake_on.toordinal(),
                )
                for dossier in batch.dossiers
                for row in [booked[dossier.person_id]]
            ]

    async def look_again(self, persons: Sequence[UUID]) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(LOOK_AGAIN, {"persons": list(persons)})
