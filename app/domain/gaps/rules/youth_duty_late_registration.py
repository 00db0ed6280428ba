"""Left upper secondary school before 20, and is neither in the activity duty nor studying or working."""

from app.domain.days import DaySet, between, earliest
from app.domain.facts import Decision, Status
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import OCCUPIED, Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 2010-02-02}
  - {id: left, kind: decision, actor: school, code: left-school, on: 2027-10-04}
  - {id: kaa, kind: status, actor: youth-duty-unit, code: youth-duty, start: 2027-12-06}
gaps:
  - {rule: youth-duty-late-registration, subject: left, owner: school, opens: 2027-10-18,
     critical: 2027-11-03, closes: 2027-12-06}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 2010-02-02}
  - {id: left, kind: decision, actor: school, code: left-school, on: 2027-10-04}
  - {id: kaa, kind: status, actor: youth-duty-unit, code: youth-duty, start: 2027-10-18}
gaps: []
"""


@rule(
    id="youth-duty-late-registration",
    title_sv="Avbrott utan inskrivning i aktivitetsansvaret",
    title_en="Left school and not in the activity duty",
    explanation_en="The young person has left upper secondary school and is neither studying, working nor "
    "registered in the municipality's activity duty. See to it that the duty knows, so that "
    "somebody gets in touch.",
    remedy_sv="Glappet stängs när personen skrivs in i aktivitetsansvaret, börjar studera eller får annan "
    "sysselsättning, tar examen, eller fyller så många år att ansvaret inte längre gäller.",
    remedy_en="Closes when the person is registered in the duty, begins to study or has another "
    "occupation, graduates, or reaches the age from which the duty no longer applies.",
    prevention_sv="personen skrivs in i aktivitetsansvaret, börjar studera, får annan sysselsättning eller tar examen",
    prevention_en="the person is registered in the duty, begins to study, has another occupation or graduates",
    explanation_sv="En ung person har lämnat gymnasiet och finns ännu inte i kommunens aktivitetsansvar, och inga "
    "studier eller arbete är kända. Skolan kan påminna hemkommunen, och kommunen kan skriva in "
    "personen och höra av sig.",
    sources=(
        Source("law", "Skolan ska meddela hemkommunen", "school-report"),
        Source("law", "Aktivitetsansvaret gäller till 20 år", "activity-duty"),
        Source("default", "Fjorton dagar är tjänstens eget förslag."),
    ),
    thresholds={"registered_within": Threshold(14, "default"), "age_limit": Threshold(20, "law", "years")},
    subject=Each(Decision, "left-school"),
    reads=(Decision, Status),
    statuses=("youth-duty", "study", "upper-secondary", *OCCUPIED),
    owner=own_actor,
    severity="medium",
    lead=7,
    critical_after=16,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def youth_duty_late_registration(t: Timeline, left: Decision, limits: Limits) -> DaySet:
    """From leaving until the age limit, another leaving or graduation, without duty, school or occupation."""
    settled = earliest(
        t.birthday(limits.age_limit),
        t.decided("left-school").first(left.on + 1),
        t.decided("graduated").first(left.on),
    )
    taken_up = t.status("youth-duty", "study", "upper-secondary") | t.occupied
    return (between(left.on, settled) - taken_up).held(limits.registered_within)
