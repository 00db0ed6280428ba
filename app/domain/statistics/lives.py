"""What one life adds to a quarter's tables: what began, ended or was told in it, and how things stood at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.actors import Actor
from app.domain.cost_shifts import cost_shifts
from app.domain.costs import days_so_far, kronor
from app.domain.days import Day
from app.domain.facts import (
    Activity,
    Fact,
    FollowUp,
    GoalOutcome,
    LadderStep,
    Meeting,
    Plan,
    Questionnaire,
    SipNeed,
    Status,
)
from app.domain.facts.outcome_kinds import LADDER, STATEMENTS
from app.domain.gaps.engine import Gap
from app.domain.quarters import Quarter
from app.domain.self_sufficiency import self_sufficient
from app.domain.statistics.tally import Added, Spot
from app.domain.timeline import Timeline, holds_on, running

ALL_LEVELS: Final = frozenset({"municipality", "region", "state"})
UNANSWERED: Final = "call-unanswered"
OTHERS: Final = "others"
"""The row of whoever is no actor of the body."""
TOLD_KINDS: Final = (GoalOutcome, LadderStep, Questionnaire)
"""The kinds that the tables are made of beside those that rules read."""


@dataclass(frozen=True, slots=True)
class Life:
    """A person's timeline, the gaps in it, and what of TOLD_KINDS is known."""

    timeline: Timeline
    gaps: Sequence[Gap]
    told: Sequence[Fact]


def protected(timeline: Timeline) -> bool:
    """Whether the person has, or has ever had, a protected identity: such a life is in no table."""
    return bool(timeline.coded(Status, "protected-identity"))


def municipality_of(timeline: Timeline, quarter: Quarter, actors: Mapping[str, Actor]) -> str | None:
    """Where the person is counted: the residence at the end of the quarter; if none is known, the municipality whose
    plan was the first that was open in the quarter; else the only one that any actor with a fact belongs to."""
    homes = [status for status in timeline.coded(Status, "resident") if holds_on(status, quarter.last)]
    if homes:
        return max(homes, key=lambda status: (status.start, status.id)).detail
    known = {fact.actor: actors.get(fact.actor or "") for fact in timeline.facts}
    places = {id_: actor.municipality_code for id_, actor in known.items() if actor is not None}
    open_then = [p for p in timeline.of(Plan) if p.start <= quarter.last and (p.end is None or p.end >= quarter.first)]
    for plan in sorted(open_then, key=lambda plan: (plan.start, plan.id)):
        if place := places.get(plan.actor):
            return place
    near = {place for place in places.values() if place}
    return near.pop() if len(near) == 1 else None


def adds(life: Life, quarter: Quarter, actors: Mapping[str, Actor], callees: Collection[str] = ()) -> dict[Spot, Added]:
    """What the life adds to each cell of the quarter's tables; `callees` are the actors that calls are told of each."""
    found: defaultdict[Spot, Added] = defaultdict(Added)
    _gaps(found, life.gaps, quarter, callees)
    _meetings(found, life.timeline, quarter)
    _follow_ups(found, life.timeline, quarter)
    _levels(found, life.timeline, quarter, actors)
    _costs(found, life.timeline, quarter)
    _shifts(found, life.timeline, quarter)
    _outcome(found, life, quarter)
    return dict(found)


Found = defaultdict[Spot, Added]


def _gaps(found: Found, gaps: Sequence[Gap], quarter: Quarter, callees: Collection[str]) -> None:
    """One for each cause: what another gap explains is not counted beside it."""
    for gap in gaps:
        if gap.inhibited_by:
            continue
        if gap.opens in quarter:
            found[Spot("gaps", gap.rule, "opened")].one()
            found[Spot("gap-months", gap.rule, f"month-{quarter.month_of(gap.opens)}")].one()
            if gap.rule == UNANSWERED:
                row = gap.owner if gap.owner in callees else OTHERS
                found[Spot("calls", row, "unanswered")].one()
        if gap.closes is not None and gap.closes in quarter:
            found[Spot("gaps", gap.rule, "resolved")].one(days=gap.closes - gap.opens)


