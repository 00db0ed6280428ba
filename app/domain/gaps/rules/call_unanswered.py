"""An actor was called to a planning meeting and has not answered."""

from app.domain.days import NEVER, DaySet, between, earliest
from app.domain.facts import Call, Need, Plan
from app.domain.gaps.owners import recipient
from app.domain.gaps.rule import Each, Limits, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline

FIRES = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: call, kind: call, actor: social-services, to: employment-service, form: invitation,
     sent: 2027-03-23, meeting_on: 2027-04-20, cancelled_on: 2027-04-12}
gaps:
  - {rule: call-unanswered, subject: call, owner: employment-service, opens: 2027-04-01,
     critical: 2027-04-08, closes: 2027-04-12}
"""
NEAR_MISS = """
facts:
  - {id: me, kind: person, birth_date: 1981-10-03}
  - {id: call, kind: call, actor: social-services, to: employment-service, form: invitation,
     sent: 2027-03-23, meeting_on: 2027-04-01}
gaps: []
"""


@rule(
    id="call-unanswered",
    title_sv="Kallelse utan svar",
    title_en="Call without an answer",
    explanation_en="An actor was called to a meeting about the plan and has not answered. Answer yes or no, or ring "
    "whoever called and say when the answer comes.",
    remedy_sv="Glappet stängs när kallelsen besvaras eller tas tillbaka, på mötesdagen, eller när behovet eller "
    "planen avslutas.",
    remedy_en="Closes when the call is answered or cancelled, on the day of the meeting, or when the need or the "
    "plan ends.",
    prevention_sv="kallelsen besvaras eller tas tillbaka",
    prevention_en="the call is answered or cancelled",
    explanation_sv="En aktör är kallad till ett SIP-möte och har inte svarat ännu. Ett kort svar "
    "räcker: kommer, kan inte eller föreslår en annan tid. Den som kallade kan också ringa och fråga.",
    sources=(Source("default", "Fem arbetsdagar är tjänstens eget förslag; lokala överenskommelser skiljer sig."),),
    thresholds={"answer_within": Threshold(5, "default", "working days")},
    subject=Each(Call),
    reads=(Call, Need, Plan),
    owner=recipient,
    severity="medium",
    lead=3,
    critical_after=7,
    fires=FIRES,
    near_miss=NEAR_MISS,
)
def call_unanswered(t: Timeline, call: Call, limits: Limits) -> DaySet:
    """From the working day on which the answer was due; the day of the meeting is no longer a gap."""
    if t.function_of(call.to) == "person":
        return NEVER
    settled = earliest(call.answered, call.cancelled_on, call.meeting_on)
    return between(t.calendar.add(call.sent, limits.answer_within), settled) & t.scope(call)
