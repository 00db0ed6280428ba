"""Nothing has happened in the plan for two months, and nothing is running."""

from collections.abc import Sequence

from app.domain.days import NEVER, Day, DaySet, all_of, lasting
from app.domain.facts import (
    Activity,
    Call,
    Contact,
    FollowUp,
    MainResponsible,
    Meeting,
    Need,
    Ownership,
    Plan,
    Referral,
    Status,
)
from app.domain.gaps.owners import plan_owner
from app.domain.gaps.rule import Each, Inhibitor, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import AWAY, Timeline, running, until

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: psychiatry, start: 2027-02-01, end: 2027-09-03}
  - {id: main, kind: main-responsible, plan: plan, actor: social-services, start: 2027-02-01}
  - {id: call, kind: call, plan: plan, actor: psychiatry, to: employment-service, form: invitation,
     sent: 2027-03-01}
  - {id: fu, kind: follow-up, plan: plan, actor: psychiatry, due: 2027-04-12, held: 2027-04-12}
  - {id: talk, kind: contact, actor: social-services, on: 2027-07-05, outcome: reached}
gaps:
  - {rule: plan-stalled, subject: plan, owner: social-services, opens: 2027-06-12, critical: null,
     closes: 2027-07-05}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: psychiatry, start: 2027-02-01, end: 2027-04-30}
  - {id: ward, kind: status, actor: psychiatry, code: inpatient, start: 2027-04-01, end: 2027-04-30}
gaps: []
"""


@rule(
    id="plan-stalled",
    title_sv="Stillastående plan",
    title_en="The plan stands still",
    explanation_en="For a long time nothing new has been recorded in the plan, and no activity is running. Ask the "
    "person and the actors how things stand: does the plan need a new step, or is it time to end it?",
    remedy_sv="Glappet stängs när något nytt antecknas i planen (till exempel en insats, ett möte, en uppföljning "
    "eller en kontakt där personen nåddes), när en insats pågår, eller när planen avslutas.",
    remedy_en="Closes when something new is recorded in the plan (such as an activity, a meeting, a follow-up or a "
    "contact that reached the person), when an activity runs, or when the plan ends.",
    prevention_sv="något nytt händer i planen, till exempel att en insats börjar, ett möte hålls eller någon når "
    "personen",
    prevention_en="something new happens in the plan, such as an activity that begins, a meeting, or somebody "
    "reaching the person",
    explanation_sv="Under en längre tid har inget nytt antecknats i planen och ingen insats pågår. Hör "
    "av dig till personen och till de andra aktörerna: behöver planen ett nytt steg, eller är det dags "
    "att avsluta den?",
    sources=(
        Source(
            "default",
            "Sextio dagar är tjänstens eget förslag (IAF: 5 % av 250 handlingsplaner var aktuella).",
        ),
    ),
    thresholds={"quiet": Threshold(60, "default")},
    subject=Each(Plan),
    reads=(
        *(Plan, MainResponsible, Need, Ownership, Activity, Referral, Call, FollowUp, Contact, Meeting),
        Status,
    ),
    statuses=AWAY,
    owner=plan_owner,
    severity="high",
    lead=14,
    critical_after=30,
    inhibited_by=(Inhibitor("no-main-responsible", same="plan"),),
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def plan_stalled(t: Timeline, plan: Plan, limits: Limits) -> DaySet:
    """No progress for the quiet days, nothing running, and the person is not away."""
    under_way = all_of([running(activity) for activity in t.of_plan(Activity, plan)])
    idle = t.plan_open(plan) - under_way - t.away
    if idle:
        idle -= t.reached.once(limits.quiet)
    return idle - lasting(_progress(t, plan), limits.quiet) if idle else NEVER


def _progress(t: Timeline, plan: Plan) -> Sequence[Day | None]:
    """The days on which something happened in the plan, besides those on which the person was reached."""
    days: list[Day | None] = [plan.start]
    for main in t.referring(MainResponsible, "plan", plan.id):
        days.append(main.start)
    for need in t.referring(Need, "plan", plan.id):
        days += (need.start, need.end)
        for ownership in t.referring(Ownership, "need", need.id):
            days.append(ownership.start)
    for activity in t.of_plan(Activity, plan):
        if activity.start is not None:
            days += (activity.start, until(activity))
    for referral in t.of_plan(Referral, plan):
        days += (referral.sent, referral.answered, referral.started, referral.closed)
    for call in t.of_plan(Call, plan):
        days += (call.sent, call.answered)
    for followup in t.referring(FollowUp, "plan", plan.id):
        days += (followup.held, followup.rebooked_on)
    for meeting in t.of(Meeting):
        days.append(meeting.on)
    return days
