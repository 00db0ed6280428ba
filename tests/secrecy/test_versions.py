"""A frozen version in the database: nobody changes it, and nobody is told more of it than of its items."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from app.domain.actors import THE_PERSON
from tests.secrecy.test_service_role import ME, OWN, PERSON_ROW, PLAN, PLAN_ID, acting
from tests.secrecy.worlds import Connection, Row, insert

PARTY, STRANGER, OTHER = uuid4(), uuid4(), uuid4()
TABLES = ("plan_version", "plan_version_item", "plan_acceptance")
OURS = Row(person_id=ME, id=uuid4(), source="own", kind="activity", owner=OWN, category="work", plan_id=PLAN_ID)
THEIRS = replace(OURS, id=uuid4(), source="party", owner=PARTY, category="health")
KEPT = replace(OURS, id=uuid4(), disclosed=False)
CONSENT = Row(person_id=ME, id=uuid4(), source="me", kind="consent", owner=THE_PERSON, named=(OWN, PARTY),
              fields={"start": "2026-01-01", "categories": ["work"]})  # fmt: skip


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """As the owner: a plan of two parties under consent for work alone, and its first version, frozen."""
    with psycopg.connect(database_url, options="-c search_path=sip") as connection:
        connection.execute("select 1")  # so that what follows is one transaction, and can be undone
        parts = [replace(PLAN, id=uuid4(), kind="participant", named=(actor,)) for actor in (OWN, PARTY)]
        for row in (PERSON_ROW, PLAN, *parts, OURS, THEIRS, KEPT, CONSENT):
            assert insert(connection, row)
        as_service(connection, OWN)
        assert freeze(connection, 1)
        yield connection
        connection.rollback()


def as_service(connection: Connection, actor: UUID | None = None, person: UUID | None = None) -> None:
    connection.execute("reset role")
    connection.execute("set local role sip_service")
    acting(connection, actor, person)


def done(connection: Connection, statement: str, values: dict[str, Any]) -> bool:
    """Whether the database let it through; the transaction goes on either way."""
    try:
        with connection.transaction():
            return connection.execute(statement.encode(), values).rowcount > 0
    except psycopg.errors.InsufficientPrivilege:
        return False


def freeze(connection: Connection, n: int, *, owner: UUID = OWN, on: str = "2026-11-21") -> bool:
    values = {"person": ME, "plan": PLAN_ID, "n": n, "id": uuid4(), "owner": owner, "on": on}
    return done(
        connection,
        """insert into plan_version (person_id, plan_id, n, id, owner, on_day, client, "user")
           values (%(person)s, %(plan)s, %(n)s, %(id)s, %(owner)s, %(on)s, 'c', 'u')""",
        values,
    )


def accept(connection: Connection, acceptor: UUID, *, n: int = 1, on: str = "2026-11-21") -> bool:
    values = {"person": ME, "plan": PLAN_ID, "n": n, "acceptor": acceptor, "on": on}
    return done(
        connection,
        """insert into plan_acceptance (person_id, plan_id, n, acceptor, on_day, client, "user")
           values (%(person)s, %(plan)s, %(n)s, %(acceptor)s, %(on)s, 'c', 'u')""",
        values,
    )


def told(connection: Connection, table: str, column: str) -> set[Any]:
    return {value for (value,) in connection.execute(f"select {column} from {table}".encode())}


CHANGES = (
    "update plan_version set note = 'x', on_day = '2020-01-01'",
    "delete from plan_version",
    "truncate plan_version cascade",
    "update plan_version_item set revision = 7",
    "delete from plan_version_item",
    "truncate plan_version_item",
    "insert into plan_version_item select person_id, plan_id, n, gen_random_uuid(), 1, 0 from plan_version",
    "update plan_acceptance set on_day = '2020-01-01'",
    "delete from plan_acceptance",
    "truncate plan_acceptance",
)


@pytest.mark.parametrize("role", ["sip_service", "sip_worker", "sip_admin", "sip_owner"])
@pytest.mark.parametrize("change", CHANGES)
def test_no_role_changes_what_has_been_agreed_on(database: Connection, role: str, change: str) -> None:
    assert accept(database, OWN)
    before = everything(database)
    database.execute(f"set local role {role}".encode())
    acting(database, OWN)
    if role == "sip_owner" and change.startswith("insert"):
        return  # as whom the trigger itself writes; nobody logs in as it
    assert not done(database, change, {})
    assert everything(database) == before


def test_not_even_whoever_runs_the_database_does_so_by_mistake(database: Connection) -> None:
    database.execute("reset role")
    for change in CHANGES:
        if not change.startswith("insert"):
            assert not done(database, change, {})


def test_without_its_triggers_it_would_be_done(database: Connection) -> None:
    assert accept(database, OWN)
    database.execute("reset role")
    for table in TABLES:
        database.execute(f"alter table {table} disable trigger user".encode())
    for change in CHANGES[:1] + CHANGES[3:5]:
        assert done(database, change, {})


def everything(connection: Connection) -> list[Any]:
    connection.execute("reset role")
    return [connection.execute(f"select * from {table} where plan_id = %s".encode(), (PLAN_ID,)).fetchall()
            for table in TABLES]  # fmt: skip


def test_a_version_holds_all_of_the_plan_and_tells_each_reader_of_its_own_sight_alone(database: Connection) -> None:
    as_service(database, person=ME)
    assert {OURS.id, THEIRS.id, KEPT.id, PLAN_ID} <= told(database, "plan_version_item", "item_id")
    as_service(database, OWN)
    mine = told(database, "plan_version_item", "item_id")
    assert (OURS.id in mine, KEPT.id in mine, THEIRS.id in mine) == (True, True, False)
    as_service(database, PARTY)
    its = told(database, "plan_version_item", "item_id")
    assert (OURS.id in its, KEPT.id in its, THEIRS.id in its) == (True, False, True)
    as_service(database, STRANGER)
    assert [told(database, table, "n") for table in TABLES] == [set(), set(), set()]


def test_what_is_hidden_since_is_hidden_in_the_version_too_and_comes_back_with_the_consent(
    database: Connection,
) -> None:
    as_service(database, person=ME)
    withdrawn = replace(CONSENT, revision=1, fields={**CONSENT.fields, "withdrawn_on": "2026-11-21"})
    assert insert(database, withdrawn)
    as_service(database, PARTY)
    assert told(database, "plan_version_item", "item_id").isdisjoint({OURS.id, PLAN_ID})
    assert told(database, "plan_version", "n") == set()
    as_service(database, person=ME)
    assert insert(database, replace(CONSENT, id=uuid4()))
    as_service(database, PARTY)
    assert told(database, "plan_version_item", "item_id") >= {OURS.id, PLAN_ID}


def test_an_item_that_was_kept_to_oneself_then_stays_so_in_the_version_when_it_is_disclosed_later(
    database: Connection,
) -> None:
    as_service(database, OWN)
    assert insert(database, replace(KEPT, source_version=2, disclosed=True))
    as_service(database, PARTY)
    assert KEPT.id in told(database, "fact", "id")
    assert KEPT.id not in told(database, "plan_version_item", "item_id")


def test_the_plans_owner_alone_freezes_it_and_on_its_day(database: Connection) -> None:
    as_service(database, PARTY)
    assert not freeze(database, 2, owner=PARTY)
    assert not freeze(database, 2, owner=OWN)
    as_service(database, person=ME)
    assert not freeze(database, 2, owner=THE_PERSON)
    as_service(database, OWN)
    assert not freeze(database, 2, on="2026-11-20")
    assert freeze(database, 2)


def test_parties_and_the_person_accept_the_newest_version_each_in_its_own_name(database: Connection) -> None:
    as_service(database, PARTY)
    assert not accept(database, OWN)
    assert not accept(database, THE_PERSON)
    assert not accept(database, PARTY, on="2026-11-22")
    assert not accept(database, PARTY, on="2026-11-20")
    assert not accept(database, PARTY, n=2)
    assert accept(database, PARTY)
    as_service(database, STRANGER)
    assert not accept(database, STRANGER)
    as_service(database, person=OTHER)
    assert not accept(database, THE_PERSON)
    as_service(database, person=ME)
    assert accept(database, THE_PERSON)
    as_service(database, OWN)
    assert freeze(database, 2)
    assert not accept(database, OWN)
    assert accept(database, OWN, n=2)
    assert told(database, "plan_acceptance", "acceptor") == {PARTY, THE_PERSON, OWN}


def test_the_person_refuses_a_draft_and_nothing_else_of_a_plan(database: Connection) -> None:
    draft = replace(PLAN, id=uuid4(), fields={"start": "2026-11-01"})
    draft = replace(draft, plan_id=draft.id)
    agreed = {**draft.fields, "end": "2026-11-21"}
    database.execute("reset role")
    assert insert(database, draft)
    as_service(database, person=ME)
    assert not insert(database, replace(draft, revision=1, fields=agreed))
    database.execute("reset role")
    database.execute("update fact set tentative = true where id = %s", (draft.id,))
    as_service(database, person=ME)
    tentative = "insert into fact select * from jsonb_populate_record(null::fact, %(row)s)"
    row = database.execute("select to_jsonb(f) from fact f where id = %s", (draft.id,)).fetchone()
    assert row is not None
    for fields, good in (
        ({**draft.fields, "end": "2026-11-22"}, False),
        ({**draft.fields, "start": "2026-10-01"}, False),
        (draft.fields, False),
        (agreed, True),
    ):
        new = psycopg.types.json.Jsonb({**row[0], "revision": 1, "fields": fields})
        assert done(database, tentative, {"row": new}) is good
