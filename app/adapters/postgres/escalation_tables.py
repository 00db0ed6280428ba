"""The tables of what a gap that nobody closes leads to, and of what of it is listed for a coordination body."""

from sqlalchemy import BigInteger, Column, Date, Identity, Table

from app.adapters.postgres.columns import at, metadata, text, uuid

escalation = Table(
    "escalation",
    metadata,
    uuid("person_id", key=True),
    Column("n", BigInteger, Identity(always=True), primary_key=True),
    uuid("reader"),
    text("rule"),
    text("subject"),
    text("step"),
    uuid("owner"),
    Column("opens", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("taken", Date, nullable=False),
    uuid("case_number", nullable=True),
    text("body", nullable=True),
    at(),
    text("origin"),
)
body_escalation = Table(
    "body_escalation",
    metadata,
    uuid("case_number", key=True),
    text("state", key=True),
    text("body"),
    text("rule"),
    uuid("actor"),
    Column("opens", Date, nullable=False),
    Column("on_day", Date, nullable=False),
)
