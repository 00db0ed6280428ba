"""The tables of protected identity: the levels that actors state, whom they name, and the flag of others."""

from sqlalchemy import Boolean, Column, Date, Integer, Table, false

from app.adapters.postgres.columns import at, metadata, text, uuid

GUARDED = (
    *("fact", "source_key", "access_grant", "finding", "finding_work", "admission"),
    *("escalation", "event"),
)
"""The tables whose rows say whether they are of a protected person; triggers keep it."""

protection = Table(
    "protection",
    metadata,
    uuid("person_id", key=True),
    uuid("actor_id", key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    text("level"),
    text("reason"),
    Column("on_day", Date, nullable=False),
    text("client"),
    text("user"),
    at(),
)
named_handler = Table(
    "named_handler",
    metadata,
    uuid("person_id", key=True),
    uuid("id", key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    uuid("actor_id"),
    text("user"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=True),
    text("client"),
    text("named_by"),
    at(),
)


def guarded() -> Column[bool]:
    """Whether the row is of a protected person."""
    return Column("guarded", Boolean, nullable=False, server_default=false())
