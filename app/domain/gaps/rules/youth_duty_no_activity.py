"""A young person in the municipality's activity duty (KAA) has nothing going on."""

from app.domain.days import DaySet, since
from app.domain.facts import Activity, Status
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Inhibitor, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import OCCUPIED, Timeline, days

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 2010-02-02}
  - {id: kaa, kind: status, actor: youth-duty-unit, code: youth-duty, start: 2027-08-23}
  - {id: job, kind: status, actor: person, code: work, start: 2028-01-10}
gaps:
  - {rule: youth-duty-no-activity, subject: kaa, owner: youth-duty-unit, opens: 2027-10-22,
     critical: 2027-12-21, closes: 2028-01-10}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 2010-02-02}
  - {id: kaa, kind: status, actor: youth-duty-unit, code: youth-duty, start: 2027-08-23}
  - {id: act, kind: activity, actor: youth-duty-unit, planned_start: 2027-10-22, start: 2027-10-22}
gaps: []
"""


@rule(
    id="youth-duty-no-activity",
    title_sv="Aktivitetsansvar utan aktivitet",
    title_en="Activity duty without any activity",
    explanation_en="A young person in the municipality's activity duty has had nothing going on for a long "
    "time. Get in touch, ask what the person wants, and offer something that can begin soon.",
    remedy_sv="Glappet stängs när en insats, arbete, studier eller annan sysselsättning börjar, när "
    "aktivitetsansvaret upphör, eller på födelsedagen då det inte längre gäller.",
    remedy_en="Closes when an activity, work, studies or another occupation begins, when the duty ends, or "
    "on the birthday from which it no longer applies.",
    prevention_sv="en insats, arbete, studier eller annan sysselsättning börjar",
    prevention_en="an activity, work, studies or another occupation begins",
    explanation_sv="En ung person i kommunens aktivitetsansvar har inte haft någon insats, något arbete "
    "eller några studier på ett tag. Hör av dig och fråga vad personen själv vill, och erbjud något som "
    "går att börja med snart.",
    sources=(
        Source("law", "Kommunen ska erbjuda lämpliga individuella åtgärder", "activity-duty"),
        Source("default", "Sextio dagar är tjänstens eget förslag."),
    ),
    thresholds={"idle": Threshold(60, "default"), "age_limit": Threshold(20, "law", "years")},
    subject=Each(Status, "youth-duty"),
    reads=(Status, Activity),
    statuses=("youth-duty", *OCCUPIED),
    owner=own_actor,
    severity="high",
    lead=14,
    critical_after=60,
    inhibited_by=(Inhibitor("youth-duty-age-out"),),
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def youth_duty_no_activity(t: Timeline, duty: Status, limits: Limits) -> DaySet:
    """In the duty, below the age at which it ends, and neither active nor occupied."""
    young = days(duty) - since(t.birthday(limits.age_limit))
    return (young - t.active - t.occupied).held(limits.idle)
