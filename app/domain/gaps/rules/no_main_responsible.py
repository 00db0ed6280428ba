"""The plan is open and nobody holds the overall responsibility."""

from app.domain.days import DaySet
from app.domain.facts import MainResponsible, Plan
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: labour-market-unit, start: 2027-03-01}
  - {id: main1, kind: main-responsible, plan: plan, actor: social-services, start: 2027-03-01,
     end: 2027-04-30}
  - {id: main2, kind: main-responsible, plan: plan, actor: psychiatry, start: 2027-06-01}
gaps:
  - {rule: no-main-responsible, subject: plan, owner: labour-market-unit, opens: 2027-05-08,
     critical: 2027-05-22, closes: 2027-06-01}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: labour-market-unit, start: 2027-03-01}
  - {id: main1, kind: main-responsible, plan: plan, actor: social-services, start: 2027-03-01,
     end: 2027-04-30}
  - {id: main2, kind: main-responsible, plan: plan, actor: psychiatry, start: 2027-05-08}
gaps: []
"""


@rule(
    id="no-main-responsible",
    title_sv="Ingen huvudansvarig",
    title_en="Nobody is mainly responsible",
    explanation_en="The plan is open, but right now nobody holds the overall responsibility for it, so nobody sees to "
    "it that it is followed. Agree on who takes it and record that in the plan; it can be handed on "
    "later.",
    remedy_sv="Glappet stängs den dag någon antecknas som huvudansvarig för planen, eller när planen avslutas.",
    remedy_en="Closes on the day somebody is recorded as main responsible for the plan, or when the plan ends.",
    prevention_sv="någon blir huvudansvarig för planen",
    prevention_en="somebody becomes main responsible for the plan",
    explanation_sv="Planen pågår, men just nu har ingen det övergripande ansvaret för den, så ingen ser "
    "till att den följs. Kom överens om vem som tar ansvaret och anteckna det i planen, gärna redan i "
    "dag: ansvaret kan lämnas vidare senare.",
    sources=(
        Source("law", "Planen ska ange vem som har det övergripande ansvaret", "sip"),
        Source("default", "Sju dagar är tjänstens eget förslag, så att ett byte hinner göras i lugn och ro."),
    ),
    thresholds={"handover": Threshold(7, "default")},
    subject=Each(Plan),
    reads=(Plan, MainResponsible),
    owner=own_actor,
    severity="high",
    lead=7,
    critical_after=14,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def no_main_responsible(t: Timeline, plan: Plan, limits: Limits) -> DaySet:
    """The plan has been without a main responsible for the days of a handover."""
    return (t.plan_open(plan) - t.main(plan)).held(limits.handover)
