"""An agency's own plan has run beside the shared one for a while without being linked to it."""

from app.domain.days import NEVER, DaySet
from app.domain.facts import AgencyPlan, Plan
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline, days

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2027-02-01}
  - {id: af, kind: agency-plan, actor: employment-service, code: action-plan, start: 2026-11-02,
     end: 2027-05-30}
gaps:
  - {rule: parallel-plans, subject: af, owner: employment-service, opens: 2027-03-03, critical: 2027-05-02,
     closes: 2027-05-31}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2027-02-01, end: 2027-03-02}
  - {id: af, kind: agency-plan, actor: employment-service, code: action-plan, start: 2026-11-02,
     end: 2027-05-30}
gaps: []
"""


@rule(
    id="parallel-plans",
    title_sv="Parallell plan utan koppling",
    title_en="A parallel plan that is not linked",
    explanation_en="An actor has a plan of its own for the person beside the shared one, and the two are not linked. "
    "They may easily pull in different directions. Compare them and link them to each other.",
    remedy_sv="Glappet stängs när myndighetens plan kopplas till den gemensamma, eller när någon av planerna avslutas.",
    remedy_en="Closes when the agency's plan is linked to the shared one, or when either plan ends.",
    prevention_sv="myndighetens plan kopplas till den gemensamma, eller någon av planerna har sin sista dag",
    prevention_en="the agency's plan is linked to the shared one, or either plan has its last day",
    prevention_ends=lambda _limits: -1,
    explanation_sv="En aktör har en egen plan för personen vid sidan av den gemensamma, och de två är inte kopplade "
    "till varandra. Då är det lätt hänt att de drar åt olika håll. Stäm av innehållet och koppla "
    "planerna till varandra.",
    sources=(Source("default", "Trettio dagar är tjänstens eget förslag (om problemet: Riksrevisionen RiR 2015:4)."),),
    thresholds={"beside": Threshold(30, "default")},
    subject=Each(AgencyPlan),
    reads=(AgencyPlan, Plan),
    owner=own_actor,
    severity="medium",
    lead=0,
    critical_after=60,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def parallel_plans(t: Timeline, plan: AgencyPlan, limits: Limits) -> DaySet:
    """The agency's plan and a shared one have both been open for as long as linking them may take."""
    return NEVER if plan.linked else (days(plan) & t.any_plan).held(limits.beside)
