"""Legal holds: what an agency keeps of its own although its time has come, and that it is over."""

from contextlib import suppress
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from app.api import examples
from app.api.authentication import CallerOf, OnceCallerOf, ServiceOf
from app.api.contract import documented
from app.api.finding_models import DayText
from app.api.persons import PersonId
from app.api.view_models import ActorView
from app.api.views import answered_document
from app.usecases import holding
from app.usecases.ports import Replayed

router = APIRouter(tags=["persons"])
HoldId = Annotated[UUID, Path(alias="hold", description="Beslutets id i listan. The hold's id.")]


class ReleaseView(BaseModel):
    """When and why a hold was released."""

    on: DayText
    reason: str


class LegalHoldView(BaseModel):
    """What an actor keeps, since when and why."""

    id: UUID
    person_id: UUID
    owner: Annotated[UUID, Field(description="The actor, whose own items it keeps.")]
    plan_id: Annotated[UUID | None, Field(description="Only what is in this plan; else everything.")] = None
    reason: str
    on: DayText
    released: ReleaseView | None = None


class LegalHolds(BaseModel):
    """The holds on a person, the newest first."""

    holds: list[LegalHoldView]
    actors: list[ActorView]


HOLD: Final[dict[str, Any]] = {
    "id": examples.ITEM,
    "person_id": examples.PERSON,
    "owner": examples.ACTOR,
    "reason": "Ärendet prövas i förvaltningsrätten",
    "on": examples.DAY,
}
HOLDS: Final[dict[str, Any]] = {"holds": [HOLD], "actors": examples.ACTORS[:1]}


@router.post(
    "/persons/{person}/legal-holds",
    name="place_legal_hold",
    **documented(
        "Place a legal hold",
        "Det som den egna aktören har om personen, eller i en plan, gallras inte förrän beslutet hävs. What one's own "
        "actor has about the person, or in one plan, is not removed until the hold is released.",
        LegalHolds,
        HOLDS,
    ),
)
async def place(service: ServiceOf, caller: OnceCallerOf, person: PersonId, command: holding.PlaceHold) -> Response:
    with suppress(Replayed):  # it was done before: how it stands is answered anew
        await holding.place(service.store, service.new_id, caller, person, command)
    return answered_document(await holding.read_holds(service.views, caller, person))


@router.get(
    "/persons/{person}/legal-holds",
    name="read_legal_holds",
    **documented(
        "List the legal holds",
        "Vad den egna aktören sparar trots att tiden gått ut, och varför; för personen själv alla aktörers. What one's "
        "own actor keeps, and why; to the person, what every actor keeps.",
        LegalHolds,
        HOLDS,
    ),
)
async def holds(service: ServiceOf, caller: CallerOf, person: PersonId) -> Response:
    return answered_document(await holding.read_holds(service.views, caller, person))


@router.post(
    "/persons/{person}/legal-holds/{hold}/release",
    name="release_legal_hold",
    **documented(
        "Release a legal hold",
        "Beslutet hävs: det som sparats gallras när tiden går ut, eller om den har gått ut. The hold is over: what it "
        "kept is removed when its time comes, or if it has come.",
        LegalHolds,
        {**HOLDS, "holds": [{**HOLD, "released": {"on": examples.DAY, "reason": "Domen har vunnit laga kraft"}}]},
    ),
)
async def release(
    service: ServiceOf, caller: OnceCallerOf, person: PersonId, hold: HoldId, command: holding.ReleaseHold
) -> Response:
    with suppress(Replayed):
        await holding.release(service.store, caller, person, hold, command)
    return answered_document(await holding.read_holds(service.views, caller, person))
