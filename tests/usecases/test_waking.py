"""The detector that looks when it said it would writes the same, for every reader, as one that looks every day.

`WAKING_EXAMPLES=300` in the environment follows more lives.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any, Final
from uuid import UUID

from app.adapters.calendar import swedish_working_days
from app.domain.actors import THE_PERSON, Actor
from app.domain.agreements import CoordinationBody
from app.domain.cases import current
from app.domain.days import Day, earliest
from app.domain.disclosure import Grant, Sight
from app.domain.facts import CATEGORIES, Consent, Participant, Plan
from app.domain.findings import Finding
from app.domain.gaps.catalogue import CATALOGUE
from app.domain.horizon import SeenFact
from app.usecases.detecting import Detector
from app.usecases.dossiers import Dossier
from app.usecases.judging import Judge
from tests.domain.random_arrivals import Arrival, arrivals

EXAMPLES = int(os.environ.get("WAKING_EXAMPLES", "8"))
UNITS: Final = {UUID(int=n): name for n, name in enumerate(("social-services", "psychiatry", "school"), 1)}
ACTORS: Final = {
    id_: Actor(id=id_, name=name, function=name, level="municipality", municipality_code="0686")
    for id_, name in UNITS.items()
}
WHO, PLAN, PLAN_ID = UUID(int=90), "shared", UUID(int=91)
CALENDAR: Final = swedish_working_days()
Log = list[tuple[Day, UUID, str, str, str]]  # the day, the reader, the event, the rule, the subject


@dataclass
class Shared:
    """A random life of which each of three units reports a part, and shares some of it for some time."""

    seed: str
    facts: list[Arrival]
    given: list[SeenFact] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)

    def sight(self, fact_id: str, kind: str, category: str | None) -> Sight:
        random = Random(f"{self.seed}/{fact_id}")  # noqa: S311 - reproducible, not a secret
        owner = THE_PERSON if kind == "person" else random.choice(list(UNITS))
        return Sight(
            kind=kind,
            owner=owner,
            category=category or random.choice(CATEGORIES),
            disclosed=random.random() < 0.9,
            plan_id=PLAN_ID if random.random() < 0.5 else None,
            named=(random.choice(list(UNITS)),) if random.random() < 0.1 else (),
        )


def shared(seed: str) -> Shared:
    random = Random(f"shared/{seed}")  # noqa: S311 - reproducible, not a secret
    life = Shared(seed, arrivals(seed, years=0.5))
    first, last = life.facts[0].day, life.facts[-1].day
    owner, *_ = UNITS
    in_plan = Sight(kind="plan", owner=owner, category="plan", disclosed=True, plan_id=PLAN_ID, named=tuple(UNITS))
    life.given.append((in_plan, Plan(id=PLAN, start=first)))
    for unit in UNITS:
        life.given.append((in_plan, Participant(id=f"part-{unit}", actor=str(unit), plan=PLAN, start=first)))
        life.grants.append(Grant(owner=unit, reader=unit, kind="own"))
    for number in range(random.choice((1, 2, 3))):
        start = random.randint(first - 60, last)
        end = random.choice((None, start + random.randint(0, 200)))
        withdrawn = random.choice((None, None, start + random.randint(0, 90)))
        some = tuple(random.sample(CATEGORIES, 4))
        consent = Consent(
            id=f"consent-{number}", start=start, end=end, withdrawn_on=withdrawn,
            actors=tuple(map(str, UNITS)), categories=some,
        )  # fmt: skip
        life.given.append((in_plan, consent))
        over = earliest(withdrawn, None if end is None else end + 1)
        life.grants += [
            Grant(
                owner=owner, reader=reader, kind="consent", plan_id=PLAN_ID, category=category,
                start=start, end=over, basis=UUID(int=100 + number),
            )
            for owner in UNITS for reader in UNITS if owner != reader for category in (*some, "plan")
        ]  # fmt: skip
    return life


class Watch:
    """What every reader holds of a life, and the log of what each of them is told."""

    def __init__(self, life: Shared) -> None:
        self.life = life
        self.log: Log = []
        self.dossier = Dossier(WHO, grants=life.grants)
        ids = count(1)
        detector = Detector(
            rules=CATALOGUE, calendar=CALENDAR, actors=_actors, bodies=_bodies, new_id=lambda: UUID(int=next(ids))
        )
        self.judge = Judge(detector, ACTORS)
        self._learnt = 0

    def look(self, today: Day) -> Day | None:
        """Judge as things are today, and say when to look again."""
        known = [one.version for one in self.life.facts if one.day <= today]
        if len(known) > self._learnt:
            self._learnt = len(known)
            told = [(self.life.sight(fact.id, fact.kind, fact.category), fact) for fact in current(known)]
            self.dossier.facts = [*told, *self.life.given]
        verdict = self.judge.judge(self.dossier, today)
        for reader, changes in verdict.changes.items():
            held = {one.id: one for one in self.dossier.findings.get(reader, ())}
            for change in changes:
                card = held[change.finding.id] = change.finding
                self.log += [(today, reader, event, card.rule, card.subject) for event in change.events]
            self.dossier.findings[reader] = list(held.values())
        return verdict.wake_on

    def held(self) -> list[tuple[Any, ...]]:
        """What each reader holds, but for ids and versions."""

        def said(one: Finding) -> tuple[Any, ...]:
            return one.rule, one.subject, one.status, str(one.spans), one.inhibited_by, one.unconfirmed, one.valid_until

        cards = ((reader, said(one)) for reader, held in self.dossier.findings.items() for one in held)
        return sorted(cards, key=str)


async def _actors() -> Mapping[UUID, Actor]:
    return ACTORS


async def _bodies() -> list[CoordinationBody]:
    return []


def days_of(life: Shared) -> Iterator[Day]:
    yield from range(life.facts[0].day, life.facts[-1].day + 40)


def daily(life: Shared) -> Watch:
    watch = Watch(life)
    for today in days_of(life):
        watch.look(today)
    return watch


def woken(life: Shared, missed: Collection[Day] = ()) -> Watch:
    watch = Watch(life)
    arriving = {one.day for one in life.facts}
    wake_on: Day | None = None
    for today in days_of(life):
        if today in arriving or (today == wake_on and today not in missed):
            wake_on = watch.look(today)
    return watch


def test_what_each_reader_holds_and_is_told_is_the_same() -> None:
    told = 0
    for number in range(EXAMPLES):
        life = shared(f"waking/{number}")
        every_day, by_wakes = daily(life), woken(life)
        assert by_wakes.log == every_day.log, number
        assert by_wakes.held() == every_day.held(), number
        told += len(every_day.log)
    assert told > 10 * EXAMPLES


def test_a_detector_that_sleeps_while_a_consent_begins_or_ends_is_found_out() -> None:
    for number in range(12):
        life = shared(f"waking/{number}")
        edges = {edge for grant in life.grants for edge in (grant.start, grant.end) if edge is not None}
        if woken(life, missed=edges).log != woken(life).log:
            return
    raise AssertionError("none of these lives depends on when a consent begins or ends")
