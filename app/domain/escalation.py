"""Escalation of silence: what nobody has answered is told to one after the other, each step once, until it is answered.

Reminder to whoever owns the gap, the same actor's manager, the main responsible of the plan, the coordination body's
list. A step is for one reader and rests on what that reader sees: nobody is told of what it may not see.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal
from uuid import UUID

from app.domain.days import Day, WorkingDays, earliest
from app.domain.errors import FieldError

Step = Literal["reminded", "manager", "main-responsible", "body"]
STEPS: Final[tuple[Step, ...]] = ("reminded", "manager", "main-responsible", "body")
"""In the order in which they are taken."""
OF_THE_OWNER: Final[frozenset[Step]] = frozenset({"reminded", "manager", "body"})
"""The steps that the awaited actor is told of itself, the last one with the number of its case on the list."""
ENDED: Final = "ended"
LONGEST: Final = 260
"""Working days; the longest that a local agreement may set."""

ESCALATED: Final = ("call-unanswered", "call-declined-uncovered", "referral-unanswered")
"""The rules whose gaps are a silence, or a no after which nobody has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationSteps:
    """Working days from the day on which the answer was missed to each step; the defaults are our own proposal.

    Raises FieldError when a step would come before the one that it follows.
    """

    reminded: int = 1
    manager: int = 4
    main_responsible: int = 7
    body: int = 11

    def __post_init__(self) -> None:
        if self.reminded < 1:
            raise FieldError("escalation.reminded", "has to be a working day later at least")
        for before, after in pairwise(STEPS):
            if self.after(after) <= self.after(before):
                raise FieldError(f"escalation.{after}", f"has to be more working days than {before}")

    def agreed(self, said: Mapping[str, int]) -> "EscalationSteps":
        """These days but for the steps of which an agreement says otherwise. FieldError for a step that there is not,
        a number that makes no sense, and one before the step that it follows."""
        for step, days in said.items():
            if step not in STEPS:
                raise FieldError(f"escalation.{step}", f"there is no such step; use one of {', '.join(STEPS)}")
            if not 1 <= days <= LONGEST:
                raise FieldError(f"escalation.{step}", f"{days} working days makes no sense; use 1 to {LONGEST}")
        return replace(self, **{step.replace("-", "_"): days for step, days in said.items()})

    def after(self, step: Step) -> int:
        """Working days after the missed answer."""
        days: int = getattr(self, step.replace("-", "_"))
        return days


DaysOn = Callable[[Day], EscalationSteps]
"""The days of each step for an answer that was missed that day."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A gap of one of the rules that is open today, and the steps that concern this reader."""

    rule: str
    subject: str
    owner: UUID
    opens: Day
    steps: frozenset[Step]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step as it was taken: on the day `taken`, though it was `due` then. `step` is `ended` when a round is over.

    `body` is the key of the coordination body on whose list it stands, under a `case_number` that means nothing else.
    """

    rule: str
    subject: str
    owner: UUID
    step: Step | Literal["ended"]
    opens: Day
    due: Day
    taken: Day
    case_number: UUID | None = None
    body: str | None = None

    @property
    def event(self) -> str:
        """What is told of it."""
        return f"escalation-{self.step}"


def standing(held: Iterable[Taken]) -> dict[tuple[str, str], list[Taken]]:
    """The steps taken of each round that is not over; `held` in the order in which they were taken."""
    rounds: dict[tuple[str, str], list[Taken]] = {}
    for one in held:
        if one.step == ENDED:
            rounds.pop((one.rule, one.subject), None)
        else:
            rounds.setdefault((one.rule, one.subject), []).append(one)
    return rounds


def escalate(
    silences: Sequence[Silence],
    held: Sequence[Taken],
    today: Day,
    calendar: WorkingDays,
    days_on: DaysOn,
    body: str | None,
    new_case: Callable[[], UUID],
) -> tuple[list[Taken], Day | None]:
    """What is to be written for a reader today, and the next day on which a step is due.

    Every step that is due and was not taken is taken, however late; a round whose silence is over, for this reader,
    is ended.
    """
    if not silences and not held:
        return [], None  # as nearly always
    new: list[Taken] = []
    later: list[Day] = []
    for silence, step, due in to_come(silences, held, calendar, days_on, body):
        if due > today:
            later.append(due)
            continue
        listed = step == "body"
        new.append(
            Taken(
                rule=silence.rule,
                subject=silence.subject,
                owner=silence.owner,
                step=step,
                opens=silence.opens,
                due=due,
                taken=today,
                case_number=new_case() if listed else None,
                body=body if listed else None,
            )
        )
    asked = {(silence.rule, silence.subject) for silence in silences}
    over = [steps for round_, steps in standing(held).items() if round_ not in asked]
    return new + [_ended(steps, today) for steps in over], earliest(*later)


def to_come(
    silences: Iterable[Silence], held: Iterable[Taken], calendar: WorkingDays, days_on: DaysOn, body: str | None
) -> Iterator[tuple[Silence, Step, Day]]:
    """Every step that a reader was not told of yet, with the day on which it is due: so many working days after the
    missed answer as counted on that day. Without a coordination body there is no list to be on."""
    rounds = standing(held)
    for silence in silences:
        taken = {one.step for one in rounds.get((silence.rule, silence.subject), ())}
        for step in STEPS:
            if step not in taken and step in silence.steps and (step != "body" or body is not None):
                yield silence, step, calendar.add(silence.opens, days_on(silence.opens).after(step))


def _ended(steps: Sequence[Taken], today: Day) -> Taken:
    last = steps[-1]
    listed = next((one for one in steps if one.step == "body"), None)
    return Taken(
        rule=last.rule,
        subject=last.subject,
        owner=last.owner,
        step=ENDED,
        opens=last.opens,
        due=today,
        taken=today,
        case_number=listed.case_number if listed else None,
        body=listed.body if listed else None,
    )
