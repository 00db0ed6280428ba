"""The establishment programme ended and nothing follows."""

from app.domain.days import DaySet
from app.domain.facts import Activity, Status
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.law import UNCONFIRMED
from app.domain.timeline import OCCUPIED, REGISTERED, SUPPORTED, Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: program, kind: status, actor: employment-service, code: establishment-programme, start: 2025-05-05,
     end: 2027-05-04}
  - {id: job, kind: status, actor: person, code: work, start: 2027-06-14}
gaps:
  - {rule: establishment-ending, subject: program, owner: employment-service, opens: 2027-05-05,
     critical: 2027-05-12, closes: 2027-06-14}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: program, kind: status, actor: employment-service, code: establishment-programme, start: 2025-05-05,
     end: 2027-05-04}
  - {id: af, kind: status, actor: employment-service, code: job-seeker, start: 2027-05-05}
gaps: []
"""


@rule(
    id="establishment-ending",
    title_sv="Etableringsprogram slutar utan nästa steg",
    title_en="The establishment programme ends without a next step",
    explanation_en="The establishment programme has ended (or soon will), and neither an income, an occupation, an "
    "activity nor a new registration is known. Plan the next step together with the person while the "
    "programme is running.",
    remedy_sv="Glappet stängs när arbete, studier, en ersättning, en insats eller en inskrivning hos "
    "Arbetsförmedlingen blir känd, eller när tiden som regeln bevakar är slut.",
    remedy_en="Closes when work, studies, a benefit, an activity or a registration with the employment service "
    "becomes known, or when the time that the rule watches is over.",
    prevention_sv="arbete, studier, en ersättning, en insats eller en inskrivning hos Arbetsförmedlingen börjar",
    prevention_en="work, studies, a benefit, an activity or a registration with the employment service begins",
    explanation_sv="Etableringsprogrammet har tagit slut (eller gör det snart), och varken inkomst, sysselsättning, "
    "insats eller ny inskrivning är känd. Planera nästa steg tillsammans med personen medan "
    "programmet pågår.",
    sources=(
        Source("law", f"Slutdagen är Arbetsförmedlingens egen (24 månader), {UNCONFIRMED}."),
        Source("default", "När slutet förutses, och att följa upp i nittio dagar, är tjänstens eget förslag."),
    ),
    thresholds={"watched": Threshold(90, "default")},
    subject=Each(Status, "establishment-programme"),
    reads=(Status, Activity),
    statuses=(*SUPPORTED, *OCCUPIED, *REGISTERED),
    owner=own_actor,
    severity="high",
    lead=60,
    critical_after=7,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def establishment_ending(t: Timeline, programme: Status, limits: Limits) -> DaySet:
    """After the last day, without income, occupation, activity or registration."""
    return t.aftermath(programme, limits.watched) - t.supported - t.occupied - t.active - t.registered
