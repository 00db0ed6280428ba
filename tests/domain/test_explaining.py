"""An explanation names the facts and the days: each threshold with the days it counted, and what closes the gap."""

from typing import Any

import pytest

from app.adapters.calendar import swedish_working_days
from app.domain.days import day, iso
from app.domain.facts import decode
from app.domain.gaps.catalogue import CATALOGUE, RULES
from app.domain.gaps.engine import evaluate
from app.domain.gaps.explaining import Explanation, explain
from app.domain.gaps.rule import Rule
from app.domain.gaps.words import THRESHOLDS_EN, THRESHOLDS_SV, owner_words
from app.domain.timeline import Timeline
from tests.domain.test_rules import example

CALENDAR = swedish_working_days()
ME = {"id": "me", "kind": "person", "birth_date": "1981-10-03"}
PLAN = {"id": "plan", "kind": "plan", "actor": "primary-care", "start": "2027-01-11"}
NEED = {"id": "work", "kind": "need", "plan": "plan", "category": "work", "start": "2027-02-01"}


def explained(rule: str, *facts: dict[str, Any], agreed: dict[str, int] | None = None) -> Explanation:
    """The first gap that the rule gives of these facts."""
    said = [{**fact} for fact in (ME, *facts)]
    timeline = Timeline([decode(fact.pop("kind"), fact) for fact in said], calendar=CALENDAR)
    judged = RULES[rule].under(agreed or {})
    return explain(timeline, evaluate(timeline, (judged,))[0], judged)


def counted(explanation: Explanation) -> dict[str, tuple[str, str] | None]:
    """By threshold: the edge it decided and the day from which it was counted."""
    return {
        clock.name: (clock.edge, iso(clock.counted_from)) if clock.edge and clock.counted_from is not None else None
        for clock in explanation.clocks
    }


def test_a_grace_is_counted_from_the_day_it_is_granted_after() -> None:
    due = {"id": "fu", "kind": "follow-up", "plan": "plan", "due": "2027-05-03"}
    assert counted(explained("followup-overdue", PLAN, due)) == {"grace": ("opens", "2027-05-03")}


def test_a_threshold_that_an_agreement_sets_is_the_one_that_is_told() -> None:
    due = {"id": "fu", "kind": "follow-up", "plan": "plan", "due": "2027-05-03"}
    told = explained("followup-overdue", PLAN, due, agreed={"grace": 30})

    assert (told.clocks[0].value, told.gap.opens) == (30, day("2027-06-02"))
    assert counted(told) == {"grace": ("opens", "2027-05-03")}


def test_working_days_are_counted_from_the_first_of_them() -> None:
    call = {"id": "call", "kind": "call", "to": "school", "form": "call", "sent": "2027-03-05"}  # a Friday
    assert counted(explained("call-unanswered", call)) == {"answer_within": ("opens", "2027-03-08")}


def test_one_threshold_may_open_and_another_close() -> None:
    owned = {"id": "own", "kind": "ownership", "need": "work", "actor": "school", "start": "2027-02-01"}
    booked = {"id": "act", "kind": "activity", "need": "work", "planned_start": "2027-05-10"}
    told = explained("need-without-activity", PLAN, NEED, owned, booked)

    assert counted(told) == {"idle": ("opens", "2027-02-01"), "booked_within": ("closes", "2027-05-10")}
    assert told.closed_by == ("act",)
    assert [fact.id for fact in told.evidence] == ["plan", "work", "own", "act"]


def test_what_two_facts_close_on_the_same_day_is_closed_by_the_one_that_is_told() -> None:
    denied = {"id": "no", "kind": "decision", "code": "benefit-denied", "on": "2027-03-01"}
    both = [{"id": one, "kind": "contact", "on": "2027-05-03", "outcome": "reached"} for one in ("y", "x")]
    told = explained("benefit-stopped", denied, *both)

    assert (told.closed_by, {fact.id for fact in told.evidence}) == (("x",), {"no", "x"})


def test_what_is_shown_ahead_is_counted_back_from_the_day_that_it_is_about() -> None:
    prison = {"id": "in", "kind": "status", "code": "custody", "start": "2027-01-01", "end": "2027-05-30"}
    assert counted(explained("release-without-plan", prison))["before"] == ("opens", "2027-05-30")


def test_a_threshold_that_moved_nothing_is_not_said_to_have() -> None:
    told = explained("zero-between-fk-af", *(
        {"id": "fk", "kind": "assessment", "actor": "social-insurance", "outcome": "able", "start": "2027-01-20"},
        {"id": "af", "kind": "assessment", "actor": "employment-service", "outcome": "unable", "start": "2027-02-01"},
    ))  # fmt: skip
    assert counted(told) == {"without_income": ("opens", "2027-02-01"), "denial_counts": None}
    assert told.closed_by == ()


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.id)
def test_a_day_more_or_less_moves_the_edge_that_a_threshold_is_said_to_decide(rule: Rule, tmp_path: Any) -> None:
    timeline = Timeline(example(rule.fires, rule.id, tmp_path).facts, calendar=CALENDAR)
    for gap in evaluate(timeline, (rule,)):
        for clock in explain(timeline, gap, rule).clocks:
            if clock.edge is not None:
                others = (evaluate(timeline, (rule.under({clock.name: clock.value + step}),)) for step in (-1, 1))
                assert gap not in next(others) or gap not in next(others), clock


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.id)
def test_every_rule_has_words_for_its_owner_and_its_thresholds(rule: Rule) -> None:
    assert all(owner_words(rule))
    assert rule.thresholds.keys() <= THRESHOLDS_SV.keys() & THRESHOLDS_EN.keys()
