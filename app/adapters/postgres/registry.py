"""Who takes part and whom tokens stand for, in PostgreSQL: read as one snapshot, held for a second at most."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import delete, insert, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.adapters.postgres import schema
from app.adapters.postgres.engine import driver_of, rows_of
from app.adapters.postgres.persons import sought
from app.adapters.postgres.registrations import (
    ACTORS,
    CLIENTS,
    ISSUERS,
    client_of,
    issuer_of,
    registered,
    save,
)
from app.domain.acting import acting, assured
from app.domain.actors import Actor
from app.domain.agreements import Adopted, CoordinationBody, refuse_shared_municipalities
from app.domain.agreements_json import body_of, stored_of
from app.domain.days import Day
from app.domain.errors import NotAuthenticated, SettingError, StaleVersion
from app.domain.identity import Claims, Issuer, IssuerKind, Refusal
from app.domain.pace import Pace
from app.domain.permissions import PERSON_MAY, ROLES, SYSTEM, SYSTEM_MAY, Permission, Principal, with_implied
from app.domain.registrations import Client, Registered, Registrable

HOLDING: Final = text(
    """select distinct on (key) key, version, id, name, municipalities, members, agreements, alone
         from coordination_body order by key, version desc"""
)
"""The version of each coordination body that holds."""
EVERY: Final = """select key, version, id, name, municipalities, members, agreements, alone,
              (at at time zone 'Europe/Stockholm')::date as adopted_on
         from coordination_body order by key, version"""
"""Every version that there has been, and the day on which it was taken into use."""
BY_FILE: Final = text(
    """insert into audit (request_id, action, outcome, items)
       values ('command', 'registration-by-file', 'done', cast(:items as jsonb))"""
)
"""What the log tells of a registration file; each registration's history tells the rest."""
SEEK: Final = "select set_config('sip.sought', %(sought)s, true)"
FIND: Final = "select person_id from person_identity where hash = any(%(hashes)s)"
HELD: Final = 1.0
"""Seconds for which a snapshot is used again."""


@dataclass(frozen=True, slots=True)
class KeysHeld:
    """What a database says of keys: the id of the one that finds persons, and the persons whose keys are destroyed."""

    index: str
    destroyed: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class _Snapshot:
    actors: Mapping[UUID, Actor]
    issuers: Mapping[str, Issuer]
    clients: Mapping[tuple[UUID, str], Client]
    adopted: Sequence[Adopted]
    bodies: Sequence[CoordinationBody]
    until: float


