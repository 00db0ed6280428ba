"""The plan is open and no follow-up is outstanding."""

from app.domain.days import DaySet, all_of, between, since
from app.domain.facts import FollowUp, MainResponsible, Plan
from app.domain.gaps.owners import plan_owner
from app.domain.gaps.rule import Each, Inhibitor, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2027-01-11, end: 2027-06-10}
  - {id: fu, kind: follow-up, plan: plan, actor: primary-care, booked_on: 2027-03-15, due: 2027-06-01}
gaps:
  - {rule: followup-missing, subject: plan, owner: primary-care, opens: 2027-01-25,
     critical: 2027-02-24, closes: 2027-03-15}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2027-01-11, end: 2027-06-10}
  - {id: fu, kind: follow-up, plan: plan, actor: primary-care, booked_on: 2027-01-25, due: 2027-06-01}
gaps: []
"""


@rule(
    id="followup-missing",
    title_sv="Uppföljning saknas i planen",
    title_en="No follow-up is booked",
    explanation_en="The plan is open, but no follow-up is booked. Decide on a day together with the person: a "
    "plan that nobody comes back to easily loses pace.",
    remedy_sv="Glappet stängs när en uppföljning av planen är bokad, eller när planen avslutas.",
    remedy_en="Closes when a follow-up of the plan is booked, or when the plan ends.",
    prevention_sv="en uppföljning av planen bokas",
    prevention_en="a follow-up of the plan is booked",
    explanation_sv="Planen pågår, men ingen uppföljning är bokad. Bestäm en dag tillsammans med "
    "personen och skriv in den, även om den ligger långt fram: en plan som ingen återkommer till tappar "
    "lätt fart.",
    sources=(
        Source("agreement", "En SIP följs alltid upp: RJL."),
        Source(
            "agency",
            "uppdragpsykiskhalsa.se; IAF fann att 92 % av handlingsplanerna saknade uppföljningsdag.",
        ),
        Source("default", "Fjorton dagar är tjänstens eget förslag."),
    ),
    thresholds={"unbooked": Threshold(14, "default")},
    subject=Each(Plan),
    reads=(Plan, FollowUp, MainResponsible),
    owner=plan_owner,
    severity="medium",
    lead=14,
    critical_after=30,
    inhibited_by=(Inhibitor("no-main-responsible", same="plan"),),
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def followup_missing(t: Timeline, plan: Plan, limits: Limits) -> DaySet:
    """Nothing outstanding: what is booked but late still is, and followup-overdue tells of it."""
    outstanding = all_of([_outstanding(followup) for followup in t.referring(FollowUp, "plan", plan.id)])
    return (t.plan_open(plan) - outstanding).held(limits.unbooked)


def _outstanding(followup: FollowUp) -> DaySet:
    """From the booking (unknown: always) through the day it is held, or up to the day it is rebooked."""
    done = followup.rebooked_on if followup.held is None else followup.held + 1
    return ~since(done) if followup.booked_on is None else between(followup.booked_on, done)
