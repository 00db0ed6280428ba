"""The referral was refused and the need has no owner and no other path."""

from app.domain.days import NEVER, Day, DaySet, all_of, between, earliest
from app.domain.facts import Need, Ownership, Plan, Referral
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Inhibitor, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2027-09-01}
  - {id: health, kind: need, plan: plan, actor: social-services, category: health, start: 2027-09-01}
  - {id: ref1, kind: referral, need: health, actor: social-services, to: psychiatry, sent: 2027-10-11,
     answered: 2027-11-02, answer: rejected}
  - {id: ref2, kind: referral, need: health, actor: social-services, to: primary-care, sent: 2027-12-01}
gaps:
  - {rule: referral-rejected-unowned, subject: ref1, owner: social-services, opens: 2027-11-09,
     critical: 2027-11-23, closes: 2027-12-01}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2027-09-01}
  - {id: health, kind: need, plan: plan, actor: social-services, category: health, start: 2027-09-01,
     end: 2027-11-08}
  - {id: ref1, kind: referral, need: health, actor: social-services, to: psychiatry, sent: 2027-10-11,
     answered: 2027-11-02, answer: rejected}
gaps: []
"""


@rule(
    id="referral-rejected-unowned",
    title_sv="Avvisad överlämning utan ny ägare",
    title_en="Referral refused and the need has no owner",
    explanation_en="The receiver could not take the referral and nobody else answers for the need yet. See together "
    "what fits: take the need oneself, send it to somebody else, or raise it in the plan.",
    remedy_sv="Glappet stängs när någon tar på sig behovet, när en ny överlämning av det är på väg, när det "
    "antecknas att personen sköter det själv, eller när behovet eller planen avslutas.",
    remedy_en="Closes when somebody takes on the need, when another referral of it is on its way, when it is "
    "recorded that the person handles it alone, or when the need or the plan ends.",
    prevention_sv="någon tar på sig behovet, en ny överlämning av det skickas, eller det antecknas att personen "
    "sköter det själv",
    prevention_en="somebody takes on the need, another referral of it is sent, or it is recorded that the person "
    "handles it alone",
    explanation_sv="Mottagaren kunde inte ta emot överlämningen och behovet har ännu ingen annan som "
    "svarar för det. Den som skickade den behåller frågan: ta behovet själv, skicka det till någon "
    "annan eller ta upp det i planen.",
    sources=(Source("default", "Fem arbetsdagar är tjänstens eget förslag."),),
    thresholds={"new_path_within": Threshold(5, "default", "working days")},
    subject=Each(Referral),
    reads=(Referral, Need, Ownership, Plan),
    owner=own_actor,
    severity="high",
    lead=5,
    critical_after=14,
    inhibited_by=(Inhibitor("referral-pingpong", same="need"),),
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def referral_rejected_unowned(t: Timeline, referral: Referral, limits: Limits) -> DaySet:
    """From some working days after the last refusal, while nobody has the need and nothing else is sent."""
    need, refused = t.need(referral.need), _refused(referral)
    if need is None or refused is None:
        return NEVER
    others = [other for other in t.referring(Referral, "need", need.id) if other is not referral]
    refused_again = earliest(*(_refused_after(other, referral, refused) for other in others))
    waiting = between(t.calendar.add(refused, limits.new_path_within), refused_again)
    return (waiting & t.unowned(need)) - all_of([_alive(other) for other in others])


def _refused(referral: Referral) -> Day | None:
    return referral.answered if referral.answer == "rejected" else None


def _refused_after(other: Referral, referral: Referral, refused: Day) -> Day | None:
    """The day of another, later refusal; on the same day the greater id is the later one."""
    day = _refused(other)
    return day if day is not None and (day, other.id) > (refused, referral.id) else None


def _alive(referral: Referral) -> DaySet:
    """The days on which the referral is a path that may still lead somewhere."""
    turned_down = referral.answer in ("rejected", "withdrawn")
    return between(referral.sent, referral.answered if turned_down else None)
