"""What a reader is told of a silence: gaps of the escalated rules in its own view, where it is awaited or leads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol
from uuid import UUID, uuid4

from app.domain.agreements import CoordinationBody
from app.domain.days import Day
from app.domain.disclosure import Sight
from app.domain.escalation import ESCALATED, OF_THE_OWNER, EscalationSteps, Silence, Step, Taken, escalate, to_come
from app.domain.gaps.engine import Gap
from app.domain.gaps.owners import main_of
from app.domain.timeline import Timeline
from app.usecases.ports import NewId


class View(Protocol):
    """What a reader sees today, and the gaps in it."""

    @property
    def sight_of(self) -> Mapping[str, Sight]: ...
    @property
    def timeline(self) -> Timeline: ...
    @property
    def gaps(self) -> Sequence[Gap]: ...
    @property
    def body(self) -> CoordinationBody | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalating:
    """The days of each step, and where the case numbers of the bodies' lists come from: no time or order may show."""

    days: EscalationSteps = field(default_factory=EscalationSteps)
    new_case: NewId = uuid4

    def days_under(self, body: CoordinationBody | None, missed: Day) -> EscalationSteps:
        """The days of each step for an answer that was missed that day: as the agreement in force on it says."""
        agreement = body.agreement_on(missed) if body else None
        return self.days if agreement is None else self.days.agreed(agreement.escalation)

    def steps(
        self, reader: UUID, view: View, owner_of: Callable[[Gap], UUID], held: Sequence[Taken], today: Day
    ) -> tuple[list[Taken], Day | None]:
        """The steps that the reader is told of today, beside those held, and the next day on which one is due."""
        silences = silences_for(reader, view, owner_of, today)
        body = view.body.key if view.body else None
        days_on = partial(self.days_under, view.body)
        return escalate(silences, held, today, view.timeline.calendar, days_on, body, self.new_case)

    def to_come(
        self, reader: UUID, view: View, owner_of: Callable[[Gap], UUID], held: Sequence[Taken], today: Day
    ) -> dict[tuple[str, str, Step], Day]:
        """The days of the steps that the reader was not told of yet, by rule, subject and step."""
        silences = silences_for(reader, view, owner_of, today)
        body = view.body.key if view.body else None
        steps = to_come(silences, held, view.timeline.calendar, partial(self.days_under, view.body), body)
        return {(silence.rule, silence.subject, step): due for silence, step, due in steps}


def silences_for(reader: UUID, view: View, owner_of: Callable[[Gap], UUID], today: Day) -> list[Silence]:
    """Those that are open today and of which the reader is told: as whoever is awaited, as the main responsible of
    the plan that the question is part of, or as both."""
    found = []
    for gap in view.gaps:
        if gap.rule not in ESCALATED or not gap.opens <= today or (gap.closes is not None and gap.closes <= today):
            continue
        owner = owner_of(gap)
        steps = OF_THE_OWNER if owner == reader else frozenset()
        if _leads(reader, view, gap.subject, today):
            steps |= {"main-responsible"}
        if steps:
            found.append(Silence(gap.rule, gap.subject, owner, gap.opens, steps))
    return found


def _leads(reader: UUID, view: View, subject: str, today: Day) -> bool:
    sight = view.sight_of.get(subject)
    plan = view.timeline.plan(str(sight.plan_id)) if sight and sight.plan_id else None
    return plan is not None and main_of(view.timeline, plan, today) == str(reader)
