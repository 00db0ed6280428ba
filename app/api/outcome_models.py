"""What is answered about what came of a plan, as models for the contract alone."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from app.api.finding_models import DayText
from app.api.view_models import ITEM_VIEWS, ActorView

Goal: Any = ITEM_VIEWS["goal"]
GoalOutcome: Any = ITEM_VIEWS["goal-outcome"]
LadderStep: Any = ITEM_VIEWS["ladder-step"]
Questionnaire: Any = ITEM_VIEWS["questionnaire"]


class GoalOverTime(BaseModel):
    """A goal, and what was told of it at each follow-up, in the order of their days."""

    goal: Goal
    outcomes: list[GoalOutcome]


class SelfSufficiencyView(BaseModel):
    """Work or study without income support, for 90 whole days at least, and today."""

    since: Annotated[DayText, Field(description="The first of these days.")]
    established: Annotated[DayText, Field(description="The day on which 90 whole days had gone.")]
    unconfirmed: Annotated[bool, Field(description="Whether something that this reader does not see may refute it.")]


class OutcomeView(BaseModel):
    """What came of a plan, as far as this reader sees it. What was withdrawn is not told."""

    plan_id: UUID
    person_id: UUID
    goals: list[GoalOverTime]
    ladder: Annotated[list[LadderStep], Field(description="Steps on the way to work, in the order of their days.")]
    self_sufficiency: SelfSufficiencyView | None
    questionnaires: Annotated[list[Questionnaire], Field(description="The person's answers, by day.")]
    actors: list[ActorView]
