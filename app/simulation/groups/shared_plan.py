"""A shared plan: called, agreed, held together by somebody, followed up, and consented to. Or not."""

from dataclasses import replace
from typing import Final

from app.domain.days import Day
from app.domain.facts import Call, Consent, FollowUp, Handler, MainResponsible, Meeting, Plan, SipNeed
from app.simulation.groups.need import a_need
from app.simulation.life import Life

CALLED_WITHIN: Final = 7  # days in which the world's agencies mean to call once the need of a plan is established
ANSWERED_WITHIN: Final = 7  # days in which they mean to answer a call
COORDINATOR: Final = "social-services"


def a_shared_plan(life: Life, judged: Day, actors: tuple[str, ...], categories: tuple[str, ...]) -> None:
    """Whatever happens from the day on which somebody judged that coordination is needed."""
    called = _called(life, judged)
    met = called + life.between(14, 28)
    ends = met + life.between(300, 700)
    _consent(life, judged, (met, ends), actors, categories)
    for actor in actors:
        if actor != COORDINATOR:
            _call(life, actor, called, met)
    meeting = Meeting(id=life.name("meeting"), actor=COORDINATOR, on=met, outcome="plan")
    plan = Plan(id=life.name("plan"), actor=COORDINATOR, start=met)
    life.tell_at_once(meeting, met)
    life.tell_at_once(plan, met)
    _link(life, met, ends)
    _main_responsible(life, plan, ends)
    _follow_ups(life, plan, ends)
    for actor, category in zip(actors, categories, strict=False):
        a_need(life, plan, actor, category, met, ends)
    life.tell_at_once(replace(plan, end=ends), ends)


def _called(life: Life, judged: Day) -> Day:
    need = SipNeed(id=life.name("sip-need"), actor=COORDINATOR, on=judged)
    life.tell(need, judged)
    if not life.happens("sip-never-called"):
        return judged + life.between(1, CALLED_WITHIN)
    called = judged + life.between(30, 150)
    life.dropped("nobody-plans", "queue", judged + CALLED_WITHIN + 1, called)
    return called


def _consent(
    life: Life, judged: Day, plan: tuple[Day, Day], actors: tuple[str, ...], categories: tuple[str, ...]
) -> None:
    """One after the other for as long as the plan is open, from the first day in `plan` to the second."""
    since, (met, ends) = judged, plan
    while since < ends:
        last = max(since, met) + 364
        consent = Consent(
            id=life.name("consent"),
            actor="person",
            start=since,
            end=last,
            actors=tuple(dict.fromkeys((COORDINATOR, *actors))),
            categories=tuple(dict.fromkeys(categories)),
        )
        life.tell_at_once(consent, since)
        since = last + 1
        if life.happens("consent-lapses"):
            since += life.between(10, 150)
            life.dropped("no-consent", "forgotten", last + 1, min(since, ends))


def _link(life: Life, met: Day, ends: Day) -> None:
    """Each agency's own plan should be tied to the shared one."""
    for own in life.agency_plans:
        both = max(met, own.start)
        if both >= min(ends, own.end or ends):
            continue
        if life.happens("plan-not-linked"):
            life.dropped("not-linked", "forgotten", both, min(ends, own.end or ends))
        else:
            linked = both + life.between(1, 20)
            life.tell(replace(own, linked=True), linked)


def _call(life: Life, to: str, called: Day, met: Day) -> None:
    call = Call(id=life.name("call"), actor=COORDINATOR, to=to, form="call", sent=called, meeting_on=met)
    life.tell_at_once(call, called)
    answered = called + life.between(1, ANSWERED_WITHIN)
    if life.happens("call-late-answer"):
        answered = min(met, called + life.between(9, 24))
        life.dropped("no-answer", "late-answer", called + ANSWERED_WITHIN + 1, answered)
    life.tell(replace(call, answered=answered, answer="coming"), answered)


def _main_responsible(life: Life, plan: Plan, ends: Day) -> None:
    main = MainResponsible(id=life.name("main"), actor=COORDINATOR, plan=plan.id, start=plan.start)
    handler = Handler(id=life.name("handler"), actor=COORDINATOR, plan=plan.id, start=plan.start)
    life.tell_at_once(main, plan.start)
    life.tell_at_once(handler, plan.start)
    if not life.happens("staff-leaves"):
        return
    last = plan.start + life.between(30, max(31, ends - plan.start - 30))
    followed = last + 1
    if life.happens("vacancy"):
        followed += life.between(15, 150)
        life.dropped("nobody-responsible", "vacancy", last + 1, min(followed, ends))
    for held in (main, handler):
        if life.happens("departure-reported"):
            life.tell(replace(held, end=last), last)
            if followed < ends:
                again = replace(held, id=life.name(held.kind), start=followed)
                life.tell(again, followed)


def _follow_ups(life: Life, plan: Plan, ends: Day) -> None:
    booked, due = plan.start, plan.start + life.between(60, 120)
    while due < ends:
        follow_up = FollowUp(id=life.name("follow-up"), actor=COORDINATOR, plan=plan.id, due=due, booked_on=booked)
        life.tell_at_once(follow_up, booked)
        held = due
        if life.happens("follow-up-rebooked"):
            held = due + life.between(7, 28)
            life.tell(replace(follow_up, rebooked_on=due), due)
            later = replace(follow_up, id=life.name("follow-up"), due=held, booked_on=due)
            life.tell_at_once(later, due)
            life.tell(replace(later, held=held), held)
        elif life.happens("follow-up-forgotten"):
            held = due + life.between(40, 200)
            life.dropped("no-follow-up", "forgotten", due + 1, min(held, ends))
            life.tell(replace(follow_up, held=min(held, ends)), min(held, ends))
        else:
            life.tell(replace(follow_up, held=held), held)
        life.sat_down([min(held, ends)])
        booked, due = held, held + life.between(80, 150)
    last = FollowUp(id=life.name("follow-up"), actor=COORDINATOR, plan=plan.id, due=ends, booked_on=booked)
    life.tell_at_once(last, min(booked, ends))
    life.tell(replace(last, held=ends), ends)
    life.sat_down([ends])
