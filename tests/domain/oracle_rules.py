"""The sixteen core rules as the oracle reads them: one function each, from facts to marked days."""

from __future__ import annotations

from functools import partial

from tests.domain.oracle_days import Days, OneDay
from tests.domain.oracle_days import working_day_after as wd
from tests.domain.oracle_facts import Record, Situation, answer, earliest, own
from tests.domain.oracle_finding import Finding, Findings, Rules, always


def no_main_responsible(s: Situation) -> Findings:
    for p in s.of("plan"):
        main = s.union(map(s.days, s.of("main-responsible", plan=p.id)))
        yield Finding(p.id, (s.days(p) - main).held(7), always(p.actor), plan=p.id)


def need_unowned(s: Situation) -> Findings:
    for n in s.of("need"):
        if plan := s.plan(n):
            yield Finding(n.id, s.unowned(n).held(14), partial(s.plan_owner, plan))


def need_without_activity(s: Situation) -> Findings:
    for n in s.of("need"):
        plan = s.plan(n)
        if plan is None or n.self_handled:
            continue
        begun = s.window.since(earliest(*(a.start for a in s.of("activity", need=n.id))))
        near = (s.running_for(n) | s.planned_for(n)).soon(30)
        queued = s.union(map(s.days, s.of("queue", need=n.id)))
        yield Finding(
            n.id,
            ((s.need_open(n) & s.owned(n)) - begun - near - queued).held(30),
            partial(need_owner, s, n, plan),
        )


def need_owner(s: Situation, n: Record, plan: Record, opens: OneDay) -> str:
    return own(s.holder(s.of("ownership", need=n.id), opens), s.main_of(plan, opens), plan.actor)


def followup_missing(s: Situation) -> Findings:
    for p in s.of("plan"):
        outstanding = s.window.none
        for f in s.of("follow-up", plan=p.id):
            x = f.rebooked_on if f.held is None else f.held + 1
            until_x = s.window.every if x is None else ~s.window.since(x)
            outstanding |= until_x if f.booked_on is None else until_x & s.window.since(f.booked_on)
        days = (s.days(p) - outstanding).held(14)
        yield Finding(p.id, days, partial(s.plan_owner, p), plan=p.id)


def followup_overdue(s: Situation) -> Findings:
    for f in s.of("follow-up"):
        if plan := s.plan(f):
            waiting = s.window.between(f.due, earliest(f.held, f.rebooked_on))
            yield Finding(f.id, waiting.held(14) & s.days(plan), partial(s.plan_owner, plan), plan=plan.id)


def plan_stalled(s: Situation) -> Findings:
    away = s.status("inpatient", "custody", "parental-leave")
    for p in s.of("plan"):
        steps: list[OneDay | None] = [p.start]
        steps += [m.start for m in s.of("main-responsible", plan=p.id)]
        for n in s.of("need", plan=p.id):
            steps += [n.start, n.end, *(o.start for o in s.of("ownership", need=n.id))]
        running = s.window.none
        for a in s.of("activity"):
            if s.plan_of(a) is p:
                steps += [a.start, s.until(a)]
                running |= s.running(a)
        for r in s.of("referral"):
            if s.plan_of(r) is p:
                steps += [r.sent, r.answered, r.started, r.closed]
        for c in s.of("call"):
            if s.plan_of(c) is p:
                steps += [c.sent, c.answered]
        for f in s.of("follow-up", plan=p.id):
            steps += [f.held, f.rebooked_on]
        steps += [m.on for m in s.of("meeting")]
        progress = s.singles(steps) | s.reached
        days = s.days(p) - progress.once(60) - running - away
        yield Finding(p.id, days, partial(s.plan_owner, p), plan=p.id)


def activity_never_started(s: Situation) -> Findings:
    for a in s.of("activity"):
        if a.start is None and (a.end is not None or a.outcome is not None):
            continue
        late = s.window.between(a.planned_start, a.start).held(14)
        yield Finding(a.id, late & s.scope(a), always(a.actor))


def activity_ended_no_successor(s: Situation) -> Findings:
    for a in s.of("activity"):
        n, u = s.need(a), s.until(a)
        if n is None or u is None:
            continue
        if any(s.until(b) == u and b.id > a.id for b in s.of("activity", need=n.id)):
            continue
        running = s.running_for(n)
        after = s.window.between(u + 1, running.first(u + 1)) & s.need_open(n)
        near = (running | s.planned_for(n)).soon(14)
        yield Finding(a.id, (after - near - s.occupied).held(14), always(a.actor))


def call_unanswered(s: Situation) -> Findings:
    for c in s.of("call"):
        if c.to != "person":
            silent = s.window.between(wd(c.sent, 5), earliest(c.answered, c.cancelled_on, c.meeting_on))
            yield Finding(c.id, silent & s.scope(c), always(c.to))


