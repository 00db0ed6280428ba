"""The evidence of a gap: enough facts to make it on their own, and each that it would not be the same without."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from app.adapters.calendar import swedish_working_days
from app.domain.cases import current
from app.domain.facts import Person, decode
from app.domain.gaps.catalogue import RULES
from app.domain.gaps.engine import evaluate
from app.domain.gaps.evidence import evidence
from app.domain.timeline import Timeline
from tests.domain.against_oracle import version
from tests.domain.random_timelines import timeline as random_facts

CALENDAR = swedish_working_days()
SEEDS = [f"evidence/{n}" for n in range(25)]
ME = {"id": "me", "kind": "person", "birth_date": "1981-10-03"}
PLAN = {"id": "plan", "kind": "plan", "actor": "psychiatry", "start": "2027-03-01"}
SEEKER = {"id": "a", "kind": "status", "code": "job-seeker", "start": "2027-03-01"}
PROGRAMME = {"id": "b", "kind": "status", "code": "programme", "start": "2027-03-01"}


def proof(rule: str, *stated: Mapping[str, Any]) -> set[str]:
    """The evidence of the only gap that the rule gives of these facts."""
    facts = [decode(one["kind"], {k: v for k, v in one.items() if k != "kind"}) for one in (ME, *stated)]
    timeline = Timeline(facts, calendar=CALENDAR)
    (gap,) = evaluate(timeline, [RULES[rule]])
    return set(evidence(timeline, gap))


def test_the_evidence_is_what_the_gap_would_not_be_the_same_without() -> None:
    pause = {"id": "rest", "kind": "pause", "start": "2027-03-02", "end": "2027-03-31"}
    main = {"id": "m", "kind": "main-responsible", "plan": "plan", "actor": "school", "start": "2027-05-01"}
    talk = {"id": "talk", "kind": "contact", "on": "2027-03-09", "outcome": "reached"}
    assert proof("no-main-responsible", PLAN, pause, main, talk) == {"plan", "rest", "m"}


@pytest.mark.parametrize("told", [(SEEKER, PROGRAMME), (PROGRAMME, SEEKER)], ids=["one-first", "the-other-first"])
def test_of_two_facts_that_say_the_same_one_is_told_whichever_came_first(told: tuple[Mapping[str, Any], ...]) -> None:
    assert proof("action-plan-missing", *told) == {"a"}


def test_of_facts_that_make_each_other_needless_the_earliest_is_told() -> None:
    seeker = {**SEEKER, "end": "2027-06-30"}
    later = {**PROGRAMME, "id": "A", "start": "2027-06-01"}
    latest = {**PROGRAMME, "id": "0", "start": "2027-06-02"}
    assert proof("action-plan-missing", seeker, latest, later) == {"a", "A"}


def test_one_of_two_facts_that_close_a_gap_on_the_same_day_is_told() -> None:
    both = [{"id": one, "kind": "contact", "on": "2027-05-03", "outcome": "reached"} for one in ("x", "y")]
    denied = {"id": "no", "kind": "decision", "code": "benefit-denied", "on": "2027-03-01"}
    assert proof("benefit-stopped", denied, *both) == {"no", "x"}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_evidence_alone_makes_the_gap_and_holds_all_that_it_turns_on(seed: str) -> None:
    timeline = Timeline(current([version(fact) for fact in random_facts(seed)]), calendar=CALENDAR)
    for gap in evaluate(timeline):
        rule, bare = [RULES[gap.rule]], replace(gap, inhibited_by=())
        proving = evidence(timeline, gap)
        alone = timeline.only(fact for fact in timeline.facts if fact.id in proving or isinstance(fact, Person))
        assert bare in evaluate(alone, rule), gap
        for fact in timeline.facts:
            if fact.id not in proving and not isinstance(fact, Person):
                assert bare in evaluate(timeline.without(fact), rule), (gap, fact.id)
