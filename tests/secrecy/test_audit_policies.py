"""Who sees which rows of the log, with no application in the way: its person, and the auditor of its actor."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.secrecy.worlds import Connection

ME, OTHER, PERSON = uuid4(), uuid4(), uuid4()


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """As the service's role, with a row of each of two actors and one of nobody, all about one person."""
    with psycopg.connect(database_url, options="-c search_path=sip") as connection:
        for actor in (ME, OTHER, None):
            connection.execute(
                "insert into audit (request_id, actor, person_id, action, outcome) values ('r', %s, %s, 'x', 'read')",
                (actor, PERSON),
            )
        connection.execute("set local role sip_service")
        yield connection
        connection.rollback()


def seen(
    connection: Connection, *, actor: UUID | None = None, person: UUID | None = None, audits: str = ""
) -> set[str]:
    connection.execute(
        "select set_config('sip.actor', %s, true), set_config('sip.person', %s, true),"
        " set_config('sip.audits', %s, true)",
        (str(actor or ""), str(person or ""), audits),
    )
    rows = connection.execute("select actor from audit").fetchall()
    return {str(row[0]) for row in rows}


def test_an_auditor_sees_the_rows_of_the_own_actor_alone(database: Connection) -> None:
    assert seen(database, actor=ME, audits="yes") == {str(ME)}
    assert seen(database, actor=OTHER, audits="yes") == {str(OTHER)}


def test_whoever_is_no_auditor_sees_no_row_of_any_actor(database: Connection) -> None:
    for audits in ("", "no", "YES"):
        assert seen(database, actor=ME, audits=audits) == set()
    assert seen(database, audits="yes") == set(), "nor whoever is nobody"


def test_the_person_sees_its_own_rows_whoever_left_them(database: Connection) -> None:
    assert seen(database, person=PERSON) == {str(ME), str(OTHER), "None"}
    assert seen(database, person=uuid4()) == set()


def test_the_sealer_reads_the_log_and_nothing_else(database: Connection) -> None:
    database.execute("reset role")
    tables = database.execute(
        "select relname, has_table_privilege('sip_sealer', oid, 'select'),"
        " has_table_privilege('sip_sealer', oid, 'insert') from pg_class"
        " where relnamespace = 'sip'::regnamespace and relkind = 'r'"
    ).fetchall()
    assert {name for name, reads, _ in tables if reads} == {"audit", "audit_block"}
    assert {name for name, _, writes in tables if writes} == {"audit_block"}
    database.execute("set local role sip_sealer")
    assert database.execute("select count(*) from audit where person_id = %s", (PERSON,)).fetchone() == (3,)


def test_a_policy_that_forgot_to_ask_whether_one_is_an_auditor_is_found(database: Connection) -> None:
    database.execute("reset role")
    database.execute("alter policy audits on audit using (actor = sip.me())")
    database.execute("set local role sip_service")
    with pytest.raises(AssertionError):
        test_whoever_is_no_auditor_sees_no_row_of_any_actor(database)
