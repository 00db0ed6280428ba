"""The tables of whose tokens are accepted: issuers, clients, proofs of possession that have been used, sessions."""

from sqlalchemy import Boolean, Column, Computed, DateTime, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.adapters.postgres.columns import metadata, text, uuid

issuer = Table(
    "issuer",
    metadata,
    uuid("id", key=True),
    text("url"),
    text("kind"),
    text("audience"),
    Column("algorithms", ARRAY(Text), nullable=False),
    text("jwks_uri"),
    uuid("actor_id", nullable=True),
    text("role_claim"),
    text("identity_claim"),
    Column("unit_ids", ARRAY(Uuid), nullable=False),
    text("organisation_claim", nullable=True),
    text("unit_claim", nullable=True),
    Column("role_names", JSONB, nullable=False),
    text("assurance_claim"),
    Column("assurance", ARRAY(Text), nullable=False),
    Column("assurance_for", JSONB, nullable=False),
    Column("proof_required", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
)
client = Table(
    "client",
    metadata,
    uuid("issuer_id", key=True),
    text("client_id", key=True),
    uuid("actor_id", nullable=True),
    text("source", nullable=True),
    Column("scopes", ARRAY(Text), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("id", Uuid, Computed("md5(issuer_id::text || ':' || client_id)::uuid"), nullable=False),
)
proof_seen = Table(
    "proof_seen",
    metadata,
    Column("mark", LargeBinary, primary_key=True),
    Column("until", DateTime(timezone=True), nullable=False),
)
portal_session = Table(
    "portal_session",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("box", LargeBinary, nullable=False),
    Column("idle", Integer, nullable=False),
    Column("idle_until", DateTime(timezone=True), nullable=False),
    Column("ends", DateTime(timezone=True), nullable=False),
)
