"""Registered with the employment service for a month without an action plan."""

from app.domain.days import DaySet
from app.domain.facts import AgencyPlan, Person, Status
from app.domain.gaps.owners import holder_of
from app.domain.gaps.rule import Each, Limits, ThePerson, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import REGISTERED, Timeline, covered

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: af, kind: status, actor: employment-service, code: job-seeker, start: 2027-02-01}
  - {id: agreed, kind: agency-plan, actor: employment-service, code: action-plan, start: 2027-05-10}
gaps:
  - {rule: action-plan-missing, subject: person, owner: employment-service, opens: 2027-03-03,
     critical: 2027-04-02, closes: 2027-05-10}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: af, kind: status, actor: employment-service, code: job-seeker, start: 2027-02-01}
  - {id: agreed, kind: agency-plan, actor: employment-service, code: action-plan, start: 2027-03-03}
gaps: []
"""


@rule(
    id="action-plan-missing",
    title_sv="Inskriven utan handlingsplan",
    title_en="Registered without an action plan",
    explanation_en="The person has been registered with the employment service for a month and no action plan "
    "is known. Make one together with the person, or record the one that exists.",
    remedy_sv="Glappet stängs när en handlingsplan eller etableringsplan finns, eller när inskrivningen "
    "hos Arbetsförmedlingen upphör.",
    remedy_en="Closes when there is an action plan or an establishment plan, or when the registration with "
    "the employment service ends.",
    prevention_sv="en handlingsplan eller en etableringsplan börjar gälla",
    prevention_en="an action plan or an establishment plan begins",
    explanation_sv="Personen har varit inskriven hos Arbetsförmedlingen i en månad, och ingen handlingsplan är känd. "
    "Boka en tid och gör planen tillsammans. Finns den redan så anteckna den, då försvinner glappet.",
    sources=(Source("law", "Inom trettio dagar", "action-plan"),),
    thresholds={"planned_within": Threshold(30, "law")},
    subject=ThePerson(Each(Status, *REGISTERED)),
    reads=(Status, AgencyPlan),
    statuses=REGISTERED,
    owner=holder_of(*REGISTERED),
    severity="medium",
    lead=14,
    critical_after=30,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def action_plan_missing(t: Timeline, _person: Person, limits: Limits) -> DaySet:
    """Registered, every day of it without an action plan or an establishment plan."""
    planned = covered([plan for plan in t.of(AgencyPlan) if plan.code in ("action-plan", "establishment-plan")])
    return (t.registered - planned).held(limits.planned_within)
