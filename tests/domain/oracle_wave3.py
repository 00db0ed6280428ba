"""The rules of the third wave as the oracle reads them: state agencies and institutions."""

from __future__ import annotations

from itertools import permutations

from tests.domain.oracle_days import Days, OneDay
from tests.domain.oracle_facts import REGISTERED, SUPPORTED, Situation, earliest, own
from tests.domain.oracle_finding import Finding, Findings, Rules, always
from tests.domain.oracle_rules import taken_over


def denied_not_registered(s: Situation) -> Findings:
    denials = s.of("decision", code="sickness-benefit-denied")
    for d in denials:
        z = earliest(d.on + 365, *(x.on for x in denials if x.on > d.on))
        days = s.window.between(d.on, z) - s.registered - s.occupied - s.supported
        yield Finding(d.id, days.held(14), always(d.actor))


def conflicting_workability(s: Situation) -> Findings:
    judged = [a for a in s.of("assessment") if a.actor is not None and a.outcome in ("able", "unable")]

    def said(actor: str, outcome: str) -> Days:
        return s.union(s.days(a) for a in judged if a.actor == actor and a.outcome == outcome)

    actors = sorted({a.actor for a in judged})
    against = s.union(said(a, "able") & said(b, "unable") for a, b in permutations(actors, 2))
    met = s.singles(m.on for m in s.of("meeting"))
    days = (against - met.once(30)).held(14)
    yield Finding("person", days, lambda opens: own(s.holder(judged, opens)))


def sickleave_ending(s: Situation) -> Findings:
    for leave in s.of("status"):
        if leave.code in ("sickness-benefit", "rehabilitation-benefit"):
            days = s.aftermath(leave) - s.supported - s.occupied - s.active - s.registered
            yield Finding(leave.id, days, always(leave.actor))


def return_to_work_plan_missing(s: Situation) -> Findings:
    sick = s.of("status", code="sickness-benefit")
    at_least_60_days = s.union(map(s.days, sick)).held(59).soon(59)
    planned = s.union(map(s.days, s.of("agency-plan", code="return-to-work")))

    def owner(opens: OneDay) -> str:
        return "employer" if opens in s.status("work") else own(s.holder(sick, opens))

    yield Finding("person", at_least_60_days.held(30) - planned, owner)


def benefit_ending(s: Situation) -> Findings:
    for benefit in s.of("status"):
        if benefit.code in ("unemployment-benefit", "activity-support"):
            days = s.aftermath(benefit) - s.supported - s.occupied
            yield Finding(benefit.id, days, always(benefit.actor))


def benefit_stopped(s: Situation) -> Findings:
    for d in s.of("decision"):
        if d.code in ("benefit-stopped", "benefit-denied"):
            silent = s.window.between(d.on, earliest(s.reached.first(d.on), d.on + 365))
            yield Finding(d.id, (silent - s.supported - s.occupied).held(7), always(d.actor))


def registrar(s: Situation, day: OneDay) -> str:
    return own(s.holder([x for x in s.of("status") if x.code in REGISTERED], day))


def action_plan_missing(s: Situation) -> Findings:
    plans = [x for x in s.of("agency-plan") if x.code in ("action-plan", "establishment-plan")]
    days = (s.registered - s.union(map(s.days, plans))).held(30)
    yield Finding("person", days, lambda opens: registrar(s, opens))


def longterm_unemployed_idle(s: Situation) -> Findings:
    days = s.registered.held(365) - s.active.once(60) - s.occupied
    yield Finding("person", days, lambda opens: registrar(s, opens))


def deregistered_unknown(s: Situation) -> Findings:
    for d in s.of("decision", code="deregistered-unknown"):
        z = earliest(s.reached.first(d.on), s.registered.first(d.on + 1))
        days = (s.window.between(d.on, z) - s.occupied).held(14) & s.any_plan
        yield Finding(d.id, days, s.person_owner)


def establishment_ending(s: Situation) -> Findings:
    for programme in s.of("status", code="establishment-programme"):
        days = s.aftermath(programme) - s.supported - s.occupied - s.active - s.registered
        yield Finding(programme.id, days, always(programme.actor))


def student_aid_ending(s: Situation) -> Findings:
    for aid in s.of("status", code="student-aid"):
        days = s.aftermath(aid) - s.supported - s.occupied - s.registered
        yield Finding(aid.id, days.held(14), always(aid.actor))


def permit_expiring(s: Situation) -> Findings:
    permits = s.of("status", code="residence-permit")
    for permit in permits:
        e = permit.end
        if e is None or any(e + 1 in s.days(x) for x in permits if x is not permit):
            continue
        applied = [d.on for d in s.of("decision", code="permit-extension-applied") if d.on >= permit.start]
        days = s.window.between(max(permit.start, e - 60), e + 91) - s.window.since(earliest(*applied))
        yield Finding(permit.id, days, s.person_owner)


def release_without_plan(s: Situation) -> Findings:
    for custody in s.of("status", code="custody"):
        e = custody.end
        if e is not None:
            days = s.window.between(max(custody.start, e - 60), e + 31) - s.any_plan
            yield Finding(custody.id, days, always(custody.actor))


def activity_compensation_age_limit(s: Situation) -> Findings:
    b = s.birthday(30)
    other = s.status(*(code for code in SUPPORTED if code != "activity-compensation"))
    for x in s.of("status", code="activity-compensation"):
        before = s.days(x) & s.window.between(b - 90, b)
        after = s.window.between(b, b + 90) if b - 1 in s.days(x) else s.window.none
        days = (before | after) - taken_over(s, x, b) - s.occupied - other
        yield Finding(x.id, days, always(x.actor), critical=b)


WAVE3: Rules = {
    "denied-not-registered": (denied_not_registered, 11),
    "conflicting-workability": (conflicting_workability, 46),
    "sickleave-ending": (sickleave_ending, 7),
    "return-to-work-plan-missing": (return_to_work_plan_missing, 30),
    "benefit-ending": (benefit_ending, 14),
    "benefit-stopped": (benefit_stopped, 14),
    "action-plan-missing": (action_plan_missing, 30),
    "longterm-unemployed-idle": (longterm_unemployed_idle, 180),
    "deregistered-unknown": (deregistered_unknown, 16),
    "establishment-ending": (establishment_ending, 7),
    "student-aid-ending": (student_aid_ending, 14),
    "permit-expiring": (permit_expiring, 46),
    "release-without-plan": (release_without_plan, 46),
    "activity-compensation-age-limit": (activity_compensation_age_limit, None),
}
