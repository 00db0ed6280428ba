"""What is found out about one person: the rules, held once against each thing that readers see alike."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from app.domain.actors import MUNICIPALITY_FUNCTION, THE_PERSON, Actor, number_of
from app.domain.agreements import CoordinationBody, body_in_view
from app.domain.days import Day, WorkingDays, earliest
from app.domain.disclosure import Sight
from app.domain.escalation import Step, Taken
from app.domain.facts import ACTOR_FUNCTIONS, Fact, Participant, Person, Plan
from app.domain.findings import Change, View, reconcile
from app.domain.findings_work import returning, with_returns
from app.domain.gaps.engine import Gap, evaluate, inhibitors_on, wake_day
from app.domain.gaps.evidence import evidence
from app.domain.gaps.explaining import settled
from app.domain.gaps.rule import Rule
from app.domain.holders import counted_by
from app.domain.horizon import Horizon, SeenFact
from app.domain.merging import as_one
from app.domain.timeline import Timeline
from app.usecases.dossiers import (
    Dossier,
    grant_edge,
    known_to,
    places_seen,
    readers_of,
    records_of,
    sight_ends,
    standing_on,
)
from app.usecases.escalating import Escalating
from app.usecases.holders import Holders, declined_in, next_turn
from app.usecases.ports import NewId


@dataclass(slots=True)
class Seen:
    """What some readers see alike, the gaps in it, and the rules and the body's agreements by which they were found.

    `sight_of` has the sight of each visible fact by its id; `gaps` are those that stand on the record at hand, where
    the person has several; `wake_on` is the next day on which one of `all_gaps` changes, None when none does."""

    visible: Sequence[SeenFact]
    sight_of: Mapping[str, Sight]
    timeline: Timeline
    gaps: list[Gap]
    all_gaps: list[Gap]
    wake_on: Day | None
    rules: Sequence[Rule]
    body: CoordinationBody | None


@dataclass(slots=True)
class Verdict:
    """What the detector found out about one person: changes and steps of escalation per reader, and when to look
    again."""

    person_id: UUID
    changes: Mapping[UUID, Sequence[Change]]
    wake_on: Day | None
    steps: Mapping[UUID, Sequence[Taken]] = field(default_factory=dict)


class Rulebook(Protocol):
    """What a judge judges by; the detector is one."""

    @property
    def rules(self) -> Sequence[Rule]: ...
    @property
    def calendar(self) -> WorkingDays: ...
    @property
    def escalating(self) -> Escalating: ...
    @property
    def new_id(self) -> NewId: ...
    def rules_under(self, body: CoordinationBody | None) -> Sequence[Rule]: ...


class Judge:
    """A rulebook with the actors and the agreements of the moment."""

    def __init__(
        self, rulebook: Rulebook, actors: Mapping[UUID, Actor], bodies: Sequence[CoordinationBody] = ()
    ) -> None:
        self._rules_under = rulebook.rules_under
        self._bodies = bodies
        self.calendar = rulebook.calendar
        self._escalating = rulebook.escalating
        self.new_id = rulebook.new_id
        self._lead_of = {rule.id: rule.lead for rule in rulebook.rules}.__getitem__
        self._by_id = {rule.id: rule for rule in rulebook.rules}
        self._counted = {
            rule.id: counted_by(rule, *(self._by_id[other.rule] for other in rule.inhibited_by))
            for rule in rulebook.rules
        }
        self._functions = {str(actor.id): actor.function for actor in actors.values()} | {str(THE_PERSON): "person"}
        self._units: dict[str, list[Actor]] = {}
        for actor in sorted(actors.values(), key=lambda actor: actor.id):
            self._units.setdefault(actor.function, []).append(actor)
        self._municipality_of = {actor.id: actor.municipality_code for actor in actors.values()}

    def judge(self, dossier: Dossier, today: Day) -> Verdict:
        """Evaluate once per group of readers that see the same facts, and reconcile what each of them holds."""
        records = records_of(dossier)
        for record in records:
            if record.unreadable is not None:
                raise ValueError(record.unreadable)
        wakes: list[Day | None] = [grant_edge(record.grants, today) for record in records]
        changes, steps = {}, {}
        holders: dict[int, Holders] = {}
        declined = declined_in(dossier.findings, dossier.acts)
        for reader, seen in self.views(dossier, today):
            wakes += (seen.wake_on, next_turn(seen.timeline, today) if seen.gaps else None)
            if id(seen) not in holders:
                holders[id(seen)] = Holders(seen, today, self._counted, self._owner_among, declined)
            view = self._view(dossier, reader, seen, today, holders[id(seen)])
            held = dossier.findings.get(reader, ())
            found = reconcile(held, view, today, self._lead_of, self.new_id)
            changes[reader] = with_returns(held, found, dossier.acts, today)
            wakes += returning(held, dossier.acts, today)
            steps[reader], next_step = self._escalating.steps(
                reader, seen, view.owner_of, dossier.escalations.get(reader, ()), today
            )
            wakes.append(next_step)
        return Verdict(dossier.person_id, changes, earliest(*wakes), steps)

    def steps_to_come(
        self, dossier: Dossier, reader: UUID, seen: Seen, today: Day
    ) -> Mapping[tuple[str, str, Step], Day]:
        """The days of the steps of escalation that the reader was not told of yet, by rule, subject and step."""
        held = dossier.escalations.get(reader, ())
        return self._escalating.to_come(reader, seen, self._owner_of(seen, reader), held, today)

    def views(self, dossier: Dossier, today: Day) -> Iterator[tuple[UUID, Seen]]:
        """What each reader sees today and the gaps in it, worked out once for those who see the same by the same
        agreements."""
        evaluated: dict[tuple[tuple[int, ...], UUID | None, bool], Seen] = {}
        several = dossier.records
        facts = [fact for record in several for fact in record.facts] if several else dossier.facts
        for reader in sorted(readers_of(dossier)):
            known = known_to(dossier, reader, today)
            numbers = places_seen(dossier, known, reader, today)
            visible = facts if len(numbers) == len(facts) else [facts[n] for n in numbers]
            body = self._body(visible, reader)
            key = (numbers, body.id if body else None, known[0] is dossier)
            if key not in evaluated:
                evaluated[key] = self._evaluate(visible, body, today, dossier, known)
            yield reader, evaluated[key]

    def _evaluate(
        self,
        visible: Sequence[SeenFact],
        body: CoordinationBody | None,
        today: Day,
        dossier: Dossier,
        known: Sequence[Dossier],
    ) -> Seen:
        sight_of = {fact.id: sight for sight, fact in visible}
        facts: list[Fact] = [content for _, content in visible if type(content) is not Participant]
        rules = self._rules_under(body)
        if dossier.guarded:
            rules = [rule for rule in rules if not rule.of_place]
        one = facts if len(known) == 1 else as_one(facts)
        timeline = Timeline(one, calendar=self.calendar, function_of=self._functions)
        if Person not in timeline.present:
            return Seen(visible, sight_of, Timeline((), calendar=self.calendar), [], [], None, rules, body)
        gaps = evaluate(timeline, rules)
        here = gaps if len(known) == 1 else standing_on(dossier, known, gaps)
        return Seen(visible, sight_of, timeline, here, gaps, wake_day(gaps, today, self._lead_of), rules, body)

    def _body(self, visible: Sequence[SeenFact], reader: UUID) -> CoordinationBody | None:
        """The body whose agreements count in a view, by the oldest plan that it shows. It rests on what the reader sees
        alone."""
        if not self._bodies:
            return None
        seen = {sight.owner for sight, _ in visible} | {reader}
        return body_in_view(self._bodies, self._leading(visible), map(self._municipality_of.get, seen))

    def _leading(self, visible: Sequence[SeenFact]) -> str | None:
        """The municipality whose plan is the oldest that the view shows."""
        plans = sorted((fact.start, fact.id, sight.owner) for sight, fact in visible if isinstance(fact, Plan))
        return next((place for *_, owner in plans if (place := self._municipality_of.get(owner))), None)

    def _view(self, dossier: Dossier, reader: UUID, seen: Seen, today: Day, holders: Holders) -> View:
        is_person = reader == dossier.person_id
        timeline, gaps = seen.timeline, seen.all_gaps
        horizon = None if is_person else Horizon(seen.visible, reader, today)

        def inhibitors_today(gap: Gap) -> tuple[str, ...]:
            rule = self._by_id[gap.rule]
            return inhibitors_on(timeline, gap, gaps, today, rule) if rule.inhibited_by else ()

        owner_of = self._owner_of(seen, reader)
        leading = self._leading(seen.visible) if self._bodies else None
        knows_several = len(known_to(dossier, reader, today)) > 1

        def holder_of(gap: Gap) -> UUID | None:
            # Of a protected person only handlers that an agency has named read anything, and whoever does not see the
            # plan by whose agreements the gap was found may go by others: nobody knows if they would have the card. Nor
            # does whoever knows several records of the person know who else does.
            its_own = not is_person and owner_of(gap) == reader
            if its_own or dossier.guarded or knows_several or (self._bodies and leading is None):
                return None
            holder = holders.of(gap, None if is_person else reader)
            if holder is None or not self._bodies or leading == self._leading(holders.counting(gap)):
                return holder
            return None

        return View(
            gaps=seen.gaps,
            body=seen.body.id if seen.body else None,
            owner_of=owner_of,
            holder_of=holder_of,
            inhibitors_today=inhibitors_today,
            evidence_of=lambda gap: evidence(timeline, gap, seen.rules),
            prevented_until=lambda gap: _rule_of(seen, gap).prevented_until(gap.opens),
            unconfirmed=lambda gap: horizon is not None and horizon.leaves_open(self._by_id[gap.rule], gap.subject),
            valid_until=None if is_person else sight_ends(dossier, reader, today),
            sees=seen.sight_of.__contains__,
        )

    def _owner_of(self, seen: Seen, reader: UUID) -> Callable[[Gap], UUID]:
        owners: dict[str, UUID] = {}

        def owner_of(gap: Gap) -> UUID:
            owner = owners.get(gap.owner)
            if owner is None:
                owner = owners[gap.owner] = self._owner(gap.owner, seen.visible, reader)
            return owner

        return owner_of

    def _owner_among(self, owner: str, facts: Sequence[SeenFact]) -> UUID:
        """The actor that owns a gap, as whoever sees those facts alone would say."""
        return self._owner(owner, facts, THE_PERSON)

    def _owner(self, owner: str, visible: Sequence[SeenFact], reader: UUID) -> UUID:
        """The actor that owns a gap. Of a function: a unit that the reader sees something of, else the municipality,
        and of the municipalities first one that the reader sees, then one that somebody whom it sees belongs to."""
        if owner not in ACTOR_FUNCTIONS:
            return number_of(owner)
        seen = {sight.owner for sight, _ in visible} | {reader}
        near = {self._municipality_of.get(actor) for actor in seen} - {None}
        municipal = self._units.get(MUNICIPALITY_FUNCTION, [])
        candidates = (
            *(unit for unit in self._units.get(owner, ()) if unit.id in seen),
            *(unit for unit in municipal if unit.id in seen),
            *(unit for unit in municipal if unit.municipality_code in near),
            *municipal,
        )
        return candidates[0].id if candidates else THE_PERSON


def _rule_of(seen: Seen, gap: Gap) -> Rule:
    rule = next(rule for rule in seen.rules if rule.id == gap.rule)
    return settled(rule, seen.timeline, gap)
