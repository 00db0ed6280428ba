"""Persons in PostgreSQL: found by keyed hash only, everything that identifies them sealed."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.usecases.ports import PersonRecord

RENUMBER: Final = text("select renumber(:person, :held, :given, :hash, :key, :sealed, :born)")
SEEK: Final = text("select set_config('sip.sought', :hashes, true)")


class Overtaken(Exception):
    """Somebody else was first, or keys have rotated meanwhile: the transaction begins anew and sees it."""


class PostgresPersons:
    """A Persons on one connection; see usecases/ports.py."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, hashes: Mapping[str, bytes]) -> UUID | None:
        await self._seek(hashes)
        table = schema.person_identity
        return await self._connection.scalar(select(table.c.person_id).where(table.c.hash.in_(hashes.values())))

    async def add(self, person: PersonRecord, hashes: Mapping[str, bytes]) -> None:
        await self._seek(hashes)
        current = await self._connection.scalar(text("select id from index_key where current"))
        if current not in hashes:
            raise Overtaken
        await self._connection.execute(
            insert(schema.person_identity).values(hash=hashes[current], person_id=person.person_id, key_id=current)
        )
        # From here on the key stays current: whoever was added under the one before, unseen until now, is seen.
        if len(hashes) > 1 and await self._others(hashes, person.person_id):
            raise Overtaken
        await self._connection.execute(
            insert(schema.person).values(
                person_id=person.person_id,
                birth_date=date.fromordinal(person.birth_date),
                identity=person.identity,
                details=person.details,
                protection="none",
                version=person.version,
            )
        )

    async def exists(self, person_id: UUID) -> bool:
        return bool(await self._connection.scalar(text("select is_person(:id)"), {"id": person_id}))

    async def load(self, person_id: UUID) -> PersonRecord | None:
        table = schema.person
        row = (await self._connection.execute(select(table).where(table.c.person_id == person_id))).one_or_none()
        if row is None:
            return None
        return PersonRecord(
            person_id=row.person_id,
            birth_date=row.birth_date.toordinal(),
            identity=row.identity,
            details=row.details,
            version=row.version,
        )

    async def describe(self, person_id: UUID, details: bytes, version: int) -> bool:
        table = schema.person
        changed = await self._connection.execute(
            update(table)
            .where(table.c.person_id == person_id, table.c.version == version)
            .values(details=details, version=version + 1)
        )
        return changed.rowcount == 1

    async def renumber(self, person: PersonRecord, former: Mapping[str, bytes], given: Mapping[str, bytes]) -> bool:
        current = await self._connection.scalar(text("select id from index_key where current"))
        if current not in given:
            raise Overtaken
        numbers = {"held": list(former.values()), "given": list(given.values()), "hash": given[current], "key": current}
        about = {"sealed": person.identity, "born": date.fromordinal(person.birth_date)}
        return bool(await self._connection.scalar(RENUMBER, {"person": person.person_id, **numbers, **about}))

    async def _others(self, hashes: Mapping[str, bytes], person_id: UUID) -> bool:
        table = schema.person_identity
        other = select(table.c.person_id).where(table.c.hash.in_(hashes.values()), table.c.person_id != person_id)
        return await self._connection.scalar(other) is not None

    async def _seek(self, hashes: Mapping[str, bytes]) -> None:
        await self._connection.execute(SEEK, {"hashes": sought(hashes)})


def sought(hashes: Mapping[str, bytes]) -> str:
    """As the setting that the policy reads: it shows the rows that are sought, so that nobody can list the index."""
    return ",".join(one.hex() for one in hashes.values())
