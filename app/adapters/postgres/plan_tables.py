"""The tables of what has been agreed on about a plan: its frozen versions, what is in each, and who accepted it."""

from sqlalchemy import BigInteger, Column, Date, Integer, Table

from app.adapters.postgres.columns import at, metadata, text, uuid

plan_version = Table(
    "plan_version",
    metadata,
    uuid("person_id", key=True),
    uuid("plan_id", key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    uuid("id"),
    uuid("owner"),
    text("note", nullable=True),
    Column("on_day", Date, nullable=False),
    text("client"),
    text("user"),
    at(),
)
plan_version_item = Table(
    "plan_version_item",
    metadata,
    uuid("person_id", key=True),
    uuid("plan_id", key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    uuid("item_id", key=True),
    Column("source_version", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),
)
plan_acceptance = Table(
    "plan_acceptance",
    metadata,
    uuid("person_id", key=True),
    uuid("plan_id", key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    uuid("acceptor", key=True),
    Column("on_day", Date, nullable=False),
    text("client"),
    text("user"),
    at(),
)
