"""The table of records put right: what is left on the person that something was not about."""

from sqlalchemy import BigInteger, Column, Date, Identity, Table

from app.adapters.postgres.columns import at, metadata, text, uuid

correction = Table(
    "correction",
    metadata,
    uuid("person_id", key=True),
    uuid("item_id", key=True),
    Column("n", BigInteger, Identity(always=True), primary_key=True),
    uuid("owner"),
    text("kind"),
    text("reason"),
    text("outcome"),
    Column("on_day", Date, nullable=False),
    text("client"),
    text("user"),
    at(),
)
