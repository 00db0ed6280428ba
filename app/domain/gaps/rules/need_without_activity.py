"""An owned need for which nothing has ever begun, and nothing is booked within the near future."""

from app.domain.days import NEVER, DaySet, earliest, since
from app.domain.facts import Activity, MainResponsible, Need, Ownership, Plan, Queue
from app.domain.gaps.owners import need_owner
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline, covered

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2027-02-01}
  - {id: work, kind: need, plan: plan, actor: social-services, category: work, start: 2027-02-01}
  - {id: own, kind: ownership, need: work, actor: labour-market-unit, start: 2027-02-01}
  - {id: act, kind: activity, need: work, actor: labour-market-unit, planned_start: 2027-05-10,
     start: 2027-05-10}
gaps:
  - {rule: need-without-activity, subject: work, owner: labour-market-unit, opens: 2027-03-03,
     critical: 2027-04-02, closes: 2027-04-10}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2027-02-01}
  - {id: work, kind: need, plan: plan, actor: social-services, category: work, start: 2027-02-01,
     end: 2027-05-02}
  - {id: own, kind: ownership, need: work, actor: labour-market-unit, start: 2027-02-01}
  - {id: act, kind: activity, need: work, actor: labour-market-unit, planned_start: 2027-04-02}
gaps: []
"""


@rule(
    id="need-without-activity",
    title_sv="Behov utan aktivitet",
    title_en="Need without any activity",
    explanation_en="Somebody has taken on the need, but no activity has begun and none is booked for the near future. "
    "Book a first activity, put the person in a queue if that is what is awaited, or end the need if it "
    "no longer matters.",
    remedy_sv="Glappet stängs när en insats för behovet börjar eller är bokad att börja inom den tid som regeln "
    "anger, när personen står i kö, eller när behovet eller planen avslutas.",
    remedy_en="Closes when an activity for the need begins or is booked to begin within the time that the rule "
    "states, when the person is in a queue, or when the need or the plan ends.",
    prevention_sv="en insats för behovet börjar (det räcker att den är bokad innan glappet öppnas)",
    prevention_en="an activity for the need begins (it is enough that it is booked before the gap opens)",
    prevention_ends=lambda limits: limits.booked_within,
    explanation_sv="Någon har tagit på sig behovet, men ännu har ingen insats börjat och ingen är bokad "
    "den närmaste tiden. Boka en första insats, ställ personen i kö om det är det som väntar, eller "
    "avsluta behovet om det inte längre är aktuellt.",
    sources=(Source("default", "Trettio dagar, bakåt och framåt, är tjänstens eget förslag."),),
    thresholds={"idle": Threshold(30, "default"), "booked_within": Threshold(30, "default")},
    subject=Each(Need),
    reads=(Plan, Need, Ownership, Activity, Queue, MainResponsible),
    owner=need_owner,
    severity="medium",
    lead=14,
    critical_after=30,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def need_without_activity(t: Timeline, need: Need, limits: Limits) -> DaySet:
    """Owned but idle: from the first activity on, activity-ended-no-successor takes over."""
    if need.self_handled:
        return NEVER
    begun = earliest(*[activity.start for activity in t.activities(need)])
    waiting = (t.need_open(need) & t.owned(need)) - since(begun)
    if not waiting:
        return NEVER
    soon = t.foreseen_for(need).soon(limits.booked_within)
    queueing = covered(t.referring(Queue, "need", need.id))
    return (waiting - soon - queueing).held(limits.idle)
