"""The table of statistics as they were made, which bears no person."""

from sqlalchemy import Column, Date, Integer, Table
from sqlalchemy.dialects.postgresql import JSONB

from app.adapters.postgres.columns import at, metadata, text

statistics = Table(
    "statistics",
    metadata,
    text("quarter", key=True),
    Column("edition", Integer, primary_key=True, autoincrement=False),
    text("body", key=True),
    Column("on_day", Date, nullable=False),
    Column("document", JSONB, nullable=False),
    at(),
)
