"""Who takes part and whom tokens stand for, in PostgreSQL: read as one snapshot, held for a second at most."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, delete, insert, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.adapters.postgres import schema
from app.domain.acting import acting, assured
from app.domain.actors import Actor
from app.domain.agreements import Adopted, CoordinationBody, refuse_shared_municipalities
from app.domain.agreements_json import body_of, stored_of
from app.domain.errors import FieldError, NotAuthenticated, SettingError, StaleVersion
from app.domain.identity import Claims, Issuer, IssuerKind, Refusal
from app.domain.pace import Pace
from app.domain.permissions import PERSON_MAY, ROLES, SYSTEM, SYSTEM_MAY, Permission, Principal, with_implied
from app.usecases.registering import Client

HOLDING: Final = text(
    """select distinct on (key) key, version, id, name, municipalities, members, agreements
         from coordination_body order by key, version desc"""
)
"""The version of each coordination body that holds."""
EVERY: Final = text(
    """select key, version, id, name, municipalities, members, agreements,
              (at at time zone 'Europe/Stockholm')::date as adopted_on
         from coordination_body order by key, version"""
)
"""Every version that there has been, and the day on which it was taken into use."""
HELD: Final = 1.0
"""Seconds for which a snapshot is used again."""


@dataclass(frozen=True, slots=True)
class _Snapshot:
    actors: Mapping[UUID, Actor]
    issuers: Mapping[str, Issuer]
    clients: Mapping[tuple[UUID, str], Any]
    adopted: Sequence[Adopted]
    bodies: Sequence[CoordinationBody]
    until: float


class PostgresRegistry:
    """A Registry and a Register on an engine; see usecases/ports.py and usecases/registering.py.

    `fingerprint` is the vault's, for finding the person that a person's token speaks for.
    """

    def __init__(self, engine: AsyncEngine, fingerprint: Callable[[str, str], bytes] | None = None) -> None:
        self._engine = engine
        self._fingerprint = fingerprint
        self._held: _Snapshot | None = None

    async def actors(self) -> Mapping[UUID, Actor]:
        return (await self._snapshot()).actors

    async def bodies(self) -> Sequence[CoordinationBody]:
        return (await self._snapshot()).bodies

    async def adopted(self) -> Sequence[Adopted]:
        return (await self._snapshot()).adopted

    async def issuer(self, url: str) -> Issuer | None:
        return (await self._snapshot()).issuers.get(url)

    async def issuers(self) -> Sequence[Issuer]:
        return list((await self._snapshot()).issuers.values())

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
        actor = acting(claims, [snapshot.actors[one] for one in actors if one in snapshot.actors])
        if actor is None:
            raise NotAuthenticated(Refusal.ACTOR)
        if system:
            return Principal(
                client=reference, user=SYSTEM, actor=actor.id, source=client.source, may=allowed & SYSTEM_MAY
            )
        by_role = frozenset[Permission]().union(*(ROLES.get(role, frozenset()) for role in claims.roles))
        may, stronger = assured(claims, allowed & by_role)
        return Principal(client=reference, user=claims.subject, actor=actor.id, may=may, stronger=stronger)

    async def check_key(self, mark: bytes) -> None:
        """SettingError unless the master key is the one that this database was first used with."""
        async with self._engine.begin() as connection:
            await connection.execute(
                text("insert into key_mark (mark) values (:m) on conflict do nothing"), {"m": mark}
            )
            held = await connection.scalar(text("select mark from key_mark"))
        if held != mark:
            raise SettingError("SIP_MASTER_KEY is not the key of this database; persons would not be found or read")

    async def check(self) -> None:
        """Raises the driver's error when the database does not answer."""
        async with self._engine.connect() as connection:
            await connection.execute(text("select 1"))

    async def register(self, actors: Sequence[Actor], issuers: Sequence[Issuer], clients: Sequence[Client]) -> None:
        """Add or replace; for an engine that connects as sip_admin."""
        async with self._engine.begin() as connection:
            for table, key, rows in (
                (schema.actor, ("id",), [asdict(actor) for actor in actors]),
                (
                    schema.issuer,
                    ("id",),
                    [_issuer_row(one) for one in issuers],
                ),
                (schema.client, ("issuer_id", "client_id"), [one.model_dump() for one in clients]),
            ):
                if rows:
                    statement = postgresql.insert(table)
                    others = {c.name: statement.excluded[c.name] for c in table.c if c.name not in key}
                    statement = statement.on_conflict_do_update(index_elements=list(key), set_=others)
                    try:
                        await connection.execute(statement, rows)
                    except IntegrityError:
                        raise FieldError(
                            table.name + "s", "one of them is taken by another registration; nothing was saved"
                        ) from None
        self._held = None

    async def take_into_use(self, body: CoordinationBody) -> None:
        """Add a body, or a version of one; for an engine that connects as sip_admin."""
        table = schema.coordination_body
        async with self._engine.begin() as connection:
            await connection.execute(text("select pg_advisory_xact_lock(hashtextextended('coordination-body', 0))"))
            refuse_shared_municipalities(body, _bodies((await connection.execute(HOLDING)).all()))
            try:
                await connection.execute(table.insert().values(stored_of(body)))
            except IntegrityError:
                raise StaleVersion("the body was changed by somebody else meanwhile; look at it again") from None
        self._held = None

    async def set_pace(self, actor: UUID, pace: Pace | None) -> None:
        """Set or take away; for an engine that connects as sip_admin."""
        table = schema.pace
        async with self._engine.begin() as connection:
            await connection.execute(delete(table).where(table.c.actor_id == actor))
            if pace is not None:
                values = {**asdict(pace), "start_on": date.fromordinal(pace.start_on)}
                await connection.execute(insert(table).values(actor_id=actor, **values))

    async def _person(self, number: str) -> UUID | None:
        if self._fingerprint is None:
            return None
        fingerprint = self._fingerprint("identity-number", number)
        table = schema.person_identity
        async with self._engine.begin() as connection:
            await connection.execute(text("select set_config('sip.sought', :hash, true)"), {"hash": fingerprint.hex()})
            found: UUID | None = await connection.scalar(select(table.c.person_id).where(table.c.hash == fingerprint))
            return found

    async def _snapshot(self) -> _Snapshot:
        if self._held is None or self._held.until < time.monotonic():
            async with self._engine.connect() as connection:
                actors = (await connection.execute(select(schema.actor))).mappings().all()
                issuers = (await connection.execute(select(schema.issuer))).mappings().all()
                clients = (await connection.execute(select(schema.client))).all()
                versions = (await connection.execute(EVERY)).all()
            adopted = [
                Adopted(body, row.adopted_on.toordinal()) for row, body in zip(versions, _bodies(versions), strict=True)
            ]
            self._held = _Snapshot(
                {row["id"]: Actor(**row) for row in actors},
                {row["url"]: _issuer(dict(row)) for row in issuers},
                {(row.issuer_id, row.client_id): row for row in clients},
                adopted,
                list({one.body.key: one.body for one in adopted}.values()),
                time.monotonic() + HELD,
            )
        return self._held


def _bodies(rows: Sequence[Row[Any]]) -> list[CoordinationBody]:
    return [body_of(dict(row._mapping)) for row in rows]


def _issuer_row(issuer: Issuer) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(issuer).items()}


def _issuer(row: Mapping[str, Any]) -> Issuer:
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    by_scope = {scope: tuple(levels) for scope, levels in row["assurance_for"].items()}
    try:
        return Issuer(**{**row, **lists, "kind": IssuerKind(row["kind"]), "assurance_for": by_scope})
    except ValueError as problem:
        raise FieldError("issuer", str(problem)) from None
