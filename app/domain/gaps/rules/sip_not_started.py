"""A shared plan was judged necessary and the person agrees, but nobody has called a meeting."""

from collections.abc import Iterator

from app.domain.days import NEVER, Day, DaySet, between, earliest, earliest_since
from app.domain.facts import Call, Consent, Meeting, Plan, SipNeed
from app.domain.gaps.owners import own_actor
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: judged, kind: sip-need, actor: primary-care, on: 2027-02-01}
  - {id: consent, kind: consent, actor: person, start: 2027-02-08, actors: [primary-care, social-services],
     categories: [health]}
  - {id: call, kind: call, actor: primary-care, to: social-services, form: call, sent: 2027-04-05}
gaps:
  - {rule: sip-not-started, subject: judged, owner: primary-care, opens: 2027-02-22,
     critical: 2027-03-14, closes: 2027-04-05}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: judged, kind: sip-need, actor: primary-care, on: 2027-02-01}
  - {id: consent, kind: consent, actor: person, start: 2027-02-08, actors: [primary-care, social-services],
     categories: [health]}
  - {id: call, kind: call, actor: primary-care, to: social-services, form: call, sent: 2027-02-22}
gaps: []
"""


@rule(
    id="sip-not-started",
    title_sv="SIP-behov utan påbörjad planering",
    title_en="Need of a shared plan, and no planning begun",
    explanation_en="Somebody has seen that the person needs a shared plan, and the person has agreed that the actors "
    "talk to each other. Nobody is called to a meeting yet. Call those who are needed, or record that "
    "the need is gone.",
    remedy_sv="Glappet stängs när en kallelse skickas, ett möte hålls eller en plan börjar, när behovet av SIP tas "
    "tillbaka, eller när inget samtycke längre gäller.",
    remedy_en="Closes when a call is sent, a meeting is held or a plan begins, when the need of a shared plan is "
    "withdrawn, or when no consent holds any longer.",
    prevention_sv="en kallelse skickas, ett möte hålls, en plan börjar, eller behovet av SIP tas tillbaka",
    prevention_en="a call is sent, a meeting is held, a plan begins, or the need of a shared plan is withdrawn",
    explanation_sv="Någon har sett att personen behöver en samordnad plan, och personen har sagt ja till att "
    "aktörerna talar med varandra. Ännu är ingen kallad till ett möte. Kalla de aktörer som behövs, "
    "eller anteckna att behovet inte längre finns.",
    sources=(
        Source("law", "Planeringen ska påbörjas utan dröjsmål", "sip"),
        Source("agency", "Inom några dagar: Kunskapsguiden."),
        Source("default", "Tio arbetsdagar är tjänstens eget förslag."),
    ),
    thresholds={"called_within": Threshold(10, "default", "working days")},
    subject=Each(SipNeed),
    reads=(SipNeed, Consent, Call, Meeting, Plan),
    owner=own_actor,
    severity="high",
    lead=5,
    critical_after=20,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def sip_not_started(t: Timeline, judged: SipNeed, limits: Limits) -> DaySet:
    """From some working days after need and consent are both there, while the consent holds and nothing begins."""
    agreed = t.consented.first(judged.on)
    if agreed is None:
        return NEVER
    begun = earliest(earliest_since(judged.on, _beginnings(t)), judged.withdrawn_on)
    waiting = between(t.calendar.add(agreed, limits.called_within), begun)
    return (waiting & t.consented) - t.any_plan


def _beginnings(t: Timeline) -> Iterator[Day]:
    """The days on which planning can be said to have begun: a call, a meeting or a plan."""
    yield from (call.sent for call in t.of(Call) if call.cancelled_on is None)
    yield from (meeting.on for meeting in t.of(Meeting))
    yield from (plan.start for plan in t.of(Plan))
