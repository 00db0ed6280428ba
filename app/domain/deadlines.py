"""The steps of a coordination with their last days: when each began, and whether it is done, awaited or late.

They are worked out from what one reader sees of a plan and of the person's contacts, and so rest on nothing that it
may not see. A step counts under the agreement in force on the day on which it began; it stays under that one.
The working days are those of app/adapters/calendar.py, which says which holidays are none, and why.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.agreements import CoordinationBody, LocalAgreement, working_days_for
from app.domain.days import Day, WorkingDays, earliest_since
from app.domain.facts import Call, Contact, Fact, FollowUp, Meeting, Participant, Plan, SipNeed
from app.domain.horizon import SeenFact

State = Literal["waiting", "late", "done"]
BodyOn = Callable[[Day], CoordinationBody | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A step that began on a day, and the day on which it was done, if it was. `about` is the question that an answer
    is awaited to, and `awaited` the actor that it is awaited from; both None for the other steps."""

    step: str
    began: Day
    done_on: Day | None
    about: str | None = None
    awaited: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A step with its last working day; `moved_from` is the last day that it had when it began, where an agreement
    that was taken into use since has moved it. `body` and `agreement` are None where our own days count."""

    begun: Begun
    working_days: int
    last: Day
    state: State
    body: CoordinationBody | None
    agreement: LocalAgreement | None
    moved_from: Day | None


def deadlines(
    steps: Iterable[Begun], calendar: WorkingDays, today: Day, body: CoordinationBody | None, before: BodyOn
) -> list[Deadline]:
    """Each step under the body as it is, and as it was on the day on which the step began (`before`)."""
    return [_deadline(step, calendar, today, body, before(step.began)) for step in steps]


def steps_of(seen: Sequence[SeenFact], plan_id: UUID, today: Day, *, draft: bool) -> list[Begun]:
    """The steps of the plan that have begun, in their order, as the facts show that a reader sees of it.

    What was called off or asked anew is no step, nor is a question for a day that has come: nobody waits for it. Of a
    plan that has ended only what was done is left.
    """
    own = [fact for sight, fact in seen if sight.plan_id == plan_id]
    plan = next(fact for fact in own if isinstance(fact, Plan))
    ended = plan.end is not None and plan.end <= today
    found = _steps(seen, own, plan, today, draft=draft)
    return [step for step in found if step.began <= today and not (ended and step.done_on is None)]


def _steps(seen: Sequence[SeenFact], own: Sequence[Fact], plan: Plan, today: Day, *, draft: bool) -> Iterator[Begun]:
    needed = _needed(seen, own, plan)
    met = sorted(fact.on for fact in own if isinstance(fact, Meeting) and fact.on <= today)
    calls = sorted((f for f in own if isinstance(f, Call) and f.cancelled_on is None), key=lambda f: (f.sent, f.id))
    sent = [call.sent for call in calls if call.sent <= today]
    contacts = [c.on for _, c in seen if isinstance(c, Contact) and c.outcome == "reached" and c.on <= today]
    agreed = [plan.start] if not draft and plan.start <= today else []
    yield Begun(step="contact", began=needed, done_on=earliest_since(needed, [*contacts, *met]))
    yield Begun(step="call", began=needed, done_on=earliest_since(needed, [*sent, *met, *agreed]))
    yield from _answers(calls, today)
    if sent:
        yield Begun(step="meeting", began=sent[0], done_on=earliest_since(sent[0], met))
    if met:
        held = [fact.held for fact in own if isinstance(fact, FollowUp) and fact.held is not None]
        yield Begun(
            step="follow-up", began=met[-1], done_on=earliest_since(met[-1], (on for on in held if on <= today))
        )


def _answers(calls: Iterable[Call], today: Day) -> Iterator[Begun]:
    for call in calls:
        answered = call.answered if call.answered is not None and call.answered <= today else None
        over = call.meeting_on is not None and call.meeting_on <= today
        if UUID(call.to) == THE_PERSON or call.rebooked_on is not None or (answered is None and over):
            continue  # the person is never late, and nobody waits for the others any more
        yield Begun(step="answer", began=call.sent, done_on=answered, about=call.id, awaited=call.to)


def _needed(seen: Sequence[SeenFact], own: Sequence[Fact], plan: Plan) -> Day:
    """The day on which somebody judged that a plan is needed, where no earlier plan came of it; else the day on which
    this one was started."""
    started = min([plan.start, *(fact.start for fact in own if isinstance(fact, Participant))])
    facts = [fact for _, fact in seen]
    others = [fact.start for fact in facts if isinstance(fact, Plan) and fact.id != plan.id and fact.start < started]
    judged = (
        fact.on
        for fact in facts
        if isinstance(fact, SipNeed) and (fact.withdrawn_on is None or fact.withdrawn_on > started)
    )
    return min((on for on in judged if on <= started and not any(on <= other for other in others)), default=started)


def _deadline(
    step: Begun, calendar: WorkingDays, today: Day, body: CoordinationBody | None, was: CoordinationBody | None
) -> Deadline:
    days = working_days_for(step.step, body, step.began)
    last = calendar.add(step.began, days)
    moved_from = calendar.add(step.began, working_days_for(step.step, was, step.began))
    agreement = body.agreement_on(step.began) if body else None
    return Deadline(
        begun=step,
        working_days=days,
        last=last,
        state="done" if step.done_on is not None else "late" if today > last else "waiting",
        body=body if agreement else None,
        agreement=agreement,
        moved_from=None if moved_from == last else moved_from,
    )
