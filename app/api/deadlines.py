"""The last days of a plan's steps, by the local agreement that counts for each."""

from typing import Annotated, Any, Final, Literal
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
from app.domain.agreements import STEPS
from app.usecases.deadlines import read_deadlines

router = APIRouter()


class DeadlineView(BaseModel):
    """A step of the coordination that has begun, and its last working day."""

    step: Annotated[str, Field(description="Of the list step.", json_schema_extra={"enum": list(STEPS)})]
    label: Annotated[str, Field(description="The step, in Swedish.", examples=["svar på kallelsen"])]
    about: Annotated[UUID | None, Field(description="The call that an answer is awaited to.")] = None
    awaited: Annotated[UUID | None, Field(description="The actor that the answer is awaited from.")] = None
    began: DayText
    working_days: Annotated[int, Field(description="Working days from that day to the last.")]
    last: Annotated[DayText, Field(description="The last day, a Swedish working day.")]
    state: Literal["waiting", "late", "done"]
    done_on: DayText | None = None
    told: Annotated[str, Field(description="In Swedish.", examples=["Svar på kallelsen: senast 30 november 2026"])]
    source: Annotated[str, Field(description="By whose agreement, in Swedish, or that it is the service's own days.")]
    body: Annotated[str | None, Field(description="The key of the coordination body, if an agreement counts.")] = None
    agreement: Annotated[DayText | None, Field(description="The first day of the agreement that counts.")] = None
    origin: Annotated[
        Literal["facts", "rule-change"],
        Field(description="rule-change: an agreement taken into use since the step began has moved the last day."),
    ]
    moved_from: Annotated[DayText | None, Field(description="The last day as it was before.")] = None


class DeadlineList(BaseModel):
    """The steps of a plan that have begun, in their order, by what this reader sees of it."""

    plan_id: UUID
    deadlines: list[DeadlineView]
    actors: list[ActorView]


EXAMPLE: Final[dict[str, Any]] = {
    "plan_id": examples.PLAN,
    "deadlines": [
        {
            "step": "answer",
            "label": "svar på kallelsen",
            "about": examples.ITEM,
            "awaited": examples.OTHER_ACTOR,
            "began": "2026-11-23",
            "working_days": 5,
            "last": "2026-11-30",
            "state": "waiting",
            "told": "Svar på kallelsen: senast 30 november 2026, väntar",
            "source": "Höglandets samverkan: lokal överenskommelse från och med 1 januari 2026.",
            "body": "hoglandet",
            "agreement": "2026-01-01",
            "origin": "facts",
        }
    ],
    "actors": examples.ACTORS,
}


@router.get(
    "/plans/{plan}/deadlines",
    tags=["plans"],
    name="read_deadlines",
    **documented(
        "Read the last days of a plan's steps",
        "När varje steg i samordningen började, sista arbetsdagen enligt den överenskommelse som gällde då, och om det "
        "är klart, väntar eller dröjer. When each step began, its last working day by the agreement in force then, "
        "and whether it is done, awaited or overdue.",
        DeadlineList,
        EXAMPLE,
    ),
)
async def read(service: ServiceOf, caller: CallerOf, plan: PlanId) -> Response:
    found = await read_deadlines(service.views, service.registry, service.calendar, caller, plan)
    return answered_document(found)
