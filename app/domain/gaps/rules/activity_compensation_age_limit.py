"""Turns 30 soon, or just did, and there is neither another income nor a receiver."""

from typing import Final

from app.domain.days import DaySet
from app.domain.facts import Referral, Status
from app.domain.gaps.age_limits import age_limit, around_age_limit
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.law import UNCONFIRMED
from app.domain.timeline import OCCUPIED, SUPPORTED, Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1997-09-14}
  - {id: benefit, kind: status, actor: social-insurance, code: activity-compensation, start: 2024-01-01,
     end: 2027-09-30}
  - {id: ref, kind: referral, actor: social-insurance, to: employment-service, sent: 2027-08-16,
     answered: 2027-10-04, answer: accepted}
gaps:
  - {rule: activity-compensation-age-limit, subject: benefit, owner: social-insurance, opens: 2027-06-16,
     critical: 2027-09-14, closes: 2027-10-04}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1997-09-14}
  - {id: benefit, kind: status, actor: social-insurance, code: activity-compensation, start: 2024-01-01,
     end: 2027-09-30}
  - {id: sick, kind: status, actor: social-insurance, code: sickness-compensation, start: 2027-06-16}
gaps: []
"""


OTHER_INCOME: Final = tuple(code for code in SUPPORTED if code != "activity-compensation")


@rule(
    id="activity-compensation-age-limit",
    title_sv="Aktivitetsersättningen upphör vid 30",
    title_en="Activity compensation ends at 30",
    explanation_en="Activity compensation ends at 30; the person soon turns 30, or just did, and neither "
    "another income nor somebody who takes over is known. Plan together with the person, before "
    "the birthday, what comes next.",
    remedy_sv="Glappet stängs när en annan aktör har tackat ja till en överlämning, när en annan "
    "ersättning, arbete, studier eller annan sysselsättning blir känd, eller när tiden som "
    "regeln bevakar är slut.",
    remedy_en="Closes when another actor has accepted a referral, when another benefit, work, studies or "
    "another occupation becomes known, or when the time that the rule watches is over.",
    prevention_sv="en annan aktör tackar ja till en överlämning, eller en annan ersättning, arbete, studier eller "
    "annan sysselsättning börjar",
    prevention_en="another actor accepts a referral, or another benefit, work, studies or another occupation begins",
    explanation_sv="Personen fyller snart 30 (eller har nyss gjort det). Då upphör aktivitetsersättningen, och ännu "
    "är varken en annan inkomst eller en mottagare känd. Planera i god tid vad som ska ta vid, och "
    "lämna över till den som kan fortsätta.",
    sources=(
        Source("law", f"Aktivitetsersättning kan betalas från 19 till och med 29 år, {UNCONFIRMED}."),
        Source("default", "Nittio dagar före och efter födelsedagen är tjänstens eget förslag."),
    ),
    thresholds={
        "age_limit": Threshold(30, "law", "years"),
        "before": Threshold(90, "default"),
        "after": Threshold(90, "default"),
        "taken_over_within": Threshold(365, "default"),
    },
    subject=Each(Status, "activity-compensation"),
    reads=(Status, Referral),
    statuses=(*SUPPORTED, *OCCUPIED),
    owner=own_actor,
    severity="high",
    lead=180,
    critical_after=None,
    critical_on=age_limit,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def activity_compensation_age_limit(t: Timeline, compensation: Status, limits: Limits) -> DaySet:
    """The last days of the compensation and the first after it, unless somebody took over or there is an income."""
    return around_age_limit(t, compensation, limits) - t.occupied - t.status(*OTHER_INCOME)
