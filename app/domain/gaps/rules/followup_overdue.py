"""The day of the follow-up has passed and it was neither held nor rebooked."""

from app.domain.days import DaySet, between, earliest
from app.domain.facts import FollowUp, MainResponsible, Plan
from app.domain.gaps.owners import plan_owner
from app.domain.gaps.rule import Each, Inhibitor, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2027-01-11}
  - {id: fu, kind: follow-up, plan: plan, actor: social-services, due: 2027-05-03}
gaps:
  - {rule: followup-overdue, subject: fu, owner: primary-care, opens: 2027-05-17, critical: 2027-06-17,
     closes: null}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2027-01-11, end: 2027-05-16}
  - {id: fu, kind: follow-up, plan: plan, actor: social-services, due: 2027-05-03}
gaps: []
"""


@rule(
    id="followup-overdue",
    title_sv="Försenad uppföljning",
    title_en="Follow-up is overdue",
    explanation_en="The day of the follow-up has passed without a record that it was held or rebooked. Record it if it "
    "was held, or book a new day together with the person.",
    remedy_sv="Glappet stängs när uppföljningen antecknas som genomförd eller ombokad, eller när planen avslutas.",
    remedy_en="Closes when the follow-up is recorded as held or rebooked, or when the plan ends.",
    prevention_sv="uppföljningen genomförs eller bokas om",
    prevention_en="the follow-up is held or rebooked",
    explanation_sv="Dagen för uppföljningen har passerat utan att den är antecknad som genomförd eller "
    "ombokad. Anteckna den om den har hållits, eller boka en ny dag tillsammans med personen.",
    sources=(
        Source("agreement", "Dagen är den som planen själv anger."),
        Source("default", "Fjorton dagars respit är tjänstens eget förslag."),
    ),
    thresholds={"grace": Threshold(14, "default")},
    subject=Each(FollowUp),
    reads=(Plan, FollowUp, MainResponsible),
    owner=plan_owner,
    severity="medium",
    lead=14,
    critical_after=31,
    inhibited_by=(Inhibitor("no-main-responsible", same="plan"),),
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def followup_overdue(t: Timeline, followup: FollowUp, limits: Limits) -> DaySet:
    """Due, and the days of grace are over, while the plan is open."""
    late = between(followup.due, earliest(followup.held, followup.rebooked_on))
    return late.held(limits.grace) & t.plan_open(t.plan(followup.plan))
