"""Young people who left school: the municipality's duty to keep in touch and offer something, until they turn 20."""

from dataclasses import replace
from typing import Final

from app.domain.days import Day, anniversary
from app.domain.facts import Activity, Contact, Decision, Referral, Status
from app.simulation.groups.alone import FOLLOWED_WITHIN, own_follow_ups
from app.simulation.life import Life

UNIT: Final = "youth-duty-unit"
REGISTERED_WITHIN: Final = 7  # days in which the school means to have told the unit
CONTACT_EVERY: Final = 28  # days
OFFERED_WITHIN: Final = 45  # days in which the unit means to have something going


def youth_duty(life: Life, entry: Day, born: Day) -> None:
    """From the day of leaving school until the twentieth birthday and a little after."""
    birthday = anniversary(born, 20)
    life.tell(Decision(id=life.name("decision"), actor="school", code="left-school", on=entry), entry)
    since = entry + life.between(1, REGISTERED_WITHIN)
    if life.happens("registered-late"):
        since = entry + life.between(30, 150)
        life.dropped("no-receiver", "late-answer", entry + REGISTERED_WITHIN + 1, since)
    duty = Status(id=life.name("status"), actor=UNIT, code="youth-duty", start=since)
    life.tell(duty, since)
    own_follow_ups(life, since, birthday)
    _contacts(life, since, birthday)
    _activity(life, since, birthday)
    life.tell(replace(duty, end=birthday - 1), birthday)
    _twenty(life, birthday)


def _contacts(life: Life, since: Day, until: Day) -> None:
    on = since + life.between(1, CONTACT_EVERY)
    while on < until:
        outcome = "reached" if life.stream.random() < 0.85 else "missed"
        life.tell(Contact(id=life.name("contact"), actor=UNIT, on=on, outcome=outcome), on)
        last, on = on, on + (life.between(14, CONTACT_EVERY) if outcome == "reached" else life.between(1, 4))
        if life.stream.random() < 0.25 and life.happens("contact-dropped"):
            on = last + life.between(50, 240)
            life.dropped("nobody-in-touch", "vacancy", last + CONTACT_EVERY + 1, min(on, until))


def _activity(life: Life, since: Day, until: Day) -> None:
    start = since + life.between(15, OFFERED_WITHIN)
    if life.happens("nobody-plans"):
        start = since + life.between(75, 300)
        life.dropped("nothing-started", "vacancy", since + OFFERED_WITHIN + 1, min(start, until))
    while start < until:
        last = min(start + life.between(60, 200), until)
        activity = Activity(id=life.name("activity"), actor=UNIT, planned_start=start, start=start, planned_end=last)
        life.tell(activity, start)
        life.tell(replace(activity, end=last, outcome="completed"), last)
        start = last + life.between(1, FOLLOWED_WITHIN)
        if life.happens("next-dropped"):
            start = last + life.between(60, 200)
            if last < until:
                life.dropped("nothing-follows", "queue", last + 1, min(start, until))


def _twenty(life: Life, birthday: Day) -> None:
    """Somebody should have taken over before the birthday."""
    sent = birthday - life.between(40, 120)
    referral = Referral(id=life.name("referral"), actor=UNIT, to="employment-service", sent=sent)
    taken = sent + life.between(3, 30)
    if life.happens("no-receiver"):
        taken = birthday + life.between(20, 180)
        sent = taken - life.between(1, 14)
        referral = replace(referral, sent=sent)
        life.dropped("no-receiver", "forgotten", birthday, taken)
    life.tell(referral, sent)
    life.tell(replace(referral, answered=taken, answer="accepted"), taken)
    life.tell(Status(id=life.name("status"), actor="employment-service", code="job-seeker", start=taken), taken)
