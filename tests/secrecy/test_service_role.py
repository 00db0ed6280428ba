"""What the service's own role cannot do in the database, with no application in the way."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from app.domain.actors import THE_PERSON
from tests.secrecy.worlds import Connection, Row, insert

ME, OWN, ASKED, BAD = uuid4(), uuid4(), uuid4(), uuid4()
PLAN_ID = uuid4()
PERSON_ROW = Row(person_id=ME, id=ME, source="sip", kind="person", owner=THE_PERSON)
PLAN = Row(person_id=ME, id=PLAN_ID, source="own", kind="plan", owner=OWN, plan_id=PLAN_ID)
PART = replace(PLAN, id=uuid4(), kind="participant", named=(OWN,))
ITEM = Row(person_id=ME, id=uuid4(), source="own", kind="activity", owner=OWN, category="work", plan_id=PLAN_ID)
CALL = replace(ITEM, id=uuid4(), kind="call", named=(ASKED,), fields={"sent": "2026-11-01", "to": str(ASKED)})
CONSENT = Row(person_id=ME, id=uuid4(), source="own", kind="consent", owner=OWN, named=(OWN, ASKED),
              fields={"start": "2026-01-01", "categories": ["work"]})  # fmt: skip
ANSWERED = {**CALL.fields, "answered": "2026-11-02", "answer": "coming"}
WITHDRAWN = {**CONSENT.fields, "withdrawn_on": "2026-11-20"}
WIDENED = {**CONSENT.fields, "categories": ["work", "health"]}
DECEASED = {"deceased_on": "2026-11-20"}


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """As the service's role, with a plan of one owner, an item in it, and a question to another actor."""
    with psycopg.connect(database_url, options="-c search_path=sip") as connection:
        connection.execute("select 1")  # so that what follows is one transaction, and can be undone
        for row in (PERSON_ROW, PLAN, PART, ITEM, CALL, CONSENT):
            assert insert(connection, row)
        connection.execute("set local role sip_service")
        yield connection
        connection.rollback()


def acting(connection: Connection, actor: UUID | None = None, person: UUID | None = None) -> None:
    connection.execute(
        "select set_config('sip.actor', %s, true), set_config('sip.person', %s, true),"
        " set_config('sip.today', '2026-11-21', true)",
        (str(actor or ""), str(person or "")),
    )


