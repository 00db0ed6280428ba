"""What a plan costs: per activity and payer, so far and as it is planned."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import CallerOf, ServiceOf
from app.api.contract import documented
from app.api.finding_models import DayText
from app.api.view_models import ActorView
from app.api.views import answered_document
from app.usecases import costing

router = APIRouter()
Payer = Annotated[str, Field(description="Of the list payer.", examples=["municipality"])]


class CostLine(BaseModel):
    """One activity. Weeks are days / 7 with one decimal; kronor are weekly_cost x days / 7, to the nearest krona."""

    activity: UUID
    title: str | None = None
    owner: UUID
    state: Annotated[str, Field(description="Of the list activity-state.")]
    payer: Payer
    weekly_cost: Annotated[int, Field(description="Whole kronor.")]
    weeks_so_far: Annotated[float, Field(description="From its start to its end, or to today.")]
    kronor_so_far: int
    weeks_planned: Annotated[float | None, Field(description="From start to planned end; null when it has none.")]
    kronor_planned: int | None


class PayerSum(BaseModel):
    """What one payer pays of what is agreed on; what is only proposed is not counted."""

    payer: Payer
    label: Annotated[str, Field(description="The payer, in Swedish.", examples=["kommunen"])]
    kronor_so_far: int
    kronor_planned: Annotated[int, Field(description="The least, when open_ended.")]
    open_ended: Annotated[
        bool, Field(description="Something has no planned end, and counts as planned with what it has cost so far.")
    ]


class CostsView(BaseModel):
    """Who pays what in a plan, by what this reader sees of it."""

    plan_id: UUID
    today: DayText
    activities: list[CostLine]
    without_cost: Annotated[int, Field(description="Activities that this reader sees and of which no cost is said.")]
    payers: list[PayerSum]
    unconfirmed: Annotated[bool, Field(description="Whether there may be more that this reader does not see.")]
    not_seen: Annotated[str, Field(description="What the sums rest on, in words that hint at nothing else.")]
    actors: list[ActorView]


EXAMPLE: Final[dict[str, Any]] = {
    "plan_id": examples.PLAN,
    "today": examples.DAY,
    "activities": [
        {
            "activity": examples.ITEM,
            "title": "Arbetsträning i butik",
            "owner": examples.ACTOR,
            "state": "ongoing",
            "payer": "municipality",
            "weekly_cost": 1850,
            "weeks_so_far": 4.0,
            "kronor_so_far": 7400,
            "weeks_planned": 12.0,
            "kronor_planned": 22200,
        }
    ],
    "without_cost": 1,
    "payers": [
        {
            "payer": "municipality",
            "label": "kommunen",
            "kronor_so_far": 7400,
            "kronor_planned": 22200,
            "open_ended": False,
        }
    ],
    "unconfirmed": False,
    "not_seen": costing.ON_WHAT_IS_SEEN,
    "actors": examples.ACTORS,
}


@router.get(
    "/plans/{plan}/costs",
    tags=["plans"],
    **documented(
        "Who pays what",
        "Vad insatserna i planen kostar, hittills och som planerat, och vem som betalar, så långt läsaren får se. "
        "What the activities cost, so far and as planned, and who pays, as far as this reader sees.",
        CostsView,
        EXAMPLE,
    ),
)
async def costs(service: ServiceOf, caller: CallerOf, plan: PlanId) -> Response:
    return answered_document(await costing.read_costs(service.views, caller, plan))
