"""The same need has been handed over again and again, and no service has lasted."""

from app.domain.days import NEVER, DaySet, single_days
from app.domain.facts import Activity, MainResponsible, Need, Plan, Referral
from app.domain.gaps.owners import plan_owner
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2027-01-11}
  - {id: health, kind: need, plan: plan, actor: primary-care, category: health, start: 2027-01-11}
  - {id: ref1, kind: referral, need: health, actor: primary-care, to: psychiatry, sent: 2027-02-01,
     answered: 2027-02-22, answer: rejected}
  - {id: ref2, kind: referral, need: health, actor: primary-care, to: rehabilitation, sent: 2027-03-15,
     answered: 2027-04-19, answer: rejected}
  - {id: ref3, kind: referral, need: health, actor: primary-care, to: psychiatry, sent: 2027-05-10}
gaps:
  - {rule: referral-pingpong, subject: health, owner: primary-care, opens: 2027-05-10, critical: 2027-06-09,
     closes: 2027-07-31}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2027-01-11}
  - {id: health, kind: need, plan: plan, actor: primary-care, category: health, start: 2027-01-11}
  - {id: ref1, kind: referral, need: health, actor: primary-care, to: psychiatry, sent: 2027-02-01,
     answered: 2027-02-22, answer: rejected}
  - {id: ref2, kind: referral, need: health, actor: primary-care, to: rehabilitation, sent: 2027-03-15,
     answered: 2027-03-22, answer: accepted}
  - {id: training, kind: activity, need: health, actor: rehabilitation, planned_start: 2027-03-29,
     start: 2027-03-29, end: 2027-04-11, outcome: interrupted}
  - {id: ref3, kind: referral, need: health, actor: rehabilitation, to: psychiatry, sent: 2027-05-10}
gaps: []
"""


@rule(
    id="referral-pingpong",
    title_sv="Rundgång mellan aktörer",
    title_en="Handed back and forth between actors",
    explanation_en="The same need has been handed over several times in half a year, and no activity has had time to "
    "last. For the person that means beginning again and again. Gather the actors that were involved, "
    "and agree on who holds the need until it is solved.",
    remedy_sv="Glappet stängs när en insats för behovet har varat så länge som regeln anger, när det har gått så "
    "lång tid att överlämningarna inte längre är flera inom perioden, eller när behovet eller planen "
    "avslutas.",
    remedy_en="Closes when an activity for the need has lasted as long as the rule states, when so much time has "
    "passed that the referrals are no longer several within the period, or when the need or the plan "
    "ends.",
    prevention_sv="en insats för behovet börjar och varar så länge som regeln anger",
    prevention_en="an activity for the need begins and lasts as long as the rule states",
    prevention_ends=lambda limits: 1 - limits.lasting,
    explanation_sv="Samma behov har lämnats över flera gånger på ett halvår, och ingen insats har hunnit bli "
    "långvarig. För personen blir det att börja om, gång på gång. Samla de aktörer som har varit "
    "inblandade, och kom överens om vem som håller i behovet tills det är löst.",
    sources=(
        Source(
            "default",
            "Tre gånger på 180 dagar, och fjorton dagars insats, är tjänstens eget förslag (Riksrevisionen 2015).",
        ),
    ),
    thresholds={
        "handovers": Threshold(3, "default", "times"),
        "within": Threshold(180, "default"),
        "lasting": Threshold(14, "default"),
    },
    subject=Each(Need),
    reads=(Referral, Need, Activity, Plan, MainResponsible),
    owner=plan_owner,
    severity="critical",
    lead=0,
    critical_after=30,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def referral_pingpong(t: Timeline, need: Need, limits: Limits) -> DaySet:
    """Sent on many days of the last months, and no activity for the need went on for long in them."""
    referrals = t.referring(Referral, "need", need.id)
    if not referrals:
        return NEVER
    sent = single_days([referral.sent for referral in referrals])
    often = sent.at_least(limits.handovers, limits.within) & t.need_open(need)
    return often - t.running_for(need).held(limits.lasting - 1).once(limits.within - 1)
