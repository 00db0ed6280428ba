"""The plan goes on but the consent has ended."""

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
  - {id: consent, kind: consent, actor: person, start: 2026-10-01, end: 2027-03-31,
     actors: [primary-care, social-services], categories: [health]}
gaps:
  - {rule: consent-expired, subject: consent, owner: primary-care, opens: 2027-04-01,
     critical: 2027-04-08, closes: 2027-05-16}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2026-10-01, end: 2027-03-31}
  - {id: consent, kind: consent, actor: person, start: 2026-10-01, end: 2027-03-31,
     actors: [primary-care, social-services], categories: [health]}
gaps: []
"""


@rule(
    id="consent-expired",
    title_sv="Samtycket har gått ut",
    title_en="The consent has run out",
    explanation_en="The plan goes on, but the consent on which the actors talk to each other has ended (or soon will). "
    "Ask the person whether it is to be given anew, and about what.",
    remedy_sv="Glappet stängs när personen lämnar ett nytt samtycke, eller när ingen plan längre pågår.",
    remedy_en="Closes when the person gives a new consent, or when no plan is open any longer.",
    prevention_sv="ett nytt samtycke från personen börjar gälla",
    prevention_en="a new consent of the person's begins",
    explanation_sv="Planen pågår, men tiden för personens samtycke är slut (eller tar snart slut), så "
    "aktörerna får inte längre dela uppgifter med varandra. Fråga personen om ett nytt samtycke. Vill "
    "personen inte det är det personens val, och planen anpassas efter det.",
    sources=(
        Source("agency", "Samtycke är specifikt och tidsbegränsat: uppdragpsykiskhalsa.se, RJL."),
        Source("default", "När glappet blir kritiskt och när det förutses är tjänstens eget förslag."),
    ),
    thresholds={},  # the end of a consent is the day that the person chose
    subject=Each(Consent),
    reads=(Consent, Plan, MainResponsible),
    owner=person_owner,
    severity="high",
    lead=30,
    critical_after=7,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def consent_expired(t: Timeline, consent: Consent, _limits: Limits) -> DaySet:
    """From the day after the last one, until a consent covers the person again, while any plan is open."""
    last = consent.end
    if last is None or not _ran_out(consent):
        return NEVER
    for other in t.of(Consent):
        if other.id > consent.id and other.end == last and _ran_out(other):
            return NEVER
    return between(last + 1, t.consented.first(last + 1)) & t.any_plan


def _ran_out(consent: Consent) -> bool:
    """Reached its last day: it has one, not before its first, and was not withdrawn by then."""
    if consent.end is None or consent.end < consent.start:
        return False
    return consent.withdrawn_on is None or consent.withdrawn_on > consent.end
