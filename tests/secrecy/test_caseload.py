"""What the database lets through of caseloads and papers, with no application in the way."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from app.domain.actors import THE_PERSON
from tests.secrecy.test_service_role import acting
from tests.secrecy.worlds import Connection, Row, insert

ME, OWN, PARTY, STRANGER, PLAN_ID, VERSION_ID = (uuid4() for _ in range(6))
PLAN = Row(person_id=ME, id=PLAN_ID, source="own", kind="plan", owner=OWN, plan_id=PLAN_ID)
PARTS = [replace(PLAN, id=uuid4(), kind="participant", named=(actor,)) for actor in (OWN, PARTY)]
CONSENT = Row(person_id=ME, id=uuid4(), source="person", kind="consent", owner=THE_PERSON, named=(OWN, PARTY),
              fields={"start": "2026-01-01", "categories": ["work"]})  # fmt: skip
TODAY = "2026-11-21"


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """As the service's role: a plan of two parties with a first version, and two caseworkers at one of them."""
    with psycopg.connect(database_url, options="-c search_path=sip") as connection:
        connection.execute("select 1")  # so that what follows is one transaction, and can be undone
        for row in (PLAN, *PARTS, CONSENT):
            assert insert(connection, row)
        connection.execute(
            """insert into plan_version (person_id, plan_id, n, id, owner, on_day, client, "user")
               values (%s, %s, 1, %s, %s, %s, 'c', 'u')""",
            (ME, PLAN_ID, VERSION_ID, OWN, TODAY),
        )
        for actor in (OWN, STRANGER):
            connection.execute(
                "insert into actor (id, name, function, level) values (%s, 'x', 'association', 'civil-society')",
                (actor,),
            )
        connection.execute("set local role sip_service")
        acting(connection, OWN)
        for user in ("anna", "bo"):
            assert done(connection, KNOWN, actor=OWN, user=user)
        yield connection
        connection.rollback()


KNOWN = """insert into colleague (actor_id, "user", since) values (%(actor)s, %(user)s, '2026-11-21')"""
DEPUTY = """insert into deputyship (actor_id, id, version, absent, deputy, first_day, last_day, client, "user")
            values (%(actor)s, gen_random_uuid(), 1, %(absent)s, %(deputy)s, '2026-12-01', '2026-12-20', 'c', 'u')"""
OVER = """insert into caseload_transfer (actor_id, id, holder, to_user, note, on_day, client, "user")
          values (%(actor)s, gen_random_uuid(), 'anna', %(to)s, 'n', '2026-11-21', 'c', 'u')"""
PAPER = """insert into paper_acceptance (person_id, plan_id, n, acceptor, recorded_by, on_day, witness, kept,
                                         client, "user")
           values (%(person)s, %(plan)s, 1, %(acceptor)s, %(by)s, %(on)s, 'w', 'k', 'c', 'u')"""
AGAINST = """insert into acceptance_contradiction (person_id, plan_id, n, acceptor, on_day, reason, client, "user")
             values (%(person)s, %(plan)s, 1, %(acceptor)s, '2026-11-21', 'r', 'c', 'u')"""


def done(connection: Connection, statement: str, **values: Any) -> bool:
    """Whether the database let it through; the transaction goes on either way."""
    try:
        with connection.transaction():
            return connection.execute(statement.encode(), values).rowcount > 0
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.IntegrityError):
        return False


def told(connection: Connection, table: str) -> int:
    return len(connection.execute(f"select 1 from {table}".encode()).fetchall())


def signed(connection: Connection, acceptor: UUID, by: UUID, on: str = TODAY) -> bool:
    return done(connection, PAPER, person=ME, plan=PLAN_ID, acceptor=acceptor, by=by, on=on)


def contradicted(connection: Connection, acceptor: UUID) -> bool:
    return done(connection, AGAINST, person=ME, plan=PLAN_ID, acceptor=acceptor)


def test_what_an_actor_keeps_of_its_caseworkers_is_seen_and_written_by_itself_alone(database: Connection) -> None:
    assert done(database, DEPUTY, actor=OWN, absent="anna", deputy="bo")
    assert done(database, OVER, actor=OWN, to="bo")
    tables = ("colleague", "deputyship", "caseload_transfer")
    assert [told(database, table) for table in tables] == [2, 1, 1]
    for reader in ({"actor": STRANGER}, {"person": ME}):
        acting(database, **reader)
        assert [told(database, table) for table in tables] == [0, 0, 0]
        assert not done(database, KNOWN, actor=OWN, user="eva")
        assert not done(database, DEPUTY, actor=OWN, absent="bo", deputy="anna")
        assert not done(database, OVER, actor=OWN, to="bo")


def test_nobody_hands_over_to_or_is_looked_after_by_a_stranger_or_oneself(database: Connection) -> None:
    acting(database, STRANGER)
    assert done(database, KNOWN, actor=STRANGER, user="berit")
    acting(database, OWN)
    for other in ("berit", "ingen", "anna"):
        assert not done(database, DEPUTY, actor=OWN, absent="anna", deputy=other)
        assert not done(database, OVER, actor=OWN, to=other)


def test_a_party_records_what_somebody_signed_and_nobody_else_does(database: Connection) -> None:
    acting(database, STRANGER)
    assert not signed(database, THE_PERSON, STRANGER)
    acting(database, person=ME)
    assert not signed(database, THE_PERSON, OWN)
    acting(database, PARTY)
    assert not signed(database, THE_PERSON, OWN), "in another's name"
    assert not signed(database, PARTY, PARTY), "one's own"
    assert not signed(database, STRANGER, PARTY), "of one who takes no part"
    assert not signed(database, THE_PERSON, PARTY, "2026-11-22")
    assert not signed(database, THE_PERSON, PARTY, "2026-11-20")
    assert signed(database, THE_PERSON, PARTY)
    assert not signed(database, THE_PERSON, PARTY), "once"
    assert told(database, "paper_acceptance") == 1
    acting(database, STRANGER)
    assert told(database, "paper_acceptance") == 0


def test_only_whose_name_a_paper_is_in_contradicts_it(database: Connection) -> None:
    acting(database, person=ME)
    assert not contradicted(database, THE_PERSON), "there is no paper yet"
    acting(database, OWN)
    assert signed(database, THE_PERSON, OWN)
    assert signed(database, PARTY, OWN)
    for actor in (OWN, PARTY, STRANGER):
        acting(database, actor)
        assert not contradicted(database, THE_PERSON)
    acting(database, person=ME)
    assert not contradicted(database, PARTY)
    assert contradicted(database, THE_PERSON)
    acting(database, PARTY)
    assert contradicted(database, PARTY)
    assert told(database, "acceptance_contradiction") == 2
    acting(database, STRANGER)
    assert told(database, "acceptance_contradiction") == 0


@pytest.mark.parametrize("role", ["sip_service", "sip_worker", "sip_admin", "sip_owner"])
@pytest.mark.parametrize("table", ["paper_acceptance", "acceptance_contradiction"])
def test_no_role_changes_what_somebody_signed_or_said_against_it(database: Connection, role: str, table: str) -> None:
    assert signed(database, THE_PERSON, OWN)
    acting(database, person=ME)
    assert contradicted(database, THE_PERSON)
    database.execute(f"set local role {role}".encode())
    acting(database, OWN)
    for change in (f"update {table} set on_day = '2020-01-01'", f"delete from {table}", f"truncate {table} cascade"):
        assert not done(database, change)
