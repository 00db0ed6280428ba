"""What the database lets through of a protected person, with no application in the way; every guard is needed."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid4

import psycopg
import pytest

from app.adapters.postgres.protection_tables import GUARDED
from tests.secrecy import guarded
from tests.secrecy.guarded import BYSTANDERS, ME, OWN, PARTY, TODAY, acting, leaks, settled, told
from tests.secrecy.worlds import Connection, insert

NAME = """insert into sip.named_handler
              (person_id, id, version, actor_id, "user", first_day, last_day, client, named_by)
          values (%s, %s, %s, %s, %s, %s, %s, 'c', 'u')"""
STATE = """insert into sip.protection (person_id, actor_id, version, level, reason, on_day, client, "user")
           values (%s, %s, %s, %s, 'r', %s, 'c', %s)"""


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """As the service's role: a person of whom there is everything, whom nobody has protected."""
    with psycopg.connect(database_url) as connection:
        connection.execute("select 1")  # so that what follows is one transaction, and can be undone
        settled(connection)
        connection.execute("set local role sip_service")
        yield connection
        connection.rollback()


def named(
    connection: Connection, actor: UUID, user: str, start: str = TODAY, end: str | None = None,
    *, handler: UUID | None = None, version: int = 1,
) -> bool:  # fmt: skip
    return done(connection, NAME, ME, handler or uuid4(), version, actor, user, start, end)


def stated(connection: Connection, level: str, *, actor: UUID = OWN, user: str = "anna", version: int = 1) -> bool:
    return done(connection, STATE, ME, actor, version, level, TODAY, user)


def done(connection: Connection, statement: str, *values: object) -> bool:
    """Whether the database let it through; the transaction goes on either way."""
    try:
        with connection.transaction():
            return connection.execute(statement.encode(), values).rowcount > 0
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.IntegrityError):
        return False


def protected(connection: Connection, level: str = "marked") -> None:
    """Anna marks the person."""
    acting(connection, OWN, user="anna")
    assert named(connection, OWN, "anna")
    assert stated(connection, level)


@pytest.mark.parametrize("level", ["marked", "protected-registration", "new-identity"])
def test_nobody_but_a_named_handler_and_the_person_sees_a_row_of_it_anywhere(database: Connection, level: str) -> None:
    acting(database, OWN, user="bo")
    before = told(database)
    acting(database, person=ME)
    mine = told(database)
    assert before.keys() == set(guarded.TABLES) - {"source_key", "protection", "named_handler"}
    protected(database, level)
    assert leaks(database) == set()
    acting(database, OWN, user="anna")
    assert told(database) == before | {"protection": 1, "named_handler": 1}
    acting(database, person=ME)
    assert told(database) == mine | {"protection": 1, "named_handler": 1}


@pytest.mark.parametrize("table", [*GUARDED, "person"])
def test_a_table_s_guard_holds_whatever_else_opens_it_and_nothing_holds_without(
    database: Connection, table: str
) -> None:
    protected(database)
    database.execute("reset role")
    database.execute(f"create policy everything on sip.{table} for select to sip_service using (true)".encode())
    database.execute("set local role sip_service")
    assert leaks(database) == set()
    database.execute("reset role")
    database.execute(f"drop policy guarded on sip.{table}".encode())
    database.execute("set local role sip_service")
    assert table in leaks(database)


@pytest.mark.parametrize("table", ["protection", "named_handler"])
def test_who_protects_and_who_handles_is_told_to_nobody_else(database: Connection, table: str) -> None:
    protected(database)
    database.execute("reset role")
    database.execute(f"create policy everybody on sip.{table} for select to sip_service using (true)".encode())
    database.execute("set local role sip_service")
    assert leaks(database) == {table}


def test_what_is_written_later_is_guarded_too(database: Connection) -> None:
    protected(database)
    database.execute("reset role")
    acting(database)
    assert insert(database, replace(guarded.NEED, id=uuid4()))
    database.execute(guarded.FINDING.encode(), {"me": ME, "id": uuid4(), "actor": PARTY, "today": TODAY})
    rows = (ME, guarded.FOUND_ID, OWN, TODAY)
    database.execute(
        """insert into sip.finding_work (person_id, finding_id, version, reader, rule, state, on_day, client, "user")
           values (%s, %s, 2, %s, 'plan-stalled', 'acknowledged', %s, 'c', 'u')""",
        rows,
    )
    database.execute("insert into sip.admission values (%s, gen_random_uuid(), %s, %s)", (ME, OWN, TODAY))
    unguarded = {
        table: database.execute(f"select 1 from sip.{table} where person_id = %s and not guarded".encode(), (ME,))
        for table in GUARDED
    }
    assert [table for table, rows in unguarded.items() if rows.rowcount] == []
    database.execute("drop trigger guard on sip.finding")
    database.execute(guarded.FINDING.encode(), {"me": ME, "id": uuid4(), "actor": PARTY, "today": TODAY})
    database.execute("set local role sip_service")
    assert leaks(database) == {"finding"}


def test_a_handler_opens_the_person_on_the_days_of_the_naming_and_as_last_said(database: Connection) -> None:
    protected(database)
    acting(database, OWN, leads="yes")
    assert named(database, OWN, "bo", "2026-11-22")
    acting(database, OWN, user="bo")
    assert told(database) == {}
    acting(database, OWN, leads="yes")
    handler = uuid4()
    assert named(database, OWN, "bo", "2026-11-01", handler=handler)
    acting(database, OWN, user="bo")
    assert "fact" in told(database)
    acting(database, PARTY, user="bo")
    assert told(database) == {}, "the name counts at its own actor"
    acting(database, OWN, leads="yes")
    assert named(database, OWN, "bo", "2026-11-01", "2026-11-20", handler=handler, version=2)
    acting(database, OWN, user="bo")
    assert told(database) == {}


