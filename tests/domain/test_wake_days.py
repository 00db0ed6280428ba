"""Looking only when something happens or a booked day comes tells the very same, on the same days, as looking daily.

`WAKE_DAYS_EXAMPLES=20000 WAKE_DAYS_SEED=friday` in the environment follows more lives, and others.
"""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

import pytest

from app.domain.days import Day
from app.domain.gaps.catalogue import RULES, lead_of
from app.domain.gaps.engine import Gap, wake_day
from tests.domain.day_by_day import Follower, Life, Waker, life_of

EXAMPLES = int(os.environ.get("WAKE_DAYS_EXAMPLES", "1500"))
SEED = os.environ.get("WAKE_DAYS_SEED", "wake days")


@lru_cache(maxsize=200)
def life(number: int) -> Life:
    return life_of(f"{SEED}/{number}", years=2)


def test_waking_tells_the_same_log_as_looking_every_day() -> None:
    told: Counter[str] = Counter()
    rules: set[str] = set()
    for number in range(EXAMPLES):
        daily, woken = Follower(life(number)).every_day(spare=True), Follower(life(number)).on_wake_days()
        assert woken.log == daily.log, f"{SEED}/{number}"
        assert woken.cards() == daily.cards(), f"{SEED}/{number}"
        told.update(event for _, event, _, _ in daily.log)
        rules |= {rule for _, _, rule, _ in daily.log}
    assert rules == set(RULES), "every rule has told something"
    assert len(told) == 8, told
    assert min(told.values()) > EXAMPLES / 20, told


def test_reconciling_on_every_single_day_changes_nothing() -> None:
    for number in range(40):
        strict, woken = Follower(life(number)).every_day(), Follower(life(number)).on_wake_days()
        assert (woken.log, woken.cards()) == (strict.log, strict.cards()), f"{SEED}/{number}"


def test_whoever_looks_for_the_first_time_holds_the_same_live_cards() -> None:
    for number in range(200):
        followed, newcomer = Follower(life(number)).on_wake_days(), Follower(life(number)).only_at_last()
        assert newcomer.live() == followed.live(), f"{SEED}/{number}"


def forgetting(edge: str) -> Waker:
    """A broken service, which looks again on all days but those of one edge."""

    def edges(gap: Gap) -> dict[str, Day | None]:
        ahead = gap.opens - lead_of(gap.rule)
        return {"lead": ahead, "opens": gap.opens, "critical": gap.critical, "closes": gap.closes}

    def waker(gaps: Sequence[Gap], today: Day) -> Day | None:
        days = [day for gap in gaps for name, day in edges(gap).items() if name != edge and day is not None]
        return min((day for day in days if day > today), default=None)

    return waker


def late(gaps: Sequence[Gap], today: Day) -> Day | None:
    booked = wake_day(gaps, today, lead_of)
    return None if booked is None else booked + 1


def first_rule_only(gaps: Sequence[Gap], today: Day) -> Day | None:
    return wake_day([gap for gap in gaps if gap.rule == gaps[0].rule], today, lead_of)


@pytest.mark.parametrize(
    ("broken", "misses"),
    [
        (forgetting("lead"), "finding-upcoming"),
        (forgetting("opens"), "finding-opened"),
        (forgetting("critical"), "finding-critical"),
        (forgetting("closes"), "finding-closed"),
        (late, "finding-opened"),
        (first_rule_only, "finding-opened"),
    ],
    ids=["lead", "opens", "critical", "closes", "a day late", "one rule only"],
)
def test_a_service_that_wakes_wrongly_is_found_out(broken: Callable[..., Day | None], misses: str) -> None:
    lost = Counter(
        event
        for number in range(30)
        for _, event, _, _ in set(Follower(life(number)).every_day(spare=True).log)
        - set(Follower(life(number)).on_wake_days(broken).log)
    )
    assert lost[misses]


def test_a_service_that_forgets_who_sleeps_is_found_out() -> None:
    lost = Counter(
        event
        for number in range(60)
        for _, event, _, _ in set(Follower(life(number)).every_day(spare=True).log)
        - set(Follower(life(number)).on_wake_days(sleepers=False).log)
    )
    assert lost["finding-returned"]
