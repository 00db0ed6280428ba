"""The rules of the second wave as the oracle reads them: plan, handover and municipality."""

from __future__ import annotations

from functools import partial

from tests.domain.oracle_days import Days, OneDay
from tests.domain.oracle_days import working_day_after as wd
from tests.domain.oracle_facts import Record, Situation, answer, earliest, own, years_after
from tests.domain.oracle_finding import Finding, Findings, Rules, always


def sip_not_started(s: Situation) -> Findings:
    for k in s.of("sip-need"):
        b = s.consented.first(k.on)
        if b is None:
            continue
        steps = [c.sent for c in s.of("call") if c.cancelled_on is None]
        steps += [m.on for m in s.of("meeting")] + [p.start for p in s.of("plan")]
        z = earliest(k.withdrawn_on, *(day for day in steps if day >= k.on))
        days = (s.window.between(wd(b, 10), z) & s.consented) - s.any_plan
        yield Finding(k.id, days, always(k.actor))


def call_declined_uncovered(s: Situation) -> Findings:
    for c in s.of("call"):
        n = s.need(c)
        plan = None if n is None else s.plan(n)
        if n is not None and plan is not None and answer(c) == "declined":
            yield Finding(c.id, s.window.since(wd(c.answered, 5)) & s.unowned(n), partial(s.plan_owner, plan))


def meeting_without_plan(s: Situation) -> Findings:
    for m in s.of("meeting"):
        if m.outcome != "no-plan":
            next_meeting = earliest(*(x.on for x in s.of("meeting") if x.on > m.on))
            z = earliest(s.any_plan.first(m.on), next_meeting)
            yield Finding(m.id, s.window.between(wd(m.on, 10), z), always(m.actor))


def responsible_left(s: Situation) -> Findings:
    for h in s.of("handler"):
        plan, e = s.plan(h), h.end
        if plan is None or e is None:
            continue
        alike = s.of("handler", plan=plan.id, actor=h.actor)
        if any(x.end == e and x.id > h.id for x in alike):
            continue
        involved = s.union(map(s.days, s.of("main-responsible", plan=plan.id, actor=h.actor)))
        for n in s.of("need", plan=plan.id):
            owning = s.union(map(s.days, s.of("ownership", need=n.id, actor=h.actor)))
            involved |= s.need_open(n) & owning
        named = s.union(map(s.days, alike))
        days = s.window.between(wd(e, 5), named.first(e + 1)) & s.days(plan) & involved
        yield Finding(h.id, days, always(h.actor))


def single_actor_plan(s: Situation) -> Findings:
    for p in s.of("plan"):
        if p.internal:
            continue
        doing: dict[str, Days] = {}
        for a in s.of("activity"):
            if s.plan_of(a) is p and a.actor not in (None, "person"):
                doing[a.actor] = doing.get(a.actor, s.window.none) | s.running(a)
        owning: dict[str, Days] = {}
        for n in s.of("need", plan=p.id):
            for o in s.of("ownership", need=n.id):
                if o.actor not in (None, "person"):
                    owning[o.actor] = owning.get(o.actor, s.window.none) | (s.days(o) & s.need_open(n))
        one_does = s.union(doing.values()) - two_or_more(s, list(doing.values()))
        alone = s.days(p) & one_does & two_or_more(s, list(owning.values()))
        yield Finding(p.id, alone.held(30), partial(s.plan_owner, p))


def two_or_more(s: Situation, sets: list[Days]) -> Days:
    """The days that at least two of the sets contain."""
    return s.union(a & b for i, a in enumerate(sets) for b in sets[:i])


def parallel_plans(s: Situation) -> Findings:
    for x in s.of("agency-plan"):
        if not x.linked:
            yield Finding(x.id, (s.days(x) & s.any_plan).held(30), always(x.actor))


def dropout_unhandled(s: Situation) -> Findings:
    for a in s.of("activity", outcome="dropout"):
        if a.end is None:
            continue
        begun_since = [x.start for x in s.of("activity") if x.start is not None and x.start > a.end]
        z = earliest(s.reached.first(a.end), *begun_since)
        days = (s.window.between(wd(a.end, 5), z) & s.scope(a)) - s.occupied
        yield Finding(a.id, days, always(a.actor))


def person_silent(s: Situation) -> Findings:
    missed = s.of("contact", outcome="missed")
    met = [c.on for c in s.of("contact", outcome="reached")]
    silent = s.window.none
    # A day can only be a trigger within 60 days of a missed contact.
    for t in sorted({c.on + i for c in missed for i in range(60)}):
        last_met = max((day for day in met if day <= t), default=None)
        counted = [c for c in missed if t - 59 <= c.on <= t and (last_met is None or c.on > last_met)]
        if len(counted) >= 3 and len({c.actor for c in counted}) >= 2:
            silent |= s.window.between(t, s.reached.first(t))
    yield Finding("person", (silent & s.any_plan) - s.status("inpatient", "custody"), s.person_owner)


def referral_pingpong(s: Situation) -> Findings:
    for n in s.of("need"):
        plan = s.plan(n)
        if plan is None:
            continue
        sent = s.singles(r.sent for r in s.of("referral", need=n.id))
        lasted = s.running_for(n).held(13).once(179)
        days = (sent.at_least(3, 180) & s.need_open(n)) - lasted
        yield Finding(n.id, days, partial(s.plan_owner, plan), need=n.id)


def closed_before_handover(s: Situation) -> Findings:
    for r in s.of("referral"):
        if r.actor is None:
            continue
        cases = s.of("case", actor=r.actor)
        e = earliest(*(c.end for c in cases))
        if e is None:
            continue
        waiting = s.window.between(r.sent, earliest(r.answered, r.started, r.closed))
        closed = s.window.since(e + 1) - s.union(map(s.days, cases))
        yield Finding(r.id, waiting & closed & s.scope(r), always(r.actor))


