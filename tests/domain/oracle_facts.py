"""The oracle's own reading of a case file's facts, and the day sets that several of its rules speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cached_property, reduce
from typing import Any

from tests.domain.oracle_days import Days, OneDay, Window

DATES = frozenset(
    {
        *("birth_date", "deceased_on", "start", "end", "on", "withdrawn_on", "planned_start", "planned_end"),
        *("sent", "answered", "started", "closed", "meeting_on", "cancelled_on"),
        *("due", "booked_on", "held", "rebooked_on"),
    }
)
SUPPORTED = (
    *("work", "sickness-benefit", "rehabilitation-benefit", "sickness-compensation", "activity-compensation"),
    *("unemployment-benefit", "activity-support", "establishment-benefit", "student-aid", "parental-leave"),
    *("pension", "income-support", "other-income"),
)
REGISTERED = ("job-seeker", "job-seeker-obstacle", "programme", "establishment-programme")
BIRTHDAYS = ((20, "youth-duty"), (20, "left-school"), (30, "activity-compensation"))  # what makes one matter
CALM_BEFORE, CALM_AFTER = 800, 1500  # days of window before the first and after the last day of any fact


class Record(dict[str, Any]):
    """One fact; a field that it lacks reads as None."""

    def __getattr__(self, name: str) -> Any:
        return self.get(name)


def record(fact: Mapping[str, Any]) -> Record:
    dated: dict[str, Any] = {
        k: date.fromisoformat(str(v)).toordinal() for k, v in fact.items() if k in DATES and v is not None
    }
    if fact.get("updates"):
        dated["updates"] = [date.fromisoformat(day).toordinal() for day in fact["updates"]]
    return Record({k: v for k, v in fact.items() if v is not None} | dated)


def current(facts: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Of each id the one recorded last (none: the oldest; a tie: the later in the list), less the void."""
    latest: dict[str, Mapping[str, Any]] = {}
    for fact in facts:
        known = latest.get(fact["id"])
        if known is None or moment(fact) >= moment(known):
            latest[fact["id"]] = fact
    return [fact for fact in latest.values() if not fact.get("void")]


def moment(fact: Mapping[str, Any]) -> datetime:
    """When the fact was recorded: a day or a time, UTC when it does not say otherwise."""
    when = datetime.fromisoformat(fact.get("recorded") or "0001-01-01")
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def earliest(*days: OneDay | None) -> OneDay | None:
    return min((d for d in days if d is not None), default=None)


def own(*actors: str | None) -> str:
    return next((a for a in actors if a is not None and a != "person"), "social-services")


def years_after(day: OneDay, years: int) -> OneDay:
    """The same date so many years later; what has no 29 February has 1 March instead."""
    then = date.fromordinal(day)
    try:
        return then.replace(year=then.year + years).toordinal()
    except ValueError:
        return date(then.year + years, 3, 1).toordinal()


def answer(f: Record) -> str | None:
    """The answer of a referral or call, which says nothing as long as no day of an answer is given."""
    return None if f.answered is None else f.answer