def _meetings(found: Found, timeline: Timeline, quarter: Quarter) -> None:
    """From the need that a meeting answers, the first since the meeting before it, in working days."""
    since, held = None, sorted(meeting.on for meeting in timeline.of(Meeting))
    needs = sorted(
        need.on for need in timeline.of(SipNeed) if need.withdrawn_on is None or need.withdrawn_on > quarter.last
    )
    for on in held:
        first = next((need for need in needs if need <= on and (since is None or need > since)), None)
        since = on
        if first is not None and on in quarter:
            found[Spot("meetings", "held", "needs")].one(days=working_days(timeline, first, on))
    past = [on for on in held if on <= quarter.last]
    waits = any(need <= quarter.last and need > (past[-1] if past else need - 1) for need in needs)
    if waits and quarter.last not in timeline.not_living:
        found[Spot("meetings", "waiting", "needs")].one()


def working_days(timeline: Timeline, after: Day, to: Day) -> int:
    """The working days after a day, to another and with it."""
    return sum(day in timeline.calendar for day in range(after + 1, to + 1))


def _follow_ups(found: Found, timeline: Timeline, quarter: Quarter) -> None:
    """Those that were due, unless they were booked anew."""
    for one in timeline.of(FollowUp):
        if one.due in quarter and one.rebooked_on is None:
            found[Spot("follow-ups", "due", "follow-ups")].one()
            held = one.held is not None and one.held <= quarter.last
            found[Spot("follow-ups", "held" if held else "missed", "follow-ups")].one()


def _levels(found: Found, timeline: Timeline, quarter: Quarter, actors: Mapping[str, Actor]) -> None:
    for plan in timeline.of(Plan):
        if plan.internal or not holds_on(plan, quarter.last):
            continue
        going_on = [one for one in timeline.of_plan(Activity, plan) if quarter.last in running(one)]
        levels = {actor.level for one in going_on if (actor := actors.get(one.actor or "")) is not None}
        found[Spot("levels", "open", "plans")].one()
        found[Spot("levels", "all-active" if levels >= ALL_LEVELS else "some-active", "plans")].one()


def _costs(found: Found, timeline: Timeline, quarter: Quarter) -> None:
    for activity in timeline.of(Activity):
        if activity.weekly_cost is None or activity.payer is None:
            continue
        days = days_so_far(activity, quarter.last) - days_so_far(activity, quarter.first - 1)
        if days:
            found[Spot("costs", activity.payer, "activities")].one(kronor=kronor(activity.weekly_cost, days))


def _shifts(found: Found, timeline: Timeline, quarter: Quarter) -> None:
    for shift in cost_shifts(timeline):
        if days := shift.days_in(quarter):
            for row in ("all", shift.benefit):
                found[Spot("cost-shifts", row, "shifts")].one(days_paid=days, kronor=shift.kronor_in(quarter))


def _outcome(found: Found, life: Life, quarter: Quarter) -> None:
    answered: dict[str, Questionnaire] = {}
    steps: list[LadderStep] = []
    for fact in life.told:
        if isinstance(fact, GoalOutcome) and fact.withdrawn_on is None and fact.on in quarter:
            found[Spot("goals", fact.outcome, "goals")].one()
        elif isinstance(fact, LadderStep) and fact.withdrawn_on is None and fact.on <= quarter.last:
            steps.append(fact)
        elif isinstance(fact, Questionnaire) and fact.withdrawn_on is None and fact.on in quarter:
            other = answered.get(fact.follow_up)
            if other is None or other.written_down:  # the person's own answers count before those written down
                answered[fact.follow_up] = fact
    _ladder(found, sorted(steps, key=lambda step: (step.on, step.id)), quarter)
    for one in answered.values():
        for statement in STATEMENTS:
            if (said := getattr(one, statement)).isdecimal():
                found[Spot("questionnaire", statement, "answers")].one(agreement=int(said))
    begun = self_sufficient(life.timeline.facts)
    if any(start in quarter for start, _ in begun.intervals()):
        found[Spot("self-sufficiency", "began", "persons")].one()


def _ladder(found: Found, steps: Sequence[LadderStep], quarter: Quarter) -> None:
    """From where the person stood before the quarter, or first in it, to where the person stood last in it."""
    if not steps or steps[-1].on not in quarter:
        return
    before = [step for step in steps if step.on < quarter.first]
    start = before[-1] if before else steps[0]
    if start is steps[-1]:
        return
    moved = LADDER.index(steps[-1].step) - LADDER.index(start.step)
    row = "nearer" if moved > 0 else "further" if moved < 0 else "same"
    found[Spot("ladder", row, "persons")].one(steps=abs(moved))
