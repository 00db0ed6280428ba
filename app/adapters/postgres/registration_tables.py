"""The tables of administration, which bear no person: units and keys of actors, and each registration's versions."""

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, LargeBinary, Table
from sqlalchemy.dialects.postgresql import JSONB

from app.adapters.postgres.columns import at, metadata, text, uuid

administered = Table(
    "administered",
    metadata,
    uuid("actor_id", key=True),
    text("key", nullable=True),
    uuid("part_of", nullable=True),
    Column("operator", Boolean, nullable=False),
)
registration = Table(
    "registration",
    metadata,
    uuid("id", key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    text("kind"),
    Column("document", JSONB, nullable=False),
    text("client", nullable=True),
    text("user", nullable=True),
    uuid("actor", nullable=True),
    at(),
)
administration_request = Table(
    "administration_request",
    metadata,
    text("client", key=True),
    Column("key", LargeBinary, primary_key=True),
    Column("request", LargeBinary, nullable=False),
    uuid("registration_id"),
    at(),
)
agreement_preview = Table(
    "agreement_preview",
    metadata,
    uuid("id", key=True),
    text("body"),
    Column("version", Integer, nullable=False),
    Column("proposed", JSONB, nullable=False),
    Column("on_day", Date, nullable=False),
    uuid("actor"),
    at(),
    Column("begun", DateTime(timezone=True), nullable=True),
    Column("counted", JSONB, nullable=True),
    text("proposer", nullable=True),
)
