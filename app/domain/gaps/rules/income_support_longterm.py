"""Income support for most of a year, and neither plan nor activity."""

from collections.abc import Sequence

from app.domain.days import Day, DaySet
from app.domain.facts import Activity, Person, Plan, Status
from app.domain.gaps.owners import holder, own
from app.domain.gaps.rule import Each, Limits, ThePerson, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.law import UNCONFIRMED
from app.domain.timeline import OCCUPIED, Timeline, covered

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: support, kind: status, actor: social-services, code: income-support, detail: social,
     start: 2026-06-15}
  - {id: plan, kind: plan, actor: social-services, start: 2027-11-01}
gaps:
  - {rule: income-support-longterm, subject: person, owner: social-services, opens: 2027-04-10,
     critical: 2027-10-07, closes: 2027-11-01}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: support, kind: status, actor: social-services, code: income-support, detail: social,
     start: 2026-06-15}
  - {id: plan, kind: plan, actor: social-services, start: 2027-04-10}
gaps: []
"""


def _support(t: Timeline) -> Sequence[Status]:
    """Income support that the person lives on: what only tops up a wage is left out."""
    return [status for status in t.coded(Status, "income-support") if status.detail != "top-up"]


def _who_pays(t: Timeline, _person: Person, opens: Day) -> str:
    """The actor that pays the income support on the opening day."""
    return own(t, holder(_support(t), opens))


@rule(
    id="income-support-longterm",
    title_sv="Långvarigt bistånd utan plan",
    title_en="Long-term income support without a plan",
    explanation_en="The person has had income support for most of a year, and there is neither a shared plan nor an "
    "activity yet. Ask whether the person wants a shared plan, and what a first step could be.",
    remedy_sv="Glappet stängs när en gemensam plan eller en insats börjar, när personen har arbete, studier eller "
    "annan sysselsättning, eller när försörjningsstödet upphör.",
    remedy_en="Closes when a shared plan or an activity begins, when the person is occupied by work, studies or "
    "the like, or when income support ends.",
    prevention_sv="en gemensam plan, en insats, arbete, studier eller annan sysselsättning börjar",
    prevention_en="a shared plan, an activity, work, studies or another occupation begins",
    explanation_sv="Personen har haft försörjningsstöd under större delen av ett år, och det finns ännu "
    "ingen gemensam plan och ingen insats. Fråga om personen vill ha en samordnad plan, och vad som "
    "skulle kunna vara ett första steg.",
    sources=(Source("agency", f"Långvarigt är minst tio månader: SKR; vad aktivitetskravet medför {UNCONFIRMED}."),),
    thresholds={"days_of_support": Threshold(300, "agency", not_above="out_of"), "out_of": Threshold(365, "agency")},
    subject=ThePerson(Each(Status, "income-support")),
    reads=(Status, Plan, Activity),
    statuses=("income-support", *OCCUPIED),
    owner=_who_pays,
    severity="high",
    lead=30,
    critical_after=180,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def income_support_longterm(t: Timeline, _person: Person, limits: Limits) -> DaySet:
    """Supported today and on most days of the last year, without plan, activity or occupation."""
    support = covered(_support(t))
    long_term = support.at_least(limits.days_of_support, limits.out_of) & support
    return long_term - t.any_plan - t.active - t.occupied
