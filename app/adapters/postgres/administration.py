"""Administration in PostgreSQL: on connections as sip_admin, to which no table that bears a person is open."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

import psycopg
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.adapters.postgres import schema
from app.adapters.postgres.agreement_previews import proposal, proposals, propose
from app.adapters.postgres.registrations import ONE_AT_A_TIME, registered, save
from app.adapters.postgres.registry import bodies_holding, new_version_of_body
from app.adapters.postgres.work import ADMINISTRATE, LOG, REFUSED, STOPPED, acting_as
from app.domain.agreements import CoordinationBody
from app.domain.days import Day
from app.domain.errors import KeyReused, NotAuthenticated, NotPermitted
from app.domain.registrations import Registered, Registrable
from app.usecases.administration_ports import Administering, AgreementPreview, Version
from app.usecases.ports import Caller, Replayed

T = TypeVar("T")
REACH: Final = text("select actor, sip.reach(actor, :day) as persons from unnest(cast(:actors as uuid[])) as actor")
COMMAND: Final = "command"
"""Stands in the log where the request id would, for what is done at the command line."""


class PostgresAdministering:
    """An Administering on one connection; see usecases/administration_ports.py."""

    def __init__(self, connection: AsyncConnection, caller: Caller | None) -> None:
        self._connection = connection
        self._caller = caller
        self.touched: UUID | None = None
        self.changed = False

    async def alone(self) -> None:
        await self._connection.execute(ONE_AT_A_TIME)

    async def registered(self) -> Registered:
        return await registered(self._connection)

    async def version(self, registration: UUID) -> int:
        table = schema.registration
        found = await self._connection.scalar(select(func.max(table.c.version)).where(table.c.id == registration))
        return int(found or 0)

    async def history(self, registration: UUID) -> Sequence[Version]:
        table = schema.registration
        asked = select(table).where(table.c.id == registration).order_by(table.c.version.desc())
        return [
            Version(
                version=row.version,
                at=row.at.isoformat(timespec="seconds"),
                document=row.document,
                client=row.client,
                user=row.user,
                actor=row.actor,
            )
            for row in (await self._connection.execute(asked)).all()
        ]

    async def reach(self, actors: Collection[UUID], day: Day) -> Mapping[UUID, int | None]:
        asked = {"actors": list(actors), "day": date.fromordinal(day)}
        return {row.actor: row.persons for row in (await self._connection.execute(REACH, asked)).all()}

    async def bodies(self) -> Sequence[CoordinationBody]:
        return await bodies_holding(self._connection)

    async def take_into_use(self, body: CoordinationBody) -> None:
        self.changed = True
        await new_version_of_body(self._connection, body)

    async def propose(self, preview: AgreementPreview) -> None:
        await propose(self._connection, preview)

    async def proposal(self, preview: UUID) -> AgreementPreview | None:
        return await proposal(self._connection, preview)

    async def proposals(self, body: str, version: int) -> Sequence[AgreementPreview]:
        return await proposals(self._connection, body, version)

    async def save(self, rows: Sequence[Registrable]) -> None:
        self.changed = True
        await save(self._connection, rows)

    async def log(self, action: str, touched: UUID, reason: str | None = None) -> None:
        who = self._caller.principal if self._caller else None
        self.touched = touched
        row = {
            "request_id": self._caller.request_id if self._caller else COMMAND,
            "client": who.client if who else None,
            "user": who.user if who else None,
            "actor": who.actor if who else None,
            "on_behalf": None,
            "person_id": None,
            "action": action,
            "outcome": "done",
            "reason": reason,
            "items": [{"id": str(touched), "category": "registration", "basis": "administration"}],
        }
        await self._connection.execute(LOG, row)


class PostgresAdministration:
    """An Administration on an engine that connects as sip_admin; see usecases/administration_ports.py.

    `changed` is called after each transaction that changed something: what this process remembers is old.
    """

    def __init__(self, engine: AsyncEngine, changed: Callable[[], None]) -> None:
        self._engine = engine
        self._changed = changed

    async def transact(self, caller: Caller | None, body: Callable[[Administering], Awaitable[T]]) -> T:
        try:
            async with self._engine.begin() as connection:
                if caller is not None:
                    await connection.exec_driver_sql(ADMINISTRATE, acting_as(caller))
                    await _replay(connection, caller)
                work = PostgresAdministering(connection, caller)
                result = await body(work)
                if caller is not None:
                    await _remember(connection, caller, work.touched)
            if work.changed:
                self._changed()
            return result
        except DBAPIError as error:
            if isinstance(error.orig, STOPPED):
                raise NotAuthenticated("client-unknown") from None
            if isinstance(error.orig, psycopg.errors.InsufficientPrivilege):
                raise NotPermitted(REFUSED) from None
            raise


async def _replay(connection: AsyncConnection, caller: Caller) -> None:
    if caller.once is None:
        return
    await connection.execute(ONE_AT_A_TIME)
    table = schema.administration_request
    same = (table.c.client == caller.principal.client, table.c.key == caller.once.key)
    held = (await connection.execute(table.select().where(*same))).one_or_none()
    if held is None:
        return
    if held.request != caller.once.request:
        raise KeyReused("this Idempotency-Key was used with another request; use a new one")
    raise Replayed(caller.once.status, held.registration_id)


async def _remember(connection: AsyncConnection, caller: Caller, touched: UUID | None) -> None:
    if caller.once is None or touched is None:
        return
    values = {"client": caller.principal.client, "key": caller.once.key, "request": caller.once.request}
    await connection.execute(schema.administration_request.insert().values(registration_id=touched, **values))
