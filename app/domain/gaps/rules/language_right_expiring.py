"""The right to Swedish for immigrants (SFI) ends soon and the course is not completed."""

from app.domain.days import DaySet, anniversary, between, since
from app.domain.facts import Decision
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: right, kind: decision, actor: adult-education, code: language-right-start, on: 2027-02-01}
  - {id: done, kind: decision, actor: adult-education, code: graduated, on: 2029-12-17}
gaps:
  - {rule: language-right-expiring, subject: right, owner: adult-education, opens: 2029-08-05,
     critical: 2029-12-03, closes: 2029-12-17}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: right, kind: decision, actor: adult-education, code: language-right-start, on: 2027-02-01}
  - {id: done, kind: decision, actor: adult-education, code: graduated, on: 2029-08-05}
gaps: []
"""


@rule(
    id="language-right-expiring",
    title_sv="Rätten till SFI löper ut",
    title_en="The right to the language course runs out",
    explanation_en="The right to Swedish for immigrants lasts three years, and that time soon ends without the course "
    "having been completed. Plan together with the person how it can be completed in time, or what can "
    "follow.",
    remedy_sv="Glappet stängs när kursen är avslutad med godkänt resultat, eller den dag då rätten upphör.",
    remedy_en="Closes when the course is completed, or on the day the right ends.",
    prevention_sv="kursen avslutas med godkänt resultat",
    prevention_en="the course is completed",
    explanation_sv="Rätten till sfi gäller i tre år, och den tiden tar snart slut utan att kursen är avslutad. "
    "Planera tillsammans med personen hur kursen kan bli klar i tid, eller vad som kan ta vid sedan.",
    sources=(
        Source("law", "Tre år", "language-right"),
        Source("default", "180 dagar före slutet är tjänstens eget förslag."),
    ),
    thresholds={"right_for": Threshold(3, "law", "years"), "before": Threshold(180, "default")},
    subject=Each(Decision, "language-right-start"),
    reads=(Decision,),
    owner=own_actor,
    severity="medium",
    lead=180,
    critical_after=120,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def language_right_expiring(t: Timeline, right: Decision, limits: Limits) -> DaySet:
    """The last days of the right, unless the course was completed since it began."""
    ends = anniversary(right.on, limits.right_for)
    return between(ends - limits.before, ends) - since(t.decided("graduated").first(right.on))
