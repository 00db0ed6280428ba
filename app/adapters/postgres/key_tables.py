"""The tables of keys: which store holds them, which of them finds persons, and whose have been destroyed."""

from sqlalchemy import Boolean, Column, Table

from app.adapters.postgres.columns import at, metadata, text, uuid

key_store = Table("key_store", metadata, Column("one", Boolean, primary_key=True, server_default="true"), uuid("store"))
index_key = Table("index_key", metadata, text("id", key=True), Column("current", Boolean, nullable=False))
destroyed_key = Table(
    "destroyed_key", metadata, uuid("person_id", key=True), at(), text("reason"), text("decision", nullable=True)
)
