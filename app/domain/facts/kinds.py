"""The kinds of fact that the service can know about a person, one class each, and their fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from app.domain.days import Day
from app.domain.facts import codes
from app.domain.facts.fact import ActorId, Category, Consented, Fact, NeedId, PlanId
from app.domain.facts.marks import Bounds, Codes, Names, Prose, TimeOfDay, Unread


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Fact):
    """The person a timeline is about: exactly one in each."""

    kind: ClassVar[str] = "person"
    birth_date: Day
    deceased_on: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status(Fact):
    """An episode in the person's life, both days included; `extent` is percent of full time."""

    kind: ClassVar[str] = "status"
    code: Annotated[str, Codes(codes.STATUS_CODES)]
    start: Day
    end: Day | None = None
    extent: Annotated[int, Bounds(0, 100)] = 100
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Fact):
    """Something that an agency decided or established on one day."""

    kind: ClassVar[str] = "decision"
    code: Annotated[str, Codes(codes.DECISION_CODES)]
    on: Day
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Fact):
    """One agency's current judgement of the person's ability to work."""

    kind: ClassVar[str] = "assessment"
    outcome: Annotated[str, Codes(codes.ASSESSMENT_OUTCOMES)]
    start: Day
    end: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Fact):
    """A meeting, call or visit with the person; only `missed` counts against anybody."""

    kind: ClassVar[str] = "contact"
    on: Day
    outcome: Annotated[str, Codes(codes.CONTACT_OUTCOMES)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPlan(Fact):
    """An agency's own plan; `linked` when it is connected to the shared one."""

    kind: ClassVar[str] = "agency-plan"
    code: Annotated[str, Codes(codes.AGENCY_PLAN_CODES)]
    start: Day
    end: Day | None = None
    linked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue(Fact):
    """A place in a queue; `limit` is the longest wait in days, `updates` the days something was heard."""

    kind: ClassVar[str] = "queue"
    need: NeedId | None = None
    start: Day
    end: Day | None = None
    limit: Annotated[int, Bounds(0, 36500)] | None = None
    updates: tuple[Day, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SipNeed(Fact):
    """Somebody judged that the person needs coordination."""

    kind: ClassVar[str] = "sip-need"
    on: Day
    withdrawn_on: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Fact):
    """The person lets these actors share these categories; it does not cover the day of withdrawal.

    One that was given to an agency says how (`given_as`), who saw it, and on paper where that is kept. `guardian` is
    who gave it for a person who is too young to consent alone, `mandate` that by which somebody else gave it. It may
    name an earlier one that it `replaces`, which from `replaced_on` covers nothing.
    """

    kind: ClassVar[str] = "consent"
    start: Day
    end: Day | None = None
    withdrawn_on: Day | None = None
    actors: tuple[ActorId, ...]
    categories: tuple[Consented, ...]
    given_as: Annotated[str, Codes(codes.CONSENT_FORMS), Unread(given=True)] | None = None
    witness: Annotated[str, Unread(given=True)] | None = None
    second_witness: Annotated[str, Unread(given=True)] | None = None
    kept: Annotated[str, Unread(given=True)] | None = None
    guardian: Annotated[str, Unread(given=True)] | None = None
    mandate: Annotated[str, Names("mandate"), Unread()] | None = None
    purpose: Annotated[str, Prose(500), Unread(given=True)] | None = None
    replaces: Annotated[str, Names("consent"), Unread()] | None = None
    replaced_on: Annotated[Day, Unread()] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Fact):
    """The person asked to be left alone, or a pause was agreed."""

    kind: ClassVar[str] = "pause"
    start: Day
    end: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Fact):
    """The shared plan itself; `internal` when only one agency's own units are in it, `closing_note` on how it ended."""

    kind: ClassVar[str] = "plan"
    start: Day
    end: Day | None = None
    internal: bool = False
    closing_note: Annotated[str, Unread()] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MainResponsible(Fact):
    """The actor holds the overall responsibility for the plan."""

    kind: ClassVar[str] = "main-responsible"
    plan: PlanId
    start: Day
    end: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler(Fact):
    """The actor has a named caseworker in the plan."""

    kind: ClassVar[str] = "handler"
    plan: PlanId
    start: Day
    end: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Fact):
    """What the person needs; it ends when it is met or dropped. `self_handled`: the person does it alone."""

    kind: ClassVar[str] = "need"
    plan: PlanId
    start: Day
    end: Day | None = None
    category: Category
    self_handled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership(Fact):
    """The actor has accepted the need."""

    kind: ClassVar[str] = "ownership"
    need: NeedId
    start: Day
    end: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Fact):
    """An insats. Without `start` it has not begun; cancelled without `start` it never happened.

    `offer` is where it takes a place; `weekly_cost` is whole kronor, paid by `payer`, and never without it.
    """

    kind: ClassVar[str] = "activity"
    plan: PlanId | None = None
    need: NeedId | None = None
    planned_start: Day
    start: Day | None = None
    planned_end: Day | None = None
    end: Day | None = None
    outcome: Annotated[str, Codes(codes.ACTIVITY_OUTCOMES)] | None = None
    mandatory: bool = False
    weekly_hours: Annotated[float, Bounds(0, 168)] | None = None
    offer: Annotated[str, Names("offer"), Unread(given=True)] | None = None
    weekly_cost: Annotated[int, Bounds(0, 1_000_000), Unread(given=True, reported=True)] | None = None
    payer: Annotated[str, Codes(codes.PAYERS), Unread(given=True, reported=True)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Fact):
    """A handover from `actor` to `to`; `answer` counts only together with `answered`.

    `refusal` says why it was rejected and `failure` why it led to nothing (it is completed when it is closed without
    one); `previous` is the referral of the same need before it, `despite` why it goes back all the same.
    """

    kind: ClassVar[str] = "referral"
    need: NeedId | None = None
    to: ActorId
    sent: Day
    answered: Day | None = None
    answer: Annotated[str, Codes(codes.REFERRAL_ANSWERS)] | None = None
    started: Day | None = None
    closed: Day | None = None
    refusal: Annotated[str, Codes(codes.REFERRAL_REFUSALS), Unread()] | None = None
    failure: Annotated[str, Codes(codes.REFERRAL_FAILURES), Unread()] | None = None
    previous: Annotated[str, Names("referral"), Unread(given=True)] | None = None
    despite: Annotated[str, Unread(given=True)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Fact):
    """The actor keeps an open case on the person."""

    kind: ClassVar[str] = "case"
    start: Day
    end: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Fact):
    """A call or an invitation to a planning meeting, from `actor` to `to`; rebooked: another call asks anew."""

    kind: ClassVar[str] = "call"
    plan: PlanId | None = None
    need: NeedId | None = None
    to: ActorId
    form: Annotated[str, Codes(codes.CALL_FORMS)]
    sent: Day
    meeting_on: Day | None = None
    answered: Day | None = None
    answer: Annotated[str, Codes(codes.CALL_ANSWERS)] | None = None
    cancelled_on: Day | None = None
    refusal: Annotated[str, Codes(codes.CALL_REFUSALS), Unread()] | None = None
    appointment: Annotated[str, Names("appointment"), Unread()] | None = None
    at: Annotated[str, TimeOfDay(), Unread()] | None = None
    duration: Annotated[int, Bounds(5, 600), Unread()] | None = None
    place: Annotated[str, Unread()] | None = None
    deputy: Annotated[str, Unread()] | None = None
    rebooked_on: Annotated[Day, Unread()] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Fact):
    """A planning meeting that was held."""

    kind: ClassVar[str] = "meeting"
    on: Day
    outcome: Annotated[str, Codes(codes.MEETING_OUTCOMES)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Fact):
    """A follow-up of the plan; without `booked_on` it was booked from the start."""

    kind: ClassVar[str] = "follow-up"
    plan: PlanId
    due: Day
    booked_on: Day | None = None
    held: Day | None = None
    rebooked_on: Day | None = None


KINDS: Final[Mapping[str, type[Fact]]] = {
    kind.kind: kind
    for kind in (
        *(Person, Status, Decision, Assessment, Contact, AgencyPlan, Queue, SipNeed, Consent, Pause),
        *(Plan, MainResponsible, Handler, Need, Ownership, Activity, Referral, Case, Call, Meeting, FollowUp),
    )
}
