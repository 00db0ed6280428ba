"""The last named caseworker of an actor in the plan has left, and nobody is named instead."""

from app.domain.days import NEVER, DaySet, all_of, between
from app.domain.facts import Handler, MainResponsible, Need, Ownership, Plan
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline, covered, days

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2027-01-11}
  - {id: main, kind: main-responsible, plan: plan, actor: labour-market-unit, start: 2027-01-11}
  - {id: anna, kind: handler, plan: plan, actor: labour-market-unit, start: 2027-01-11, end: 2027-03-05}
  - {id: bo, kind: handler, plan: plan, actor: labour-market-unit, start: 2027-04-19}
gaps:
  - {rule: responsible-left, subject: anna, owner: labour-market-unit, opens: 2027-03-12,
     critical: 2027-03-26, closes: 2027-04-19}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2027-01-11}
  - {id: main, kind: main-responsible, plan: plan, actor: labour-market-unit, start: 2027-01-11}
  - {id: anna, kind: handler, plan: plan, actor: labour-market-unit, start: 2027-01-11, end: 2027-03-05}
  - {id: bo, kind: handler, plan: plan, actor: labour-market-unit, start: 2027-03-12}
gaps: []
"""


@rule(
    id="responsible-left",
    title_sv="Ansvarig handläggare har slutat",
    title_en="The named caseworker has left",
    explanation_en="The caseworker who was named for the actor has left (or soon will), and nobody is named instead. "
    "Name somebody, and tell the person who it is; it need not be for good, but the person should have "
    "somebody to ring.",
    remedy_sv="Glappet stängs när aktören namnger en ny handläggare, när aktören inte längre har ansvar i planen, "
    "eller när planen avslutas.",
    remedy_en="Closes when the actor names another caseworker, when the actor no longer has a responsibility in "
    "the plan, or when the plan ends.",
    prevention_sv="aktören namnger en ny handläggare",
    prevention_en="the actor names another caseworker",
    explanation_sv="Den handläggare som var namngiven för aktören har slutat (eller slutar snart), och ingen ny är "
    "utsedd. Utse någon, och berätta för personen vem det är. Det behöver inte vara klart för gott, "
    "men personen ska ha någon att ringa.",
    sources=(Source("default", "Fem arbetsdagar är tjänstens eget förslag."),),
    thresholds={"named_within": Threshold(5, "default", "working days")},
    subject=Each(Handler),
    reads=(Handler, Plan, MainResponsible, Need, Ownership),
    owner=own_actor,
    severity="high",
    lead=14,
    critical_after=14,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def responsible_left(t: Timeline, handler: Handler, limits: Limits) -> DaySet:
    """From some working days after the last one, until the actor names another, while it has a part in the plan."""
    plan, last = t.plan(handler.plan), handler.end
    if plan is None or last is None:
        return NEVER
    colleagues = [other for other in t.referring(Handler, "plan", plan.id) if other.actor == handler.actor]
    if any(other.end == last and other.id > handler.id for other in colleagues):
        return NEVER
    named = covered(colleagues)
    unnamed = between(t.calendar.add(last, limits.named_within), named.first(last + 1))
    return unnamed & t.plan_open(plan) & _involved(t, plan, handler.actor)


def _involved(t: Timeline, plan: Plan, actor: str | None) -> DaySet:
    """The days on which the actor is responsible for the plan, or has accepted an open need of it."""
    responsible = covered([m for m in t.referring(MainResponsible, "plan", plan.id) if m.actor == actor])
    return responsible | all_of(
        [
            t.need_open(need) & days(accepted)
            for need in t.referring(Need, "plan", plan.id)
            for accepted in t.referring(Ownership, "need", need.id)
            if accepted.actor == actor
        ]
    )
