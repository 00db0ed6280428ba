"""Coordination bodies (samverkansorgan) and their local agreements, dated: who takes part, who is bound, what holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final
from uuid import UUID

from app.domain.actors import Actor
from app.domain.completeness import LOCAL_REQUIREMENTS
from app.domain.days import FUTURE, Day, iso
from app.domain.errors import FieldError
from app.domain.escalation import LONGEST, EscalationSteps
from app.domain.facts.codes import PAYERS as PAYERS  # the funding keys, found here by their users
from app.domain.gaps.sources import Source
from app.domain.gaps.terms import Term
from app.domain.labels import day_sv

Thresholds = Mapping[str, Mapping[str, int]]
"""By rule and name of the threshold."""

BOUND_BY_LAW: Final = ("municipality", "region")
"""The levels whose actors have to answer a call (2 kap. 7 § SoL, carried over, and 16 kap. 4 § HSL; to be confirmed
by a lawyer). All others are bound when they have signed."""

STEPS: Final = {"contact": 3, "call": 10, "answer": 5, "meeting": 15, "follow-up": 60}
"""The steps of a coordination, in order, and the working days for each where nothing else is agreed: our own default.

From the need to the first contact and to the first call; from a call to its answer; from the first call to the
meeting; from the meeting to the next follow-up."""

WATCHED: Final = {"call": ("sip-not-started", "called_within"), "answer": ("call-unanswered", "answer_within")}
"""The steps that a rule watches over, and the threshold that says the same: what is agreed on counts for both."""

OWN_CONSENT: Final = 15
"""Years from which a young person consents alone, where nothing else is agreed: to be confirmed by a lawyer."""
YOUNGEST: Final = 12
OLDEST: Final = 18
"""Years; between these an agreement may set it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An actor takes part in the body from `start` to `end`, both inclusive; None: until further notice."""

    actor: UUID
    start: Day
    end: Day | None = None

    def __post_init__(self) -> None:
        _refuse_backwards("members.end", self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalAgreement:
    """What a body has agreed on (lokal överenskommelse), from `start` to `end`, both inclusive; None: until further.

    `bound` are actors that have signed and so answer a call, beside those that the law binds. `working_days` are
    those for each of the STEPS, `escalation` those from a missed answer to each step of escalation, `funding` the
    shares of the PAYERS in per cent, `requirements` the keys of what a plan has to say beside what the law asks for.
    Raises FieldError when it ends before it begins, for a step, payer or requirement that there is not, and for
    numbers that make no sense.
    """

    start: Day
    end: Day | None = None
    bound: tuple[UUID, ...] = ()
    working_days: Mapping[str, int] = field(default_factory=dict)
    escalation: Mapping[str, int] = field(default_factory=dict)
    own_consent_from: int = OWN_CONSENT
    funding: Mapping[str, int] = field(default_factory=dict)
    thresholds: Thresholds = field(default_factory=dict)
    requirements: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _refuse_backwards("agreements.end", self.start, self.end)
        for step, days in self.working_days.items():
            if step not in STEPS:
                raise FieldError(f"working_days.{step}", f"there is no such step; use one of {', '.join(STEPS)}")
            if not 1 <= days <= LONGEST:
                raise FieldError(f"working_days.{step}", f"{days} working days makes no sense; use 1 to {LONGEST}")
            rule, threshold = WATCHED.get(step, ("", ""))
            if self.thresholds.get(rule, {}).get(threshold, days) != days:
                raise FieldError(f"working_days.{step}", f"is not {rule}.{threshold}; leave one of them out")
        EscalationSteps().agreed(self.escalation)
        if not YOUNGEST <= self.own_consent_from <= OLDEST:
            problem = f"{self.own_consent_from} years makes no sense; use {YOUNGEST} to {OLDEST}"
            raise FieldError("own_consent_from", problem)
        for payer, share in self.funding.items():
            if payer not in PAYERS:
                raise FieldError(f"funding.{payer}", f"there is no such payer; use {', '.join(PAYERS)}")
            if not 0 <= share <= 100:
                raise FieldError(f"funding.{payer}", f"{share} per cent makes no sense; use 0 to 100")
        if self.funding and sum(self.funding.values()) != 100:
            raise FieldError("funding", f"adds up to {sum(self.funding.values())} per cent; make it 100")
        for key in self.requirements:
            if key not in LOCAL_REQUIREMENTS:
                known = ", ".join(LOCAL_REQUIREMENTS)
                raise FieldError("requirements", f"there is no requirement {key}; use {known}")

    @property
    def name(self) -> str:
        """What it is called beside the name of its body."""
        return f"lokal överenskommelse från och med {day_sv(date.fromordinal(self.start))}"

    def holds_on(self, day: Day) -> bool:
        """Whether it is in force that day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationBody:
    """A body as it stands: its municipalities, its members over time, and all its agreements, by date.

    `id` is of this version: what was worked out by an older one is still told by it. Raises FieldError when two of
    its agreements are in force on one day, or an actor is a member twice.
    """

    id: UUID
    key: str
    version: int = 1
    name: str
    municipalities: tuple[str, ...]
    members: tuple[Membership, ...] = ()
    agreements: tuple[LocalAgreement, ...]
    alone: str | None = None
    """Why one person alone has taken this version into use, by a code of the list alone-reason."""

    def __post_init__(self) -> None:
        for earlier, later in pairwise(sorted(self.agreements, key=lambda one: one.start)):
            if later.start <= (FUTURE if earlier.end is None else earlier.end):
                problem = f"the agreement from {iso(later.start)} begins before the one from {iso(earlier.start)} ends"
                raise FieldError("agreements", f"{problem}; let the older end the day before")
        for actor in {member.actor for member in self.members}:
            stays = sorted((one for one in self.members if one.actor == actor), key=lambda one: one.start)
            if any(later.start <= (FUTURE if one.end is None else one.end) for one, later in pairwise(stays)):
                raise FieldError("members", "the same actor is a member twice on one day; let the older stay end first")

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every threshold that it sets otherwise than the rules do themselves."""
        return tuple(term for agreement in self.agreements for term in self._terms(agreement))

    def terms_of(self, rule: str) -> tuple[Term, ...]:
        """Those of one rule."""
        return tuple(term for term in self.terms if term.rule == rule)

    def agreement_on(self, day: Day) -> LocalAgreement | None:
        """The agreement in force that day, if any."""
        return next((one for one in self.agreements if one.holds_on(day)), None)

    def source_of(self, agreement: LocalAgreement) -> Source:
        """One of its agreements as the ground of a number or a requirement."""
        return Source("agreement", f"{self.name}: {agreement.name}.")

    def members_on(self, day: Day) -> frozenset[UUID]:
        """The actors that take part that day."""
        return frozenset(m.actor for m in self.members if m.start <= day and (m.end is None or day <= m.end))

    def is_of(self, actor: Actor, day: Day) -> bool:
        """Whether the actor is one of its members that day; of a body that has named none, of its municipalities."""
        if self.members:
            return actor.id in self.members_on(day)
        return actor.municipality_code in self.municipalities

    def _terms(self, agreement: LocalAgreement) -> Iterable[Term]:
        source = self.source_of(agreement)
        said = {rule: dict(values) for rule, values in agreement.thresholds.items()}
        for step, days in agreement.working_days.items():
            if step in WATCHED:
                rule, threshold = WATCHED[step]
                said.setdefault(rule, {})[threshold] = days
        for rule, values in said.items():
            for name, value in values.items():
                yield Term(
                    rule=rule, threshold=name, value=value, source=source, start=agreement.start, end=agreement.end
                )


@dataclass(frozen=True, slots=True)
class Adopted:
    """A version of a body, and the day on which it was taken into use."""

    body: CoordinationBody
    on: Day


def in_use_on(adopted: Iterable[Adopted], day: Day) -> list[CoordinationBody]:
    """The bodies as they were in use that day, by the versions in the order of their numbers."""
    return list({one.body.key: one.body for one in adopted if one.on <= day}.values())


def is_bound(actor: Actor, body: CoordinationBody | None, day: Day) -> bool:
    """Whether the actor has to answer a call that is sent that day: by law, or because it has signed."""
    agreement = body.agreement_on(day) if body else None
    return actor.level in BOUND_BY_LAW or (agreement is not None and actor.id in agreement.bound)


def working_days_for(step: str, body: CoordinationBody | None, day: Day) -> int:
    """The working days for a step that begins that day, also where they are agreed on as a rule's threshold."""
    agreement = body.agreement_on(day) if body else None
    if agreement is None:
        return STEPS[step]
    rule, threshold = WATCHED.get(step, ("", ""))
    said = agreement.thresholds.get(rule, {}).get(threshold, STEPS[step])
    return agreement.working_days.get(step, said)


