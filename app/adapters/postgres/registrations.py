"""Registrations as rows, written and read by whoever connects as sip_admin."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Table, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.adapters.postgres.engine import rows_of
from app.domain.actors import Actor
from app.domain.errors import FieldError
from app.domain.identity import Issuer, IssuerKind
from app.domain.registrations import Administered, Client, Registered, Registrable

ONE_AT_A_TIME: Final = text("select pg_advisory_xact_lock(hashtextextended('registration', 0))")
ACTORS, ISSUERS, CLIENTS, ADMINISTERED = (
    str(select(table)) for table in (schema.actor, schema.issuer, schema.client, schema.administered)
)
"""All that there are, as the driver is asked."""


async def registered(connection: AsyncConnection) -> Registered:
    """All that is registered."""
    actors, issuers, clients, administered = await rows_of(connection, (ACTORS, ISSUERS, CLIENTS, ADMINISTERED))
    more = {row.pop("actor_id"): row for row in administered}
    return Registered(
        actors={row["id"]: Administered(actor=Actor(**row), **more.get(row["id"], {})) for row in actors},
        issuers={one.id: one for one in map(issuer_of, issuers)},
        clients={one.id: one for one in map(client_of, clients)},
    )


async def save(connection: AsyncConnection, rows: Sequence[Registrable]) -> None:
    """Add or replace. FieldError for what another registration has taken."""
    actors = [one for one in rows if isinstance(one, Administered)]
    administered = [
        {"actor_id": one.id, "key": one.key, "part_of": one.part_of, "operator": one.operator} for one in actors
    ]
    issuers = [_listed(asdict(one)) for one in rows if isinstance(one, Issuer)]
    clients = [_listed(asdict(one)) for one in rows if isinstance(one, Client)]
    await connection.execute(ONE_AT_A_TIME)
    # What administrators know of an actor comes first: its history tells of both at once.
    await _upsert(connection, schema.administered, ("actor_id",), administered)
    await _upsert(connection, schema.actor, ("id",), [asdict(one.actor) for one in actors])
    await _upsert(connection, schema.issuer, ("id",), issuers)
    await _upsert(connection, schema.client, ("issuer_id", "client_id"), clients)


async def _upsert(
    connection: AsyncConnection, table: Table, key: tuple[str, ...], rows: Sequence[Mapping[str, Any]]
) -> None:
    if not rows:
        return
    statement = postgresql.insert(table)
    others = {name: statement.excluded[name] for name in rows[0] if name not in key}
    statement = statement.on_conflict_do_update(index_elements=list(key), set_=others)
    try:
        await connection.execute(statement, rows)
    except IntegrityError:
        raise FieldError(table.name + "s", "one of them is taken by another registration; nothing was saved") from None


def issuer_of(row: Mapping[str, Any]) -> Issuer:
    """The issuer in the row. FieldError for one that would let in what it should not."""
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    by_scope = {scope: tuple(levels) for scope, levels in row["assurance_for"].items()}
    try:
        return Issuer(**{**row, **lists, "kind": IssuerKind(row["kind"]), "assurance_for": by_scope})
    except ValueError as problem:
        raise FieldError("issuer", str(problem)) from None


def client_of(row: Mapping[str, Any]) -> Client:
    """The client in the row."""
    return Client(
        **{name: value for name, value in row.items() if name not in ("id", "scopes")}, scopes=(*row["scopes"],)
    )


def _listed(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said as the driver takes it: a tuple would be a row."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}
