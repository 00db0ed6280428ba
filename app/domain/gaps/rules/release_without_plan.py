"""Release is near, or was a short while ago, and there is no shared plan."""

from app.domain.days import NEVER, DaySet, between
from app.domain.facts import Plan, Status
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: prison, kind: status, actor: prison-probation, code: custody, start: 2026-03-02, end: 2027-05-31}
  - {id: plan, kind: plan, actor: social-services, start: 2027-05-24}
gaps:
  - {rule: release-without-plan, subject: prison, owner: prison-probation, opens: 2027-04-01,
     critical: 2027-05-17, closes: 2027-05-24}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: prison, kind: status, actor: prison-probation, code: custody, start: 2026-03-02, end: 2027-05-31}
  - {id: plan, kind: plan, actor: social-services, start: 2027-04-01}
gaps: []
"""


@rule(
    id="release-without-plan",
    title_sv="Frigivning utan plan",
    title_en="Release without a plan",
    explanation_en="The person is soon to be released (or just was), and there is no shared plan. Call social "
    "services, health care and the employment service to a meeting before the day, so that "
    "housing, income and care are in place.",
    remedy_sv="Glappet stängs när en gemensam plan börjar, eller när tiden som regeln bevakar är slut.",
    remedy_en="Closes when a shared plan begins, or when the time that the rule watches is over.",
    prevention_sv="en gemensam plan börjar",
    prevention_en="a shared plan begins",
    explanation_sv="Personen ska snart friges (eller är nyss frigiven), och ingen gemensam plan finns. Kalla "
    "socialtjänsten, vården och Arbetsförmedlingen till ett möte före dagen, så att bostad, "
    "försörjning och vård är på plats när personen kommer ut.",
    sources=(
        Source(
            "default",
            "Sextio dagar före och trettio dagar efter är tjänstens eget förslag (Riksrevisionen RiR 2015:4).",
        ),
    ),
    thresholds={"before": Threshold(60, "default"), "watched": Threshold(30, "default")},
    subject=Each(Status, "custody"),
    reads=(Status, Plan),
    statuses=("custody",),
    owner=own_actor,
    severity="critical",
    lead=60,
    critical_after=46,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def release_without_plan(t: Timeline, custody: Status, limits: Limits) -> DaySet:
    """The last days before the planned day of release and the first after it, without any plan."""
    release = custody.end
    if release is None:
        return NEVER
    return between(max(custody.start, release - limits.before), release + limits.watched + 1) - t.any_plan
