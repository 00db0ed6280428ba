"""The facts of one person as a rule sees them: as the named sets of days.

The names are those of the gap catalogue. Every set is worked out once, when a rule first asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Protocol, TypeVar

from app.domain.civil_days import anniversary
from app.domain.days import ALWAYS, FUTURE, NEVER, Day, DaySet, WorkingDays, all_of, between, since, single_days, union
from app.domain.fact_index import FactIndex, FunctionOf
from app.domain.facts import (
    Activity,
    Call,
    Consent,
    Contact,
    Decision,
    Fact,
    MainResponsible,
    Meeting,
    Need,
    Ownership,
    Pause,
    Person,
    Plan,
    Queue,
    Referral,
    Status,
)
from app.domain.worked_out import worked_out

P = TypeVar("P", Activity, Referral, Call)  # the kinds that are about a plan, directly or by a need

OCCUPIED_PART_TIME: Final = ("work", "study")
OCCUPIED: Final = (*OCCUPIED_PART_TIME, "parental-leave", "military-service")
SUPPORTED: Final = (
    *("work", "sickness-benefit", "rehabilitation-benefit", "sickness-compensation", "activity-compensation"),
    *("unemployment-benefit", "activity-support", "establishment-benefit", "student-aid", "parental-leave"),
    *("pension", "income-support", "other-income"),
)
REGISTERED: Final = ("job-seeker", "job-seeker-obstacle", "programme", "establishment-programme")
AWAY: Final = ("inpatient", "custody", "parental-leave")
HALF_TIME: Final = 50  # percent of full time from which work or study counts as an occupation


class Period(Protocol):
    """A fact with a first day, and perhaps a last one."""

    @property
    def start(self) -> Day: ...
    @property
    def end(self) -> Day | None: ...


def days(fact: Period) -> DaySet:
    """From the first day to the last, both included; empty when the last is before the first."""
    start, end = fact.start, fact.end
    if end is None:
        return DaySet((start, FUTURE))
    return DaySet((start, end + 1)) if start <= end else NEVER


def covered(facts: Sequence[Period]) -> DaySet:
    """The days of any of the facts."""
    if not facts:
        return NEVER
    if len(facts) == 1:
        return days(facts[0])
    return union(
        [
            (fact.start, FUTURE if fact.end is None else fact.end + 1)
            for fact in facts
            if fact.end is None or fact.start <= fact.end
        ]
    )


def holds_on(fact: Period, day: Day) -> bool:
    """Whether the day is one of the fact's days."""
    return fact.start <= day and (fact.end is None or day <= fact.end)


def until(activity: Activity) -> Day | None:
    """The last day of a begun activity: its end, else its planned end unless that is before the start."""
    if activity.start is None or activity.end is not None:
        return activity.end
    planned = activity.planned_end
    return planned if planned is not None and planned >= activity.start else None


def running(activity: Activity) -> DaySet:
    """The days on which the activity goes on, as far as is known."""
    if activity.start is None:
        return NEVER
    last = until(activity)
    return between(activity.start, None if last is None else last + 1)


def planned(activity: Activity) -> DaySet:
    """The days for which something booked, that neither began nor was called off, is trusted to begin."""
    if activity.start is not None or activity.end is not None or activity.outcome is not None:
        return NEVER
    return since(activity.planned_start)


def consent_days(consent: Consent) -> DaySet:
    """The days that a consent covers; the day of its withdrawal is not one of them."""
    return days(consent) if consent.withdrawn_on is None else days(consent) - since(consent.withdrawn_on)


