"""One need in a shared plan: somebody takes it, something begins, something follows. Or not."""

from dataclasses import replace
from typing import Final

from app.domain.days import Day
from app.domain.facts import Activity, Contact, Need, Ownership, Plan, Referral
from app.simulation.life import Life

ANSWERED_WITHIN: Final = 14  # days in which the world's agencies mean to answer a referral
FOLLOWED_WITHIN: Final = 7  # days between two activities that nobody calls a gap
CALLED_BACK_WITHIN: Final = 3  # days in which they mean to call somebody who dropped out


def a_need(life: Life, plan: Plan, actor: str, category: str, since: Day, ends: Day) -> None:
    """The need from the day of the plan until it is met or the plan ends."""
    need = Need(id=life.name("need"), actor="social-services", plan=plan.id, start=since, category=category)
    life.tell_at_once(need, since)
    taken = since
    if life.happens("need-left-over"):
        taken = since + life.between(20, 180)
        life.dropped("nobody-took-it", "vacancy", since, min(taken, ends))
    if taken < ends:
        actor, taken = _handed_over(life, need, actor, category, taken, ends)
    if taken >= ends:
        return
    life.tell_at_once(Ownership(id=life.name("ownership"), actor=actor, need=need.id, start=taken), taken)
    met = _activities(life, need, actor, taken, ends)
    if met < ends:
        life.tell(replace(need, end=met), met)


def _handed_over(life: Life, need: Need, actor: str, category: str, since: Day, ends: Day) -> tuple[str, Day]:
    """Who has the need at last, and since when: some needs of health go by a referral first."""
    if category != "health" or not life.happens("referral"):
        return actor, since
    sender = "primary-care" if actor != "primary-care" else "social-services"
    referral = Referral(id=life.name("referral"), actor=sender, to=actor, need=need.id, sent=since)
    life.tell(referral, since)
    answered = since + life.between(3, ANSWERED_WITHIN)
    if life.happens("referral-dropped"):
        answered = since + life.between(35, 190)
        life.dropped("no-answer", "queue", since + ANSWERED_WITHIN + 1, min(answered, ends))
    if not life.happens("referral-rejected"):
        life.tell(replace(referral, answered=answered, answer="accepted"), answered)
        return actor, answered
    life.tell(replace(referral, answered=answered, answer="rejected"), answered)
    taken = answered + life.between(1, 7)
    if life.happens("rejected-dropped"):
        taken = answered + life.between(20, 200)
        life.dropped("nobody-took-it", "late-answer", answered, min(taken, ends))
    return "primary-care", taken


def _activities(life: Life, need: Need, actor: str, since: Day, ends: Day) -> Day:
    """One activity after the other; gives the last day of the need."""
    planned = since + life.between(5, 25)
    while planned < ends:
        activity = Activity(id=life.name("activity"), actor=actor, need=need.id, planned_start=planned)
        start = planned
        dropped = life.happens("start-dropped")
        if not (dropped and life.happens("unbooked")):
            life.tell_at_once(activity, max(since, planned - 30))
        if dropped:
            start = planned + life.between(20, 170)
            life.dropped("nothing-started", "queue", planned, min(start, ends))
        if start >= ends:
            return ends
        last = start + life.between(50, 220)
        activity = replace(activity, start=start, planned_end=last)
        life.tell(activity, start)
        if last >= ends:
            return ends
        if life.happens("dropout"):
            last = start + life.between(14, last - start)
            life.tell(replace(activity, end=last, outcome="dropout"), last)
            _called_back(life, actor, last, ends)
        else:
            if life.happens("only-on-paper"):
                life.dropped("only-on-paper", "vacancy", last - life.between(25, 45), last + 1)
            life.tell(replace(activity, end=last, outcome="completed"), last)
            if life.happens("need-met"):
                return last
        since, planned = last, last + life.between(1, FOLLOWED_WITHIN)
        if life.happens("next-dropped"):
            planned = last + life.between(25, 200)
            since = planned
            life.dropped("nothing-follows", "staff-left", last + 1, min(planned, ends))
    return ends


def _called_back(life: Life, actor: str, last: Day, ends: Day) -> None:
    on = last + life.between(1, CALLED_BACK_WITHIN)
    if life.happens("dropout-not-called"):
        on = last + life.between(20, 120)
        life.dropped("nobody-in-touch", "forgotten", last + CALLED_BACK_WITHIN + 1, min(on, ends))
    life.tell(Contact(id=life.name("contact"), actor=actor, on=on, outcome="reached"), on)
