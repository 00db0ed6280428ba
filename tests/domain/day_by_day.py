"""Two ways of following one life: by looking on every day, and by looking only when there is reason to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import count, groupby
from random import Random
from typing import Any, Final
from uuid import UUID

from app.adapters.calendar import swedish_working_days
from app.domain.cases import Version, current
from app.domain.days import Day, earliest
from app.domain.facts import ACTOR_FUNCTIONS
from app.domain.findings import Finding, View, reconcile
from app.domain.findings_work import AT_HAND, DEEDS, Act, returning, state_of, with_returns
from app.domain.gaps.catalogue import RULES, lead_of
from app.domain.gaps.engine import Gap, evaluate, inhibitors_on, state, wake_day
from app.domain.timeline import Timeline
from tests.domain.random_arrivals import arrivals

CALENDAR: Final = swedish_working_days()
OWNERS: Final = {name: UUID(int=number) for number, name in enumerate(ACTOR_FUNCTIONS)}
SNOOZE: Final = next(deed for deed in DEEDS if deed.to_state == "snoozed")

Log = list[tuple[Day, str, str, str]]  # the day, the event, the rule, the subject
Waker = Callable[[Sequence[Gap], Day], Day | None]


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of a life from each day on which something is learnt, and the days on which somebody acts."""

    seed: str
    known: Mapping[Day, tuple[Timeline, list[Gap]]]
    acting: Set[Day]
    last: Day


def life_of(seed: str, years: float) -> Life:
    """The life of this seed: the rules have no clock, so they are asked once for all days until the next news."""
    learnt: list[Version] = []
    known = {}
    for day, news in groupby(arrivals(seed, years), key=lambda one: one.day):
        learnt += [one.version for one in news]
        timeline = Timeline(current(learnt), calendar=CALENDAR)
        known[day] = (timeline, evaluate(timeline))
    random = Random(f"acts/{seed}")  # noqa: S311 - reproducible, not a secret
    first, last = min(known), max(known) + 200
    return Life(seed, known, {random.randint(first, last) for _ in range(random.choice((0, 0, 3, 12)))}, last)


def usual(gaps: Sequence[Gap], today: Day) -> Day | None:
    """When the service looks again."""
    return wake_day(gaps, today, lead_of)


class Follower:
    """Somebody who sees everything that is known of a life, and keeps the findings and a log of what is told."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.findings: dict[UUID, Finding] = {}
        self.acts: dict[UUID, list[Act]] = {}
        self.log: Log = []
        self._ids = count(1)
        self._timeline, self.gaps = life.known[min(life.known)]

    def every_day(self, spare: bool = False) -> Follower:
        """Looks on every day until the last. `spare`: asks on every day what each gap is, and reconciles only when
        that is not what it was the day before."""
        before: object = None
        for today in range(min(self.life.known), self.life.last + 1):
            self._learn(today)
            each = [state(gap, today, lead_of(gap.rule)) for gap in self.gaps] if spare else None
            if not spare or self._happens(today) or each != before or self._returns(today):
                self._look(today)
            before = each
        return self

    def on_wake_days(self, waker: Waker = usual, sleepers: bool = True) -> Follower:
        """Looks when something happens, and on the day that was booked when it looked last; `sleepers`: whether the
        ends of snoozes are booked."""
        booked: Day | None = min(self.life.known)
        happening = sorted(self.life.known.keys() | self.life.acting)
        while (today := earliest(booked, *happening[:1])) is not None and today <= self.life.last:
            happening = [day for day in happening if day > today]
            self._learn(today)
            self._look(today)
            sleeping = returning(list(self.findings.values()), self.acts, today)
            booked = earliest(waker(self.gaps, today), *(sleeping if sleepers else ()))
        return self

    def only_at_last(self) -> Follower:
        """Looks once, on the last day."""
        self._learn(max(self.life.known))
        self._look(self.life.last)
        return self

    def cards(self) -> list[tuple[Any, ...]]:
        """What is held, but for the ids and versions."""
        held = self.findings.values()
        return sorted((one.rule, one.subject, one.status, str(one.spans), one.inhibited_by) for one in held)

    def live(self) -> list[tuple[Any, ...]]:
        """The cards that are not retracted."""
        return [card for card in self.cards() if card[2] != "retracted"]

    def _happens(self, today: Day) -> bool:
        return today in self.life.known or today in self.life.acting

    def _returns(self, today: Day) -> bool:
        return bool(self.acts) and today in returning(list(self.findings.values()), self.acts, today - 1)

    def _learn(self, today: Day) -> None:
        self._timeline, self.gaps = self.life.known.get(today, (self._timeline, self.gaps))

    def _look(self, today: Day) -> None:
        """Reconcile what is held with what is so today; then act, if this is a day for it."""
        held = list(self.findings.values())
        view = View(
            gaps=self.gaps,
            owner_of=lambda gap: OWNERS[gap.owner],
            inhibitors_today=lambda gap: self._inhibitors(gap, today),
            evidence_of=lambda gap: (),
            unconfirmed=lambda gap: False,
            prevented_until=lambda gap: gap.opens,
        )
        changes = reconcile(held, view, today, lead_of, lambda: UUID(int=next(self._ids)))
        for change in with_returns(held, changes, self.acts, today):
            told = self.findings[change.finding.id] = change.finding
            self.log += [(today, event, told.rule, told.subject) for event in change.events]
        if today in self.life.acting:
            self._act(today)

    def _act(self, today: Day) -> None:
        """Do something with a card at hand, if there is one: the same for whoever holds the same cards."""
        random = Random(f"{self.life.seed}/{today}")  # noqa: S311 - reproducible, not a secret
        cards = sorted(self.findings.values(), key=lambda one: (one.rule, one.subject, one.now.opens))
        cards = [one for one in cards if state_of(one, self.acts.get(one.id, ()), today) in AT_HAND]
        if cards:
            done = self.acts.setdefault(random.choice(cards).id, [])
            deed = random.choice([*DEEDS, SNOOZE, SNOOZE, SNOOZE])
            until = today + random.randint(1, 30) if deed is SNOOZE else None
            done.append(Act(version=len(done) + 1, state=deed.to_state, on=today, until=until))

    def _inhibitors(self, gap: Gap, today: Day) -> tuple[str, ...]:
        rule = RULES[gap.rule]
        return inhibitors_on(self._timeline, gap, self.gaps, today, rule) if rule.inhibited_by else ()
