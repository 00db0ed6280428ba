"""The planned start has passed and the activity has not begun."""

from app.domain.days import NEVER, DaySet, between
from app.domain.facts import Activity, Need, Plan
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2027-06-01}
  - {id: school, kind: need, plan: plan, actor: social-services, category: education,
     start: 2027-06-01, end: 2027-09-30}
  - {id: course, kind: activity, plan: plan, need: school, actor: adult-education,
     planned_start: 2027-08-16}
gaps:
  - {rule: activity-never-started, subject: course, owner: adult-education, opens: 2027-08-30,
     critical: 2027-09-15, closes: 2027-10-01}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: social-services, start: 2027-06-01}
  - {id: school, kind: need, plan: plan, actor: social-services, category: education,
     start: 2027-06-01, end: 2027-08-29}
  - {id: course, kind: activity, plan: plan, need: school, actor: adult-education,
     planned_start: 2027-08-16}
gaps: []
"""


@rule(
    id="activity-never-started",
    title_sv="Planerad aktivitet startade aldrig",
    title_en="Planned activity never began",
    explanation_en="The day on which the activity was to begin has passed and it has not begun. Record that it "
    "has, set a new day, or say that it will not happen so that something else can be planned.",
    remedy_sv="Glappet stängs när insatsen börjar, när den får en ny startdag, när den antecknas som "
    "avslutad eller inställd, eller när behovet eller planen avslutas.",
    remedy_en="Closes when the activity begins, when it gets a new first day, when it is recorded as ended "
    "or called off, or when the need or the plan ends.",
    prevention_sv="insatsen börjar, får en ny startdag eller ställs in",
    prevention_en="the activity begins, gets a new first day or is called off",
    explanation_sv="Insatsen skulle ha börjat, men ingen start är antecknad. Anteckna starten om den är "
    "igång. Annars: ta reda på vad som kom emellan, bestäm en ny dag eller ställ in den och hitta något "
    "annat.",
    sources=(Source("default", "Fjorton dagar är tjänstens eget förslag."),),
    thresholds={"grace": Threshold(14, "default")},
    subject=Each(Activity),
    reads=(Activity, Need, Plan),
    owner=own_actor,
    severity="medium",
    lead=7,
    critical_after=16,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def activity_never_started(t: Timeline, activity: Activity, limits: Limits) -> DaySet:
    """Past the planned start and the days of grace, and not called off."""
    called_off = activity.end is not None or activity.outcome is not None
    if activity.start is None and called_off:
        return NEVER
    late = between(activity.planned_start, activity.start).held(limits.grace)
    return late & t.scope(activity) if late else NEVER
