"""The person dropped out of an activity and nobody has got hold of the person since."""

from app.domain.days import NEVER, DaySet, between, earliest, earliest_since
from app.domain.facts import Activity, Contact, Need, Plan, Status
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import OCCUPIED, Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: practice, kind: activity, actor: labour-market-unit, planned_start: 2027-01-18, start: 2027-01-18,
     end: 2027-02-12, outcome: dropout}
  - {id: talk, kind: contact, actor: primary-care, on: 2027-03-22, outcome: reached}
gaps:
  - {rule: dropout-unhandled, subject: practice, owner: labour-market-unit, opens: 2027-02-19,
     critical: 2027-03-12, closes: 2027-03-22}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: practice, kind: activity, actor: labour-market-unit, planned_start: 2027-01-18, start: 2027-01-18,
     end: 2027-02-12, outcome: dropout}
  - {id: talk, kind: contact, actor: primary-care, on: 2027-02-19, outcome: reached}
gaps: []
"""


@rule(
    id="dropout-unhandled",
    title_sv="Avbrott utan återkontakt",
    title_en="Dropped out, and nobody has been in touch",
    explanation_en="The person left an activity early, and since then nobody has got in touch and nothing new has "
    "begun. Get in touch and ask how things are: leaving often means that something else is needed, not "
    "that the person wants to manage alone.",
    remedy_sv="Glappet stängs när någon når personen, när en annan insats börjar, när personen har arbete, studier "
    "eller annan sysselsättning, eller när behovet eller planen avslutas.",
    remedy_en="Closes when somebody reaches the person, when another activity begins, when the person is occupied "
    "by work, studies or the like, or when the need or the plan ends.",
    prevention_sv="någon når personen, eller en annan insats, arbete, studier eller annan sysselsättning börjar",
    prevention_en="somebody reaches the person, or another activity, work, studies or another occupation begins",
    explanation_sv="Personen slutade i en insats i förtid, och sedan dess har ingen fått kontakt och inget nytt har "
    "börjat. Hör av dig och fråga hur det är. Ett avbrott betyder ofta att något annat behövs, inte "
    "att personen vill klara sig ensam.",
    sources=(Source("default", "Fem arbetsdagar är tjänstens eget förslag."),),
    thresholds={"contact_within": Threshold(5, "default", "working days")},
    subject=Each(Activity),
    reads=(Activity, Contact, Need, Plan, Status),
    statuses=OCCUPIED,
    owner=own_actor,
    severity="high",
    lead=0,
    critical_after=21,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def dropout_unhandled(t: Timeline, activity: Activity, limits: Limits) -> DaySet:
    """From some working days after the end, until the person is reached or any activity begins."""
    last = activity.end
    if last is None or activity.outcome != "dropout":
        return NEVER
    begun = earliest_since(last + 1, (other.start for other in t.of(Activity)))
    handled = earliest(t.reached.first(last), begun)
    return (between(t.calendar.add(last, limits.contact_within), handled) & t.scope(activity)) - t.occupied