def waitlist_stall(s: Situation) -> Findings:
    for q in s.of("queue"):
        waiting = s.days(q)
        heard = s.singles([q.start, *(q.updates or ())])
        late = s.window.none if q.limit is None else waiting.held(q.limit)
        yield Finding(q.id, (late | (waiting - heard.once(60))) & s.scope(q), always(q.actor))


def income_support_bridging(s: Situation) -> Findings:
    waiting = s.of("status", code="income-support", detail="waiting-for-benefit")
    w = s.union(map(s.days, waiting))
    yield Finding("person", w.held(60), lambda opens: own(s.holder(waiting, opens)))


def youth_duty_no_contact(s: Situation) -> Findings:
    for kaa in s.of("status", code="youth-duty"):
        yield Finding(kaa.id, (s.days(kaa) - s.reached - s.occupied).held(30), always(kaa.actor))


def youth_duty_late_registration(s: Situation) -> Findings:
    for d in s.of("decision", code="left-school"):
        left_again = [x.on for x in s.of("decision", code="left-school") if x.on > d.on]
        graduated = [x.on for x in s.of("decision", code="graduated") if x.on >= d.on]
        z = earliest(s.birthday(20), *left_again, *graduated)
        days = s.window.between(d.on, z) - s.status("youth-duty", "study", "upper-secondary") - s.occupied
        yield Finding(d.id, days.held(14), always(d.actor))


def language_course_delay(s: Situation) -> Findings:
    for a in s.of("status", code="language-course-applied"):
        limit = 30 if a.start in s.status("establishment-programme") else 90
        waiting = s.days(a) & s.window.between(a.start, s.status("language-course").first(a.start))
        yield Finding(a.id, waiting.held(limit), always(a.actor))


def language_right_expiring(s: Situation) -> Findings:
    for d in s.of("decision", code="language-right-start"):
        e = years_after(d.on, 3)
        graduated = earliest(*(x.on for x in s.of("decision", code="graduated") if x.on >= d.on))
        yield Finding(d.id, s.window.between(e - 180, e) - s.window.since(graduated), always(d.actor))


def discharge_without_call(s: Situation) -> Findings:
    steps = [c.sent for c in s.of("call")] + [m.on for m in s.of("meeting")] + [p.start for p in s.of("plan")]
    for d in s.of("decision", code="discharge-ready"):
        z = earliest(*(day for day in steps if day >= d.on - 30))
        yield Finding(d.id, s.window.between(d.on, earliest(z, d.on + 90)).held(3), always(d.actor))


def placement_ending(s: Situation) -> Findings:
    for placement in s.of("status", code="placement"):
        planned = s.union(map(s.planned, s.of("activity")))
        days = s.aftermath(placement) - (s.active | planned).soon(14)
        yield Finding(placement.id, days, always(placement.actor))


def moved_mid_plan(s: Situation) -> Findings:
    homes = s.of("status", code="resident")
    for home in homes:
        m = home.start
        left = [x for x in homes if x is not home and x.detail is not None and m - 1 in s.days(x)]
        if home.detail is None or all(x.detail == home.detail for x in left):
            continue
        plans = [p for p in s.of("plan") if m - 1 in s.days(p)]
        steps = [x.start for p in plans for x in s.of("main-responsible", plan=p.id) if x.start >= m]
        steps += [r.answered for r in s.of("referral") if answer(r) == "accepted" and r.answered >= m]
        steps += [x.start for x in homes if x.start > m]
        days = (s.window.between(m, earliest(*steps)) & s.union(map(s.days, plans))).held(14)
        yield Finding(home.id, days - s.status("protected-identity"), partial(owner_left_behind, s, plans))


def owner_left_behind(s: Situation, plans: list[Record], opens: OneDay) -> str:
    plan = min((p for p in plans if opens in s.days(p)), key=lambda p: (p.start, p.id))
    return s.plan_owner(plan, opens)


def taken_back(c: Record) -> bool:
    """A consent that was withdrawn on one of its own days."""
    w = c.withdrawn_on
    return w is not None and w >= c.start and (c.end is None or w <= c.end)


def consent_withdrawn(s: Situation) -> Findings:
    for c in filter(taken_back, s.of("consent")):
        w = c.withdrawn_on
        if any(taken_back(x) and x.withdrawn_on == w and x.id > c.id for x in s.of("consent")):
            continue
        yield Finding(c.id, s.window.between(w, s.consented.first(w)) & s.any_plan, s.person_owner)


WAVE2: Rules = {
    "sip-not-started": (sip_not_started, 20),
    "call-declined-uncovered": (call_declined_uncovered, 14),
    "meeting-without-plan": (meeting_without_plan, 16),
    "responsible-left": (responsible_left, 14),
    "single-actor-plan": (single_actor_plan, 60),
    "parallel-plans": (parallel_plans, 60),
    "dropout-unhandled": (dropout_unhandled, 21),
    "person-silent": (person_silent, 21),
    "referral-pingpong": (referral_pingpong, 30),
    "closed-before-handover": (closed_before_handover, 7),
    "waitlist-stall": (waitlist_stall, 30),
    "income-support-bridging": (income_support_bridging, 60),
    "youth-duty-no-contact": (youth_duty_no_contact, 60),
    "youth-duty-late-registration": (youth_duty_late_registration, 16),
    "language-course-delay": (language_course_delay, 30),
    "language-right-expiring": (language_right_expiring, 120),
    "discharge-without-call": (discharge_without_call, 4),
    "placement-ending": (placement_ending, 7),
    "moved-mid-plan": (moved_mid_plan, 31),
    "consent-withdrawn": (consent_withdrawn, 14),
}
