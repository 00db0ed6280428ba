"""A proposed activity in the database: the person agrees to it, and neither changes it nor agrees to anything else."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from app.domain.actors import THE_PERSON
from tests.secrecy.test_service_role import ME, OWN, PERSON_ROW, PLAN, PLAN_ID, acting
from tests.secrecy.worlds import Connection, Row, insert

PARTY, SOMEBODY = uuid4(), uuid4()
SAID = {"plan": str(PLAN_ID), "planned_start": "2026-12-01"}
PROPOSED = Row(
    person_id=ME, id=uuid4(), source="party", kind="activity", owner=PARTY, category="work", plan_id=PLAN_ID,
    tentative=True, fields=SAID,
)  # fmt: skip
ACCEPTED = replace(PROPOSED, revision=1, tentative=False)


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """As the owner: a plan of two parties, one of which has proposed an activity."""
    with psycopg.connect(database_url, options="-c search_path=sip") as connection:
        connection.execute("select 1")  # so that what follows is one transaction, and can be undone
        parts = [replace(PLAN, id=uuid4(), kind="participant", named=(actor,)) for actor in (OWN, PARTY)]
        for row in (PERSON_ROW, PLAN, *parts, PROPOSED):
            assert insert(connection, row)
        yield connection
        connection.rollback()


def tried(connection: Connection, row: Row, actor: UUID | None = None, person: UUID | None = None) -> bool:
    """Whether the service's role, as that caller, may append the row; it is taken back again."""
    with connection.transaction(force_rollback=True):
        connection.execute("set local role sip_service")
        acting(connection, actor, person)
        done = insert(connection, row)
    connection.execute("reset role")
    return done


def test_the_person_accepts_a_proposal_and_nobody_else_does_but_its_owner(database: Connection) -> None:
    assert tried(database, ACCEPTED, person=ME)
    assert tried(database, ACCEPTED, actor=PARTY)
    assert not tried(database, ACCEPTED, person=SOMEBODY)
    assert not tried(database, ACCEPTED, actor=OWN)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"fields": {**SAID, "planned_start": "2026-12-02"}},
        {"fields": {**SAID, "start": "2026-11-21"}},
        {"category": "health"},
        {"disclosed": False},
        {"plan_id": None},
        {"named": (OWN,)},
        {"owner": THE_PERSON},
        {"void": True},
        {"revision": 0, "source_version": 2},
        {"revision": 2},
    ],
    ids=["another day", "begun", "category", "kept", "no plan", "named", "owner", "void", "as its source", "too late"],
)
def test_the_person_changes_nothing_with_a_yes(database: Connection, otherwise: dict[str, Any]) -> None:
    assert not tried(database, replace(ACCEPTED, **otherwise), person=ME)


@pytest.mark.parametrize(
    "fields",
    [{"outcome": "cancelled"}, {"start": "2026-11-01"}, {"end": "2026-11-21"}],
    ids=["cancelled", "begun", "ended"],
)
def test_what_is_over_or_going_on_is_not_accepted(database: Connection, fields: dict[str, Any]) -> None:
    another = replace(PROPOSED, id=uuid4(), fields={**SAID, **fields})
    assert insert(database, another)
    assert not tried(database, replace(another, revision=1, tentative=False), person=ME)


IN_ENDED = {"on the day": "2026-11-21", "before": "2026-11-01"}


@pytest.mark.parametrize("end", IN_ENDED.values(), ids=IN_ENDED)
def test_in_a_plan_that_has_ended_only_the_owner_goes_on(database: Connection, end: str) -> None:
    assert insert(database, replace(PLAN, source_version=2, fields={"start": "2026-01-01", "end": end}))
    assert not tried(database, ACCEPTED, person=ME)
    assert tried(database, ACCEPTED, actor=PARTY)


def test_a_plan_whose_end_lies_ahead_is_still_at_work(database: Connection) -> None:
    assert insert(database, replace(PLAN, source_version=2, fields={"start": "2026-01-01", "end": "2026-11-22"}))
    assert tried(database, ACCEPTED, person=ME)


def test_what_stands_in_no_plan_is_accepted_too(database: Connection) -> None:
    outside = replace(PROPOSED, id=uuid4(), plan_id=None, fields={"planned_start": "2026-12-01"})
    assert insert(database, outside)
    assert tried(database, replace(outside, revision=1, tentative=False), person=ME)


def test_whoever_acts_for_the_person_does_not_accept(database: Connection) -> None:
    database.execute("select set_config('sip.proxy', %s, true)", (str(uuid4()),))
    assert not tried(database, ACCEPTED, person=ME)


@pytest.mark.parametrize(("title", "reason"), [("Något annat", None), (None, "därför")])
def test_a_yes_gives_no_other_title_and_no_reason(database: Connection, title: str | None, reason: str | None) -> None:
    said = """insert into fact (person_id, id, source, source_version, revision, kind, owner, category, disclosed,
                  plan_id, title, fields, tentative, reason)
              select person_id, id, source, source_version, revision + 1, kind, owner, category, disclosed, plan_id,
                  %s, fields, false, %s from fact where id = %s and current"""
    database.execute("set local role sip_service")
    acting(database, person=ME)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction():
        database.execute(said, (title, reason, PROPOSED.id))
    database.execute(said, (None, None, PROPOSED.id))


def test_the_person_takes_no_yes_back_and_agrees_to_nothing_but_activities(database: Connection) -> None:
    assert insert(database, ACCEPTED)
    assert not tried(database, replace(PROPOSED, revision=2), person=ME)
    for kind in ("need", "plan", "meeting"):
        draft = replace(PROPOSED, id=uuid4(), kind=kind, owner=OWN, source="own")
        draft = replace(draft, plan_id=draft.id) if kind == "plan" else draft
        assert insert(database, draft)
        assert not tried(database, replace(draft, revision=1, tentative=False), person=ME)
