"""A young person in the municipality's activity duty (KAA) whom nobody has reached for a month."""

from app.domain.days import DaySet
from app.domain.facts import Contact, Status
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import OCCUPIED, Timeline, days

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 2010-02-02}
  - {id: kaa, kind: status, actor: youth-duty-unit, code: youth-duty, start: 2027-08-23}
  - {id: talk1, kind: contact, actor: youth-duty-unit, on: 2027-09-06, outcome: reached}
  - {id: talk2, kind: contact, actor: school, on: 2028-01-10, outcome: reached}
  - {id: job, kind: status, actor: person, code: work, start: 2028-01-17}
gaps:
  - {rule: youth-duty-no-contact, subject: kaa, owner: youth-duty-unit, opens: 2027-10-07,
     critical: 2027-12-06, closes: 2028-01-10}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 2010-02-02}
  - {id: kaa, kind: status, actor: youth-duty-unit, code: youth-duty, start: 2027-08-23, end: 2027-10-31}
  - {id: talk1, kind: contact, actor: youth-duty-unit, on: 2027-09-06, outcome: reached}
  - {id: talk2, kind: contact, actor: youth-duty-unit, on: 2027-10-07, outcome: reached}
gaps: []
"""


@rule(
    id="youth-duty-no-contact",
    title_sv="Aktivitetsansvar utan kontakt",
    title_en="Activity duty without contact",
    explanation_en="Nobody has been in contact with the young person for a month, and the municipality's activity duty "
    "still applies. Get in touch, preferably in a new way: a text message, a visit, or through somebody "
    "the person knows.",
    remedy_sv="Glappet stängs när någon når personen, när arbete, studier eller annan sysselsättning börjar, eller "
    "när aktivitetsansvaret upphör.",
    remedy_en="Closes when somebody reaches the person, when work, studies or another occupation begins, or when "
    "the duty ends.",
    prevention_sv="någon når personen, eller arbete, studier eller annan sysselsättning börjar",
    prevention_en="somebody reaches the person, or work, studies or another occupation begins",
    explanation_sv="Ingen har fått kontakt med den unga personen på en månad, och kommunens aktivitetsansvar gäller "
    "fortfarande. Hör av dig, gärna på ett nytt sätt: sms, besök eller genom någon som personen "
    "känner. Anteckna kontakten när den blir av.",
    sources=(
        Source("law", "Kommunen ska löpande hålla sig informerad", "activity-duty"),
        Source("default", "Trettio dagar är tjänstens eget förslag."),
    ),
    thresholds={"out_of_touch": Threshold(30, "default")},
    subject=Each(Status, "youth-duty"),
    reads=(Status, Contact),
    statuses=("youth-duty", *OCCUPIED),
    owner=own_actor,
    severity="high",
    lead=14,
    critical_after=60,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def youth_duty_no_contact(t: Timeline, duty: Status, limits: Limits) -> DaySet:
    """In the duty and not occupied, and every day of it without having been reached."""
    return (days(duty) - t.reached - t.occupied).held(limits.out_of_touch)
