"""The tables of retention: holds that keep what is due, from when it goes, and how many findings there were."""

from sqlalchemy import Column, Date, Integer, Table

from app.adapters.postgres.columns import at, metadata, text, uuid

legal_hold = Table(
    "legal_hold",
    metadata,
    uuid("person_id", key=True),
    uuid("id", key=True),
    uuid("owner"),
    uuid("plan_id", nullable=True),
    text("reason"),
    Column("on_day", Date, nullable=False),
    text("client"),
    text("user"),
    at(),
)
legal_hold_release = Table(
    "legal_hold_release",
    metadata,
    uuid("person_id", key=True),
    uuid("hold_id", key=True),
    text("reason"),
    Column("on_day", Date, nullable=False),
    text("client"),
    text("user"),
    at(),
)
retention_start = Table(
    "retention_start", metadata, uuid("actor_id", key=True), Column("start_on", Date, nullable=False)
)
finding_count = Table(
    "finding_count",
    metadata,
    text("quarter", key=True),
    text("rule", key=True),
    text("county_code", key=True),
    Column("findings", Integer, nullable=True),
)
