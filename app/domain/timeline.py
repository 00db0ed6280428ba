"""The facts of one person as a rule sees them: indexed, resolved, and as the named sets of days.

The names are those of the gap catalogue. Every set is worked out once, when a rule first asks for it.
Rules reach facts only through `of`, `coded`, `referring`, `plan` and `need`, so that what a rule
reads can be held against what it declares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, Protocol, TypeVar

from app.domain.days import ALWAYS, NEVER, Day, DaySet, WorkingDays, all_of, anniversary, between, since
from app.domain.facts import (
    Activity,
    Call,
    Consent,
    Contact,
    Decision,
    Fact,
    MainResponsible,
    Need,
    Ownership,
    Pause,
    Person,
    Plan,
    Referral,
    Status,
)

F = TypeVar("F", bound=Fact)

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
    end = fact.end
    return between(fact.start, None if end is None else end + 1)


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
    return days(consent) - since(consent.withdrawn_on)


class Timeline:
    """The current facts of one person, of whom exactly one `person` fact tells.

    `function_of` gives the function of an actor; without it an actor is its own function.
    """

    def __init__(
        self,
        facts: Iterable[Fact],
        *,
        calendar: WorkingDays,
        function_of: Mapping[str, str] | Callable[[str], str] = str,
    ) -> None:
        self.calendar = calendar
        self.function_of: Callable[[str], str] = (
            (lambda actor: function_of.get(actor, actor)) if isinstance(function_of, Mapping) else function_of
        )
        self._by_id: dict[str, Fact] = {}
        self._by_kind: dict[type[Fact], list[Any]] = {}
        self._by_code: dict[tuple[type[Fact], str], list[Any]] = {}
        self._by_reference: dict[tuple[type[Fact], str], dict[str | None, list[Any]]] = {}
        self._sets: dict[tuple[str, str], DaySet] = {}
        for fact in facts:
            self._by_id[fact.id] = fact
            self._by_kind.setdefault(type(fact), []).append(fact)
        for kind in (Status, Decision):
            for coded in self._by_kind.get(kind, ()):
                self._by_code.setdefault((kind, coded.code), []).append(coded)

    @property
    def facts(self) -> Iterable[Fact]:
        """Every fact, in the order in which it was given."""
        return self._by_id.values()

    def without(self, fact: Fact) -> Timeline:
        """The same life without this one fact."""
        others = (other for other in self._by_id.values() if other is not fact)
        return type(self)(others, calendar=self.calendar, function_of=self.function_of)

    def of(self, kind: type[F]) -> Sequence[F]:
        """The facts of a kind."""
        return self._by_kind.get(kind, ())

    def coded(self, kind: type[F], *codes: str) -> Sequence[F]:
        """The facts of a kind (status or decision) that have one of these codes."""
        if len(codes) == 1:
            return self._by_code.get((kind, codes[0]), ())
        return [fact for code in codes for fact in self._by_code.get((kind, code), ())]

    def referring(self, kind: type[F], field: str, id_: str) -> Sequence[F]:
        """The facts of a kind that have this id in a field: the ownerships of a need, say."""
        groups = self._by_reference.get((kind, field))
        if groups is None:
            groups = self._by_reference[kind, field] = {}
            for fact in self.of(kind):
                groups.setdefault(getattr(fact, field), []).append(fact)
        return groups.get(id_, ())

    def plan(self, id_: str | None) -> Plan | None:
        """The plan that is referred to; None when it is not in the timeline or is no plan."""
        fact = self._by_id.get(id_) if id_ is not None else None
        return fact if type(fact) is Plan else None

    def need(self, id_: str | None) -> Need | None:
        """The need that is referred to; None when it is not in the timeline or is no need."""
        fact = self._by_id.get(id_) if id_ is not None else None
        return fact if type(fact) is Need else None

    # --- the person ---------------------------------------------------------------------------------

    @cached_property
    def person(self) -> Person:
        """The person whom this is about."""
        return self.of(Person)[0]

    def birthday(self, age: int) -> Day:
        """The day on which the person turns so many years."""
        return anniversary(self.person.birth_date, age)

    @cached_property
    def living(self) -> DaySet:
        """Alive, in the country, and not in a pause that was asked for or agreed."""
        away = self.status("abroad") | all_of(days(pause) for pause in self.of(Pause))
        return ~since(self.person.deceased_on) - away

    def status(self, *codes: str) -> DaySet:
        """The days in a status with one of these codes, of whatever extent and whoever reports it."""
        return all_of(days(status) for status in self.coded(Status, *codes))

    @cached_property
    def occupied(self) -> DaySet:
        """At work or in studies at least half time, on parental leave or in military service."""
        return all_of(
            days(status)
            for status in self.coded(Status, *OCCUPIED)
            if status.extent >= HALF_TIME or status.code not in OCCUPIED_PART_TIME
        )

    @cached_property
    def supported(self) -> DaySet:
        """The days with an income."""
        return self.status(*SUPPORTED)

    @cached_property
    def registered(self) -> DaySet:
        """Registered with the employment service."""
        return self.status(*REGISTERED)

    @cached_property
    def away(self) -> DaySet:
        """In hospital, in custody or on parental leave."""
        return self.status(*AWAY)

    @cached_property
    def active(self) -> DaySet:
        """The days on which any activity goes on."""
        return all_of(running(activity) for activity in self.of(Activity))

    @cached_property
    def consented(self) -> DaySet:
        """The days covered by any consent."""
        return all_of(consent_days(consent) for consent in self.of(Consent))

    @cached_property
    def reached(self) -> DaySet:
        """The days on which anybody got hold of the person."""
        return all_of(between(c.on, c.on + 1) for c in self.of(Contact) if c.outcome == "reached")

    # --- plans and needs ----------------------------------------------------------------------------

    @cached_property
    def any_plan(self) -> DaySet:
        """The days on which any plan is open, internal ones too."""
        return all_of(days(plan) for plan in self.of(Plan))

    def plan_open(self, plan: Plan | None) -> DaySet:
        """The days of the plan; none when there is no plan."""
        return NEVER if plan is None else days(plan)

    def main(self, plan: Plan) -> DaySet:
        """The days on which somebody holds the overall responsibility for the plan."""
        return all_of(days(held) for held in self.referring(MainResponsible, "plan", plan.id))

    def need_open(self, need: Need) -> DaySet:
        """The days on which both the need and its plan are open."""
        return self._once("open", need, lambda: days(need) & self.plan_open(self.plan(need.plan)))

    def owned(self, need: Need) -> DaySet:
        """The days on which somebody has accepted the need; the person counts."""
        owners = self.referring(Ownership, "need", need.id)
        return self._once("owned", need, lambda: all_of(days(owner) for owner in owners))

    def unowned(self, need: Need) -> DaySet:
        """The days on which the need is open and nobody has it; none when the person handles it alone."""
        return NEVER if need.self_handled else self.need_open(need) - self.owned(need)

    def activities(self, need: Need) -> Sequence[Activity]:
        """The activities that meet the need."""
        return self.referring(Activity, "need", need.id)

    def running_for(self, need: Need) -> DaySet:
        """The days on which any activity for the need goes on."""
        return self._once("running", need, lambda: all_of(running(a) for a in self.activities(need)))

    def planned_for(self, need: Need) -> DaySet:
        """The days for which an activity for the need is booked and trusted to begin."""
        return all_of(planned(activity) for activity in self.activities(need))

    def plan_of(self, fact: Activity | Referral | Call) -> Plan | None:
        """The plan of the fact's need when that need is present, else its own plan, if any."""
        need = self.need(fact.need)
        if need is not None:
            return self.plan(need.plan)
        return None if isinstance(fact, Referral) else self.plan(fact.plan)

    def scope(self, fact: Activity | Referral | Call) -> DaySet:
        """The days on which the fact matters: its need is open, else its plan is; every day without both."""
        need = self.need(fact.need)
        if need is not None:
            return self.need_open(need)
        plan = None if isinstance(fact, Referral) else self.plan(fact.plan)
        return ALWAYS if plan is None else days(plan)

    def _once(self, name: str, need: Need, work_out: Callable[[], DaySet]) -> DaySet:
        known = self._sets.get((name, need.id))
        if known is None:
            known = self._sets[name, need.id] = work_out()
        return known

    def about(self, id_: str, field: str) -> str | None:
        """The plan or need that a fact is about: itself, or the one it refers to in that field."""
        fact = self._by_id.get(id_)
        if fact is None or fact.kind == field:
            return id_
        referred: str | None = getattr(fact, field, None)
        return referred
