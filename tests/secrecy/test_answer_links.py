"""What a link can do in the database, with no application in the way: see one question, answer it once, and no more."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.secrecy.test_service_role import ASKED, CALL, CONSENT, ITEM, ME, OWN, PART, PERSON_ROW, PLAN
from tests.secrecy.worlds import Connection, Row, insert

HASH, OTHER = "aa" * 32, "bb" * 32
TO_SOMEBODY_ELSE = replace(CALL, id=uuid4())
ANSWERED = {**CALL.fields, "answered": "2026-11-20", "answer": "coming", "deputy": "Lena"}
ANSWER = replace(CALL, revision=1, fields=ANSWERED)


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """As the service's role and nobody, with a plan, two calls of it, and a link to one of them until 5 December."""
    with psycopg.connect(database_url, options="-c search_path=sip") as connection:
        connection.execute("select 1")  # so that what follows is one transaction, and can be undone
        for row in (PERSON_ROW, PLAN, PART, ITEM, CALL, TO_SOMEBODY_ELSE, CONSENT):
            assert insert(connection, row)
        connection.execute("set local role sip_service")
        acting(connection, actor=str(OWN))
        issue(connection)
        acting(connection)
        yield connection
        connection.rollback()


def acting(connection: Connection, *, actor: str = "", link: str = "", today: str = "2026-11-21") -> None:
    connection.execute(
        "select set_config('sip.actor', %s, true), set_config('sip.person', '', true),"
        " set_config('sip.link', %s, true), set_config('sip.today', %s, true)",
        (actor, link, today),
    )


def issue(connection: Connection, call: Row = CALL, token_hash: str = HASH) -> None:
    connection.execute("select issue_answer_link(%s, decode(%s, 'hex'), '2026-12-05')", (call.id, token_hash))


def linked(connection: Connection) -> list[Any]:
    return [row[0] for row in connection.execute("select call_id from linked()").fetchall()]


def test_a_link_shows_its_question_and_nothing_else(database: Connection) -> None:
    assert database.execute("select id from fact").fetchall() == []
    acting(database, link=HASH)
    assert linked(database) == [CALL.id]
    assert database.execute("select id from fact").fetchall() == [(CALL.id,)]
    for table in ("person", "person_identity", "access_grant", "finding", "source_key", "audit", "idempotency"):
        assert database.execute(f"select * from {table}").fetchall() == []


@pytest.mark.parametrize(
    ("link", "today"), [(OTHER, "2026-11-21"), (HASH, "2026-12-06"), ("", "2026-11-21"), ("00", "2026-11-21")]
)
def test_an_unknown_or_expired_link_shows_nothing(database: Connection, link: str, today: str) -> None:
    acting(database, link=link, today=today)
    assert linked(database) == []
    assert database.execute("select id from fact").fetchall() == []
    assert not insert(database, ANSWER)


def test_a_link_answers_once(database: Connection) -> None:
    acting(database, link=HASH)
    assert insert(database, ANSWER)
    assert linked(database) == []
    assert not insert(database, replace(ANSWER, revision=2, fields={**ANSWERED, "answer": "declined"}))


def test_a_link_that_asks_for_another_time_is_used_although_the_question_stands(database: Connection) -> None:
    acting(database, link=HASH)
    assert insert(database, replace(ANSWER, fields={**ANSWERED, "answer": "new-time"}))
    assert linked(database) == []


BY_THE_LINK = {
    "another question": replace(ANSWER, id=TO_SOMEBODY_ELSE.id),
    "another day": replace(ANSWER, fields={**ANSWERED, "sent": "2026-11-02"}),
    "another addressee": replace(ANSWER, fields={**ANSWERED, "to": str(OWN)}),
    "calling it off": replace(ANSWER, fields={**CALL.fields, "cancelled_on": "2026-11-20"}),
    "taking it away": replace(ANSWER, void=True),
    "a newer version": replace(ANSWER, source_version=2, revision=0),
    "widening it": replace(ANSWER, category="health"),
    "another item": replace(ITEM, revision=1),
    "a new item": replace(ITEM, id=uuid4()),
    "a consent": replace(CONSENT, id=uuid4()),
}


@pytest.mark.parametrize("what", BY_THE_LINK)
def test_a_link_adds_the_answer_and_nothing_else(database: Connection, what: str) -> None:
    acting(database, link=HASH)
    assert not insert(database, BY_THE_LINK[what])
    assert linked(database) == [CALL.id]


@pytest.mark.parametrize(
    "fields", [{"cancelled_on": "2026-11-20"}, {"rebooked_on": "2026-11-20"}, {"answer": "coming"}]
)
def test_a_link_to_a_question_that_stands_no_more_is_dead(database: Connection, fields: dict[str, str]) -> None:
    acting(database, actor=str(OWN))
    assert insert(database, replace(CALL, revision=1, fields={**CALL.fields, **fields}))
    acting(database, link=HASH)
    assert linked(database) == []


def test_a_new_link_replaces_the_one_before(database: Connection) -> None:
    acting(database, actor=str(OWN))
    issue(database, token_hash=OTHER)
    acting(database, link=HASH)
    assert linked(database) == []
    acting(database, link=OTHER)
    assert linked(database) == [CALL.id]


@pytest.mark.parametrize("actor", ["", str(ASKED), str(uuid4())], ids=["nobody", "whoever was asked", "somebody else"])
def test_only_whoever_put_a_question_makes_a_link_for_it(database: Connection, actor: str) -> None:
    acting(database, actor=actor)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        issue(database, token_hash=OTHER)


@pytest.mark.parametrize("statement", ["select hash from answer_link", "update answer_link set used = false",
                                       "insert into answer_link select * from answer_link"])  # fmt: skip
def test_nobody_reads_or_writes_the_table_of_links(database: Connection, statement: str) -> None:
    acting(database, actor=str(OWN))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.execute(statement.encode())


@pytest.mark.parametrize(("actor", "link", "left"), [(ASKED, HASH, True), (OWN, HASH, False), (ASKED, OTHER, False)])
def test_a_link_leaves_its_traces_as_the_addressee(database: Connection, actor: Any, link: str, left: bool) -> None:
    acting(database, link=link)
    traces = (
        ("insert into audit (request_id, action, outcome, actor, person_id) values ('r', 'x', 'done', %s, %s)",
         (actor, ME)),
        ("insert into event (person_id, id, type, actor, item_id) values (%s, %s, 't', %s, %s)",
         (ME, uuid4(), actor, CALL.id)),
    )  # fmt: skip
    for statement, values in traces:
        done = True
        try:
            with database.transaction():
                database.execute(statement.encode(), values)
        except psycopg.errors.InsufficientPrivilege:
            done = False
        assert done == left
