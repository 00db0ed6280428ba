"""Unemployment benefit or activity support ended and no income follows."""

from app.domain.days import DaySet
from app.domain.facts import Status
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.law import UNCONFIRMED
from app.domain.timeline import OCCUPIED, SUPPORTED, Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: benefit, kind: status, actor: unemployment-fund, code: unemployment-benefit, start: 2026-03-02,
     end: 2027-04-30}
  - {id: job, kind: status, actor: person, code: work, start: 2027-06-14}
gaps:
  - {rule: benefit-ending, subject: benefit, owner: unemployment-fund, opens: 2027-05-01,
     critical: 2027-05-15, closes: 2027-06-14}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: benefit, kind: status, actor: unemployment-fund, code: unemployment-benefit, start: 2026-03-02,
     end: 2027-04-30}
  - {id: support, kind: status, actor: social-services, code: income-support, start: 2027-05-01}
gaps: []
"""


@rule(
    id="benefit-ending",
    title_sv="Ersättning tar slut",
    title_en="A benefit runs out",
    explanation_en="A benefit has ended (or soon will), and no other income or occupation is known. Ask the "
    "person what happens after the last day, and help with an application if one is needed.",
    remedy_sv="Glappet stängs när en ersättning, en inkomst eller en sysselsättning blir känd, när "
    "ersättningen börjar igen, eller när tiden som regeln bevakar är slut.",
    remedy_en="Closes when a benefit, an income or an occupation becomes known, when the benefit begins "
    "again, or when the time that the rule watches is over.",
    prevention_sv="en ersättning, en inkomst eller en sysselsättning börjar",
    prevention_en="a benefit, an income or an occupation begins",
    explanation_sv="Ersättningen har tagit slut (eller gör det snart), och ingen ny inkomst är känd. Gå igenom "
    "tillsammans med personen vad som gäller sedan: andra ersättningar, arbete, studier eller "
    "försörjningsstöd. Sök i god tid, det tar ofta några veckor.",
    sources=(
        Source("law", f"Slutdagen är beslutets egen (300, 200 eller 100 dagar), {UNCONFIRMED}."),
        Source("default", "När slutet förutses, och att följa upp i nittio dagar, är tjänstens eget förslag."),
    ),
    thresholds={"watched": Threshold(90, "default")},
    subject=Each(Status, "unemployment-benefit", "activity-support"),
    reads=(Status,),
    statuses=(*SUPPORTED, *OCCUPIED),
    owner=own_actor,
    severity="high",
    lead=60,
    critical_after=14,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def benefit_ending(t: Timeline, benefit: Status, limits: Limits) -> DaySet:
    """After the last day, without another income and without occupation."""
    return t.aftermath(benefit, limits.watched) - t.supported - t.occupied
