"""The kinds that say what came of a plan: goals met or not, steps towards work, the person's answers, the end."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final, Literal, get_args

from app.domain.days import Day
from app.domain.facts.fact import ActorId, Fact, PlanId
from app.domain.facts.marks import Codes, Names, Prose

Reached = Literal["met", "partly", "not"]
Step = Literal[
    "far-from-work", "finding-footing", "taking-part", "training", "seeking", "with-support", "without-support"
]
"""The distance to work, from far to near. The steps are the service's own proposal: the order in which the agencies'
own measures follow each other (everyday life, regular activity, training, looking for work, work with support, work),
and no instrument that anybody has validated. A step is a word for where somebody stands; nothing is counted with it."""
Answer = Literal["1", "2", "3", "4", "5", "declined"]
"""From not at all (1) to wholly (5). Words in an order and no amounts, and so they are codes."""

GOAL_OUTCOMES: Final[tuple[str, ...]] = get_args(Reached)
LADDER: Final[tuple[str, ...]] = get_args(Step)
ANSWERS: Final[tuple[str, ...]] = get_args(Answer)
STATEMENTS: Final = ("heard", "my_goals", "who_does_what", "whom_to_call", "better_off")
"""The five statements of the questionnaire, each a field of the answers."""

FollowUpId = Annotated[str, Names("follow-up")]
GoalId = Annotated[str, Names("goal")]
Answered = Annotated[str, Codes(ANSWERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalOutcome(Fact):
    """How far a goal was reached, as told at a follow-up that was held (`on` its day)."""

    kind: ClassVar[str] = "goal-outcome"
    plan: PlanId
    goal: GoalId
    follow_up: FollowUpId
    on: Day
    outcome: Annotated[str, Codes(GOAL_OUTCOMES)]
    note: Annotated[str, Prose(2000)] | None = None
    withdrawn_on: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStep(Fact):
    """Where the person stood between far from work and work, as told at a follow-up that was held (`on` its day)."""

    kind: ClassVar[str] = "ladder-step"
    plan: PlanId
    follow_up: FollowUpId
    on: Day
    step: Annotated[str, Codes(LADDER)]
    note: Annotated[str, Prose(2000)] | None = None
    withdrawn_on: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire(Fact):
    """The person's answers about a follow-up that was held; `written_down` when an actor did so, in the person's words.

    Where there are both for one follow-up, the person's own count.
    """

    kind: ClassVar[str] = "questionnaire"
    plan: PlanId
    follow_up: FollowUpId
    on: Day
    heard: Answered
    my_goals: Answered
    who_does_what: Answered
    whom_to_call: Answered
    better_off: Answered
    written_down: bool = False
    words: Annotated[str, Prose(2000)] | None = None
    withdrawn_on: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndReport(Fact):
    """What a plan came to: what was done, the goals that were `reached`, what `remains` and which `actors` take it on,
    and the person's own `words`. It is final on the day on which the plan is closed with it (`closed_on`)."""

    kind: ClassVar[str] = "end-report"
    plan: PlanId
    on: Day
    done: Annotated[str, Prose(10_000)]
    reached: tuple[GoalId, ...] = ()
    remains: Annotated[str, Prose(5000)] | None = None
    actors: tuple[ActorId, ...] = ()
    words: Annotated[str, Prose(5000)] | None = None
    withdrawn_on: Day | None = None
    closed_on: Day | None = None


OUTCOME_KINDS: Final = (GoalOutcome, LadderStep, Questionnaire, EndReport)