class PostgresRegistry:
    """A Registry and a Register on an engine; see usecases/ports.py and usecases/registering.py.

    `index_hashes` are the vault's, for finding the person that a person's token speaks for; a snapshot is used again
    for so many `seconds`.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        index_hashes: Callable[[str], Mapping[str, bytes]] | None = None,
        *,
        seconds: float = HELD,
    ) -> None:
        self._engine = engine
        # What goes out together is one transaction, for which the driver need not wait.
        self._reading = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._index_hashes = index_hashes
        self._seconds = seconds
        self._held: _Snapshot | None = None

    def forget(self) -> None:
        """Read everything anew when it is asked for next."""
        self._held = None

    async def actors(self) -> Mapping[UUID, Actor]:
        return (await self._snapshot()).actors

    async def bodies(self) -> Sequence[CoordinationBody]:
        return (await self._snapshot()).bodies

    async def adopted(self) -> Sequence[Adopted]:
        return (await self._snapshot()).adopted

    async def issuer(self, url: str) -> Issuer | None:
        issuer = (await self._snapshot()).issuers.get(url)
        return issuer if issuer is not None and issuer.active else None

    async def issuers(self) -> Sequence[Issuer]:
        return [issuer for issuer in (await self._snapshot()).issuers.values() if issuer.active]

    async def doors(self, client_id: str) -> Sequence[Issuer]:
        clients = (await self._snapshot()).clients
        let_in = {issuer for (issuer, client), row in clients.items() if client == client_id and row.active}
        people = (issuer for issuer in await self.issuers() if issuer.kind is not IssuerKind.SYSTEM)
        return [issuer for issuer in people if issuer.id in let_in]

    async def has_account(self, actor: UUID) -> bool:
        snapshot = await self._snapshot()
        signs_in = any(actor in issuer.actors for issuer in snapshot.issuers.values())
        return signs_in or any(client.actor_id == actor and client.active for client in snapshot.clients.values())

    async def principal(self, claims: Claims) -> Principal | None:
        snapshot = await self._snapshot()
        client = snapshot.clients.get((claims.issuer.id, claims.client_id))
        if client is None or not client.active:
            return None
        reference = f"{claims.issuer.url}#{claims.client_id}"
        scopes = claims.scopes & set(client.scopes)
        allowed = with_implied(frozenset(Permission(scope) for scope in scopes if scope in set(Permission)))
        if claims.issuer.kind is IssuerKind.PERSON:
            person = await self._person(claims.identity_number or "")
            if person is None:
                return None
            may, stronger = assured(claims, allowed & PERSON_MAY)
            return Principal(
                client=reference, user="self", person=person, source=f"person-{person}", may=may, stronger=stronger
            )
        system = claims.issuer.kind is IssuerKind.SYSTEM
        actors = [client.actor_id] if system else claims.issuer.actors
        actor = acting(claims, [snapshot.actors[one] for one in actors if one is not None and one in snapshot.actors])
        if actor is None:
            raise NotAuthenticated(Refusal.ACTOR)
        if system:
            return Principal(
                client=reference, user=SYSTEM, actor=actor.id, source=client.source, may=allowed & SYSTEM_MAY
            )
        by_role = frozenset[Permission]().union(*(ROLES.get(role, frozenset()) for role in claims.roles))
        may, stronger = assured(claims, allowed & by_role)
        return Principal(client=reference, user=claims.subject, actor=actor.id, may=may, stronger=stronger)

    async def key_store(self, mine: UUID, mark: bytes, begin: Callable[[bool], None]) -> KeysHeld:
        """Which key finds persons in this database, and whose keys have been destroyed.

        The first store that is used with a database is noted there; it is told to `begin`, and whether the database
        was used with `mark`, the first master key's, before there was a store. SettingError for any other store.
        """
        held = text("select store from key_store")
        async with self._engine.begin() as connection:
            if await connection.scalar(held) is None:
                first = await connection.scalar(text("select mark from key_mark"))
                if first not in (None, mark):
                    raise SettingError(
                        "SIP_MASTER_KEY is not the key of this database; persons would not be found or read"
                    )
                begin(first is not None)
                note = text("insert into key_store (store) values (:s) on conflict do nothing")
                await connection.execute(note, {"s": mine})
            if await connection.scalar(held) != mine:
                raise SettingError(
                    "SIP_KEY_STORE is not the key store of this database; persons would not be found or read"
                )
            index = await connection.scalar(text("select id from index_key where current"))
            destroyed = await connection.scalars(text("select person_id from destroyed_key"))
            return KeysHeld(str(index), frozenset(destroyed))

    async def check(self) -> None:
        """Raises the driver's error when the database does not answer."""
        async with self._engine.connect() as connection:
            await connection.execute(text("select 1"))

    async def register(self, rows: Sequence[Registrable]) -> None:
        """Add or replace, all or none; for an engine that connects as sip_admin."""
        async with self._engine.begin() as connection:
            await save(connection, rows)
            touched = [{"id": str(one.id), "category": "registration", "basis": "administration"} for one in rows]
            await connection.execute(BY_FILE, {"items": json.dumps(touched)})
        self.forget()

    async def registered(self) -> Registered:
        """All that is registered; for an engine that connects as sip_admin."""
        async with self._engine.connect() as connection:
            return await registered(connection)

    async def take_into_use(self, body: CoordinationBody) -> None:
        """Add a body, or a version of one; for an engine that connects as sip_admin."""
        async with self._engine.begin() as connection:
            await new_version_of_body(connection, body)
        self.forget()

    async def set_pace(self, actor: UUID, pace: Pace | None) -> None:
        """Set or take away; for an engine that connects as sip_admin."""
        table = schema.pace
        async with self._engine.begin() as connection:
            await connection.execute(delete(table).where(table.c.actor_id == actor))
            if pace is not None:
                values = {**asdict(pace), "start_on": date.fromordinal(pace.start_on)}
                await connection.execute(insert(table).values(actor_id=actor, **values))

    async def set_retention(self, actor: UUID, start_on: Day | None) -> None:
        """From which day the worker removes what is due of the actor's, if ever; for an engine as sip_admin."""
        table = schema.retention_start
        async with self._engine.begin() as connection:
            await connection.execute(delete(table).where(table.c.actor_id == actor))
            if start_on is not None:
                values = {"actor_id": actor, "start_on": date.fromordinal(start_on)}
                await connection.execute(insert(table).values(values))

    async def _person(self, number: str) -> UUID | None:
        if self._index_hashes is None:
            return None
        hashes = self._index_hashes(number)
        while True:
            async with self._reading.connect() as connection:
                driver = await driver_of(connection)
                async with driver.pipeline():
                    await driver.execute(SEEK, {"sought": sought(hashes)})
                    asked = await driver.execute(FIND, {"hashes": list(hashes.values())})
                row = await asked.fetchone()
            found: UUID | None = row[0] if row else None
            # Whoever is not found may have been moved to a key that was not known yet.
            before, hashes = hashes, self._index_hashes(number)
            if found is not None or hashes == before:
                return found

    async def _snapshot(self) -> _Snapshot:
        if self._held is None or self._held.until < time.monotonic():
            async with self._reading.connect() as connection:
                actors, issuers, clients, versions = await rows_of(connection, (ACTORS, ISSUERS, CLIENTS, EVERY))
            adopted = [Adopted(body_of(row), row["adopted_on"].toordinal()) for row in versions]
            self._held = _Snapshot(
                {row["id"]: Actor(**row) for row in actors},
                {row["url"]: issuer_of(row) for row in issuers},
                {(row["issuer_id"], row["client_id"]): client_of(row) for row in clients},
                adopted,
                list({one.body.key: one.body for one in adopted}.values()),
                time.monotonic() + self._seconds,
            )
        return self._held


async def bodies_holding(connection: AsyncConnection) -> list[CoordinationBody]:
    """Each body in the version that holds."""
    return [body_of(dict(row._mapping)) for row in (await connection.execute(HOLDING)).all()]


async def new_version_of_body(connection: AsyncConnection, body: CoordinationBody) -> None:
    """Add a body, or a version of one. FieldError for a municipality of another, StaleVersion."""
    await connection.execute(text("select pg_advisory_xact_lock(hashtextextended('coordination-body', 0))"))
    refuse_shared_municipalities(body, await bodies_holding(connection))
    try:
        await connection.execute(schema.coordination_body.insert().values(stored_of(body)))
    except IntegrityError:
        raise StaleVersion("the body was changed by somebody else meanwhile; look at it again") from None
