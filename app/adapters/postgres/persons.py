"""Persons in PostgreSQL: found by keyed hash only, everything that identifies them sealed."""

from datetime import date
from uuid import UUID

from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.usecases.ports import PersonRecord


class PostgresPersons:
    """A Persons on one connection; see usecases/ports.py."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, identity_hash: bytes) -> UUID | None:
        await self._seek(identity_hash)
        table = schema.person_identity
        return await self._connection.scalar(select(table.c.person_id).where(table.c.hash == identity_hash))

    async def add(self, person: PersonRecord, identity_hash: bytes) -> None:
        await self._seek(identity_hash)
        await self._connection.execute(
            insert(schema.person_identity).values(hash=identity_hash, person_id=person.person_id)
        )
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

    async def renumber(self, person: PersonRecord, former_hash: bytes, new_hash: bytes) -> bool:
        numbers = {"person": person.person_id, "held": former_hash, "given": new_hash, "sealed": person.identity}
        asked = text("select renumber(:person, :held, :given, :sealed, :born)")
        return bool(await self._connection.scalar(asked, {**numbers, "born": date.fromordinal(person.birth_date)}))

    async def _seek(self, identity_hash: bytes) -> None:
        # The policy shows the one row whose hash is sought, so that nobody can list the index.
        await self._connection.execute(
            text("select set_config('sip.sought', :hash, true)"), {"hash": identity_hash.hex()}
        )
