"""An actor closed its case while its own referral was still unanswered."""

from app.domain.days import NEVER, DaySet, between, earliest, since
from app.domain.facts import Case, Need, Plan, Referral
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source
from app.domain.timeline import Timeline, covered

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: case, kind: case, actor: psychiatry, start: 2026-09-01, end: 2027-02-26}
  - {id: ref, kind: referral, actor: psychiatry, to: primary-care, sent: 2027-02-15, answered: 2027-03-22,
     answer: accepted}
gaps:
  - {rule: closed-before-handover, subject: ref, owner: psychiatry, opens: 2027-02-27, critical: 2027-03-06,
     closes: 2027-03-22}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: case, kind: case, actor: psychiatry, start: 2026-09-01, end: 2027-02-26}
  - {id: ref, kind: referral, actor: psychiatry, to: primary-care, sent: 2027-02-15, answered: 2027-02-27,
     answer: accepted}
gaps: []
"""


@rule(
    id="closed-before-handover",
    title_sv="Avslutad innan nästa tog över",
    title_en="Closed before anybody took over",
    explanation_en="An actor has closed its case (or soon will) while its referral still waits for an answer, so the "
    "person may stand without anybody. Keep the case open until the receiver has answered, or ring and "
    "ask.",
    remedy_sv="Glappet stängs när överlämningen besvaras, börjar eller avslutas, när avsändaren åter har ett öppet "
    "ärende, eller när behovet eller planen avslutas.",
    remedy_en="Closes when the referral is answered, begins or is closed, when the sender has an open case again, "
    "or when the need or the plan ends.",
    prevention_sv="överlämningen besvaras, mottagaren börjar, eller avsändaren öppnar ett ärende igen",
    prevention_en="the referral is answered, the receiver begins, or the sender opens a case again",
    explanation_sv="Ärendet är avslutat hos den som skickade överlämningen, och mottagaren har ännu inte svarat. "
    "Just nu har ingen av dem personen. Öppna ärendet igen tills någon har tagit över, eller ring "
    "mottagaren och kom överens.",
    sources=(Source("default", "Att glappet öppnas dagen efter avslutet är tjänstens eget förslag."),),
    thresholds={},  # the case ends on the day that the actor itself has set
    subject=Each(Referral),
    reads=(Case, Referral, Need, Plan),
    owner=own_actor,
    severity="critical",
    lead=14,
    critical_after=7,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def closed_before_handover(t: Timeline, referral: Referral, _limits: Limits) -> DaySet:
    """Sent and not settled, after the first of the sender's cases ended and while none of them is open."""
    if referral.actor is None:
        return NEVER
    cases = t.referring(Case, "actor", referral.actor)
    closed = earliest(*(case.end for case in cases))
    if closed is None:
        return NEVER
    pending = between(referral.sent, earliest(referral.answered, referral.started, referral.closed))
    without_case = since(closed + 1) - covered(cases)
    return pending & without_case & t.scope(referral)
