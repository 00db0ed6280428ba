"""The tables as SQLAlchemy Core sees them; a test holds them against the migrated database."""

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Identity, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, DATERANGE, JSONB

from app.adapters.postgres import (
    audit_tables,
    caseload_tables,
    columns,
    digest_tables,
    escalation_tables,
    identity_tables,
    key_tables,
    merge_tables,
    offer_tables,
    plan_tables,
    record_tables,
    registration_tables,
    retention_tables,
    statistics_tables,
)
from app.adapters.postgres import protection_tables as protected

metadata = columns.metadata
_uuid, _text, _at = columns.uuid, columns.text, columns.at

plan_version, plan_version_item = plan_tables.plan_version, plan_tables.plan_version_item
plan_acceptance = plan_tables.plan_acceptance
offer, offer_place = offer_tables.offer, offer_tables.offer_place
colleague, deputyship = caseload_tables.colleague, caseload_tables.deputyship
caseload_transfer = caseload_tables.caseload_transfer
digest = digest_tables.digest
paper_acceptance = caseload_tables.paper_acceptance
acceptance_contradiction = caseload_tables.acceptance_contradiction
key_store, index_key, destroyed_key = key_tables.key_store, key_tables.index_key, key_tables.destroyed_key
statistics = statistics_tables.statistics
administered, registration = registration_tables.administered, registration_tables.registration
administration_request = registration_tables.administration_request
agreement_preview = registration_tables.agreement_preview
legal_hold, legal_hold_release = retention_tables.legal_hold, retention_tables.legal_hold_release
finding_count, retention_start = retention_tables.finding_count, retention_tables.retention_start
issuer, client, proof_seen = identity_tables.issuer, identity_tables.client, identity_tables.proof_seen
portal_session = identity_tables.portal_session
correction = record_tables.correction
merge, same_person = merge_tables.merge, merge_tables.same_person
protection, named_handler = protected.protection, protected.named_handler
actor = Table(
    "actor",
    metadata,
    _uuid("id", key=True),
    _text("name"),
    _text("function"),
    _text("level"),
    _text("organisation_number", nullable=True),
    _text("hsa_id", nullable=True),
    _text("municipality_code", nullable=True),
    _text("county_code", nullable=True),
    _text("phone", nullable=True),
)
coordination_body = Table(
    "coordination_body",
    metadata,
    _text("key", key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    _uuid("id"),
    _text("name"),
    Column("municipalities", ARRAY(Text), nullable=False),
    Column("members", JSONB, nullable=False),
    Column("agreements", JSONB, nullable=False),
    _at(),
    _text("alone", nullable=True),
)
rules_in_use = Table(
    "rules_in_use",
    metadata,
    Column("one", Boolean, primary_key=True),
    _text("edition"),
)
person = Table(
    "person",
    metadata,
    _uuid("person_id", key=True),
    Column("birth_date", Date, nullable=False),
    Column("identity", LargeBinary, nullable=False),
    Column("details", LargeBinary, nullable=True),
    _text("municipality_code", nullable=True),
    _text("protection"),
    Column("version", Integer, nullable=False),
)
key_mark = Table(
    "key_mark",
    metadata,
    Column("one", Boolean, primary_key=True, server_default="true"),
    Column("mark", LargeBinary, nullable=False),
)
person_identity = Table(
    "person_identity",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    _uuid("person_id"),
    _text("key_id"),
    Column("former", Boolean, nullable=False, server_default="false"),
)
fact = Table(
    "fact",
    metadata,
    _uuid("person_id", key=True),
    _uuid("id", key=True),
    Column("source_version", BigInteger, primary_key=True),
    Column("revision", Integer, primary_key=True),
    _text("source"),
    _text("kind"),
    _uuid("owner"),
    _text("category"),
    Column("disclosed", Boolean, nullable=False),
    _uuid("plan_id", nullable=True),
    _text("title", nullable=True),
    Column("fields", JSONB, nullable=False),
    Column("named", ARRAY(Uuid), nullable=False),
    Column("tentative", Boolean, nullable=False),
    Column("void", Boolean, nullable=False),
    _text("reason", nullable=True),
    Column("current", Boolean, nullable=False),
    _at("recorded"),
)
source_key = Table(
    "source_key",
    metadata,
    _uuid("person_id", key=True),
    _uuid("id", key=True),
    _text("source"),
    _text("key"),
)
answer_link = Table(
    "answer_link",
    metadata,
    _uuid("person_id", key=True),
    _uuid("call_id", key=True),
    Column("hash", LargeBinary, nullable=False),
    Column("until", Date, nullable=False),
    Column("used", Boolean, nullable=False),
)
access_grant = Table(
    "access_grant",
    metadata,
    _uuid("person_id", key=True),
    _uuid("id", key=True),
    _uuid("owner"),
    _uuid("reader"),
    _uuid("plan_id", nullable=True),
    _text("category"),
    Column("days", DATERANGE, nullable=False),
    _text("kind"),
    _uuid("basis", nullable=True),
)
finding = Table(
    "finding",
    metadata,
    _uuid("person_id", key=True),
    _uuid("id", key=True),
    _uuid("reader"),
    _text("rule"),
    _text("subject"),
    _uuid("owner"),
    _text("status"),
    Column("opens", Date, nullable=False),
    Column("critical", Date, nullable=True),
    Column("closes", Date, nullable=True),
    Column("spans", JSONB, nullable=False),
    Column("inhibited_by", ARRAY(Text), nullable=False),
    Column("unconfirmed", Boolean, nullable=False),
    Column("evidence", ARRAY(Text), nullable=False),
    Column("valid_until", Date, nullable=True),
    Column("version", Integer, nullable=False),
    _at("changed"),
    Column("returned", Date, nullable=True),
    _text("origin"),
    _text("edition", nullable=True),
    _uuid("body", nullable=True),
    Column("prevented_until", Date, nullable=True),
)
finding_work = Table(
    "finding_work",
    metadata,
    _uuid("person_id", key=True),
    _uuid("finding_id", key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    _uuid("reader"),
    _text("rule"),
    _text("state"),
    _text("code", nullable=True),
    _text("reason", nullable=True),
    Column("until", Date, nullable=True),
    _uuid("routed_to", nullable=True),
    Column("on_day", Date, nullable=False),
    _text("client"),
    _text("user"),
    _at(),
)
pace = Table(
    "pace",
    metadata,
    _uuid("actor_id", key=True),
    Column("start_on", Date, nullable=False),
    Column("cards_per_caseworker", Integer, nullable=False),
    Column("caseworkers", Integer, nullable=False),
)
admission = Table(
    "admission",
    metadata,
    _uuid("person_id", key=True),
    _uuid("finding_id", key=True),
    _uuid("reader"),
    Column("on_day", Date, nullable=False),
)
dirty = Table(
    "dirty",
    metadata,
    _uuid("person_id", key=True),
    Column("n", BigInteger, Identity(always=True), primary_key=True),
    _at("since"),
)
recheck = Table("recheck", metadata, _uuid("person_id", key=True))
watch = Table("watch", metadata, _uuid("person_id", key=True), Column("wake_on", Date, nullable=False))
event = Table(
    "event",
    metadata,
    _uuid("person_id", key=True),
    _uuid("id", key=True),
    _at(),
    _uuid("actor", nullable=True),
    _text("client", nullable=True),
    _text("user", nullable=True),
    _uuid("item_id", nullable=True),
    _uuid("owner", nullable=True),
    _uuid("reader", nullable=True),
    _text("category", nullable=True),
    _text("type"),
    Column("changed", ARRAY(Text), nullable=False),
    _text("origin"),
    _text("version", nullable=True),
)
audit = Table(
    "audit",
    metadata,
    Column("n", BigInteger, Identity(always=True), primary_key=True),
    _at(),
    _text("request_id"),
    _text("client", nullable=True),
    _text("user", nullable=True),
    _uuid("actor", nullable=True),
    _uuid("person_id", nullable=True),
    _text("action"),
    _text("outcome"),
    _text("reason", nullable=True),
    Column("items", JSONB, nullable=False),
    _uuid("on_behalf", nullable=True),
    Column("written", BigInteger, nullable=False),
)
audit_block = audit_tables.audit_block
escalation, body_escalation = escalation_tables.escalation, escalation_tables.body_escalation
idempotency = Table(
    "idempotency",
    metadata,
    _text("client", key=True),
    Column("key", LargeBinary, primary_key=True),
    Column("request", LargeBinary, nullable=False),
    Column("status", Integer, nullable=False),
    _text("location", nullable=True),
    _at(),
)
for _name in protected.GUARDED:
    metadata.tables[f"sip.{_name}"].append_column(protected.guarded())
finding.append_column(_uuid("holder", nullable=True))
access_grant.append_column(Column("until", DateTime(timezone=True), nullable=True))
