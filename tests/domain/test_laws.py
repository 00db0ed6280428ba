"""Laws that hold for every life: of the order of facts, of what is taken back, and of a life lived later.

`LAWS_EXAMPLES=20000` in the environment tries them on more lives.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final, TypeVar

import pytest

from app.adapters.calendar import swedish_working_days
from app.domain.cases import Version, current
from app.domain.days import WorkingDays, iso
from app.domain.facts import Fact
from app.domain.facts.json import fields_of
from app.domain.gaps.catalogue import CATALOGUE, RULES
from app.domain.gaps.engine import Gap, evaluate
from app.domain.gaps.rule import Rule
from app.domain.timeline import Timeline
from tests.domain.against_oracle import version
from tests.domain.random_timelines import timeline as random_facts

T = TypeVar("T")

ME = version({"id": "me", "kind": "person", "birth_date": "1981-10-03"})
PLAN = {"id": "plan", "kind": "plan", "actor": "psychiatry", "start": "2027-03-01"}
NEVER_LATER: Final = datetime.max.replace(tzinfo=UTC)
CALENDAR = swedish_working_days()
ONLY_WEEKENDS = WorkingDays(lambda year: ())
SEEDS = [f"laws/{n}" for n in range(int(os.environ.get("LAWS_EXAMPLES", "400")))]
CYCLE = 146_097  # days after which the Gregorian calendar, weekdays too, repeats itself: 400 years
WORKING_DAYS: Final = "counts working days, and weekends and holidays do not move along"
AGE: Final = "turns on a birthday, and years are not of one length"
NOT_MOVED: Final = {
    "referral-rejected-unowned": WORKING_DAYS,
    "call-unanswered": WORKING_DAYS,
    "sip-not-started": WORKING_DAYS,
    "call-declined-uncovered": WORKING_DAYS,
    "meeting-without-plan": WORKING_DAYS,
    "responsible-left": WORKING_DAYS,
    "dropout-unhandled": WORKING_DAYS,
    "youth-duty-no-activity": AGE,
    "youth-duty-age-out": AGE,
    "youth-duty-late-registration": AGE,
    "activity-compensation-age-limit": AGE,
    "language-right-expiring": "ends on an anniversary, and years are not of one length",
}
"""The rules whose gaps do not simply move when the whole life does, and why."""
MOVED: Final = [rule for rule in CATALOGUE if rule.id not in NOT_MOVED]


def versions_of(seed: str) -> list[Version]:
    """The versions of a random life; no two were recorded at once, since then their order does mean something."""
    stated = [version(fact) for fact in random_facts(seed)]
    return [replace(one, recorded=one.recorded + timedelta(seconds=n)) for n, one in enumerate(stated)]


def shuffled(some: Iterable[T], seed: str) -> list[T]:
    return Random(seed).sample(list(some), len(list(some)))  # noqa: S311 - reproducible, not a secret


def gaps_of(facts: Iterable[Fact], rules: Sequence[Rule] = CATALOGUE) -> list[Gap]:
    return evaluate(Timeline(facts, calendar=CALENDAR), rules)


def test_the_order_in_which_facts_arrive_means_nothing() -> None:
    for seed in SEEDS:
        versions = versions_of(seed)
        expected = gaps_of(current(versions))
        assert gaps_of(shuffled(current(versions), seed)) == expected, seed
        assert gaps_of(current(shuffled(versions, seed))) == expected, seed


def test_the_order_of_the_rules_means_nothing() -> None:
    for seed in SEEDS:
        known = current(versions_of(seed))
        assert gaps_of(known, shuffled(CATALOGUE, seed)) == gaps_of(known), seed


def test_of_versions_recorded_at_once_the_later_holds() -> None:
    first, second = version({**PLAN, "start": "2026-01-01"}), version(PLAN)
    assert gaps_of(current([ME, first, second])) == gaps_of(current([ME, second]))
    assert gaps_of(current([ME, second, first])) != gaps_of(current([ME, second]))


def test_what_is_added_and_taken_away_again_was_never_there() -> None:
    for seed in SEEDS:
        versions = versions_of(seed)
        others = [one for one in versions_of(f"other {seed}") if one.fact is None or one.fact.kind != "person"]
        # What is added uses ids of its own, and refers to facts of both lives.
        others = [replace(one, id=f"{one.id}+", fact=one.fact and replace(one.fact, id=f"{one.id}+")) for one in others]
        last = max(one.recorded for one in [*versions, *others])
        gone = [Version(one.id, last, None) for one in others]
        arriving = shuffled([*versions, *others], seed)
        expected = gaps_of(current(versions))
        assert gaps_of(current([*arriving, *gone])) == expected, seed
        assert gaps_of(current([*(replace(one, recorded=NEVER_LATER) for one in gone), *arriving])) == expected, seed


def moved(fact: Fact, by: int) -> Fact:
    """The same fact so many days later."""

    def later(value: Any) -> Any:
        return tuple(d + by for d in value) if isinstance(value, tuple) else value + by

    of_days = [name for name, field in fields_of(fact.kind).items() if field.write is iso or name == "updates"]
    given = {name: getattr(fact, name) for name in of_days}
    return replace(fact, **{name: later(value) for name, value in given.items() if value is not None})


def moved_gap(gap: Gap, by: int) -> Gap:
    critical, closes = (None if d is None else d + by for d in (gap.critical, gap.closes))
    return replace(gap, opens=gap.opens + by, critical=critical, closes=closes)


def assert_moves(seed: str, by: int, rules: Sequence[Rule], calendar: WorkingDays) -> None:
    """The gaps of a life lived later are the gaps of the life, later."""
    known = current(versions_of(seed))
    found = evaluate(Timeline(known, calendar=calendar), rules)
    later = evaluate(Timeline([moved(fact, by) for fact in known], calendar=calendar), rules)
    assert later == [moved_gap(gap, by) for gap in found], seed


def test_a_life_some_days_later_has_the_same_gaps_later() -> None:
    for seed in SEEDS:
        assert_moves(seed, Random(seed).randint(-3000, 3000), MOVED, CALENDAR)  # noqa: S311 - reproducible


def test_a_life_some_weeks_later_has_the_same_gaps_where_no_year_is_counted() -> None:
    rules = [rule for rule in CATALOGUE if NOT_MOVED.get(rule.id, WORKING_DAYS) == WORKING_DAYS]
    for seed in SEEDS:
        assert_moves(seed, 7 * 91, rules, ONLY_WEEKENDS)


def test_a_life_four_hundred_years_later_has_the_same_gaps_by_every_rule() -> None:
    for seed in SEEDS:
        assert_moves(seed, CYCLE, CATALOGUE, ONLY_WEEKENDS)


@pytest.mark.parametrize("rule", NOT_MOVED)
def test_what_is_exempted_has_a_reason_to_be(rule: str) -> None:
    def moves(facts: Sequence[Fact], by: int) -> bool:
        later = gaps_of([moved(fact, by) for fact in facts], [RULES[rule]])
        return later == [moved_gap(gap, by) for gap in gaps_of(facts, [RULES[rule]])]

    # Twenty years are of one length as long as 2100, which is no leap year, is not among them.
    assert not all(moves(current(versions_of(f"laws/{n}")), by) for n in range(400) for by in (1, 100, 80 * 366))
