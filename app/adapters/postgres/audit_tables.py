"""The table of the log's sealed blocks, which bears no person."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table

from app.adapters.postgres.columns import at, metadata, text

audit_block = Table(
    "audit_block",
    metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    text("key_id"),
    Column("written", BigInteger, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("count", Integer, nullable=False),
    text("numbers"),
    Column("digest", LargeBinary, nullable=False),
    Column("seal", LargeBinary, nullable=False),
    at(),
)
