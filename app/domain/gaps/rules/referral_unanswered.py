"""A referral was sent and neither accepted, refused nor withdrawn."""

from app.domain.days import DaySet, between, earliest
from app.domain.facts import Need, Plan, Referral
from app.domain.gaps.owners import recipient
from app.domain.gaps.rule import Each, Inhibitor, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.law import UNCONFIRMED
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: ref, kind: referral, actor: primary-care, to: rehabilitation, sent: 2027-10-04,
     answered: 2027-12-15, answer: withdrawn}
gaps:
  - {rule: referral-unanswered, subject: ref, owner: rehabilitation, opens: 2027-11-03,
     critical: 2027-12-03, closes: 2027-12-15}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: ref, kind: referral, actor: primary-care, to: rehabilitation, sent: 2027-10-04,
     started: 2027-11-03}
gaps: []
"""


@rule(
    id="referral-unanswered",
    title_sv="Överlämning utan svar",
    title_en="Referral without an answer",
    explanation_en="A referral was sent and still waits for an answer, so the person does not know who comes next. "
    "Answer yes or no, or say when the answer comes; the sender can ring the receiver and ask.",
    remedy_sv="Glappet stängs när överlämningen besvaras, när mottagaren börjar, när den avslutas, eller när "
    "behovet eller planen avslutas.",
    remedy_en="Closes when the referral is answered, when the receiver begins, when it is closed, or when the need "
    "or the plan ends.",
    prevention_sv="överlämningen besvaras eller avslutas, eller mottagaren börjar",
    prevention_en="the referral is answered or closed, or the receiver begins",
    explanation_sv="En överlämning är skickad och väntar fortfarande på svar, så personen vet inte vem "
    "som tar vid. Svara ja eller nej, eller säg när svaret kommer. Den som skickade kan ringa "
    "mottagaren och fråga.",
    sources=(
        Source(
            "law",
            f"Vårdgarantin för hälso- och sjukvårdens led, {UNCONFIRMED}; BUP 30 + 30 dagar enligt avtal.",
        ),
        Source("default", "Trettio dagar för övriga led är tjänstens eget förslag."),
    ),
    thresholds={"answer_within": Threshold(30, "default")},
    subject=Each(Referral),
    reads=(Referral, Need, Plan),
    owner=recipient,
    severity="high",
    lead=14,
    critical_after=30,
    inhibited_by=(Inhibitor("referral-pingpong", same="need"),),
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def referral_unanswered(t: Timeline, referral: Referral, limits: Limits) -> DaySet:
    """Sent, and the days for an answer have gone without answer, start or closing."""
    settled = earliest(referral.answered, referral.started, referral.closed)
    return between(referral.sent, settled).held(limits.answer_within) & t.scope(referral)