GOOD = {
    "the owner's next version": (OWN, replace(ITEM, source_version=2)),
    "the owner's own move": (OWN, replace(ITEM, revision=1, fields={"start": "2026-11-03"})),
    "the answer of whoever was asked": (ASKED, replace(CALL, revision=1, fields=ANSWERED)),
    "a withdrawal by whoever is named": (ASKED, replace(CONSENT, revision=1, fields=WITHDRAWN)),
    "a fact of one's own": (BAD, replace(ITEM, id=uuid4(), source="bad", owner=BAD, plan_id=None)),
}  # fmt: skip
WRONG = {
    "taking another's item over": (BAD, replace(ITEM, source_version=9, source="bad", owner=BAD)),
    "taking it over under its own source": (BAD, replace(ITEM, source_version=9, owner=BAD)),
    "answering in another's name": (BAD, replace(CALL, revision=1, fields=ANSWERED)),
    "naming oneself in a revision": (BAD, replace(CALL, revision=1, named=(BAD,), fields=ANSWERED)),
    "the asked takes the question away": (ASKED, replace(CALL, revision=1, void=True)),
    "the asked changes the question": (ASKED, replace(CALL, revision=1, fields={**CALL.fields, "sent": "2026-10-01"})),
    "the asked opens it to others": (ASKED, replace(CALL, revision=1, category="health")),
    "the asked moves it to another plan": (ASKED, replace(CALL, revision=1, plan_id=None)),
    "the asked sends a newer version": (ASKED, replace(CALL, source_version=2, fields=ANSWERED)),
    "the asked skips a revision": (ASKED, replace(CALL, revision=5, fields=ANSWERED)),
    "a named actor widens a consent": (ASKED, replace(CONSENT, revision=1, fields=WIDENED)),
    "a named actor names another": (ASKED, replace(CONSENT, revision=1, named=(OWN, ASKED, BAD))),
    "the owner names another in a revision": (OWN, replace(CALL, revision=1, named=(ASKED, BAD))),
    "adding oneself to a plan": (BAD, replace(PART, id=uuid4(), source="bad", owner=BAD, named=(BAD,))),
    "adding oneself in the owner's name": (BAD, replace(PART, id=uuid4(), named=(BAD,))),
    "an item in a plan one is no party of": (BAD, replace(ITEM, id=uuid4(), source="bad", owner=BAD)),
    "a consent in the person's name": (BAD, replace(CONSENT, id=uuid4(), owner=THE_PERSON, named=(BAD, OWN))),
    "the birth of the person, again": (BAD, replace(PERSON_ROW, source_version=2)),
    "the death of a person one knows nothing of": (BAD, replace(PERSON_ROW, revision=1, fields=DECEASED)),
    "a revision of what never was": (BAD, replace(CALL, id=uuid4(), revision=1, named=(BAD,), plan_id=None)),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_an_actor_may_append(database: Connection, name: str) -> None:
    actor, row = GOOD[name]
    acting(database, actor)
    assert insert(database, row)


@pytest.mark.parametrize("name", WRONG)
def test_what_the_database_refuses_whoever_asks_the_service_for_it(database: Connection, name: str) -> None:
    actor, row = WRONG[name]
    acting(database, actor)
    assert not insert(database, row)


def test_without_the_judgement_of_the_database_most_of_it_would_be_done(database: Connection) -> None:
    database.execute("reset role")
    database.execute("alter table fact disable trigger admit")
    database.execute("drop index fact_current")
    database.execute("set local role sip_service")
    done = set()
    for name, (actor, row) in WRONG.items():
        acting(database, actor)
        with database.transaction(force_rollback=True):
            if insert(database, row):
                done.add(name)
    assert WRONG.keys() - done == {
        "answering in another's name",
        "the asked sends a newer version",
        "adding oneself in the owner's name",
        "a consent in the person's name",
        "the death of a person one knows nothing of",
    }


def test_the_person_withdraws_and_changes_nothing_else_of_others(database: Connection) -> None:
    acting(database, person=ME)
    assert not insert(database, replace(CONSENT, revision=1, fields={**CONSENT.fields, "categories": []}))
    assert not insert(database, replace(ITEM, revision=1, fields={"start": "2026-11-03"}))
    assert insert(database, replace(CONSENT, revision=1, fields=WITHDRAWN))


UNDONE: dict[str, tuple[str, Any]] = {
    "another's details": ("update person set details = %s", b"x"),
    "the log": ("delete from audit where request_id = %s", "r"),
    "history": ("update fact set void = true where kind = %s", "need"),
    "a grant": ("insert into access_grant (person_id, owner, reader, days, kind) values (%s, gen_random_uuid(),"
                " gen_random_uuid(), daterange(null, null), 'own')", ME),
    "a finding": ("delete from finding where person_id = %s", ME),
    "the log in another's name": ("insert into audit (request_id, action, outcome, actor)"
                                  " values ('r', 'x', 'read', %s)", OWN),
    "an event in another's name": ("insert into event (person_id, id, type, actor)"
                                   " values (gen_random_uuid(), gen_random_uuid(), 't', %s)", OWN),
    "somebody else's number": ("insert into person_identity (hash, person_id) values ('\\x01', %s)", ME),
}  # fmt: skip


@pytest.mark.parametrize("what", UNDONE)
def test_what_the_service_cannot_do_at_all(database: Connection, what: str) -> None:
    statement, value = UNDONE[what]
    acting(database, BAD)
    try:
        with database.transaction():
            done = database.execute(statement.encode(), (value,)).rowcount
    except psycopg.errors.InsufficientPrivilege:
        done = 0
    assert done == 0


def test_the_index_of_numbers_cannot_be_listed(database: Connection) -> None:
    database.execute("reset role")
    database.execute("insert into person_identity (hash, person_id) values ('\\x0102', %s)", (ME,))
    database.execute("set local role sip_service")
    acting(database, OWN)
    assert database.execute("select * from person_identity").fetchall() == []
    database.execute("select set_config('sip.sought', '0102', true)")
    assert database.execute("select person_id from person_identity").fetchall() == [(ME,)]
