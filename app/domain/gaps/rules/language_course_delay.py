"""Applied for Swedish for immigrants (SFI) and has not started in time."""

from app.domain.days import DaySet, between
from app.domain.facts import Status
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline, days

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: applied, kind: status, actor: adult-education, code: language-course-applied, start: 2027-02-01}
  - {id: sfi, kind: status, actor: adult-education, code: language-course, start: 2027-08-16}
gaps:
  - {rule: language-course-delay, subject: applied, owner: adult-education, opens: 2027-05-02,
     critical: 2027-06-01, closes: 2027-08-16}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: af, kind: status, actor: employment-service, code: establishment-programme, start: 2027-01-11}
  - {id: applied, kind: status, actor: adult-education, code: language-course-applied, start: 2027-02-01}
  - {id: sfi, kind: status, actor: adult-education, code: language-course, start: 2027-03-03}
gaps: []
"""


@rule(
    id="language-course-delay",
    title_sv="SFI-start försenad",
    title_en="The language course starts late",
    explanation_en="The person has applied for Swedish for immigrants and has not been able to begin within the usual "
    "time. Ask adult education when there is a place, and whether another school or another time of day "
    "is faster.",
    remedy_sv="Glappet stängs när kursen börjar, eller när ansökan inte längre gäller.",
    remedy_en="Closes when the course begins, or when the application no longer stands.",
    prevention_sv="kursen börjar",
    prevention_en="the course begins",
    explanation_sv="Personen har sökt sfi och har inte fått börja inom den tid som brukar gälla. Hör med "
    "vuxenutbildningen när det finns en plats, och om en annan skola eller en annan tid på dagen går "
    "fortare.",
    sources=(Source("law", "Tre månader, och en månad i etableringen", "language-course"),),
    thresholds={
        "start_within": Threshold(90, "law"),
        "start_within_establishment": Threshold(30, "law"),
    },
    subject=Each(Status, "language-course-applied"),
    reads=(Status,),
    statuses=("language-course-applied", "language-course", "establishment-programme"),
    owner=own_actor,
    severity="medium",
    lead=14,
    critical_after=30,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def language_course_delay(t: Timeline, applied: Status, limits: Limits) -> DaySet:
    """Applied and not begun for the days that hold on the day of application."""
    newly_arrived = applied.start in t.status("establishment-programme")
    in_time = limits.start_within_establishment if newly_arrived else limits.start_within
    begins = t.status("language-course").first(applied.start)
    return (days(applied) & between(applied.start, begins)).held(in_time)
