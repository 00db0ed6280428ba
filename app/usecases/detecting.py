"""The detector: looks at the persons something has happened to, and writes for every reader what is found."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, Protocol
from uuid import UUID

from app.domain.actors import MUNICIPALITY_FUNCTION, THE_PERSON, Actor
from app.domain.days import Day, WorkingDays, earliest
from app.domain.disclosure import Grant, basis
from app.domain.facts import ACTOR_FUNCTIONS, Participant, Person
from app.domain.findings import Change, Finding, View, reconcile
from app.domain.findings_work import Act, returning, with_returns
from app.domain.gaps.engine import Gap, evaluate, evidence, inhibitors_on, wake_day
from app.domain.gaps.rule import Rule
from app.domain.horizon import Horizon, SeenFact
from app.domain.timeline import Timeline
from app.usecases.ports import NewId

log = logging.getLogger("sip.detector")


@dataclass(slots=True)
class Dossier:
    """All that is known of one person: for the detector's eyes only."""

    person_id: UUID
    facts: list[SeenFact] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    findings: dict[UUID, list[Finding]] = field(default_factory=dict)
    unreadable: str | None = None
    """What is wrong with a stored fact that cannot be read; nothing is worked out then."""
    acts: dict[UUID, list[Act]] = field(default_factory=dict)
    """What was done with each finding, in order."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the detector found out about one person: changes per reader, and when to look again."""

    person_id: UUID
    changes: Mapping[UUID, Sequence[Change]]
    wake_on: Day | None


class Batch(Protocol):
    """Persons that one worker has taken, in one transaction; leaving it without an error commits."""

    dossiers: Sequence[Dossier]

    async def save(self, verdicts: Sequence[Verdict]) -> None: ...


class Queue(Protocol):
    """Where persons wait for the detector: those something has happened to, and those whose day has come."""

    def take(self, size: int, today: Day) -> AbstractAsyncContextManager[Batch]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """The rules in force, and what they need to know beside the facts."""

    rules: Sequence[Rule]
    calendar: WorkingDays
    actors: Callable[[], Awaitable[Mapping[UUID, Actor]]]
    new_id: NewId

    async def judge(self, dossiers: Sequence[Dossier], today: Day) -> list[Verdict]:
        """What is found out about each of these persons. One whose life no rule can be held against keeps what
        was found before, is looked at again tomorrow, and stands in the log by id; the others do not wait."""
        judge = Judge(self, await self.actors())
        verdicts = []
        for dossier in dossiers:
            try:
                verdicts.append(judge.judge(dossier, today))
            except Exception as fault:
                log.error("person %s was not judged: %s", dossier.person_id, type(fault).__name__)
                verdicts.append(Verdict(dossier.person_id, {}, today + 1))
        return verdicts


