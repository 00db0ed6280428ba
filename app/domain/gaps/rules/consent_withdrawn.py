"""Consent was withdrawn while the plan is open, and no other consent holds."""

from app.domain.days import NEVER, DaySet, between
from app.domain.facts import Consent, MainResponsible, Plan
from app.domain.gaps.owners import person_owner
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2026-10-01, end: 2027-05-15}
  - {id: consent, kind: consent, actor: person, start: 2026-10-01, end: 2027-09-30, withdrawn_on: 2027-03-01,
     actors: [primary-care, social-services], categories: [health]}
gaps:
  - {rule: consent-withdrawn, subject: consent, owner: primary-care, opens: 2027-03-01,
     critical: 2027-03-15, closes: 2027-05-16}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2026-10-01, end: 2027-05-15}
  - {id: consent, kind: consent, actor: person, start: 2026-10-01, end: 2027-09-30, withdrawn_on: 2027-03-01,
     actors: [primary-care, social-services], categories: [health]}
  - {id: smaller, kind: consent, actor: person, start: 2027-03-01, end: 2027-09-30, actors: [primary-care],
     categories: [health]}
gaps: []
"""


@rule(
    id="consent-withdrawn",
    title_sv="Återkallat samtycke, planen utan bärare",
    title_en="Consent withdrawn, and the plan goes on",
    explanation_en="The person has withdrawn the consent while the plan is open, and no other consent holds. That is "
    "the person's right. Talk with the person about what the actors may still do together, and what each "
    "of them does alone.",
    remedy_sv="Glappet stängs när personen lämnar ett nytt samtycke, eller när ingen plan längre pågår.",
    remedy_en="Closes when the person gives a new consent, or when no plan is open any longer.",
    prevention_sv="ett nytt samtycke från personen börjar gälla",
    prevention_en="a new consent of the person's begins",
    explanation_sv="Personen har tagit tillbaka sitt samtycke, så det som aktörerna får dela har krympt. Det är "
    "personens rätt och behöver inget skäl. Fråga hur personen vill ha det framöver: en mindre plan, "
    "ett annat samtycke eller att planen avslutas.",
    sources=(
        Source("agency", "Samtycke får återkallas när som helst: uppdragpsykiskhalsa.se, RJL."),
        Source("default", "När glappet blir kritiskt är tjänstens eget förslag."),
    ),
    thresholds={},  # the day of withdrawal is the person's own
    subject=Each(Consent),
    reads=(Consent, Plan, MainResponsible),
    owner=person_owner,
    severity="high",
    lead=0,
    critical_after=14,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def consent_withdrawn(t: Timeline, consent: Consent, _limits: Limits) -> DaySet:
    """From the day of withdrawal, until a consent covers the person again, while any plan is open."""
    withdrawn = consent.withdrawn_on
    if withdrawn is None or not _cut_short(consent):
        return NEVER
    for other in t.of(Consent):
        if other.id > consent.id and other.withdrawn_on == withdrawn and _cut_short(other):
            return NEVER
    return between(withdrawn, t.consented.first(withdrawn)) & t.any_plan


def _cut_short(consent: Consent) -> bool:
    """Withdrawn on one of the days that it would have covered."""
    withdrawn, last = consent.withdrawn_on, consent.end
    return withdrawn is not None and withdrawn >= consent.start and (last is None or withdrawn <= last)
