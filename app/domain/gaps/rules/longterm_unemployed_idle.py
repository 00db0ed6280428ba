"""Registered with the employment service for a year, and nothing has gone on for two months."""

from app.domain.days import NEVER, DaySet
from app.domain.facts import Activity, Person, Status
from app.domain.gaps.owners import holder_of
from app.domain.gaps.rule import Each, Limits, ThePerson, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import OCCUPIED, REGISTERED, Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: af, kind: status, actor: employment-service, code: job-seeker, start: 2026-02-02}
  - {id: practice, kind: activity, actor: labour-market-unit, planned_start: 2026-09-07, start: 2026-09-07,
     planned_end: 2026-12-18}
  - {id: job, kind: status, actor: person, code: work, start: 2027-09-06}
gaps:
  - {rule: longterm-unemployed-idle, subject: person, owner: employment-service, opens: 2027-02-17,
     critical: 2027-08-16, closes: 2027-09-06}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: af, kind: status, actor: employment-service, code: job-seeker, start: 2026-02-02, end: 2027-07-27}
  - {id: practice, kind: activity, actor: labour-market-unit, planned_start: 2026-12-07, start: 2026-12-07,
     planned_end: 2027-05-28}
gaps: []
"""


@rule(
    id="longterm-unemployed-idle",
    title_sv="Långtidsarbetslös utan insats",
    title_en="Long-term unemployed with nothing going on",
    explanation_en="The person has been registered with the employment service for more than a year, and no activity "
    "has run for a couple of months. Ask what the person thinks would help, and offer something that can "
    "begin soon.",
    remedy_sv="Glappet stängs när en insats, arbete, studier eller annan sysselsättning börjar, eller när "
    "inskrivningen hos Arbetsförmedlingen upphör.",
    remedy_en="Closes when an activity, work, studies or another occupation begins, or when the registration with "
    "the employment service ends.",
    prevention_sv="en insats, arbete, studier eller annan sysselsättning börjar",
    prevention_en="an activity, work, studies or another occupation begins",
    explanation_sv="Personen har varit inskriven hos Arbetsförmedlingen i mer än ett år, och ingen insats har pågått "
    "på ett par månader. Fråga vad personen själv tror skulle hjälpa, och erbjud något som går att "
    "börja med snart.",
    sources=(Source("default", "Ett år och sextio dagar är tjänstens eget förslag (Riksrevisionen RiR 2025:20)."),),
    thresholds={"registered_for": Threshold(365, "default"), "idle": Threshold(60, "default")},
    subject=ThePerson(Each(Status, *REGISTERED)),
    reads=(Status, Activity),
    statuses=(*REGISTERED, *OCCUPIED),
    owner=holder_of(*REGISTERED),
    severity="medium",
    lead=30,
    critical_after=180,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def longterm_unemployed_idle(t: Timeline, _person: Person, limits: Limits) -> DaySet:
    """Registered every day of a year, nothing running in the last two months, and no occupation."""
    long_term = t.registered.held(limits.registered_for)
    if not long_term:
        return NEVER
    return long_term - t.active.once(limits.idle) - t.occupied
