"""Several missed contacts with more than one actor in a short time, and not reached since."""

from collections.abc import Sequence

from app.domain.days import FUTURE, NEVER, Day, DaySet, all_of, between
from app.domain.facts import Contact, MainResponsible, Person, Plan, Status
from app.domain.gaps.owners import person_owner
from app.domain.gaps.rule import Each, Limits, ThePerson, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2027-01-11}
  - {id: miss1, kind: contact, actor: employment-service, on: 2027-02-01, outcome: missed}
  - {id: miss2, kind: contact, actor: primary-care, on: 2027-02-15, outcome: missed}
  - {id: miss3, kind: contact, actor: employment-service, on: 2027-03-08, outcome: missed}
  - {id: talk, kind: contact, actor: primary-care, on: 2027-04-12, outcome: reached}
gaps:
  - {rule: person-silent, subject: person, owner: primary-care, opens: 2027-03-08, critical: 2027-03-29,
     closes: 2027-04-12}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: primary-care, start: 2027-01-11}
  - {id: miss1, kind: contact, actor: employment-service, on: 2027-02-01, outcome: missed}
  - {id: miss2, kind: contact, actor: primary-care, on: 2027-02-15, outcome: missed}
  - {id: miss3, kind: contact, actor: employment-service, on: 2027-04-02, outcome: missed}
gaps: []
"""


@rule(
    id="person-silent",
    title_sv="Personen har tystnat",
    title_en="The person has gone silent",
    explanation_en="Several actors have tried to meet the person without it happening, and nobody has been in contact "
    "since. Try together and in a new way: a visit, a text message, or somebody the person trusts. "
    "Silence can mean many things.",
    remedy_sv="Glappet stängs när någon når personen, eller när ingen plan längre pågår.",
    remedy_en="Closes when somebody reaches the person, or when no plan is open any longer.",
    prevention_sv="någon når personen",
    prevention_en="somebody reaches the person",
    explanation_sv="Flera aktörer har försökt träffa personen utan att det har blivit av, och ingen har fått kontakt "
    "sedan dess. Bestäm vem av er som hör av sig, och pröva ett annat sätt: ett besök, ett sms eller "
    "någon som personen litar på. Tystnad kan betyda många saker.",
    sources=(Source("default", "Tre uteblivna kontakter hos två aktörer på sextio dagar är tjänstens eget förslag."),),
    thresholds={
        "missed": Threshold(3, "default", "times"),
        "by": Threshold(2, "default", "actors"),
        "within": Threshold(60, "default"),
    },
    subject=ThePerson(Each(Contact)),
    reads=(Contact, Plan, MainResponsible, Status),
    statuses=("inpatient", "custody"),
    owner=person_owner,
    severity="high",
    lead=0,
    critical_after=21,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def person_silent(t: Timeline, _person: Person, limits: Limits) -> DaySet:
    """From the missed contact that makes them too many, until the person is reached, while a plan is open."""
    if not t.any_plan:
        return NEVER
    missed = [contact for contact in t.of(Contact) if contact.outcome == "missed"]
    if len(missed) < limits.missed:
        return NEVER
    triggers = {contact.on for contact in missed if _silent_on(t, missed, contact.on, limits)}
    silent = all_of([between(trigger, t.reached.first(trigger)) for trigger in triggers])
    return (silent & t.any_plan) - t.status("inpatient", "custody")


def _silent_on(t: Timeline, missed: Sequence[Contact], day: Day, limits: Limits) -> bool:
    """Whether enough were missed, with enough actors, in the days up to this one and since last reached."""
    recent = [
        contact
        for contact in missed
        if day - limits.within < contact.on <= day and (t.reached.first(contact.on) or FUTURE) > day
    ]
    return len(recent) >= limits.missed and len({contact.actor for contact in recent}) >= limits.by