class Judge:
    """The detector with the actors of the moment."""

    def __init__(self, detector: Detector, actors: Mapping[UUID, Actor]) -> None:
        self.rules = detector.rules
        self.calendar = detector.calendar
        self.new_id = detector.new_id
        self._leads = {rule.id: rule.lead for rule in detector.rules}
        self._by_id = {rule.id: rule for rule in detector.rules}
        self._functions = {str(actor.id): actor.function for actor in actors.values()} | {str(THE_PERSON): "person"}
        self._units: dict[str, list[Actor]] = {}
        for actor in sorted(actors.values(), key=lambda actor: actor.id):
            self._units.setdefault(actor.function, []).append(actor)
        self._municipality_of = {actor.id: actor.municipality_code for actor in actors.values()}

    def judge(self, dossier: Dossier, today: Day) -> Verdict:
        """Evaluate once per group of readers that see the same facts, and reconcile what each of them holds."""
        if dossier.unreadable is not None:
            raise ValueError(dossier.unreadable)
        wakes: list[Day | None] = [_grant_edge(dossier.grants, today)]
        evaluated: dict[tuple[int, ...], _Seen] = {}
        changes = {}
        for reader in sorted(_readers(dossier)):
            numbers = _visible(dossier, reader, today)
            seen = evaluated.get(numbers)
            if seen is None:
                seen = evaluated[numbers] = self._evaluate([dossier.facts[n] for n in numbers])
                wakes.append(wake_day(seen.gaps, today, self._lead_of))
            held = dossier.findings.get(reader, ())
            found = reconcile(held, self._view(dossier, reader, seen, today), today, self._lead_of, self.new_id)
            changes[reader] = with_returns(held, found, dossier.acts, today)
            wakes += returning(held, dossier.acts, today)
        return Verdict(dossier.person_id, changes, earliest(*wakes))

    def _evaluate(self, visible: list[SeenFact]) -> "_Seen":
        facts = [fact.content for fact in visible if not isinstance(fact.content, Participant)]
        if Person not in map(type, facts):
            return _Seen(visible, Timeline((), calendar=self.calendar), [])
        timeline = Timeline(facts, calendar=self.calendar, function_of=self._functions)
        return _Seen(visible, timeline, evaluate(timeline, self.rules))

    def _view(self, dossier: Dossier, reader: UUID, seen: "_Seen", today: Day) -> View:
        is_person = reader == dossier.person_id
        timeline, gaps = seen.timeline, seen.gaps
        horizon = None if is_person else Horizon(seen.visible, reader, today)
        owners: dict[str, UUID] = {}

        def owner_of(gap: Gap) -> UUID:
            if gap.owner not in owners:
                owners[gap.owner] = self._owner(gap.owner, seen.visible, reader)
            return owners[gap.owner]

        def inhibitors_today(gap: Gap) -> tuple[str, ...]:
            rule = self._by_id[gap.rule]
            return inhibitors_on(timeline, gap, gaps, today, rule) if rule.inhibited_by else ()

        return View(
            gaps=gaps,
            owner_of=owner_of,
            inhibitors_today=inhibitors_today,
            evidence_of=lambda gap: evidence(timeline, gap, self.rules),
            unconfirmed=lambda gap: horizon is not None and horizon.leaves_open(self._by_id[gap.rule], gap.subject),
            valid_until=None if is_person else _sight_ends(dossier.grants, reader, today),
        )

    def _owner(self, owner: str, visible: Sequence[SeenFact], reader: UUID) -> UUID:
        """The actor that owns a gap. Of a function: a unit that the reader sees something of, else the municipality,
        and of the municipalities first one that the reader sees, then one that somebody whom it sees belongs to."""
        if owner not in ACTOR_FUNCTIONS:
            return _actor(owner)
        seen = {fact.sight.owner for fact in visible} | {reader}
        near = {self._municipality_of.get(actor) for actor in seen} - {None}
        municipal = self._units.get(MUNICIPALITY_FUNCTION, [])
        candidates = (
            *(unit for unit in self._units.get(owner, ()) if unit.id in seen),
            *(unit for unit in municipal if unit.id in seen),
            *(unit for unit in municipal if unit.municipality_code in near),
            *municipal,
        )
        return candidates[0].id if candidates else THE_PERSON

    def _lead_of(self, rule: str) -> int:
        return self._leads[rule]


async def detect(queue: Queue, detector: Detector, today: Day, *, size: int = 50) -> int:
    """Take a batch, judge it, save it; the number of persons looked at."""
    async with queue.take(size, today) as batch:
        await batch.save(await detector.judge(batch.dossiers, today))
        return len(batch.dossiers)


class _Seen(NamedTuple):
    """What some readers see of a person alike, and the gaps that it shows."""

    visible: list[SeenFact]
    timeline: Timeline
    gaps: list[Gap]


_actor = lru_cache(maxsize=20_000)(UUID)


def _readers(dossier: Dossier) -> set[UUID]:
    """Everybody who may see something, or held a finding until now; the person under the person's own id."""
    readers = {grant.reader for grant in dossier.grants} | dossier.findings.keys() | {dossier.person_id}
    return readers - {THE_PERSON}


def _visible(dossier: Dossier, reader: UUID, today: Day) -> tuple[int, ...]:
    """The places of the facts that the reader may see; facts that nothing tells apart share their sight."""
    if reader == dossier.person_id:
        return tuple(range(len(dossier.facts)))
    may: dict[int, bool] = {}
    for sight, _ in dossier.facts:
        if id(sight) not in may:
            may[id(sight)] = basis(sight, reader, dossier.grants, today) is not None
    return tuple(n for n, (sight, _) in enumerate(dossier.facts) if may[id(sight)])


def _sight_ends(grants: Sequence[Grant], reader: UUID, today: Day) -> Day | None:
    """The first day on which the reader may see less than today."""
    return earliest(*(g.end for g in grants if g.reader == reader and g.end is not None and g.holds_on(today)))


def _grant_edge(grants: Sequence[Grant], today: Day) -> Day | None:
    return earliest(*(edge for g in grants for edge in (g.start, g.end) if edge is not None and edge > today))


Clock = Callable[[], Day]
"""Gives today's civil day in Europe/Stockholm."""
