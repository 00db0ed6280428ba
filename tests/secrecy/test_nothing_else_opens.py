"""Neither an emergency nor a mandate opens a protected person: what the database lets through, with no application."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import psycopg
import pytest

from app.adapters.postgres.work import SETTINGS
from app.domain.actors import THE_PERSON
from tests.secrecy import guarded
from tests.secrecy.guarded import ASKED, ME, OWN, PARTY, PLAN_ID, TODAY, acting, settled, told
from tests.secrecy.test_mandates import by_mandate
from tests.secrecy.test_protected import named, protected, stated
from tests.secrecy.worlds import Connection, Row, insert

PROXY = uuid4()
SECRET = replace(guarded.NEED, id=uuid4(), category="health")
JOINED = replace(guarded.NEED, id=uuid4(), source="party", owner=PARTY)
GIVEN = {"form": "proxy", "proxy": str(PROXY), "powers": ["read", "consent"], "start": TODAY, "end": "2026-12-31"}
MANDATE = replace(guarded.NEED, id=uuid4(), kind="mandate", category="plan", plan_id=None, disclosed=False,
                  fields=GIVEN)  # fmt: skip
CONSENT = Row(person_id=ME, id=uuid4(), source="sip", kind="consent", owner=THE_PERSON, named=(OWN, PARTY),
              fields={"start": TODAY, "categories": []})  # fmt: skip


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """As the service's role: a plan of two parties, of which one has something that no consent opens to the other."""
    with psycopg.connect(database_url) as connection:
        connection.execute("select 1")  # so that what follows is one transaction, and can be undone
        settled(connection)
        for row in (SECRET, JOINED):
            assert insert(connection, row)
        connection.execute("set local role sip_service")
        yield connection
        connection.rollback()


def opened_in_emergency(connection: Connection, actor: UUID = PARTY) -> bool:
    said = {"plan": str(PLAN_ID), "on": TODAY, "why": "Fara för personens liv"}
    row = Row(person_id=ME, id=uuid4(), source="sip", kind="emergency-access", owner=actor, disclosed=False,
              plan_id=PLAN_ID, fields=said)  # fmt: skip
    return insert(connection, row)


def sees_it(connection: Connection, user: str) -> bool:
    """Whether that caseworker of the party sees what an emergency alone opens."""
    acting(connection, PARTY, user=user)
    return connection.execute("select from sip.fact where id = %s", (SECRET.id,)).rowcount == 1


def accepted(connection: Connection, mandate: Row = MANDATE) -> None:
    """The mandate, which the person has accepted."""
    assert insert(connection, mandate)
    acting(connection, person=ME)
    assert insert(connection, replace(mandate, revision=1, fields={**mandate.fields, "accepted_on": TODAY}))


def in_its_place(connection: Connection, mandate: Row = MANDATE) -> None:
    """From here on the transaction is that of whoever acts by the mandate, by the service's very settings."""
    connection.execute(SETTINGS, by_mandate(PROXY, ME, mandate.id, date.fromisoformat(TODAY)))


def lifted(connection: Connection) -> None:
    acting(connection, OWN, user="anna")
    assert stated(connection, "none", version=2)


def test_nobody_but_a_named_handler_opens_a_protected_persons_plan_in_an_emergency(database: Connection) -> None:
    protected(database)
    acting(database, PARTY, user="eva")
    assert not opened_in_emergency(database)
    acting(database, PARTY, leads="yes")
    assert named(database, PARTY, "eva")
    assert not sees_it(database, "eva"), "to be named is no emergency"
    assert opened_in_emergency(database)
    assert sees_it(database, "eva")
    for user, source in (("bo", ""), ("", ""), ("", "party")):
        acting(database, PARTY, user=user, source=source)
        assert "access_grant" not in told(database)
        assert database.execute("select from sip.fact where owner = %s", (OWN,)).rowcount == 0


def test_what_an_emergency_has_opened_is_closed_with_the_protection_to_all_who_are_not_named(
    database: Connection,
) -> None:
    acting(database, PARTY, user="eva")
    assert opened_in_emergency(database)
    assert sees_it(database, "eva")
    protected(database)
    acting(database, PARTY, user="eva")
    assert told(database) == {}
    acting(database, PARTY, leads="yes")
    assert named(database, PARTY, "eva")
    assert (sees_it(database, "eva"), sees_it(database, "bo")) == (True, False)
    lifted(database)
    assert sees_it(database, "bo"), "its hours are not over"


def test_whoever_acts_for_a_protected_person_sees_nothing_and_consents_to_nothing(database: Connection) -> None:
    acting(database, OWN)
    accepted(database)
    in_its_place(database)
    before = told(database)
    assert before
    protected(database)
    in_its_place(database)
    assert told(database) == {}
    assert not insert(database, CONSENT)
    (held,) = database.execute(
        "select array(select sip.mandate_of(%s, %s, p, %s) from unnest('{read,consent}'::text[]) p)", (PROXY, ME, TODAY)
    ).fetchone() or ([],)
    assert held == [None, None], "and cannot tell it from having no mandate"
    lifted(database)
    in_its_place(database)
    assert told(database).keys() == before.keys() | {"protection", "named_handler"}
    assert insert(database, CONSENT)


def test_a_mandate_that_a_handler_records_opens_nothing_until_the_person_is_open(database: Connection) -> None:
    protected(database)
    acting(database, OWN, user="anna")
    accepted(database)
    in_its_place(database)
    assert told(database) == {}
    lifted(database)
    in_its_place(database)
    assert "fact" in told(database)


def test_whoever_was_only_asked_opens_nothing_in_an_emergency_though_it_is_named(database: Connection) -> None:
    protected(database)
    acting(database, ASKED, leads="yes")
    assert named(database, ASKED, "eva")
    acting(database, ASKED, user="eva")
    assert not opened_in_emergency(database, ASKED)
