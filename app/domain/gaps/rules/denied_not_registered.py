"""Sickness benefit was denied, and the person neither works, studies, has an income nor registers."""

from app.domain.days import DaySet, between, earliest
from app.domain.facts import Decision, Status
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Inhibitor, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.law import UNCONFIRMED
from app.domain.timeline import OCCUPIED, REGISTERED, SUPPORTED, Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: denied, kind: decision, actor: social-insurance, code: sickness-benefit-denied, on: 2027-02-01}
  - {id: af, kind: status, actor: employment-service, code: job-seeker, start: 2027-04-05}
gaps:
  - {rule: denied-not-registered, subject: denied, owner: social-insurance, opens: 2027-02-15,
     critical: 2027-02-26, closes: 2027-04-05}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: denied, kind: decision, actor: social-insurance, code: sickness-benefit-denied, on: 2027-02-01}
  - {id: af, kind: status, actor: employment-service, code: job-seeker, start: 2027-02-15}
gaps: []
"""


@rule(
    id="denied-not-registered",
    title_sv="Avslag utan inskrivning hos Arbetsförmedlingen",
    title_en="Sickness benefit denied and not registered as a job seeker",
    explanation_en="The person was denied sickness benefit and is not yet registered with the employment service; no "
    "work, studies or income are known. Get in touch soon and help with the registration, so that the "
    "right to a benefit is not lost.",
    remedy_sv="Glappet stängs när personen skrivs in hos Arbetsförmedlingen, när arbete, studier eller en "
    "ersättning blir känd, när ett nytt avslag kommer, eller när tiden som regeln bevakar är slut.",
    remedy_en="Closes when the person registers with the employment service, when work, studies or a benefit "
    "becomes known, when another denial comes, or when the time that the rule watches is over.",
    prevention_sv="personen skrivs in hos Arbetsförmedlingen, eller arbete, studier eller en ersättning börjar",
    prevention_en="the person registers with the employment service, or work, studies or a benefit begins",
    explanation_sv="Personen har fått nej till sjukpenning och är ännu inte inskriven hos Arbetsförmedlingen; inget "
    "arbete, inga studier och ingen inkomst är kända. Hör av dig snart och hjälp till med "
    "inskrivningen, så att rätten till ersättning inte går förlorad.",
    sources=(
        Source("agency", "ISF 2023:4: nästan hälften skriver aldrig in sig."),
        Source("law", f"Att rätten till ersättning kan påverkas efter 25 dagar {UNCONFIRMED}."),
        Source("default", "Fjorton dagar, och att ett avslag gäller i ett år, är tjänstens eget förslag."),
    ),
    thresholds={"registered_within": Threshold(14, "default"), "denial_counts": Threshold(365, "default")},
    subject=Each(Decision, "sickness-benefit-denied"),
    reads=(Decision, Status),
    statuses=(*REGISTERED, *OCCUPIED, *SUPPORTED),
    owner=own_actor,
    severity="critical",
    lead=7,
    critical_after=11,
    inhibited_by=(Inhibitor("zero-between-fk-af"),),
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def denied_not_registered(t: Timeline, denied: Decision, limits: Limits) -> DaySet:
    """In the year after the denial, or until the next one, without registration, occupation or income."""
    next_denial = t.decided("sickness-benefit-denied").first(denied.on + 1)
    counts = between(denied.on, earliest(denied.on + limits.denial_counts, next_denial))
    return (counts - t.registered - t.occupied - t.supported).held(limits.registered_within)
