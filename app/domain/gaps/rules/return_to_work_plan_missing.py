"""Sick leave of at least two months, one of them gone, and no plan for the return to work."""

from app.domain.days import NEVER, Day, DaySet
from app.domain.facts import AgencyPlan, Person, Status
from app.domain.gaps.owners import holder_of
from app.domain.gaps.rule import Each, Limits, ThePerson, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline, covered

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: job, kind: status, actor: employer, code: work, start: 2020-01-13}
  - {id: sick, kind: status, actor: social-insurance, code: sickness-benefit, start: 2027-02-01,
     end: 2027-05-31}
  - {id: back, kind: agency-plan, actor: employer, code: return-to-work, start: 2027-04-19}
gaps:
  - {rule: return-to-work-plan-missing, subject: person, owner: employer, opens: 2027-03-03,
     critical: 2027-04-02, closes: 2027-04-19}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: job, kind: status, actor: employer, code: work, start: 2020-01-13}
  - {id: sick, kind: status, actor: social-insurance, code: sickness-benefit, start: 2027-02-01,
     end: 2027-03-31}
gaps: []
"""


_who_pays = holder_of("sickness-benefit")


def _employer(t: Timeline, person: Person, opens: Day) -> str:
    """The employer when there is a job on the opening day, else the actor that pays the benefit."""
    return "employer" if opens in t.status("work") else _who_pays(t, person, opens)


@rule(
    id="return-to-work-plan-missing",
    title_sv="Plan för återgång i arbete saknas",
    title_en="No plan for the return to work",
    explanation_en="The sick leave is expected to last at least two months, one has passed, and there is no plan for "
    "the return to work yet. Write down what can be tried, and when, together with the person.",
    remedy_sv="Glappet stängs när en plan för återgång i arbete finns, eller när sjukskrivningen upphör.",
    remedy_en="Closes when there is a plan for the return to work, or when the sick leave ends.",
    prevention_sv="en plan för återgång i arbete börjar gälla",
    prevention_en="a plan for the return to work begins",
    explanation_sv="Sjukskrivningen väntas vara i minst två månader, en har gått och ännu finns ingen plan för "
    "återgång i arbete. En kort plan räcker: vad som kan prövas, och när. Gör den tillsammans med "
    "personen.",
    sources=(Source("law", "Senast dag 30, när nedsättningen väntas vara i minst 60 dagar", "return-plan"),),
    thresholds={"expected": Threshold(60, "law"), "planned_within": Threshold(30, "law")},
    subject=ThePerson(Each(Status, "sickness-benefit")),
    reads=(Status, AgencyPlan),
    statuses=("sickness-benefit", "work"),
    owner=_employer,
    severity="medium",
    lead=14,
    critical_after=30,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def return_to_work_plan_missing(t: Timeline, _person: Person, limits: Limits) -> DaySet:
    """In a sick leave that lasts, and has lasted for the days that the plan may take."""
    lasting = t.status("sickness-benefit").runs(limits.expected).held(limits.planned_within)
    if not lasting:
        return NEVER
    return lasting - covered([plan for plan in t.of(AgencyPlan) if plan.code == "return-to-work"])
