"""Income support is paid only because another agency has not decided yet."""

from collections.abc import Sequence

from app.domain.days import Day, DaySet
from app.domain.facts import Person, Status
from app.domain.gaps.owners import holder, own
from app.domain.gaps.rule import Each, Limits, ThePerson, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline, covered

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: support, kind: status, actor: social-services, code: income-support, detail: waiting-for-benefit,
     start: 2027-02-01, end: 2027-06-30}
gaps:
  - {rule: income-support-bridging, subject: person, owner: social-services, opens: 2027-04-02,
     critical: 2027-06-01, closes: 2027-07-01}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: support, kind: status, actor: social-services, code: income-support, detail: waiting-for-benefit,
     start: 2027-02-01, end: 2027-04-01}
gaps: []
"""


def _bridging(t: Timeline) -> Sequence[Status]:
    """Income support that is paid in wait of somebody else's decision."""
    return [status for status in t.coded(Status, "income-support") if status.detail == "waiting-for-benefit"]


def _who_pays(t: Timeline, _person: Person, opens: Day) -> str:
    """The actor that pays this support on the opening day."""
    return own(t, holder(_bridging(t), opens))


@rule(
    id="income-support-bridging",
    title_sv="Bistånd i väntan på annan myndighet",
    title_en="Income support while another agency decides",
    explanation_en="The person has lived on income support for a couple of months while another agency is to decide on "
    "a benefit. Ask that agency how far the case has come and whether any document is missing, and tell "
    "the person what you learn.",
    remedy_sv="Glappet stängs när försörjningsstödet i väntan på ersättning upphör eller får en annan orsak.",
    remedy_en="Closes when income support awaiting a benefit ends or gets another reason.",
    prevention_sv="försörjningsstödet i väntan på ersättning har sin sista dag",
    prevention_en="income support awaiting a benefit has its last day",
    prevention_ends=lambda _limits: -1,
    explanation_sv="Personen har levt på försörjningsstöd ett par månader i väntan på att en annan myndighet ska "
    "besluta om ersättning. Fråga den myndigheten hur långt ärendet har kommit, och om något underlag "
    "saknas. Berätta för personen vad ni får veta.",
    sources=(Source("default", "Sextio dagar är tjänstens eget förslag."),),
    thresholds={"waiting": Threshold(60, "default")},
    subject=ThePerson(Each(Status, "income-support")),
    reads=(Status,),
    statuses=("income-support",),
    owner=_who_pays,
    severity="medium",
    lead=14,
    critical_after=60,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def income_support_bridging(t: Timeline, _person: Person, limits: Limits) -> DaySet:
    """Support of this sort has been paid every day of the waiting."""
    return covered(_bridging(t)).held(limits.waiting)
