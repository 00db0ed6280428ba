"""The tables of caseloads, which bear no person, and of acceptances on paper, which do."""

from sqlalchemy import Column, Date, Integer, Table

from app.adapters.postgres.columns import at, metadata, text, uuid

colleague = Table(
    "colleague",
    metadata,
    uuid("actor_id", key=True),
    text("user", key=True),
    Column("since", Date, nullable=False),
)
deputyship = Table(
    "deputyship",
    metadata,
    uuid("actor_id", key=True),
    uuid("id", key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    text("absent"),
    text("deputy"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    text("client"),
    text("user"),
    at(),
)
caseload_transfer = Table(
    "caseload_transfer",
    metadata,
    uuid("actor_id", key=True),
    uuid("id", key=True),
    text("holder"),
    text("to_user"),
    text("note"),
    Column("on_day", Date, nullable=False),
    text("client"),
    text("user"),
    at(),
)
paper_acceptance = Table(
    "paper_acceptance",
    metadata,
    uuid("person_id", key=True),
    uuid("plan_id", key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    uuid("acceptor", key=True),
    uuid("recorded_by"),
    Column("on_day", Date, nullable=False),
    text("witness"),
    text("second_witness", nullable=True),
    text("kept"),
    text("client"),
    text("user"),
    at(),
)
acceptance_contradiction = Table(
    "acceptance_contradiction",
    metadata,
    uuid("person_id", key=True),
    uuid("plan_id", key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    uuid("acceptor", key=True),
    Column("on_day", Date, nullable=False),
    text("reason"),
    text("client"),
    text("user"),
    at(),
)
