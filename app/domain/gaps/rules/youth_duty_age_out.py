"""Turns 20 soon, or just did, and nobody has taken over after the activity duty."""

from app.domain.days import DaySet
from app.domain.facts import Referral, Status
from app.domain.gaps.age_limits import age_limit, around_age_limit
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import OCCUPIED, REGISTERED, Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 2007-12-24}
  - {id: kaa, kind: status, actor: youth-duty-unit, code: youth-duty, start: 2026-01-19}
  - {id: af, kind: status, actor: employment-service, code: job-seeker, start: 2027-12-01}
gaps:
  - {rule: youth-duty-age-out, subject: kaa, owner: youth-duty-unit, opens: 2027-09-25, critical: null,
     closes: 2027-12-01}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 2007-12-24}
  - {id: kaa, kind: status, actor: youth-duty-unit, code: youth-duty, start: 2026-01-19}
  - {id: study, kind: status, actor: adult-education, code: study, start: 2027-09-25}
gaps: []
"""


@rule(
    id="youth-duty-age-out",
    title_sv="Aktivitetsansvaret upphör vid 20",
    title_en="The activity duty ends at 20",
    explanation_en="The young person soon turns 20, or just did, and the municipality's activity duty ends without "
    "anybody having taken over. Find out together with the person who comes next, and hand over before "
    "the birthday.",
    remedy_sv="Glappet stängs när en annan aktör har tackat ja till en överlämning, när personen har arbete, "
    "studier eller annan sysselsättning, är inskriven hos Arbetsförmedlingen, eller när tiden som regeln "
    "bevakar är slut.",
    remedy_en="Closes when another actor has accepted a referral, when the person is occupied by work, studies or "
    "the like, is registered with the employment service, or when the time that the rule watches is over.",
    prevention_sv="en annan aktör tackar ja till en överlämning, personen skrivs in hos Arbetsförmedlingen, eller "
    "arbete, studier eller annan sysselsättning börjar",
    prevention_en="another actor accepts a referral, the person registers with the employment service, or work, "
    "studies or another occupation begins",
    explanation_sv="Personen fyller snart 20 (eller har nyss gjort det). Då upphör kommunens "
    "aktivitetsansvar, och ännu har ingen annan tagit över. Lämna över i god tid till den som kan "
    "fortsätta, och se till att mottagaren har sagt ja.",
    sources=(
        Source("law", "Aktivitetsansvaret gäller till 20 år", "activity-duty"),
        Source("agency", "Skolverket: att fylla 20 är det vanligaste skälet till att lämna aktivitetsansvaret."),
        Source("default", "Nittio dagar före och efter födelsedagen är tjänstens eget förslag."),
    ),
    thresholds={
        "age_limit": Threshold(20, "law", "years"),
        "before": Threshold(90, "default"),
        "after": Threshold(90, "default"),
        "taken_over_within": Threshold(365, "default"),
    },
    subject=Each(Status, "youth-duty"),
    reads=(Status, Referral),
    statuses=("youth-duty", *OCCUPIED, *REGISTERED),
    owner=own_actor,
    severity="high",
    lead=90,
    critical_after=None,
    critical_on=age_limit,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def youth_duty_age_out(t: Timeline, duty: Status, limits: Limits) -> DaySet:
    """The last days of the duty, and the first after it, unless somebody took over or there is a job."""
    return around_age_limit(t, duty, limits) - t.occupied - t.registered
