"""Ready for discharge for some days, and nobody was called to plan together."""

from collections.abc import Iterator

from app.domain.days import Day, DaySet, between, earliest, earliest_since
from app.domain.facts import Call, Decision, Meeting, Plan
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: ready, kind: decision, actor: psychiatry, code: discharge-ready, on: 2027-02-01}
  - {id: call, kind: call, actor: psychiatry, to: social-services, form: call, sent: 2027-02-15}
gaps:
  - {rule: discharge-without-call, subject: ready, owner: psychiatry, opens: 2027-02-04, critical: 2027-02-08,
     closes: 2027-02-15}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: ready, kind: decision, actor: psychiatry, code: discharge-ready, on: 2027-02-01}
  - {id: call, kind: call, actor: psychiatry, to: social-services, form: call, sent: 2027-02-04}
gaps: []
"""


@rule(
    id="discharge-without-call",
    title_sv="Utskrivningsklar utan kallelse",
    title_en="Ready for discharge and nobody called",
    explanation_en="The person is ready for discharge, and nobody is called to joint planning yet. Send the call today "
    "and ring the receivers, so that something awaits the person at home.",
    remedy_sv="Glappet stängs när en kallelse skickas, ett möte hålls eller en gemensam plan börjar, eller när "
    "tiden som regeln bevakar är slut.",
    remedy_en="Closes when a call is sent, a meeting is held or a shared plan begins, or when the time that the "
    "rule watches is over.",
    prevention_sv="en kallelse skickas, ett möte hålls eller en gemensam plan börjar",
    prevention_en="a call is sent, a meeting is held or a shared plan begins",
    explanation_sv="Personen är klar att skrivas ut, och ännu är ingen kallad till en samordnad planering. Skicka "
    "kallelsen i dag och ring mottagarna, så att något väntar när personen kommer hem.",
    sources=(
        Source("law", "Kallelse inom tre dagar", "discharge-call"),
        Source("default", "Trettio dagar före och nittio dagar efter är tjänstens eget förslag."),
    ),
    thresholds={
        "called_within": Threshold(3, "law"),
        "planned_before": Threshold(30, "default"),
        "watched": Threshold(90, "default"),
    },
    subject=Each(Decision, "discharge-ready"),
    reads=(Decision, Call, Meeting, Plan),
    owner=own_actor,
    severity="critical",
    lead=2,
    critical_after=4,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def discharge_without_call(t: Timeline, ready: Decision, limits: Limits) -> DaySet:
    """Ready for the days that a call may take, and no planning began shortly before or since."""
    begun = earliest_since(ready.on - limits.planned_before, _beginnings(t))
    return between(ready.on, earliest(begun, ready.on + limits.watched)).held(limits.called_within)


def _beginnings(t: Timeline) -> Iterator[Day]:
    """The days on which planning can be said to have begun: a call, a meeting or a plan."""
    yield from (call.sent for call in t.of(Call))
    yield from (meeting.on for meeting in t.of(Meeting))
    yield from (plan.start for plan in t.of(Plan))
