"""The wait in a queue has passed its limit, or nothing has been heard for a long time."""

from app.domain.days import NEVER, DaySet, lasting
from app.domain.facts import Need, Plan, Queue
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.law import UNCONFIRMED
from app.domain.timeline import Timeline, days

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: queue, kind: queue, actor: psychiatry, start: 2027-02-01, end: 2027-08-31, limit: 90,
     updates: [2027-03-15]}
gaps:
  - {rule: waitlist-stall, subject: queue, owner: psychiatry, opens: 2027-05-02, critical: 2027-06-01,
     closes: 2027-09-01}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: queue, kind: queue, actor: psychiatry, start: 2027-02-01, end: 2027-05-01, limit: 90,
     updates: [2027-03-15]}
gaps: []
"""


@rule(
    id="waitlist-stall",
    title_sv="Köplats utan rörelse",
    title_en="A place in a queue that does not move",
    explanation_en="The wait in the queue is longer than was meant, or nothing has been heard for a long time. Ask how "
    "long it will take, tell the person, and see whether something else can be offered meanwhile.",
    remedy_sv="Glappet stängs när köplatsen leder vidare eller avslutas, eller när behovet eller planen avslutas. "
    "Så länge köns egen gräns inte är passerad räcker det att nytt besked ges.",
    remedy_en="Closes when the place in the queue ends, or when the need or the plan ends. As long as the queue's "
    "own limit is not passed, fresh word from it is enough.",
    prevention_sv="köplatsen har sin sista dag (så länge köns egen gräns inte är passerad räcker ett nytt besked)",
    prevention_en="the place in the queue has its last day (as long as the queue's own limit is not passed, fresh "
    "word is enough)",
    prevention_ends=lambda _limits: -1,
    explanation_sv="Personen har stått i kö längre än den gräns som gäller, eller så har ingen hört något på ett par "
    "månader. Hör efter hur kön rör sig och berätta det för personen. Tar det lång tid till: fråga om "
    "något annat kan hjälpa under tiden.",
    sources=(
        Source("law", f"Gränsen är köns egen; där det finns en garanti följer den av vårdgarantin, {UNCONFIRMED}."),
        Source("default", "Sextio dagar utan besked är tjänstens eget förslag."),
    ),
    thresholds={"quiet": Threshold(60, "default")},
    subject=Each(Queue),
    reads=(Queue, Need, Plan),
    owner=own_actor,
    severity="medium",
    lead=14,
    critical_after=30,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def waitlist_stall(t: Timeline, queue: Queue, limits: Limits) -> DaySet:
    """In the queue beyond its limit, or without a word for the quiet days."""
    waiting = days(queue)
    overdue = NEVER if queue.limit is None else waiting.held(queue.limit)
    heard = lasting((queue.start, *queue.updates), limits.quiet)
    return (overdue | (waiting - heard)) & t.scope(queue)
