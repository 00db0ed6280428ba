"""The detector: looks at the persons something has happened to, and writes for every reader what is found."""

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from app.domain.actors import MUNICIPALITY_FUNCTION, THE_PERSON, Actor
from app.domain.agreements import CoordinationBody, body_in
from app.domain.days import Day, WorkingDays, earliest
from app.domain.disclosure import Grant, basis
from app.domain.errors import FieldError
from app.domain.escalation import Taken
from app.domain.facts import ACTOR_FUNCTIONS, Participant, Person, Plan
from app.domain.findings import Change, Finding, View, reconcile
from app.domain.findings_work import Act, returning, with_returns
from app.domain.gaps.engine import Gap, evaluate, evidence, inhibitors_on, wake_day
from app.domain.gaps.explaining import settled
from app.domain.gaps.rule import Rule
from app.domain.gaps.terms import in_force
from app.domain.horizon import Horizon, SeenFact
from app.domain.timeline import Timeline
from app.usecases.escalating import Escalating
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
    escalations: dict[UUID, list[Taken]] = field(default_factory=dict)
    """The steps of escalation that each reader was told of, in order."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What some readers see alike, the gaps in it, and the rules and the body's agreements by which they were found.

    `wake_on` is the next day on which one of the gaps changes, None when none does."""

    visible: Sequence[SeenFact]
    timeline: Timeline
    gaps: list[Gap]
    wake_on: Day | None
    rules: Sequence[Rule]
    body: CoordinationBody | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the detector found out about one person: changes and steps of escalation per reader, and when to look
    again."""

    person_id: UUID
    changes: Mapping[UUID, Sequence[Change]]
    wake_on: Day | None
    steps: Mapping[UUID, Sequence[Taken]] = field(default_factory=dict)


class Batch(Protocol):
    """Persons that one worker has taken, in one transaction; leaving it without an error commits."""

    dossiers: Sequence[Dossier]

    async def save(self, verdicts: Sequence[Verdict]) -> None: ...


class Queue(Protocol):
    """Where persons wait for the detector: those something has happened to, and those whose day has come.
    And where cards wait for a worklist, when its actor has a pace."""

    def take(self, size: int, today: Day) -> AbstractAsyncContextManager[Batch]: ...

    async def let_in(self, today: Day) -> int:
        """Let into the worklists the cards that the week's budgets have room for, and those that never wait; how
        many. However many workers do it at once, no budget is given out twice."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """The rules in force, and what they need to know beside the facts."""

    rules: Sequence[Rule]
    calendar: WorkingDays
    actors: Callable[[], Awaitable[Mapping[UUID, Actor]]]
    bodies: Callable[[], Awaitable[Sequence[CoordinationBody]]]
    new_id: NewId
    escalating: Escalating = field(default_factory=Escalating)
    _agreed: dict[UUID, Sequence[Rule]] = field(default_factory=dict, init=False, repr=False)

    async def at_hand(self) -> "Judge":
        """A judge who knows the actors and the agreements of the moment."""
        return Judge(self, await self.actors(), await self.bodies())

    def rules_under(self, body: CoordinationBody | None) -> Sequence[Rule]:
        """The rules with the thresholds that the body has agreed on. If it has agreed on something that the rules
        no longer know, they stand by themselves, and the log says so."""
        if body is None:
            return self.rules
        if body.id not in self._agreed:
            try:
                self._agreed[body.id] = in_force(self.rules, body.terms)
            except FieldError as error:
                log.error("what %s has agreed on (version %d) is left out: %s", body.key, body.version, error)
                self._agreed[body.id] = self.rules
        return self._agreed[body.id]

    async def judge(self, dossiers: Sequence[Dossier], today: Day) -> list[Verdict]:
        """What is found out about each of these persons. One whose life no rule can be held against keeps what
        was found before, is looked at again tomorrow, and stands in the log by id; the others do not wait."""
        judge = await self.at_hand()
        verdicts = []
        for dossier in dossiers:
            try:
                verdicts.append(judge.judge(dossier, today))
            except Exception as fault:
                log.error("person %s was not judged: %s", dossier.person_id, type(fault).__name__)
                verdicts.append(Verdict(dossier.person_id, {}, today + 1))
        return verdicts


class Judge:
    """The detector with the actors and the agreements of the moment."""

    def __init__(
        self, detector: Detector, actors: Mapping[UUID, Actor], bodies: Sequence[CoordinationBody] = ()
    ) -> None:
        self._rules_under = detector.rules_under
        self._bodies = bodies
        self.calendar = detector.calendar
        self._escalating = detector.escalating
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
        changes, steps = {}, {}
        for reader, seen in self.views(dossier, today):
            wakes.append(seen.wake_on)
            view = self._view(dossier, reader, seen, today)
            held = dossier.findings.get(reader, ())
            found = reconcile(held, view, today, self._lead_of, self.new_id)
            changes[reader] = with_returns(held, found, dossier.acts, today)
            wakes += returning(held, dossier.acts, today)
            steps[reader], next_step = self._escalating.steps(
                reader, seen, view.owner_of, dossier.escalations.get(reader, ()), today
            )
            wakes.append(next_step)
        return Verdict(dossier.person_id, changes, earliest(*wakes), steps)

    def views(self, dossier: Dossier, today: Day) -> Iterator[tuple[UUID, Seen]]:
        """What each reader sees today and the gaps in it, worked out once for those who see the same by the same
        agreements."""
        evaluated: dict[tuple[tuple[int, ...], UUID | None], Seen] = {}
        for reader in sorted(_readers(dossier)):
            numbers = _visible(dossier, reader, today)
            visible = [dossier.facts[n] for n in numbers]
            body = self._body(visible, reader)
            key = (numbers, body.id if body else None)
            if key not in evaluated:
                evaluated[key] = self._evaluate(visible, body, today)
            yield reader, evaluated[key]

    def _evaluate(self, visible: Sequence[SeenFact], body: CoordinationBody | None, today: Day) -> Seen:
        facts = [fact.content for fact in visible if not isinstance(fact.content, Participant)]
        rules = self._rules_under(body)
        if Person not in map(type, facts):
            return Seen(visible, Timeline((), calendar=self.calendar), [], None, rules, body)
        timeline = Timeline(facts, calendar=self.calendar, function_of=self._functions)
        gaps = evaluate(timeline, rules)
        return Seen(visible, timeline, gaps, wake_day(gaps, today, self._lead_of), rules, body)

    def _body(self, visible: Sequence[SeenFact], reader: UUID) -> CoordinationBody | None:
        """The body whose agreements count in a view: that of the municipality whose plan it shows, the oldest first,
        else that of the only municipality that it shows somebody of. It rests on what the reader sees alone."""
        if not self._bodies:
            return None
        plans = sorted((f.content.start, f.content.id, f.sight.owner) for f in visible if isinstance(f.content, Plan))
        places = [place for *_, owner in plans if (place := self._municipality_of.get(owner))]
        seen = {fact.sight.owner for fact in visible} | {reader}
        near = {place for actor in seen if (place := self._municipality_of.get(actor))}
        return body_in(self._bodies, places[0] if places else near.pop() if len(near) == 1 else None)

    def _view(self, dossier: Dossier, reader: UUID, seen: Seen, today: Day) -> View:
        is_person = reader == dossier.person_id
        visible, timeline, gaps = seen.visible, seen.timeline, seen.gaps
        horizon = None if is_person else Horizon(visible, reader, today)
        owners: dict[str, UUID] = {}

        def owner_of(gap: Gap) -> UUID:
            if gap.owner not in owners:
                owners[gap.owner] = self._owner(gap.owner, visible, reader)
            return owners[gap.owner]

        def inhibitors_today(gap: Gap) -> tuple[str, ...]:
            rule = self._by_id[gap.rule]
            return inhibitors_on(timeline, gap, gaps, today, rule) if rule.inhibited_by else ()

        return View(
            gaps=gaps,
            body=seen.body.id if seen.body else None,
            owner_of=owner_of,
            inhibitors_today=inhibitors_today,
            evidence_of=lambda gap: evidence(timeline, gap, seen.rules),
            prevented_until=lambda gap: _rule_of(seen, gap).prevented_until(gap.opens),
            unconfirmed=lambda gap: horizon is not None and horizon.leaves_open(self._by_id[gap.rule], gap.subject),
            valid_until=None if is_person else _sight_ends(dossier.grants, reader, today),
            sees={fact.content.id for fact in visible}.__contains__,
        )

    def _owner(self, owner: str, visible: Sequence[SeenFact], reader: UUID) -> UUID:
        """The actor that owns a gap. Of a function: a unit that the reader sees something of, else the municipality,
        and of the municipalities first one that the reader sees, then one that somebody whom it sees belongs to."""
        if owner not in ACTOR_FUNCTIONS:
            return UUID(owner)
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


def _readers(dossier: Dossier) -> set[UUID]:
    """Everybody who may see something, or was told something before; the person under the person's own id."""
    readers = {grant.reader for grant in dossier.grants} | {dossier.person_id}
    return (readers | dossier.findings.keys() | dossier.escalations.keys()) - {THE_PERSON}


def _rule_of(seen: Seen, gap: Gap) -> Rule:
    rule = next(rule for rule in seen.rules if rule.id == gap.rule)
    return settled(rule, seen.timeline, gap)


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
