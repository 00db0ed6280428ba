"""A planning meeting was held and no plan was registered."""

from app.domain.days import NEVER, DaySet, between, earliest
from app.domain.facts import Meeting, Plan
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: met, kind: meeting, actor: psychiatry, on: 2027-02-01, outcome: pending}
  - {id: plan, kind: plan, actor: psychiatry, start: 2027-04-12}
gaps:
  - {rule: meeting-without-plan, subject: met, owner: psychiatry, opens: 2027-02-15, critical: 2027-03-03,
     closes: 2027-04-12}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: met, kind: meeting, actor: psychiatry, on: 2027-02-01, outcome: pending}
  - {id: plan, kind: plan, actor: psychiatry, start: 2027-02-15}
gaps: []
"""


@rule(
    id="meeting-without-plan",
    title_sv="SIP-möte utan plan",
    title_en="A planning meeting without a plan",
    explanation_en="A SIP meeting was held, but no plan is registered after it. Write down what was agreed, even if it "
    "is short; if it was agreed that no plan is needed, record that on the meeting.",
    remedy_sv="Glappet stängs när en gemensam plan finns, när ett nytt möte hålls, eller när det antecknas på mötet "
    "att ingen plan behövs.",
    remedy_en="Closes when there is a shared plan, when another meeting is held, or when it is recorded on the "
    "meeting that no plan is needed.",
    prevention_sv="en gemensam plan börjar, ett nytt möte hålls, eller det antecknas på mötet att ingen plan behövs",
    prevention_en="a shared plan begins, another meeting is held, or it is recorded on the meeting that no plan is "
    "needed",
    explanation_sv="Ett SIP-möte har hållits, men ingen plan är registrerad efter det. Skriv in det ni kom överens "
    "om, även om det är kort. Kom ni fram till att ingen plan behövs så anteckna det på mötet.",
    sources=(Source("default", "Tio arbetsdagar är tjänstens eget förslag."),),
    thresholds={"written_within": Threshold(10, "default", "working days")},
    subject=Each(Meeting),
    reads=(Meeting, Plan),
    owner=own_actor,
    severity="medium",
    lead=7,
    critical_after=16,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def meeting_without_plan(t: Timeline, meeting: Meeting, limits: Limits) -> DaySet:
    """From some working days after the meeting, until a plan is open or the next meeting is held."""
    if meeting.outcome == "no-plan":
        return NEVER
    settled = earliest(t.any_plan.first(meeting.on), t.met.first(meeting.on + 1))
    return between(t.calendar.add(meeting.on, limits.written_within), settled)
