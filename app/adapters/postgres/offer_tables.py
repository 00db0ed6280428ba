"""The tables of the catalogue of activities: what is offered, version by version, and how many places are taken."""

from sqlalchemy import Column, Date, Integer, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY

from app.adapters.postgres.columns import at, metadata, text, uuid

offer = Table(
    "offer",
    metadata,
    uuid("id", key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    text("body"),
    uuid("actor"),
    text("title"),
    text("category"),
    Column("target_groups", ARRAY(Text), nullable=False),
    text("scope"),
    Column("capacity", Integer, nullable=False),
    Column("start_dates", ARRAY(Date), nullable=False),
    Column("weekly_cost", Integer, nullable=True),
    text("payer", nullable=True),
    Column("withdrawn_on", Date, nullable=True),
    text("reason", nullable=True),
    text("client"),
    text("user"),
    at(),
)
offer_place = Table(
    "offer_place",
    metadata,
    uuid("offer_id", key=True),
    Column("capacity", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
)