def test_a_handler_sees_no_more_than_its_actor_may(database: Connection) -> None:
    acting(database, guarded.ASKED, user="eva")
    before = told(database)
    protected(database)
    acting(database, guarded.ASKED, leads="yes")
    assert named(database, guarded.ASKED, "eva")
    acting(database, guarded.ASKED, user="eva")
    assert told(database) == before | {"named_handler": 1}


def test_nobody_names_itself_to_a_protected_person_and_nobody_names_for_another_actor(database: Connection) -> None:
    protected(database)
    for who in BYSTANDERS.values():
        acting(database, **who)
        assert not named(database, who["actor"], who.get("user", "bo"))
    acting(database, PARTY, leads="yes")
    assert not named(database, OWN, "bo")
    assert named(database, PARTY, "eva")
    acting(database, OWN, user="anna")
    assert not named(database, OWN, "bo"), "a handler leads nobody"


def test_only_a_caseworker_of_an_actor_that_has_something_states_a_level(database: Connection) -> None:
    acting(database, OWN)
    assert not stated(database, "marked", user=""), "a system"
    acting(database, guarded.ASKED, user="eva")
    assert not stated(database, "marked", actor=guarded.ASKED, user="eva"), "only asked"
    acting(database, PARTY, user="eva")
    assert not stated(database, "marked", user="eva"), "for another actor"
    assert not stated(database, "marked", actor=PARTY), "in another's name"
    acting(database, person=ME)
    assert not stated(database, "marked")
    acting(database, PARTY, user="eva")
    assert stated(database, "marked", actor=PARTY, user="eva")


def test_nobody_lifts_what_another_has_closed(database: Connection) -> None:
    protected(database, "new-identity")
    acting(database, PARTY, leads="yes")
    assert named(database, PARTY, "eva")
    acting(database, PARTY, user="eva")
    assert not stated(database, "none", version=2), "in the other's name"
    assert stated(database, "marked", actor=PARTY, user="eva")
    assert stated(database, "none", actor=PARTY, user="eva", version=2)
    acting(database, OWN, user="bo")
    assert told(database) == {}
    assert not stated(database, "none", user="bo", version=2), "a colleague who is no handler"
    acting(database, OWN, user="anna")
    assert stated(database, "none", version=2)
    acting(database, OWN, user="bo")
    assert {"person", "fact", "finding"} <= told(database).keys()


def test_to_everybody_else_there_is_no_such_person_to_write_about(database: Connection) -> None:
    protected(database)
    new = replace(guarded.NEED, id=uuid4())
    for actor, user in ((OWN, "bo"), (PARTY, "eva")):
        acting(database, actor, user=user)
        assert database.execute("select sip.is_person(%s)", (ME,)).fetchone() == (False,)
        assert database.execute("select * from sip.frame(%s)", (guarded.NEED_ID,)).rowcount == 0
        assert not insert(database, replace(new, id=uuid4(), owner=actor, source=str(actor)))
    acting(database, OWN, user="anna")
    assert database.execute("select sip.is_person(%s)", (ME,)).fetchone() == (True,)
    assert database.execute("select * from sip.frame(%s)", (guarded.NEED_ID,)).rowcount == 1
    assert insert(database, new)
    database.execute("reset role")
    database.execute("drop policy guarded_append on sip.fact")
    database.execute("set local role sip_service")
    acting(database, OWN, user="bo")
    assert insert(database, replace(new, id=uuid4())), "it is the guard that refuses"


def test_an_agency_s_system_reports_on_and_has_its_own_facts_back_alone(database: Connection) -> None:
    protected(database)
    acting(database, PARTY, source="party")
    assert database.execute("select sip.is_person(%s)", (ME,)).fetchone() == (True,)
    assert told(database) == {"fact": 1}
    assert insert(database, replace(guarded.THEIRS, source_version=2))
    assert database.execute("select id from sip.fact where current").fetchall() == [(guarded.THEIRS.id,)]


def test_a_link_shows_the_one_question_still(database: Connection) -> None:
    protected(database)
    acting(database, link="01")
    assert database.execute("select id from sip.fact").fetchall() == [(guarded.CALL.id,)]
    assert told(database).keys() == {"fact", "plan_version_item"}, "it, and that it stands in a version"
    answered = {**guarded.CALL.fields, "answered": TODAY, "answer": "coming"}
    assert insert(database, replace(guarded.CALL, revision=1, fields=answered))


def test_whoever_leads_is_told_the_number_of_a_person_without_a_handler_and_nothing_else(database: Connection) -> None:
    def waiting(actor: UUID, **settings: str) -> list[UUID]:
        acting(database, actor, None, **settings)
        return [person for (person,) in database.execute("select sip.unhandled()").fetchall()]

    assert waiting(PARTY, leads="yes") == []
    protected(database)
    assert waiting(PARTY, leads="yes") == waiting(guarded.ASKED, leads="yes") == [ME]
    assert (
        waiting(PARTY) == waiting(PARTY, user="eva") == waiting(OWN, leads="yes") == waiting(uuid4(), leads="y") == []
    )
    acting(database, PARTY, leads="yes")
    assert told(database) == {}
    assert named(database, PARTY, "eva")
    assert waiting(PARTY, leads="yes") == []


def test_a_plan_of_somebody_else_is_as_open_as_before(database: Connection) -> None:
    protected(database)
    other = uuid4()
    database.execute("reset role")
    acting(database)
    assert insert(database, replace(guarded.PLAN, person_id=other, id=other, plan_id=other))
    database.execute("set local role sip_service")
    acting(database, OWN, user="bo")
    assert database.execute("select guarded from sip.fact where person_id = %s", (other,)).fetchone() == (False,)
