"""A placement ended and nothing follows."""

from app.domain.days import DaySet
from app.domain.facts import Activity, Status
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: placed, kind: status, actor: social-services, code: placement, start: 2026-03-02, end: 2027-05-31}
  - {id: support, kind: activity, actor: social-services, planned_start: 2027-08-16}
gaps:
  - {rule: placement-ending, subject: placed, owner: social-services, opens: 2027-06-01,
     critical: 2027-06-08, closes: 2027-08-02}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: placed, kind: status, actor: social-services, code: placement, start: 2026-03-02, end: 2027-05-31}
  - {id: support, kind: activity, actor: social-services, planned_start: 2027-06-15}
gaps: []
"""


@rule(
    id="placement-ending",
    title_sv="Placering upphör utan eftervård",
    title_en="A placement ends and nothing follows",
    explanation_en="The placement has ended (or soon will), and no activity is running or booked for the near future. "
    "Book the first step after it together with the person, preferably before it is over.",
    remedy_sv="Glappet stängs när en insats pågår eller är bokad inom den tid som regeln anger, när en ny placering "
    "börjar, eller när tiden som regeln bevakar är slut.",
    remedy_en="Closes when an activity runs or is booked within the time that the rule states, when a new "
    "placement begins, or when the time that the rule watches is over.",
    prevention_sv="en insats börjar (det räcker att den är bokad innan glappet öppnas)",
    prevention_en="an activity begins (it is enough that it is booked before the gap opens)",
    prevention_ends=lambda limits: limits.booked_within,
    explanation_sv="Placeringen har upphört (eller upphör snart), och ingen insats pågår eller är bokad den närmaste "
    "tiden. Boka det första steget efter placeringen tillsammans med personen, helst innan den är "
    "slut.",
    sources=(Source("default", "Fjorton dagar framåt, och nittio dagar efter slutet, är tjänstens eget förslag."),),
    thresholds={"watched": Threshold(90, "default"), "booked_within": Threshold(14, "default")},
    subject=Each(Status, "placement"),
    reads=(Status, Activity),
    statuses=("placement",),
    owner=own_actor,
    severity="high",
    lead=30,
    critical_after=7,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def placement_ending(t: Timeline, placed: Status, limits: Limits) -> DaySet:
    """After the last day, while nothing goes on and nothing is booked soon."""
    return t.aftermath(placed, limits.watched) - (t.active | t.planned).soon(limits.booked_within)