def referral_unanswered(s: Situation) -> Findings:
    for r in s.of("referral"):
        silent = s.window.between(r.sent, earliest(r.answered, r.started, r.closed)).held(30)
        need = s.need(r)
        yield Finding(r.id, silent & s.scope(r), always(r.to), need=None if need is None else need.id)


def referral_rejected_unowned(s: Situation) -> Findings:
    for r in s.of("referral"):
        n = s.need(r)
        if n is None or answer(r) != "rejected":
            continue
        others = [x for x in s.of("referral", need=n.id) if x is not r]
        alive = s.union(
            s.window.between(x.sent, x.answered if answer(x) in ("rejected", "withdrawn") else None) for x in others
        )
        later = [x for x in others if answer(x) == "rejected" and (x.answered, x.id) > (r.answered, r.id)]
        refused = s.window.between(wd(r.answered, 5), earliest(*(x.answered for x in later)))
        yield Finding(r.id, (refused & s.unowned(n)) - alive, always(r.actor), need=n.id)


def ran_out(c: Record) -> bool:
    """A consent that came to its own end, not before its start and not withdrawn by then."""
    return c.end is not None and c.end >= c.start and (c.withdrawn_on is None or c.withdrawn_on > c.end)


def consent_expired(s: Situation) -> Findings:
    for c in filter(ran_out, s.of("consent")):
        if any(ran_out(x) and x.end == c.end and x.id > c.id for x in s.of("consent")):
            continue
        bare = s.window.between(c.end + 1, s.consented.first(c.end + 1))
        yield Finding(c.id, bare & s.any_plan, s.person_owner)


def youth_duty_no_activity(s: Situation) -> Findings:
    for kaa in s.of("status", code="youth-duty"):
        young = s.days(kaa) - s.window.since(s.birthday(20))
        yield Finding(kaa.id, (young - s.active - s.occupied).held(60), always(kaa.actor))


def youth_duty_age_out(s: Situation) -> Findings:
    b = s.birthday(20)
    for kaa in s.of("status", code="youth-duty"):
        before = s.days(kaa) & s.window.between(b - 90, b)
        after = s.window.between(b, b + 90) if b - 1 in s.days(kaa) else s.window.none
        days = (before | after) - taken_over(s, kaa, b) - s.occupied - s.registered
        yield Finding(kaa.id, days, always(kaa.actor), critical=b)


def taken_over(s: Situation, status: Record, birthday: OneDay) -> Days:
    """All days from when a referral by the actor of the status was accepted, at most a year before."""
    accepted = [
        r.answered
        for r in s.of("referral")
        if answer(r) == "accepted" and r.actor is not None and r.actor == status.actor and r.answered >= birthday - 365
    ]
    return s.window.since(earliest(*accepted))


def income_support_longterm(s: Situation) -> Findings:
    support = [x for x in s.of("status", code="income-support") if x.detail != "top-up"]
    e = s.union(map(s.days, support))
    days = (e.at_least(300, 365) & e) - s.any_plan - s.active - s.occupied
    yield Finding("person", days, lambda opens: own(s.holder(support, opens)))


def zero_between_fk_af(s: Situation) -> Findings:
    def assessed(actor: str, outcome: str) -> Days:
        return s.union(map(s.days, s.of("assessment", actor=actor, outcome=outcome)))

    denials = s.of("decision", code="sickness-benefit-denied")
    denied = s.union(s.window.between(d.on, d.on + 365) for d in denials)
    fk_able = (assessed("social-insurance", "able") | denied) - assessed("social-insurance", "unable")
    af_unable = assessed("employment-service", "unable") | s.status("job-seeker-obstacle")
    days = ((fk_able & af_unable) - s.supported - s.occupied).held(30)
    yield Finding("person", days, s.person_owner)


CORE: Rules = {
    "no-main-responsible": (no_main_responsible, 14),
    "need-unowned": (need_unowned, 16),
    "need-without-activity": (need_without_activity, 30),
    "followup-missing": (followup_missing, 30),
    "followup-overdue": (followup_overdue, 31),
    "plan-stalled": (plan_stalled, 30),
    "activity-never-started": (activity_never_started, 16),
    "activity-ended-no-successor": (activity_ended_no_successor, 31),
    "call-unanswered": (call_unanswered, 7),
    "referral-unanswered": (referral_unanswered, 30),
    "referral-rejected-unowned": (referral_rejected_unowned, 14),
    "consent-expired": (consent_expired, 7),
    "youth-duty-no-activity": (youth_duty_no_activity, 60),
    "youth-duty-age-out": (youth_duty_age_out, None),
    "income-support-longterm": (income_support_longterm, 180),
    "zero-between-fk-af": (zero_between_fk_af, 60),
}
