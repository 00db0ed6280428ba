"""Who owns a gap: worked out on its opening day and kept, so that every gap has exactly one owner."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from app.domain.days import Day
from app.domain.facts import Call, Fact, FollowUp, MainResponsible, Need, Ownership, Plan, Referral, Status
from app.domain.timeline import Timeline, holds_on

MUNICIPALITY = "social-services"  # who owns what nobody else does


class _Held(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def actor(self) -> str | None: ...
    @property
    def start(self) -> Day: ...
    @property
    def end(self) -> Day | None: ...


H = TypeVar("H", bound=_Held)


def own(t: Timeline, *actors: str | None) -> str:
    """The first actor that is present and is not the person; the municipality when there is none."""
    for actor in actors:
        if actor is not None and t.function_of(actor) != "person":
            return actor
    return MUNICIPALITY


def holder(facts: Iterable[H], on: Day) -> str | None:
    """The actor of the fact that holds on the day; of several the one begun last, then of greatest id."""
    last: H | None = None
    for fact in facts:
        if holds_on(fact, on) and (last is None or (fact.start, fact.id) > (last.start, last.id)):
            last = fact
    return None if last is None else last.actor


def main_of(t: Timeline, plan: Plan, on: Day) -> str | None:
    """Who holds the overall responsibility for the plan on the day."""
    return holder(t.referring(MainResponsible, "plan", plan.id), on)


def own_actor(t: Timeline, subject: Fact, _opens: Day) -> str:
    """The actor that reported the fact which the gap is about."""
    return own(t, subject.actor)


def recipient(t: Timeline, subject: Call | Referral, _opens: Day) -> str:
    """The actor that was called, or to which the person was handed over."""
    return own(t, subject.to)


def plan_owner(t: Timeline, subject: Plan | Need | FollowUp, opens: Day) -> str:
    """The main responsible of the plan on the opening day, else the actor that made the plan."""
    plan = subject if isinstance(subject, Plan) else t.plan(subject.plan)
    return MUNICIPALITY if plan is None else own(t, main_of(t, plan, opens), plan.actor)


def owner_of_its_plan(t: Timeline, subject: Call, opens: Day) -> str:
    """The owner of the plan whose need the actor was called for."""
    need = t.need(subject.need)
    return MUNICIPALITY if need is None else plan_owner(t, need, opens)


def need_owner(t: Timeline, subject: Need, opens: Day) -> str:
    """Who has accepted the need on the opening day, else the owner of its plan."""
    plan = t.plan(subject.plan)
    if plan is None:
        return MUNICIPALITY
    accepted = holder(t.referring(Ownership, "need", subject.id), opens)
    return own(t, accepted, main_of(t, plan, opens), plan.actor)


def person_owner(t: Timeline, _subject: Fact, opens: Day) -> str:
    """The owner of the plan that is open on the opening day; of several the one begun first."""
    plans = [plan for plan in t.of(Plan) if holds_on(plan, opens)]
    if not plans:
        return MUNICIPALITY
    first = plans[0] if len(plans) == 1 else min(plans, key=lambda plan: (plan.start, plan.id))
    return plan_owner(t, first, opens)


def holder_of(*codes: str) -> Callable[[Timeline, Fact, Day], str]:
    """The actor that on the opening day has the person in a status with one of these codes."""

    def owner(t: Timeline, _subject: Fact, opens: Day) -> str:
        return own(t, holder(t.coded(Status, *codes), opens))

    return owner
