"""Deregistered for an unknown reason while a plan is open, and nobody has reached the person."""

from app.domain.days import DaySet, between, earliest
from app.domain.facts import Contact, Decision, MainResponsible, Plan, Status
from app.domain.gaps.owners import person_owner
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import OCCUPIED, REGISTERED, Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2026-10-01}
  - {id: out, kind: decision, actor: employment-service, code: deregistered-unknown, on: 2027-02-01}
  - {id: talk, kind: contact, actor: primary-care, on: 2027-03-22, outcome: reached}
gaps:
  - {rule: deregistered-unknown, subject: out, owner: primary-care, opens: 2027-02-15, critical: 2027-03-03,
     closes: 2027-03-22}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2026-10-01}
  - {id: out, kind: decision, actor: employment-service, code: deregistered-unknown, on: 2027-02-01}
  - {id: talk, kind: contact, actor: primary-care, on: 2027-02-15, outcome: reached}
gaps: []
"""


@rule(
    id="deregistered-unknown",
    title_sv="Avaktualiserad av okänd orsak",
    title_en="Deregistered for an unknown reason",
    explanation_en="The person is no longer registered with the employment service and nobody knows why, while "
    "the plan is open. Get in touch and ask how things are: perhaps something good has happened, "
    "perhaps help is needed to register again.",
    remedy_sv="Glappet stängs när någon når personen, när personen skrivs in igen, när arbete, studier "
    "eller annan sysselsättning blir känd, eller när ingen plan längre pågår.",
    remedy_en="Closes when somebody reaches the person, when the person registers again, when work, "
    "studies or another occupation becomes known, or when no plan is open any longer.",
    prevention_sv="någon når personen, personen skrivs in igen, eller arbete, studier eller annan sysselsättning "
    "börjar",
    prevention_en="somebody reaches the person, the person registers again, or work, studies or another occupation "
    "begins",
    explanation_sv="Personen är inte längre inskriven hos Arbetsförmedlingen och ingen vet varför, medan planen "
    "pågår. Hör av dig och fråga hur det är. Kanske har något bra hänt, kanske behövs hjälp att "
    "skriva in sig igen.",
    sources=(Source("default", "Fjorton dagar är tjänstens eget förslag."),),
    thresholds={"contact_within": Threshold(14, "default")},
    subject=Each(Decision, "deregistered-unknown"),
    reads=(Decision, Contact, Status, Plan, MainResponsible),
    statuses=(*REGISTERED, *OCCUPIED),
    owner=person_owner,
    severity="high",
    lead=7,
    critical_after=16,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def deregistered_unknown(t: Timeline, out: Decision, limits: Limits) -> DaySet:
    """Not occupied, until the person is reached or registered again, while any plan is open."""
    settled = earliest(t.reached.first(out.on), t.registered.first(out.on + 1))
    return (between(out.on, settled) - t.occupied).held(limits.contact_within) & t.any_plan
