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


@pytest.mark.parametrize(
    ("waits", "late"), [("1 minute", False), ("9 minutes", False), ("11 minutes", True), ("3 days", True)]
)
def test_a_seal_that_does_not_keep_up_is_told_and_only_to_an_auditor(database_url: str, waits: str, late: bool) -> None:
    with psycopg.connect(database_url, options="-c search_path=sip") as connection:
        status_is_for_auditors(connection, waits, late=late)
        connection.rollback()


def status_is_for_auditors(connection: Connection, waits: str, *, late: bool) -> None:
    """After a block of now, and a row that has waited for so long since."""
    above = "coalesce((select max({0}) from audit), 0)"
    connection.execute(
        "insert into audit_block (block, key_id, written, n, count, numbers, digest, seal)"
        f" select coalesce(max(block), 0) + 1, 'k', {above.format('written')}, {above.format('n')}, 1, '1', 'd',"
        " '\\xab' from audit_block"
    )
    connection.execute(
        "insert into audit (request_id, action, outcome, at, written) select 'r', 'x', 'read',"
        f" clock_timestamp() - %s::interval, {above.format('written')} + 1",
        (waits,),
    )
    connection.execute("set local role sip_service")
    asked = "select set_config('sip.actor', %s, true), set_config('sip.audits', %s, true)"
    for actor, audits in (("", "yes"), (str(uuid4()), ""), (str(uuid4()), "no")):
        connection.execute(asked, (actor, audits))
        assert connection.execute("select * from seal_status()").fetchall() == []
    connection.execute(asked, (str(uuid4()), "yes"))
    assert connection.execute("select seal, late from seal_status()").fetchall() == [(b"\xab", late)]


def test_a_status_that_forgot_to_ask_whether_one_is_an_auditor_is_found(database_url: str) -> None:
    with psycopg.connect(database_url, options="-c search_path=sip") as connection:
        connection.execute(
            "create or replace function sip.seal_status() returns table (block bigint, sealed_at timestamptz,"
            " seal bytea, late boolean) language sql stable security definer set search_path = sip, pg_temp as"
            " $$ select block, at, seal, false from audit_block order by block desc limit 1 $$"
        )
        with pytest.raises(AssertionError):
            status_is_for_auditors(connection, "11 minutes", late=True)
        connection.rollback()
