"""What the keeper of the keys may do in the database: seal anew what is sealed, and read nothing of anybody."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.secrecy.worlds import Connection

ME = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"
FORBIDDEN = (
    *("fact", "finding", "event", "access_grant", "source_key", "answer_link", "plan_version_item", "offer"),
    *("idempotency", "audit"),
)


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """The keeper's connection, in a transaction that is never committed."""
    with psycopg.connect(database_url) as connection:
        connection.execute("set local search_path = sip")
        connection.execute(
            "insert into person (person_id, birth_date, identity) values (%s, '1981-10-03', '\\x02')", (ME,)
        )
        connection.execute("set local role sip_keeper")
        yield connection
        connection.rollback()


@pytest.mark.parametrize("table", FORBIDDEN)
def test_the_keeper_reads_nothing_that_says_anything(database: Connection, table: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.execute(f"select * from {table}".encode())


@pytest.mark.parametrize(
    "statement",
    [
        "select birth_date from person",
        "select protection from person",
        "update person set protection = 'none'",
        "delete from person",
        "delete from person_identity",
        "update person_identity set person_id = gen_random_uuid()",
        "update destroyed_key set reason = 'x'",
        "delete from destroyed_key",
        "update fact set fields = '{}'",
        "insert into audit (request_id, action, outcome) values ('r', 'read-person', 'read')",
    ],
)
def test_the_keeper_changes_nothing_but_what_is_sealed(database: Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.execute(statement.encode())


def test_what_the_keeper_is_for_it_may_do(database: Connection) -> None:
    database.execute("update person set identity = '\\x03' where person_id = %s", (ME,))
    assert database.execute("select identity from person where person_id = %s", (ME,)).fetchone() == (b"\x03",)
    database.execute("insert into audit (request_id, action, outcome) values ('r', 'key-rotation', 'done')")
    database.execute("insert into destroyed_key (person_id, reason) values (%s, 'gallring')", (ME,))


def test_a_keys_rows_keep_it_from_being_taken_away(database: Connection) -> None:
    database.execute("reset role")
    database.execute("insert into person_identity (hash, person_id) values ('\\x0102', %s)", (ME,))
    database.execute("set local role sip_keeper")
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        database.execute("delete from index_key where current")


def test_the_service_sees_of_a_destruction_only_whose_key_it_was(database: Connection) -> None:
    database.execute("insert into destroyed_key (person_id, reason) values (%s, 'gallring')", (ME,))
    database.execute("set local role sip_service")
    assert database.execute("select person_id from destroyed_key where person_id = %s", (ME,)).fetchone() is not None
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.execute("select reason from destroyed_key")
