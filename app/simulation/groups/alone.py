"""What is alike for those whom one agency has by itself: its follow-ups and activities, and the next income."""

from dataclasses import replace
from typing import Final

from app.domain.days import Day
from app.domain.facts import Activity, AgencyPlan, Status
from app.simulation.life import Life

FOLLOWED_WITHIN: Final = 7  # days between two activities that nobody calls a gap
REGISTERED_PLAN_WITHIN: Final = 25  # days in which the employment service means to have made a plan
KNOWN_AHEAD: Final = 14  # days before it begins that an income is decided and told of, when nothing is dropped


def own_follow_ups(life: Life, since: Day, until: Day) -> None:
    """The agency's own look at the case, some times a year; those that were truly held."""
    due = since + life.between(60, 200)
    while due < until:
        if life.happens("own-follow-up-held"):
            life.sat_down([due])
        due += life.between(120, 240)


def activities(life: Life, actor: str, since: Day, until: Day) -> None:
    """One activity after the other, in no shared plan, until the person leaves."""
    start = since
    while start < until:
        last = min(start + life.between(60, 240), until)
        activity = Activity(id=life.name("activity"), actor=actor, planned_start=start, start=start, planned_end=last)
        life.tell(activity, start)
        life.tell(replace(activity, end=last, outcome="completed"), last)
        start = last + life.between(1, FOLLOWED_WITHIN)
        if life.happens("next-dropped"):
            start = last + life.between(60, 330)
            if last < until:
                life.dropped("nothing-follows", "queue", last + 1, min(start, until))


def planned_late(life: Life, should: Day, until: Day) -> Day:
    """The day on which somebody at last sat down and planned: when it should have been, or long after."""
    if not life.happens("nobody-plans"):
        return should
    done = should + life.between(30, 330)
    life.dropped("nobody-plans", "vacancy", should + 1, min(done, until))
    return done


def registered(life: Life, since: Day, until: Day, told: Day) -> None:
    """In the employment service's hands: registered, planned for, and in activities, until the person leaves."""
    seeker = Status(id=life.name("status"), actor="employment-service", code="job-seeker", start=since)
    life.tell(seeker, told)
    planned = planned_late(life, since + REGISTERED_PLAN_WITHIN, until)
    if planned < until:
        plan = own_plan(life, "employment-service", "action-plan", planned, until)
        activities(life, "employment-service", plan.start + 7, until)
    life.tell(replace(seeker, end=until), until)
    life.tell(Status(id=life.name("status"), actor="employment-service", code="work", start=until + 1), until + 1)


def own_plan(life: Life, actor: str, code: str, since: Day, until: Day) -> AgencyPlan:
    """The agency's own plan, with the day until which it is meant to hold."""
    plan = AgencyPlan(id=life.name("agency-plan"), actor=actor, code=code, start=since, end=until)
    life.tell(plan, since)
    life.agency_plans.append(plan)
    return plan


def next_income(life: Life, code: str, actor: str, last: Day) -> None:
    """An income ended; another follows at once, or after a time without, or one that nobody is told of."""
    start, told = last + 1, last + 1 - KNOWN_AHEAD
    unseen = life.happens("income-unseen")
    if not unseen and life.happens("income-gap"):
        start = told = last + life.between(15, 150)
        life.dropped("no-income", "late-answer", last + 1, start)
    status = Status(id=life.name("status"), actor=actor, code=code, start=start)
    if unseen:
        told = start + life.between(60, 240)
        status = replace(status, start=told)
    life.tell(status, told)
