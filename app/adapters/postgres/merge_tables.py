"""The tables of records that are one person's: what was said of it, and which records are one now."""

from sqlalchemy import Column, Date, Integer, Table

from app.adapters.postgres.columns import at, metadata, text, uuid

merge = Table(
    "merge",
    metadata,
    uuid("person_id", key=True),
    uuid("absorbed_id"),
    uuid("id", key=True),
    Column("version", Integer, primary_key=True),
    uuid("actor_id"),
    text("state"),
    text("evidence"),
    text("reason", nullable=True),
    Column("undo_until", Date, nullable=True),
    Column("on_day", Date, nullable=False),
    text("client"),
    text("user"),
    at(),
)
same_person = Table(
    "same_person",
    metadata,
    uuid("person_id", key=True),
    uuid("leading_id"),
)