def consents_alone_from(body: CoordinationBody | None, day: Day) -> int:
    """The years from which a young person consents alone to what begins that day."""
    agreement = body.agreement_on(day) if body else None
    return OWN_CONSENT if agreement is None else agreement.own_consent_from


def refuse_shared_municipalities(body: CoordinationBody, others: Iterable[CoordinationBody]) -> None:
    """FieldError when another body coordinates in one of the municipalities: whose terms held would be unclear."""
    for other in others:
        shared = sorted(set(body.municipalities) & set(other.municipalities))
        if other.key != body.key and shared:
            taken = f"{', '.join(shared)} is with {other.key} ({other.name})"
            raise FieldError("municipalities", f"{taken}; take it from there first")


def body_in(bodies: Sequence[CoordinationBody], municipality: str | None) -> CoordinationBody | None:
    """The body that coordinates in the municipality, if any."""
    return next((body for body in bodies if municipality in body.municipalities), None)


def body_in_view(
    bodies: Sequence[CoordinationBody], leading: str | None, seen: Iterable[str | None]
) -> CoordinationBody | None:
    """The body whose agreements count in a view: that of the municipality `leading`, whose plan it shows, else that of
    the only municipality that it shows somebody of (`seen`: those of whom it shows something)."""
    near = set(seen) - {None}
    return body_in(bodies, leading or (near.pop() if len(near) == 1 else None))


def _refuse_backwards(what: str, start: Day, end: Day | None) -> None:
    if end is not None and end < start:
        raise FieldError(what, "is before start; turn the dates, or leave the end out")
