"""An activity ended, the need is open, and nothing follows."""

from app.domain.days import NEVER, DaySet, between
from app.domain.facts import Activity, Need, Plan, Status
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import OCCUPIED, Timeline, until

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2027-01-11}
  - {id: work, kind: need, plan: plan, actor: social-services, category: work, start: 2027-01-11}
  - {id: practice, kind: activity, need: work, actor: labour-market-unit, planned_start: 2027-02-01,
     start: 2027-02-01, planned_end: 2027-06-11}
  - {id: course, kind: activity, need: work, actor: adult-education, planned_start: 2027-09-01,
     start: 2027-09-01}
gaps:
  - {rule: activity-ended-no-successor, subject: practice, owner: labour-market-unit,
     opens: 2027-06-26, critical: 2027-07-27, closes: 2027-08-18}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2027-01-11}
  - {id: work, kind: need, plan: plan, actor: social-services, category: work, start: 2027-01-11}
  - {id: practice, kind: activity, need: work, actor: labour-market-unit, planned_start: 2027-02-01,
     start: 2027-02-01, planned_end: 2027-06-11}
  - {id: job, kind: status, actor: person, code: work, start: 2027-06-26}
gaps: []
"""


@rule(
    id="activity-ended-no-successor",
    title_sv="Aktivitet avslutad utan nästa steg",
    title_en="Activity ended without a next step",
    explanation_en="An activity has ended (or soon will), the need remains, and nothing follows it. Plan the next step "
    "together with the person, preferably before the last day.",
    remedy_sv="Glappet stängs när en ny insats för behovet börjar eller är bokad inom den tid som regeln anger, när "
    "personen har arbete, studier eller annan sysselsättning, eller när behovet eller planen avslutas.",
    remedy_en="Closes when another activity for the need begins or is booked within the time that the rule states, "
    "when the person is occupied by work, studies or the like, or when the need or the plan ends.",
    prevention_sv="en ny insats för behovet börjar (det räcker att den är bokad innan glappet öppnas)",
    prevention_en="another activity for the need begins (it is enough that it is booked before the gap opens)",
    prevention_ends=lambda limits: limits.booked_within,
    explanation_sv="En insats har slutat (eller slutar snart) medan behovet finns kvar, och inget nytt "
    "är bokat. Bestäm nästa steg tillsammans med personen och boka det, helst innan insatsen tar slut. "
    "Är behovet mött så avsluta det.",
    sources=(Source("default", "Fjorton dagar, bakåt och framåt, är tjänstens eget förslag."),),
    thresholds={"idle": Threshold(14, "default"), "booked_within": Threshold(14, "default")},
    subject=Each(Activity),
    reads=(Activity, Need, Plan, Status),
    statuses=OCCUPIED,
    owner=own_actor,
    severity="high",
    lead=30,
    critical_after=31,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def activity_ended_no_successor(t: Timeline, activity: Activity, limits: Limits) -> DaySet:
    """After the last day and until another activity for the need runs; the ended one keeps the gap."""
    need = t.need(activity.need)
    if need is None or activity.start is None:
        return NEVER
    last = until(activity)
    if last is None or _another_ends_too(t, need, activity, last):
        return NEVER
    after = between(last + 1, t.running_for(need).first(last + 1)) & t.need_open(need)
    soon = t.foreseen_for(need).soon(limits.booked_within)
    return (after - soon - t.occupied).held(limits.idle)


def _another_ends_too(t: Timeline, need: Need, activity: Activity, last: int) -> bool:
    """Of several activities that end on one day only that of greatest id has a gap."""
    for other in t.activities(need):
        if other.id > activity.id and other.start is not None and until(other) == last:
            return True
    return False
