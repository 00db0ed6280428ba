"""A worklist fills at the pace that its actor can take: nothing is lost, and what is critical never waits."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

import pytest

from app.domain.days import FUTURE, Day
from app.domain.errors import FieldError
from app.domain.findings import Finding
from app.domain.gaps.catalogue import RULES
from app.domain.pace import SEVERE, Pace, let_in, never_waits, week_of
from tests.desks import START, card, random_cards, random_pace

PACE = Pace(start_on=START, cards_per_caseworker=2, caseworkers=1)
MONDAY = week_of(START)


def numbers(cards: list[Finding]) -> list[int]:
    return [one.id.int for one in cards]


def test_a_week_begins_on_monday() -> None:
    assert date.fromordinal(START).isoweekday() == 3
    assert [week_of(day) for day in (MONDAY - 1, MONDAY, MONDAY + 6, MONDAY + 7)] == [
        *(MONDAY - 7, MONDAY, MONDAY, MONDAY + 7),
    ]
    assert date.fromordinal(MONDAY).isoweekday() == 1


def test_what_is_new_comes_before_the_backlog_and_of_each_what_is_soonest_critical_then_longest_open() -> None:
    today = START + 20
    cards = [
        card(1, START - 300, None, today),
        card(2, START - 90, START - 60, today),
        card(3, START - 80, START - 70, today),
        card(4, START + 10, START + 40, today),
        card(5, START + 12, START + 28, today),
        card(6, START - 301, None, today),
    ]
    pace = Pace(start_on=START, cards_per_caseworker=1, caseworkers=1)
    came = []
    while cards:
        (first,) = let_in(pace, cards, 0)
        came.append(first.id.int)
        cards.remove(first)
    assert came == [5, 4, 3, 2, 6, 1]


def test_what_is_critical_in_severity_or_becomes_critical_never_waits_and_takes_its_part_of_the_budget() -> None:
    today = START + 3
    severe = card(1, START - 40, START - 20, today, severe=True)
    became = card(2, START - 10, START + 2, today)
    waits = [card(n, START - n, None, today) for n in (3, 4)]
    assert SEVERE
    assert all(RULES[rule].severity == "critical" for rule in SEVERE)
    assert numbers(let_in(PACE, [*waits, became, severe], 2)) == [1, 2], "the budget is used, and still they come"
    assert numbers(let_in(PACE, [*waits, became], 0)) == [2, 4]


def test_what_was_critical_before_the_actor_began_is_the_first_of_the_backlog() -> None:
    long_since = [card(n, START - 200, START - n, START) for n in (1, 2, 3)]
    assert numbers(let_in(PACE, [card(9, START - 400, None, START), *long_since], 0)) == [3, 2]
    assert let_in(PACE, long_since, 2) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("cards_per_caseworker", 0), ("cards_per_caseworker", 201), ("caseworkers", -1), ("caseworkers", 10_001)],
)
def test_a_pace_that_is_no_pace_is_refused_by_name(field: str, value: int) -> None:
    with pytest.raises(FieldError, match=f"{field}: has to be from 1 to "):
        Pace(**{"start_on": START, "cards_per_caseworker": 8, "caseworkers": 5, field: value})


@dataclass
class Desk:
    """A worklist over weeks: `let_in_on` says of each card that has come in on which day it did."""

    pace: Pace
    cards: list[Finding] = field(default_factory=list)
    let_in_on: dict[int, Day] = field(default_factory=dict)

    def waiting(self, today: Day) -> list[Finding]:
        """As they stand that day."""
        left = (one for one in self.cards if one.id.int not in self.let_in_on)
        return [card(c.id.int, c.now.opens, c.now.critical, today, severe=c.rule in SEVERE) for c in left]

    def used(self, today: Day) -> int:
        return sum(week_of(day) == week_of(today) for day in self.let_in_on.values())

    def pass_day(self, today: Day) -> list[Finding]:
        came = let_in(self.pace, self.waiting(today), self.used(today))
        self.let_in_on |= {one.id.int: today for one in came}
        return came


def weeks(seed: int) -> Iterator[tuple[Desk, Day, list[Finding]]]:
    """A desk on each day of ten weeks, with what came in that day. On some days new cards appear, old ones too."""
    random = Random(seed)  # noqa: S311 - for choosing cards
    desk = Desk(random_pace(random), random_cards(random, START))
    for today in range(START, START + 70):
        if random.random() < 0.2:
            desk.cards += random_cards(random, today, 6, first=len(desk.cards) + 1)
        yield desk, today, desk.pass_day(today)


@pytest.mark.parametrize("seed", range(60))
def test_over_any_weeks_the_budget_holds_and_is_given_out_whole_and_nothing_critical_waits(seed: int) -> None:
    for desk, today, came in weeks(seed):
        waits = desk.waiting(today)
        assert not any(never_waits(desk.pace, one) for one in waits)
        assert not waits or desk.used(today) >= desk.pace.budget
        chosen = [one for one in came if not never_waits(desk.pace, one)]
        assert not chosen or desk.used(today) <= desk.pace.budget, "the budget was given out although it was used"
        assert len(desk.let_in_on) + len(waits) == len(desk.cards), "some card is neither in nor waiting"


@pytest.mark.parametrize("seed", range(60))
def test_no_card_that_waits_is_more_urgent_than_one_that_was_let_in(seed: int) -> None:
    def urgency(pace: Pace, one: Finding) -> tuple[object, ...]:
        critical = FUTURE if one.now.critical is None else one.now.critical
        return one.now.opens < pace.start_on, critical, one.now.opens

    for desk, today, came in weeks(seed):
        chosen = [urgency(desk.pace, one) for one in came if not never_waits(desk.pace, one)]
        waits = [urgency(desk.pace, one) for one in desk.waiting(today)]
        assert not chosen or not waits or max(chosen) <= min(waits)


@pytest.mark.parametrize("seed", range(20))
def test_every_card_that_stays_comes_in_some_week(seed: int) -> None:
    *_, (desk, last, _) = weeks(seed)
    left = len(desk.waiting(last))
    for week in range(1, left // desk.pace.budget + 2):
        desk.pass_day(week_of(last) + 7 * week)
    assert desk.waiting(last) == []
