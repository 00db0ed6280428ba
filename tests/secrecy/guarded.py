"""A person of whom every table that may be read holds a row, and what whoever asks is let see of it."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from app.domain.actors import THE_PERSON
from tests.secrecy.worlds import Connection, Row, insert

ME, OWN, PARTY, ASKED, PLAN_ID, NEED_ID, FOUND_ID = (uuid4() for _ in range(7))
PLAN = Row(person_id=ME, id=PLAN_ID, source="own", kind="plan", owner=OWN, plan_id=PLAN_ID)
NEED = replace(PLAN, id=NEED_ID, kind="need", category="work")
CALL = replace(PLAN, id=uuid4(), kind="call", named=(ASKED,), fields={"to": str(ASKED), "place": "Storgatan 3"})
THEIRS = Row(person_id=ME, id=uuid4(), source="party", kind="status", owner=PARTY, category="work")
ROWS = (
    Row(person_id=ME, id=ME, source="sip", kind="person", owner=THE_PERSON),
    PLAN,
    *(replace(PLAN, id=uuid4(), kind="participant", named=(actor,)) for actor in (OWN, PARTY)),
    NEED,
    CALL,
    THEIRS,
    Row(person_id=ME, id=uuid4(), source="person", kind="consent", owner=THE_PERSON, named=(OWN, PARTY),
        fields={"start": "2026-01-01", "categories": ["work"]}),
)  # fmt: skip
TODAY = "2026-11-21"
TABLES = (
    *("person", "fact", "source_key", "access_grant", "finding", "finding_work", "admission", "escalation"),
    *("event", "plan_version", "plan_version_item", "plan_acceptance", "paper_acceptance"),
    *("acceptance_contradiction", "protection", "named_handler"),
)
"""Whatever the service may read a row of a person in, but for the log, which only the person reads."""

BYSTANDERS: dict[str, dict[str, Any]] = {
    "a colleague of the handler": {"actor": OWN, "user": "bo"},
    "a system of the handler's actor": {"actor": OWN},
    "a caseworker of a party": {"actor": PARTY, "user": "eva"},
    "a caseworker of whoever was asked": {"actor": ASKED, "user": "eva"},
}


def acting(connection: Connection, actor: UUID | None = None, person: UUID | None = None, **settings: str) -> None:
    """From here on the transaction is that caller's; `settings` are its user, its source, and whether it leads."""
    said = {"actor": str(actor or ""), "person": str(person or ""), "today": TODAY}
    for name in ("user", "leads", "source", "link"):
        said[name] = settings.get(name, "")
    for name, value in said.items():
        connection.execute("select set_config(%s, %s, true)", (f"sip.{name}", value))


def told(connection: Connection) -> dict[str, int]:
    """How many rows of the person the caller sees in each table; those with none are left out."""
    seen = {
        table: connection.execute(f"select 1 from sip.{table} where person_id = %s".encode(), (ME,)).rowcount
        for table in TABLES
    }
    return {table: rows for table, rows in seen.items() if rows}


def leaks(connection: Connection) -> set[str]:
    """The tables in which anybody who is not to open the person sees a row of it."""
    found: set[str] = set()
    for bystander in BYSTANDERS.values():
        acting(connection, **bystander)
        found |= told(connection).keys()
    return found


def settled(connection: Connection) -> None:
    """Everything about the person that there can be, with two caseworkers at its actor and one at each other one."""
    connection.execute(
        "insert into sip.person (person_id, birth_date, identity, details) values (%s, '1990-05-17', '', '')", (ME,)
    )
    for row in ROWS:
        assert insert(connection, row)
    for actor, user in ((OWN, "anna"), (OWN, "bo"), (PARTY, "eva"), (ASKED, "eva")):
        connection.execute(
            "insert into sip.actor (id, name, function, level) values (%s, 'x', 'association', 'civil-society')"
            " on conflict do nothing",
            (actor,),
        )
        connection.execute("insert into sip.colleague values (%s, %s, %s)", (actor, user, TODAY))
    values = {"me": ME, "plan": PLAN_ID, "own": OWN, "need": str(NEED_ID), "found": FOUND_ID, "call": CALL.id}
    for statement in REST:
        connection.execute(statement.encode(), {**values, "today": TODAY, "person": THE_PERSON, "party": PARTY})
    for actor in (PARTY, ASKED):
        found = {"me": ME, "id": uuid4(), "actor": actor, "today": TODAY}
        connection.execute(FINDING.encode(), found)


FINDING = """insert into sip.finding (person_id, id, reader, rule, subject, owner, status, opens, spans)
             values (%(me)s, %(id)s, %(actor)s, 'plan-stalled', 's', %(actor)s, 'open', %(today)s, '[]')"""
REST = (
    """insert into sip.finding (person_id, id, reader, rule, subject, owner, status, opens, spans)
       values (%(me)s, %(found)s, %(own)s, 'plan-stalled', %(need)s, %(own)s, 'open', %(today)s, '[]')""",
    """insert into sip.finding_work (person_id, finding_id, version, reader, rule, state, on_day, client, "user")
       values (%(me)s, %(found)s, 1, %(own)s, 'plan-stalled', 'acknowledged', %(today)s, 'c', 'u')""",
    "insert into sip.admission values (%(me)s, %(found)s, %(own)s, %(today)s)",
    """insert into sip.escalation (person_id, reader, rule, subject, step, owner, opens, due, taken)
       values (%(me)s, %(own)s, 'call-unanswered', %(need)s, 'reminded', %(own)s, %(today)s, %(today)s, %(today)s)""",
    """insert into sip.event (person_id, id, actor, item_id, type, version)
       values (%(me)s, gen_random_uuid(), %(own)s, %(plan)s, 'plan-added', '1.0')""",
    "insert into sip.source_key values (%(me)s, %(plan)s, 'own', 'k')",
    """insert into sip.plan_version (person_id, plan_id, n, id, owner, on_day, client, "user")
       values (%(me)s, %(plan)s, 1, gen_random_uuid(), %(own)s, %(today)s, 'c', 'u')""",
    """insert into sip.plan_acceptance (person_id, plan_id, n, acceptor, on_day, client, "user")
       values (%(me)s, %(plan)s, 1, %(own)s, %(today)s, 'c', 'u')""",
    """insert into sip.paper_acceptance
           (person_id, plan_id, n, acceptor, recorded_by, on_day, witness, kept, client, "user")
       values (%(me)s, %(plan)s, 1, %(person)s, %(own)s, %(today)s, 'w', 'k', 'c', 'u')""",
    """insert into sip.acceptance_contradiction (person_id, plan_id, n, acceptor, on_day, reason, client, "user")
       values (%(me)s, %(plan)s, 1, %(person)s, %(today)s, 'r', 'c', 'u')""",
    "insert into sip.answer_link values (%(me)s, %(call)s, '\\x01', %(today)s)",
)
"""A row in every other table that may be read."""
