"""The table of who has asked for a letter in the morning."""

from sqlalchemy import Column, Date, LargeBinary, Table

from app.adapters.postgres.columns import metadata, text, uuid

digest = Table(
    "digest",
    metadata,
    uuid("actor_id", key=True),
    text("user", key=True),
    text("client"),
    Column("box", LargeBinary, nullable=False),
    Column("until", Date, nullable=False),
    Column("settled_on", Date, nullable=True),
    Column("refused_on", Date, nullable=True),
)