class Timeline(FactIndex):
    """The life that the facts of one person tell, day by day; made as a FactIndex is."""

    def __init__(self, facts: Iterable[Fact], *, calendar: WorkingDays, function_of: FunctionOf = str) -> None:
        super().__init__(facts, calendar=calendar, function_of=function_of)
        # What is worked out for each code, plan or need, and then kept.
        self._status: dict[tuple[str, ...], DaySet] = {}
        self._of_plan: dict[type[Fact], dict[str, list[Any]]] = {}
        self._need_open: dict[str, DaySet] = {}
        self._owned: dict[str, DaySet] = {}
        self._running_for: dict[str, DaySet] = {}
        self._foreseen_for: dict[str, DaySet] = {}

    # --- the person ---------------------------------------------------------------------------------

    @worked_out
    def person(self) -> Person:
        """The person whom this is about."""
        return self.of(Person)[0]

    def birthday(self, age: int) -> Day:
        """The day on which the person turns so many years."""
        return anniversary(self.person.birth_date, age)

    @worked_out
    def not_living(self) -> DaySet:
        """Dead, out of the country, or in a pause that was asked for or agreed."""
        died = since(self.person.deceased_on)
        return all_of([died, self.status("abroad"), covered(self.of(Pause))])

    def status(self, *codes: str) -> DaySet:
        """The days in a status with one of these codes, of whatever extent and whoever reports it."""
        known = self._status.get(codes)
        if known is None:
            known = self._status[codes] = covered(self.coded(Status, *codes))
        return known

    @worked_out
    def occupied(self) -> DaySet:
        """At work or in studies at least half time, on parental leave or in military service."""
        return covered(
            [
                status
                for status in self.coded(Status, *OCCUPIED)
                if status.extent >= HALF_TIME or status.code not in OCCUPIED_PART_TIME
            ]
        )

    @worked_out
    def supported(self) -> DaySet:
        """The days with an income."""
        return covered(self.coded(Status, *SUPPORTED))

    @worked_out
    def registered(self) -> DaySet:
        """Registered with the employment service."""
        return covered(self.coded(Status, *REGISTERED))

    @worked_out
    def away(self) -> DaySet:
        """In hospital, in custody or on parental leave."""
        return covered(self.coded(Status, *AWAY))

    @worked_out
    def active(self) -> DaySet:
        """The days on which any activity goes on."""
        return all_of([running(activity) for activity in self.of(Activity)])

    @worked_out
    def planned(self) -> DaySet:
        """The days for which any activity is booked and trusted to begin."""
        return all_of([planned(activity) for activity in self.of(Activity)])

    @worked_out
    def consented(self) -> DaySet:
        """The days covered by any consent."""
        return all_of([consent_days(consent) for consent in self.of(Consent)])

    @worked_out
    def reached(self) -> DaySet:
        """The days on which anybody got hold of the person."""
        return single_days([contact.on for contact in self.of(Contact) if contact.outcome == "reached"])

    @worked_out
    def met(self) -> DaySet:
        """The days on which a planning meeting was held."""
        return single_days([meeting.on for meeting in self.of(Meeting)])

    def decided(self, *codes: str) -> DaySet:
        """The days on which something with one of these codes was decided."""
        return single_days([decision.on for decision in self.coded(Decision, *codes)])

    def aftermath(self, status: Status, length: int) -> DaySet:
        """At most so many days after the last one of the status, until the same begins again.

        Of several of the same code that end on one day only that of greatest id has an aftermath.
        """
        last = status.end
        if last is None:
            return NEVER
        after = last + 1
        end = after + length
        for other in self.coded(Status, status.code):
            if other.end == last and other.id > status.id:
                return NEVER
            if other.end is None or (last < other.end and other.start <= other.end):
                end = min(end, max(after, other.start))
        return between(after, end)

    # --- plans and needs ----------------------------------------------------------------------------

    @worked_out
    def any_plan(self) -> DaySet:
        """The days on which any plan is open, internal ones too."""
        return covered(self.of(Plan))

    def plan_open(self, plan: Plan | None) -> DaySet:
        """The days of the plan; none when there is no plan."""
        return NEVER if plan is None else days(plan)

    def main(self, plan: Plan) -> DaySet:
        """The days on which somebody holds the overall responsibility for the plan."""
        return covered(self.referring(MainResponsible, "plan", plan.id))

    def need_open(self, need: Need) -> DaySet:
        """The days on which both the need and its plan are open."""
        known = self._need_open.get(need.id)
        if known is None:
            known = self._need_open[need.id] = days(need) & self.plan_open(self.plan(need.plan))
        return known

    def owned(self, need: Need) -> DaySet:
        """The days on which somebody has accepted the need; the person counts."""
        known = self._owned.get(need.id)
        if known is None:
            known = self._owned[need.id] = covered(self.referring(Ownership, "need", need.id))
        return known

    def unowned(self, need: Need) -> DaySet:
        """The days on which the need is open and nobody has it; none when the person handles it alone."""
        return NEVER if need.self_handled else self.need_open(need) - self.owned(need)

    def activities(self, need: Need) -> Sequence[Activity]:
        """The activities that meet the need."""
        return self.referring(Activity, "need", need.id)

    def running_for(self, need: Need) -> DaySet:
        """The days on which any activity for the need goes on."""
        known = self._running_for.get(need.id)
        if known is None:
            known = self._running_for[need.id] = all_of([running(activity) for activity in self.activities(need)])
        return known

    def foreseen_for(self, need: Need) -> DaySet:
        """The days on which an activity for the need goes on, or is booked and trusted to begin."""
        known = self._foreseen_for.get(need.id)
        if known is None:
            booked = [planned(activity) for activity in self.activities(need) if activity.start is None]
            known = self._foreseen_for[need.id] = self.running_for(need) | all_of(booked)
        return known

    def plan_of(self, fact: Activity | Referral | Call) -> Plan | None:
        """The plan of the fact's need when that need is present, else its own plan, if any."""
        need = self.need(fact.need)
        if need is not None:
            return self.plan(need.plan)
        return None if isinstance(fact, Referral) else self.plan(fact.plan)

    def of_plan(self, kind: type[P], plan: Plan) -> Sequence[P]:
        """The facts of a kind whose plan (see `plan_of`) this is."""
        facts = self.of(kind)
        if not facts:
            return ()
        groups = self._of_plan.get(kind)
        if groups is None:
            groups = self._of_plan[kind] = {}
            for fact in facts:
                if (whose := self.plan_of(fact)) is not None:
                    groups.setdefault(whose.id, []).append(fact)
        return groups.get(plan.id, ())

    def scope(self, fact: Activity | Referral | Call | Queue) -> DaySet:
        """The days on which the fact matters: its need is open, else its plan is; every day without both."""
        need = self.need(fact.need)
        if need is not None:
            return self.need_open(need)
        plan = self.plan(fact.plan) if isinstance(fact, (Activity, Call)) else None
        return ALWAYS if plan is None else days(plan)
