"""The steps of a coordination: when each began, its last working day, and what is said of it today."""

from dataclasses import replace
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.adapters.calendar import swedish_working_days
from app.domain.actors import THE_PERSON
from app.domain.agreements import STEPS, CoordinationBody, LocalAgreement, working_days_for
from app.domain.days import Day, day, iso
from app.domain.deadlines import Begun, Deadline, deadlines, steps_of
from app.domain.disclosure import Sight
from app.domain.facts import Call, Person, decode
from app.domain.gaps.catalogue import RULES
from app.domain.gaps.engine import evaluate
from app.domain.gaps.terms import in_force
from app.domain.horizon import SeenFact
from app.domain.timeline import Timeline

CALENDAR = swedish_working_days()
PLAN, HEALTH = UUID(int=1), UUID(int=3)
TODAY = day("2026-12-01")


def fact(kind: str, number: int, *, of: UUID | None = PLAN, **fields: Any) -> SeenFact:
    sight = Sight(kind=kind, owner=UUID(int=9), category="plan", disclosed=True, plan_id=of, named=())
    return sight, decode(kind, {"id": str(UUID(int=number)), **fields})


def call(number: int = 20, **fields: Any) -> SeenFact:
    return fact("call", number, **{"to": str(HEALTH), "form": "call", "sent": "2026-11-16", **fields})


def meeting(on: str, number: int = 30) -> SeenFact:
    return fact("meeting", number, on=on, outcome="pending")


def contact(on: str, outcome: str = "reached") -> SeenFact:
    return fact("contact", 40, of=None, on=on, outcome=outcome)


def needed(on: str, number: int = 50, **fields: Any) -> SeenFact:
    return fact("sip-need", number, of=None, on=on, **fields)


STARTED = (
    fact("plan", 1, start="2026-11-10"),
    fact("participant", 10, actor=str(HEALTH), plan=str(PLAN), start="2026-11-10"),
)


def told(*seen: SeenFact, today: Day = TODAY, draft: bool = True) -> dict[str, tuple[str, str | None]]:
    """Each step by its name, with the day on which it began and the day on which it was done."""
    steps = steps_of([*STARTED, *seen], PLAN, today, draft=draft)
    return {one.step: (iso(one.began), iso(one.done_on) if one.done_on else None) for one in steps}


def test_a_coordination_begins_when_somebody_saw_the_need_or_else_when_the_plan_was_started() -> None:
    assert told() == {"contact": ("2026-11-10", None), "call": ("2026-11-10", None)}
    assert told(needed("2026-11-02"), needed("2026-11-05", 51))["contact"] == ("2026-11-02", None)
    assert told(needed("2026-11-02", withdrawn_on="2026-11-09"))["contact"] == ("2026-11-10", None)
    assert told(needed("2026-11-12"))["contact"] == ("2026-11-10", None), "the plan was there already"
    earlier = fact("plan", 2, of=UUID(int=2), start="2025-01-08")
    assert told(needed("2025-01-07"), earlier)["contact"] == ("2026-11-10", None), "an earlier plan came of it"
    assert told(needed("2025-01-09"), earlier)["contact"] == ("2025-01-09", None)


def test_each_step_ends_with_what_was_waited_for() -> None:
    assert told(contact("2026-11-09"))["contact"] == ("2026-11-10", None)
    assert told(contact("2026-11-12", "missed"))["contact"] == ("2026-11-10", None)
    assert told(contact("2026-11-12"))["contact"] == ("2026-11-10", "2026-11-12")
    assert told(meeting("2026-11-25"))["contact"] == ("2026-11-10", "2026-11-25"), "who met has been in touch"
    assert told(draft=False)["call"] == ("2026-11-10", "2026-11-10"), "a plan is agreed on, and nobody has to be called"
    assert told(call()) == {
        "contact": ("2026-11-10", None),
        "call": ("2026-11-10", "2026-11-16"),
        "answer": ("2026-11-16", None),
        "meeting": ("2026-11-16", None),
    }
    whole = told(
        call(answered="2026-11-18", answer="coming"),
        meeting("2026-11-25"),
        fact("follow-up", 60, plan=str(PLAN), due="2026-11-30", held="2026-11-30"),
    )
    assert whole["answer"] == ("2026-11-16", "2026-11-18")
    assert whole["meeting"] == ("2026-11-16", "2026-11-25")
    assert whole["follow-up"] == ("2026-11-25", "2026-11-30")
    assert told(meeting("2026-11-25"), meeting("2026-11-30", 31))["follow-up"] == ("2026-11-30", None)


@pytest.mark.parametrize(
    "asked",
    [
        {"cancelled_on": "2026-11-20"},
        {"rebooked_on": "2026-11-20"},
        {"meeting_on": "2026-12-01"},
        {"to": str(THE_PERSON), "form": "invitation"},
        {"sent": "2026-12-02"},
    ],
)
def test_nobody_is_waited_for_without_a_question_that_stands(asked: dict[str, Any]) -> None:
    assert "answer" not in told(call(**asked))


def test_of_a_plan_that_has_ended_only_what_was_done_is_left() -> None:
    seen = [fact("plan", 1, start="2026-11-10", end="2026-12-01"), *STARTED[1:], call()]
    assert [one.step for one in steps_of(seen, PLAN, TODAY, draft=False)] == ["call"]
    assert next(one.step for one in steps_of(seen, PLAN, TODAY - 1, draft=False)) == "contact"


AGREED = st.fixed_dictionaries({}, optional={step: st.integers(1, 30) for step in STEPS})
BEGUN = st.builds(
    Begun,
    step=st.sampled_from([*STEPS]),
    began=st.integers(TODAY - 200, TODAY),
    done_on=st.none() | st.integers(TODAY - 200, TODAY),
)