class Situation:
    """The current facts of one person, and the day sets that several rules speak of."""

    def __init__(self, facts: Iterable[Mapping[str, Any]]) -> None:
        self.facts = [record(f) for f in current(facts)]
        self.by_id = {f.id: f for f in self.facts}
        self.by_kind: dict[str, list[Record]] = {}
        for f in self.facts:
            self.by_kind.setdefault(f.kind, []).append(f)
        (self.person,) = self.of("person")
        known = [d for f in self.facts for k, d in f.items() if k in DATES and k != "birth_date"]
        known += [d for f in self.facts for d in f.updates or ()]
        codes = {f.code for f in self.facts}
        last = max([*known, *(self.birthday(age) for age, code in BIRTHDAYS if code in codes)], default=730000)
        self.window = Window(min(known, default=last) - CALM_BEFORE, last + CALM_AFTER)

    def of(self, kind: str, **fields: Any) -> list[Record]:
        """The facts of that kind whose fields are so; None stands for a field that is absent."""
        return [f for f in self.by_kind.get(kind, ()) if all(f.get(k) == v for k, v in fields.items())]

    def need(self, fact: Record) -> Record | None:
        found = self.by_id.get(fact.need)
        return found if found is not None and found.kind == "need" else None

    def plan(self, fact: Record) -> Record | None:
        found = self.by_id.get(fact.plan)
        return found if found is not None and found.kind == "plan" else None

    def plan_of(self, fact: Record) -> Record | None:
        need = self.need(fact)
        return self.plan(fact) if need is None else self.plan(need)

    def birthday(self, age: int) -> OneDay:
        return years_after(self.person.birth_date, age)

    def union(self, sets: Iterable[Days]) -> Days:
        return reduce(Days.__or__, sets, self.window.none)

    def days(self, fact: Record) -> Days:
        return self.window.between(fact.start, None if fact.end is None else fact.end + 1)

    def singles(self, days: Iterable[OneDay | None]) -> Days:
        """Just these days, as far as they are present."""
        return self.union(self.window.between(day, day + 1) for day in days if day is not None)

    def status(self, *codes: str) -> Days:
        return self.union(self.days(s) for s in self.of("status") if s.code in codes)

    @cached_property
    def living(self) -> Days:
        paused = self.union(self.days(p) for p in self.of("pause"))
        return ~self.window.since(self.person.deceased_on) - self.status("abroad") - paused

    @cached_property
    def occupied(self) -> Days:
        daily = [s for s in self.of("status") if s.code in ("work", "study")]
        half_time = [s for s in daily if s.extent is None or s.extent >= 50]
        return self.union(map(self.days, half_time)) | self.status("parental-leave", "military-service")

    @cached_property
    def supported(self) -> Days:
        return self.status(*SUPPORTED)

    @cached_property
    def registered(self) -> Days:
        return self.status(*REGISTERED)

    @cached_property
    def reached(self) -> Days:
        return self.singles(c.on for c in self.of("contact", outcome="reached"))

    @cached_property
    def any_plan(self) -> Days:
        return self.union(self.days(p) for p in self.of("plan"))

    @cached_property
    def active(self) -> Days:
        return self.union(self.running(a) for a in self.of("activity"))

    @cached_property
    def consented(self) -> Days:
        return self.union(self.days(c) - self.window.since(c.withdrawn_on) for c in self.of("consent"))

    def need_open(self, need: Record) -> Days:
        plan = self.plan(need)
        return self.window.none if plan is None else self.days(need) & self.days(plan)

    def owned(self, need: Record) -> Days:
        return self.union(self.days(o) for o in self.of("ownership", need=need.id))

    def unowned(self, need: Record) -> Days:
        return self.window.none if need.self_handled else self.need_open(need) - self.owned(need)

    def until(self, activity: Record) -> OneDay | None:
        if activity.start is None:
            return None
        if activity.end is not None:
            return int(activity.end)
        if activity.planned_end is not None and activity.planned_end >= activity.start:
            return int(activity.planned_end)
        return None

    def running(self, activity: Record) -> Days:
        last = self.until(activity)
        if activity.start is None:
            return self.window.none
        return self.window.between(activity.start, None if last is None else last + 1)

    def planned(self, activity: Record) -> Days:
        begun_or_over = (activity.start, activity.end, activity.outcome)
        return self.window.since(activity.planned_start if begun_or_over == (None, None, None) else None)

    def aftermath(self, s: Record) -> Days:
        """Up to ninety days after the end of a status, until one of its code holds again."""
        alike = self.of("status", code=s.code)
        if s.end is None or any(x.end == s.end and x.id > s.id for x in alike):
            return self.window.none
        next_one = self.status(s.code).first(s.end + 1)
        return self.window.between(s.end + 1, earliest(s.end + 91, next_one))

    def running_for(self, need: Record) -> Days:
        return self.union(self.running(a) for a in self.of("activity", need=need.id))

    def planned_for(self, need: Record) -> Days:
        return self.union(self.planned(a) for a in self.of("activity", need=need.id))

    def scope(self, fact: Record) -> Days:
        need, plan = self.need(fact), self.plan(fact)
        if need is not None:
            return self.need_open(need)
        return self.window.every if plan is None else self.days(plan)

    def holder(self, facts: Iterable[Record], day: OneDay) -> str | None:
        """The actor of the fact that contains the day: of several the latest start, then the greatest id."""
        holding = [f for f in facts if day in self.days(f)]
        return max(holding, key=lambda f: (f.start, f.id)).actor if holding else None

    def main_of(self, plan: Record, day: OneDay) -> str | None:
        return self.holder(self.of("main-responsible", plan=plan.id), day)

    def plan_owner(self, plan: Record, day: OneDay) -> str:
        return own(self.main_of(plan, day), plan.actor)

    def person_owner(self, day: OneDay) -> str:
        open_plans = [p for p in self.of("plan") if day in self.days(p)]
        if not open_plans:
            return "social-services"
        return self.plan_owner(min(open_plans, key=lambda p: (p.start, p.id)), day)
