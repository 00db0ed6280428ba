"""What the tables are made of: their schema, and the columns that stand in most of them."""

from sqlalchemy import Column, DateTime, MetaData, Text, Uuid, func

metadata = MetaData(schema="sip")


def uuid(name: str, *, key: bool = False, nullable: bool = False) -> Column[object]:
    """An id."""
    return Column(name, Uuid, primary_key=key, nullable=nullable)


def text(name: str, *, key: bool = False, nullable: bool = False) -> Column[object]:
    """Words or a code."""
    return Column(name, Text, primary_key=key, nullable=nullable)


def at(name: str = "at") -> Column[object]:
    """The moment at which the row was written, by the database's clock."""
    return Column(name, DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp())
