"""The residence permit ends soon and no application to extend it is recorded."""

from app.domain.days import NEVER, DaySet, between, since
from app.domain.facts import Decision, MainResponsible, Plan, Status
from app.domain.gaps.owners import person_owner
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline, days

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: adult-education, start: 2026-09-01}
  - {id: permit, kind: status, actor: migration, code: residence-permit, start: 2025-03-03, end: 2027-03-02}
  - {id: applied, kind: decision, actor: migration, code: permit-extension-applied, on: 2027-02-22}
gaps:
  - {rule: permit-expiring, subject: permit, owner: adult-education, opens: 2027-01-01,
     critical: 2027-02-16, closes: 2027-02-22}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: plan, kind: plan, actor: adult-education, start: 2026-09-01}
  - {id: permit, kind: status, actor: migration, code: residence-permit, start: 2025-03-03, end: 2027-03-02}
  - {id: applied, kind: decision, actor: migration, code: permit-extension-applied, on: 2027-01-01}
gaps: []
"""


@rule(
    id="permit-expiring",
    title_sv="Uppehållstillstånd löper ut",
    title_en="A residence permit runs out",
    explanation_en="The residence permit soon ends (or just did), and no application for an extension is "
    "recorded. Help with the application in time: much else depends on the permit.",
    remedy_sv="Glappet stängs när en ansökan om förlängning antecknas, när ett nytt tillstånd tar vid, "
    "eller när tiden som regeln bevakar är slut.",
    remedy_en="Closes when an application for an extension is recorded, when a new permit follows, or when "
    "the time that the rule watches is over.",
    prevention_sv="en ansökan om förlängning antecknas, eller ett nytt tillstånd som tar vid",
    prevention_en="an application for an extension is recorded, or a new permit that follows",
    explanation_sv="Uppehållstillståndet går snart ut (eller har nyss gått ut), och ingen ansökan om förlängning är "
    "känd. Fråga personen om den är inskickad, och hjälp till om det behövs. Det är bråttom: mycket "
    "annat hänger på tillståndet.",
    sources=(Source("default", "Sextio dagar före och nittio dagar efter är tjänstens eget förslag."),),
    thresholds={"before": Threshold(60, "default"), "watched": Threshold(90, "default")},
    subject=Each(Status, "residence-permit"),
    reads=(Status, Decision, Plan, MainResponsible),
    statuses=("residence-permit",),
    owner=person_owner,
    severity="high",
    lead=60,
    critical_after=46,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def permit_expiring(t: Timeline, permit: Status, limits: Limits) -> DaySet:
    """The last days of the permit and the first after it, unless another follows or an extension is applied for."""
    last = permit.end
    if last is None or any(
        other is not permit and last + 1 in days(other) for other in t.coded(Status, "residence-permit")
    ):
        return NEVER
    applied = t.decided("permit-extension-applied").first(permit.start)
    return between(max(permit.start, last - limits.before), last + limits.watched + 1) - since(applied)
