"""The kinds that the plan alone has, which no rule reads, and all the kinds that the service keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from app.domain.days import Day
from app.domain.facts import codes
from app.domain.facts.caseload_kinds import Assignment
from app.domain.facts.fact import ActorId, Fact, NeedId, PlanId
from app.domain.facts.granting_kinds import GRANTING_KINDS
from app.domain.facts.kinds import KINDS
from app.domain.facts.marks import Bounds, Codes, Names, Prose, TimeOfDay
from app.domain.facts.outcome_kinds import OUTCOME_KINDS
from app.domain.facts.voice_kinds import VOICE_KINDS

AppointmentId = Annotated[str, Names("appointment")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Fact):
    """What the person wants to reach, in own words (`title` of the item) and by a day if there is one."""

    kind: ClassVar[str] = "goal"
    plan: PlanId
    need: NeedId | None = None
    on: Day
    by: Day | None = None
    professional: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(Fact):
    """The actor takes part in the plan."""

    kind: ClassVar[str] = "participant"
    plan: PlanId
    start: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Fact):
    """A planning meeting as it is booked; `at` is a time in Europe/Stockholm, `duration` is in minutes."""

    kind: ClassVar[str] = "appointment"
    plan: PlanId
    on: Day
    at: Annotated[str, TimeOfDay()] | None = None
    duration: Annotated[int, Bounds(5, 600)] = 60
    place: str | None = None
    rebooked_on: Day | None = None
    held: Day | None = None
    meeting: Annotated[str, Names("meeting")] | None = None
    cancelled_on: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Fact):
    """What was said and decided at a meeting that was held; `amended_by` are the minutes that replace these."""

    kind: ClassVar[str] = "minutes"
    plan: PlanId
    appointment: AppointmentId
    on: Day
    text: Annotated[str, Prose(10_000)]
    decisions: tuple[str, ...] = ()
    amends: Annotated[str, Names("minutes")] | None = None
    amended_by: Annotated[str, Names("minutes")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Fact):
    """What a party was asked at a meeting to do (`title` of the item); accepted, it is that party's activity."""

    kind: ClassVar[str] = "task"
    plan: PlanId
    minutes: Annotated[str, Names("minutes")]
    need: NeedId | None = None
    to: ActorId
    on: Day
    planned_start: Day
    answered: Day | None = None
    answer: Annotated[str, Codes(codes.TASK_ANSWERS)] | None = None
    refusal: Annotated[str, Codes(codes.CALL_REFUSALS)] | None = None
    activity: Annotated[str, Names("activity")] | None = None


PLAN_KINDS: Final[Mapping[str, type[Fact]]] = {
    kind.kind: kind
    for kind in (
        Goal,
        Participant,
        Appointment,
        Minutes,
        Task,
        *OUTCOME_KINDS,
        *VOICE_KINDS,
        *GRANTING_KINDS,
        Assignment,
    )
}
UNREAD_KINDS: Final = tuple(kind for kind in PLAN_KINDS if kind != Participant.kind)
"""Those that detection does not need either: who takes part says how far a reader sees."""

# What a person's timeline holds in the service: the kinds that rules read, and those of the plan alone.
ITEM_KINDS: Final[Mapping[str, type[Fact]]] = {**KINDS, **PLAN_KINDS}
