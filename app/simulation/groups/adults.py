"""Adults far from work: income support, unemployment, sick leave, and the first years in the country."""

from dataclasses import replace
from typing import Final

from app.domain.days import Day
from app.domain.facts import Assessment, Decision, Status
from app.simulation.groups.alone import (
    KNOWN_AHEAD,
    activities,
    next_income,
    own_follow_ups,
    own_plan,
    planned_late,
    registered,
)
from app.simulation.life import Life

PLANNED_WITHIN: Final = {"income-support": 180, "sick-leave": 28}
"""Days in which the one that has the person means to have made a plan."""
COURSE_WITHIN: Final = 28  # days from the application in which the course in Swedish is meant to begin


def income_support(life: Life, entry: Day) -> None:
    """Months of income support; somebody should plan a way out of it."""
    until = entry + life.between(200, 900)
    detail = "unemployed" if life.stream.random() < 0.7 else "sick"
    support = Status(id=life.name("status"), actor="social-services", code="income-support", start=entry, detail=detail)
    life.tell(support, entry)
    own_follow_ups(life, entry, until)
    planned = planned_late(life, entry + PLANNED_WITHIN["income-support"], until)
    if planned < until:
        activities(life, "labour-market-unit", planned, until)
    life.tell(replace(support, end=until), until)
    life.tell(Status(id=life.name("status"), actor="employment-service", code="work", start=until + 1), until + 1)


def unemployed(life: Life, entry: Day) -> None:
    """Registered with the employment service; an action plan, a benefit that ends, activities in between."""
    until = entry + life.between(250, 900)
    own_follow_ups(life, entry, until)
    registered(life, entry, until, entry)
    last = entry + life.between(200, 420)
    benefit = Status(
        id=life.name("status"), actor="unemployment-fund", code="unemployment-benefit", start=entry, end=last
    )
    life.tell(benefit, entry)
    if last < until:
        next_income(life, "activity-support", "social-insurance", last)


def sick_leave(life: Life, entry: Day) -> None:
    """Sick leave with a plan for the way back; it ends in work, in the hands of the next agency, or in neither."""
    last = entry + life.between(60, 420)
    sick = Status(id=life.name("status"), actor="social-insurance", code="sickness-benefit", start=entry)
    life.tell(sick, entry)
    own_follow_ups(life, entry, last + 365)
    planned = planned_late(life, entry + PLANNED_WITHIN["sick-leave"], last)
    if planned < last:
        own_plan(life, "employer", "return-to-work", planned, last)
    life.tell(replace(sick, end=last), last - min(14, last - entry))
    if life.happens("denied"):
        _denied(life, last)
    elif life.stream.random() < 0.7:
        life.tell(Status(id=life.name("status"), actor="employer", code="work", start=last + 1), last + 1 - KNOWN_AHEAD)
    else:
        registered(life, last + 1, last + life.between(100, 500), last + 1 - KNOWN_AHEAD)
        next_income(life, "activity-support", "social-insurance", last)


def _denied(life: Life, last: Day) -> None:
    """Able to work says one agency; too ill to take part, says the other."""
    on = last + 1
    life.tell(Decision(id=life.name("decision"), actor="social-insurance", code="sickness-benefit-denied", on=on), on)
    life.tell(Assessment(id=life.name("assessment"), actor="social-insurance", outcome="able", start=on), on)
    since = on + life.between(1, 10)
    solved = on + life.between(5, 20)
    if life.happens("no-receiver"):
        solved = on + life.between(40, 260)
        life.dropped("no-income", "late-answer", on, solved)
        unable = Assessment(
            id=life.name("assessment"), actor="employment-service", outcome="unable", start=since, end=solved
        )
        life.tell(unable, since)
    registered(life, since, solved + life.between(60, 400), since)
    life.tell(Status(id=life.name("status"), actor="social-insurance", code="activity-support", start=solved), solved)


def newly_arrived(life: Life, entry: Day) -> None:
    """Two years of establishment with a course in Swedish, and what comes after."""
    last = entry + 729
    programme = Status(
        id=life.name("status"), actor="employment-service", code="establishment-programme", start=entry, end=last
    )
    life.tell(programme, entry)
    own_plan(life, "employment-service", "establishment-plan", entry + 5, last)
    own_follow_ups(life, entry, last + 365)
    applied = entry + life.between(5, 30)
    begun = applied + life.between(10, COURSE_WITHIN)
    if life.happens("start-dropped"):
        begun = applied + life.between(60, 260)
        life.dropped("nothing-started", "queue", applied + COURSE_WITHIN, begun)
    waiting = Status(id=life.name("status"), actor="adult-education", code="language-course-applied", start=applied)
    life.tell(waiting, applied)
    life.tell(replace(waiting, end=begun - 1), begun)
    life.tell(Status(id=life.name("status"), actor="adult-education", code="language-course", start=begun), begun)
    received, told = last + 1, last + 1 - KNOWN_AHEAD
    if life.happens("no-receiver"):
        received = told = last + life.between(20, 200)
        life.dropped("no-receiver", "forgotten", last + 1, received)
    registered(life, received, received + life.between(100, 500), told)
