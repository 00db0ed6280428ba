"""A payment was stopped or denied, there is no income and nobody has reached the person."""

from app.domain.days import DaySet, between, earliest
from app.domain.facts import Contact, Decision, Status
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Inhibitor, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import OCCUPIED, SUPPORTED, Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: stopped, kind: decision, actor: unemployment-fund, code: benefit-stopped, on: 2027-02-01}
  - {id: talk, kind: contact, actor: social-services, on: 2027-03-15, outcome: reached}
gaps:
  - {rule: benefit-stopped, subject: stopped, owner: unemployment-fund, opens: 2027-02-08,
     critical: 2027-02-22, closes: 2027-03-15}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: stopped, kind: decision, actor: unemployment-fund, code: benefit-stopped, on: 2027-02-01}
  - {id: talk, kind: contact, actor: social-services, on: 2027-02-08, outcome: reached}
gaps: []
"""


@rule(
    id="benefit-stopped",
    title_sv="Ersättning stoppad eller nekad",
    title_en="A benefit was stopped or denied",
    explanation_en="A payment was stopped or denied, no other income is known, and nobody has been in contact with the "
    "person since. Get in touch soon, ask how the person manages, and explain what can be done.",
    remedy_sv="Glappet stängs när någon når personen, när en ersättning, en inkomst eller en sysselsättning blir "
    "känd, eller när tiden som regeln bevakar är slut.",
    remedy_en="Closes when somebody reaches the person, when a benefit, an income or an occupation becomes known, "
    "or when the time that the rule watches is over.",
    prevention_sv="någon når personen, eller en ersättning, en inkomst eller en sysselsättning börjar",
    prevention_en="somebody reaches the person, or a benefit, an income or an occupation begins",
    explanation_sv="En utbetalning har stoppats eller nekats. Ingen inkomst är känd och ingen har fått kontakt med "
    "personen sedan dess. Hör av dig: fråga hur hyra och mat ska gå ihop, och berätta vad personen "
    "kan göra åt beslutet.",
    sources=(Source("default", "Sju dagar, och att beslutet räknas i ett år, är tjänstens eget förslag."),),
    thresholds={"contact_within": Threshold(7, "default"), "decision_counts": Threshold(365, "default")},
    subject=Each(Decision, "benefit-stopped", "benefit-denied"),
    reads=(Decision, Contact, Status),
    statuses=(*SUPPORTED, *OCCUPIED),
    owner=own_actor,
    severity="critical",
    lead=3,
    critical_after=14,
    inhibited_by=(Inhibitor("zero-between-fk-af"),),
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def benefit_stopped(t: Timeline, decision: Decision, limits: Limits) -> DaySet:
    """In the year after the decision, until the person is reached, without income and occupation."""
    settled = earliest(t.reached.first(decision.on), decision.on + limits.decision_counts)
    return (between(decision.on, settled) - t.supported - t.occupied).held(limits.contact_within)
