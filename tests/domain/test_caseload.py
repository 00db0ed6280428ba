"""What comes next in a plan, who is awaited, and when a plan is on somebody's list."""

from typing import Any
from uuid import UUID

import pytest

from app.domain.caseload import awaited, happens_on, keeps_on_list
from app.domain.days import day
from app.domain.facts import decode
from app.domain.states import state_by

TODAY, ACTOR, OTHER = day("2026-11-21"), UUID(int=1), UUID(int=2)
BASE: dict[str, Any] = {"id": "x", "actor": str(ACTOR)}
CALL = {"to": str(OTHER), "form": "call", "sent": "2026-11-01"}
REFERRAL = {"to": str(OTHER), "sent": "2026-11-02"}
TASK = {"plan": "p", "minutes": "m", "to": str(OTHER), "on": "2026-11-03", "planned_start": "2026-12-01"}


def told(kind: str, fields: dict[str, Any]) -> tuple[Any, str]:
    fact = decode(kind, {**BASE, **fields})
    return fact, state_by(fact, tentative=False, today=TODAY)


@pytest.mark.parametrize(
    ("kind", "fields", "on"),
    [
        ("appointment", {"plan": "p", "on": "2026-12-10"}, "2026-12-10"),
        ("appointment", {"plan": "p", "on": "2026-12-10", "rebooked_on": "2026-11-20"}, "2026-12-10"),
        ("appointment", {"plan": "p", "on": "2026-12-10", "cancelled_on": "2026-11-20"}, None),
        ("appointment", {"plan": "p", "on": "2026-11-20", "held": "2026-11-20"}, None),
        ("follow-up", {"plan": "p", "due": "2027-01-15"}, "2027-01-15"),
        ("follow-up", {"plan": "p", "due": "2026-11-15", "held": "2026-11-15"}, None),
        ("follow-up", {"plan": "p", "due": "2026-11-15", "rebooked_on": "2026-11-14"}, None),
        ("call", {**CALL, "meeting_on": "2026-12-10"}, "2026-12-10"),
        ("call", {**CALL, "meeting_on": "2026-12-10", "appointment": "a"}, None),
        ("call", {**CALL, "meeting_on": "2026-12-10", "answered": "2026-11-05", "answer": "declined"}, None),
        ("call", CALL, None),
        ("referral", REFERRAL, None),
    ],
)
def test_what_is_set_for_a_day_and_not_over_happens_on_it(kind: str, fields: dict[str, Any], on: str | None) -> None:
    assert happens_on(*told(kind, fields)) == (day(on) if on else None)


@pytest.mark.parametrize(
    ("kind", "fields", "who"),
    [
        ("call", CALL, (OTHER, "2026-11-01")),
        ("call", {**CALL, "answered": "2026-11-05", "answer": "coming"}, None),
        ("call", {**CALL, "answered": "2026-11-05", "answer": "new-time"}, (ACTOR, "2026-11-05")),
        ("call", {**CALL, "cancelled_on": "2026-11-05"}, None),
        ("referral", REFERRAL, (OTHER, "2026-11-02")),
        ("referral", {**REFERRAL, "answered": "2026-11-05", "answer": "accepted"}, None),
        ("task", TASK, (OTHER, "2026-11-03")),
        ("task", {**TASK, "answered": "2026-11-05", "answer": "declined"}, None),
        ("follow-up", {"plan": "p", "due": "2027-01-15"}, None),
    ],
)
def test_whoever_a_question_was_put_to_is_awaited_until_the_answer(
    kind: str, fields: dict[str, Any], who: tuple[UUID, str] | None
) -> None:
    assert awaited(*told(kind, fields)) == ((who[0], day(who[1])) if who else None)


@pytest.mark.parametrize(
    ("fields", "keeps"),
    [
        ({}, True),
        ({"end": "2026-11-22"}, True),
        ({"end": "2026-11-21"}, False),
        ({"actor": str(OTHER)}, False),
    ],
)
def test_a_plan_is_on_a_list_while_the_actor_has_a_caseworker_in_it(fields: dict[str, Any], *, keeps: bool) -> None:
    handler = decode("handler", {**BASE, "plan": "p", "start": "2026-11-01", **fields})
    assert keeps_on_list(handler, ACTOR, TODAY) is keeps
    participant = decode("participant", {**BASE, "plan": "p", "start": "2026-11-01"})
    assert not keeps_on_list(participant, ACTOR, TODAY)
