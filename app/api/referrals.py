"""Referrals beyond what every item of a plan has: the path that a need has gone from hand to hand."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from app.api import examples
from app.api.authentication import CallerOf, ServiceOf
from app.api.contract import documented
from app.api.finding_models import DayText
from app.api.view_models import ActorView
from app.api.views import answered_document
from app.domain.referrals import BECAUSE
from app.usecases import referral_paths

router = APIRouter()
ReferralId = Annotated[UUID, Path(alias="referral", description="Överlämningens id. The referral's id.")]


class LinkView(BaseModel):
    """One referral of the path; a field that is not there is not known or not for this reader."""

    referral: UUID
    sender: Annotated[UUID, Field(description="Who asked.")]
    to: Annotated[UUID, Field(description="Whom.")]
    asked: Annotated[str | None, Field(description="What is asked for: the referral's title.")] = None
    sent: DayText
    state: Annotated[str, Field(description="Of the list referral-state.")]
    answered: DayText | None = None
    closed: DayText | None = None
    code: Annotated[str | None, Field(description="Why not: of referral-refusal or referral-failure.")] = None
    reason: str | None = None
    despite: Annotated[str | None, Field(description="Why it went back to somebody who had let it go.")] = None
    days_waited: Annotated[int, Field(description="Days from sent to the answer, or to today.")]
    days_held: Annotated[int | None, Field(description="Days in the receiver's hands.")] = None


class ResponsibleView(BaseModel):
    """Who answers for the need today, and why."""

    actor: Annotated[UUID | None, Field(description="Null when it is nobody that this reader may see.")]
    because: Literal[BECAUSE]  # type: ignore[valid-type]  # a list of codes that is kept in one place


class PathView(BaseModel):
    """The referrals of one need that this reader may see, in the order in which they were sent."""

    referral: UUID
    links: list[LinkView]
    responsible: ResponsibleView
    actors: list[ActorView]


EXAMPLE: Final[dict[str, Any]] = {
    "referral": examples.ITEM,
    "links": [
        {
            "referral": examples.ITEM,
            "sender": examples.ACTOR,
            "to": examples.OTHER_ACTOR,
            "asked": "Bedömning och samtal",
            "sent": "2026-10-05",
            "state": "rejected",
            "answered": "2026-10-19",
            "code": "no-capacity",
            "days_waited": 14,
        }
    ],
    "responsible": {"actor": examples.ACTOR, "because": "rejected"},
    "actors": examples.ACTORS,
}


@router.get(
    "/referrals/{referral}/path",
    tags=["plans"],
    **documented(
        "The path so far",
        "Hur behovet har gått från hand till hand, så långt läsaren får se, och vem som svarar för det i dag. "
        "How the need has gone from hand to hand, as far as this reader may see, and who answers for it today.",
        PathView,
        EXAMPLE,
    ),
)
async def read_path(service: ServiceOf, caller: CallerOf, referral: ReferralId) -> Response:
    return answered_document(await referral_paths.read_path(service.views, caller, referral))
