"""Where a caseworker's letters go: reached by herself and by the worker, and by nobody else; each guard is needed."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.secrecy.guarded import acting
from tests.secrecy.worlds import Connection

OWN, OTHER = uuid4(), uuid4()
ASK = """insert into sip.digest (actor_id, "user", client, box, until) values (%s, %s, 'c', 'box', %s)"""
LAST = "2027-02-19"
"""The last day for which an address is kept: 90 days after the day of the callers."""
OTHERS = {
    "a colleague": (OWN, "bo"),
    "a system of the same actor": (OWN, ""),
    "a namesake at another actor": (OTHER, "anna"),
    "nobody": (None, ""),
}

BROKEN = {"whichever actor": """"user" = sip.said('sip.user')""", "whichever caseworker": "actor_id = sip.me()"}


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """Anna's wish, in a transaction that is never committed."""
    with psycopg.connect(database_url) as connection:
        for actor in (OWN, OTHER):
            connection.execute(
                "insert into sip.actor (id, name, function, level) values (%s, 'x', 'association', 'civil-society')",
                (actor,),
            )
        connection.execute(ASK, (OWN, "anna", LAST))
        yield connection
        connection.rollback()


def asked(connection: Connection, actor: UUID, user: str, until: str = LAST) -> bool:
    try:
        with connection.transaction():
            return connection.execute(ASK, (actor, user, until)).rowcount == 1
    except psycopg.errors.InsufficientPrivilege:
        return False


def reached(connection: Connection) -> bool:
    """Whether Anna's row is seen or taken away; nothing of it stays."""
    seen = connection.execute('select 1 from sip.digest where "user" = %s and actor_id = %s', ("anna", OWN)).rowcount
    with connection.transaction(force_rollback=True):
        return bool(seen + connection.execute("delete from sip.digest").rowcount)


def reached_by(connection: Connection) -> set[str]:
    found = set()
    for who, (actor, user) in OTHERS.items():
        acting(connection, actor, user=user)
        found |= {who} if reached(connection) else set()
    acting(connection, person=uuid4())
    return found | ({"a person"} if reached(connection) else set())


def test_whoever_has_asked_reaches_the_own_row_and_nobody_elses_does(database: Connection) -> None:
    database.execute("set local role sip_service")
    acting(database, OWN, user="anna")
    assert reached(database)
    assert reached_by(database) == set()


def test_one_asks_for_oneself_alone_and_for_ninety_days_at_the_most(database: Connection) -> None:
    database.execute("set local role sip_service")
    acting(database, OWN, user="bo")

    assert not asked(database, OWN, "cia")
    assert not asked(database, OTHER, "bo")
    assert not asked(database, OWN, "bo", "2027-02-20")
    assert asked(database, OWN, "bo")


@pytest.mark.parametrize("broken", BROKEN)
def test_each_half_of_the_guard_is_needed(database: Connection, broken: str) -> None:
    database.execute(f"alter policy ones_own on sip.digest using ({BROKEN[broken]})".encode())
    database.execute("set local role sip_service")

    assert reached_by(database)


@pytest.mark.parametrize("role", ["sip_admin", "sip_sealer", "sip_keeper", "sip_retention"])
def test_no_other_role_reaches_the_table(database: Connection, role: str) -> None:
    database.execute(f"set local role {role}".encode())
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.execute("select 1 from sip.digest")


@pytest.mark.parametrize(
    "statement",
    [
        "update sip.digest set box = 'other'",
        "update sip.digest set until = until + 1",
        """insert into sip.digest (actor_id, "user", client, box, until) select actor_id, 'x', 'c', box, until
             from sip.digest""",
    ],
)
def test_the_worker_changes_no_address_and_no_last_day(database: Connection, statement: str) -> None:
    database.execute("set local role sip_worker")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.execute(statement.encode())


def test_it_bears_no_person_and_is_guarded_all_the_same(database: Connection) -> None:
    guarded = "select relrowsecurity and relforcerowsecurity from pg_class where oid = 'sip.digest'::regclass"
    assert database.execute(guarded).fetchone() == (True,)
    columns = "select 1 from pg_attribute where attrelid = 'sip.digest'::regclass and attname = 'person_id'"
    assert database.execute(columns).fetchall() == []