def body(*agreements: LocalAgreement) -> CoordinationBody:
    return CoordinationBody(
        id=UUID(int=8), key="prov", name="Provköpings samverkan", municipalities=("0686",), agreements=agreements
    )


def one(step: Begun, now: CoordinationBody | None, before: CoordinationBody | None = None) -> Deadline:
    (found,) = deadlines([step], CALENDAR, TODAY, now, lambda _: before)
    return found


@pytest.mark.parametrize(("began", "last", "state"), [("2026-11-24", 0, "waiting"), ("2026-11-23", -1, "late")])
def test_the_last_day_is_still_in_time(began: str, last: int, state: str) -> None:
    found = one(Begun(step="answer", began=day(began), done_on=None), None)
    assert (found.last, found.state, found.working_days) == (TODAY + last, state, 5)


@settings(deadline=None)
@given(step=BEGUN, days=AGREED)
def test_the_last_day_is_as_many_working_days_after_the_first_as_are_agreed_on(
    step: Begun, days: dict[str, int]
) -> None:
    found = one(step, body(LocalAgreement(start=TODAY - 300, working_days=days)))
    assert found.working_days == days.get(step.step, STEPS[step.step])
    assert sum(d in CALENDAR for d in range(step.began + 1, found.last + 1)) == found.working_days
    assert found.last in CALENDAR
    assert (found.state == "done") == (step.done_on is not None)
    assert found.state in (("done",) if step.done_on else ("late",) if found.last < TODAY else ("waiting",))


@settings(deadline=None)
@given(step=BEGUN, then=AGREED, later=AGREED, since=st.integers(TODAY - 200, TODAY))
def test_the_agreement_of_the_first_day_counts_to_the_end(
    step: Begun, then: dict[str, int], later: dict[str, int], since: int
) -> None:
    older = LocalAgreement(start=TODAY - 300, end=since - 1, working_days=then)
    newer = LocalAgreement(start=since, working_days=later)
    found = one(step, body(older, newer))
    assert found.agreement == (newer if step.began >= since else older)
    alone = body(older) if step.began < since else body(newer)
    assert (found.last, found.state) == (one(step, alone).last, one(step, alone).state)


@settings(deadline=None)
@given(step=BEGUN, was=st.none() | AGREED, now=st.none() | AGREED)
def test_a_last_day_is_marked_when_and_only_when_a_change_has_moved_it(
    step: Begun, was: dict[str, int] | None, now: dict[str, int] | None
) -> None:
    said = [None if days is None else body(LocalAgreement(start=TODAY - 300, working_days=days)) for days in (was, now)]
    found = one(step, said[1], said[0])
    before = CALENDAR.add(step.began, working_days_for(step.step, said[0], step.began))
    assert found.moved_from == (None if before == found.last else before)
    assert (found.body is None) == (now is None) == (found.agreement is None)


FACTS = st.lists(
    st.sampled_from(
        [
            call(), call(21, sent="2026-11-11", answered="2026-11-13", answer="declined"), meeting("2026-11-25"),
            meeting("2026-12-04", 31), contact("2026-11-12"), needed("2026-11-02"), needed("2026-11-09", 51),
            fact("follow-up", 60, plan=str(PLAN), due="2026-11-27", held="2026-11-27"),
            fact("need", 61, plan=str(PLAN), start="2026-11-10", category="work"),
        ]
    ),
    unique_by=lambda seen: seen[1].id,
)  # fmt: skip


@given(seen=FACTS, random=st.randoms(), today=st.integers(TODAY - 30, TODAY + 30))
def test_the_order_of_what_is_seen_changes_nothing_and_what_lies_ahead_is_not_told(
    seen: list[SeenFact], random: Random, today: int
) -> None:
    facts = [*STARTED, *seen]
    steps = steps_of(facts, PLAN, today, draft=True)
    random.shuffle(facts)
    assert steps_of(facts, PLAN, today, draft=True) == steps
    for step in steps:
        assert step.began <= today
        assert step.done_on is None or step.began <= step.done_on <= today


@given(seen=FACTS)
def test_what_is_of_another_plan_or_of_none_is_no_step_of_this_one(seen: list[SeenFact]) -> None:
    elsewhere = [
        (replace(sight, plan_id=UUID(int=2)), fact)
        for sight, fact in seen
        if fact.kind in ("call", "meeting", "follow-up")
    ]
    assert steps_of([*STARTED, *elsewhere], PLAN, TODAY, draft=True) == steps_of(STARTED, PLAN, TODAY, draft=True)


@settings(deadline=None)
@given(sent=st.integers(TODAY - 60, TODAY), days=st.none() | st.integers(1, 20), as_threshold=st.booleans())
def test_an_answer_is_due_on_the_day_on_which_the_rule_opens(sent: int, days: int | None, as_threshold: bool) -> None:
    said: dict[str, Any] = {}
    if days is not None:
        threshold = {"thresholds": {"call-unanswered": {"answer_within": days}}}
        said = threshold if as_threshold else {"working_days": {"answer": days}}
    agreed = body(LocalAgreement(start=TODAY - 300, **said))
    asked = Call(id="c", actor="a", to=str(HEALTH), form="call", sent=sent)
    timeline = Timeline(
        [Person(id="me", birth_date=day("1981-10-03")), asked], calendar=CALENDAR, function_of=lambda _: "psychiatry"
    )
    (rule,) = in_force([RULES["call-unanswered"]], agreed.terms)
    (gap,) = evaluate(timeline, [rule])
    assert one(Begun(step="answer", began=sent, done_on=None), agreed).last == gap.opens
