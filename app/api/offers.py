"""The catalogue of activities of a coordination body: what is offered, for whom, at which cost, and the places left."""

from contextlib import suppress
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from app.api import examples
from app.api.addresses import BodyKey
from app.api.authentication import Base, CallerOf, IfMatch, OnceCallerOf, ServiceOf, version_of
from app.api.contract import documented
from app.api.finding_models import DayText
from app.api.queries import Limit, Page
from app.api.views import answered_document, page_links
from app.domain.facts import CATEGORIES
from app.domain.offers import SCOPES, STATES, TARGET_GROUPS
from app.usecases import offers
from app.usecases.ports import Caller, Replayed

router = APIRouter(tags=["offers"])
OfferId = Annotated[UUID, Path(alias="offer", description="Erbjudandets id. The offer's id.")]
OfCategory = Annotated[Literal[CATEGORIES] | None, Query(description="Bara det området. Of that category alone.")]  # type: ignore[valid-type]  # a list of codes that is kept in one place
ForGroup = Annotated[
    Literal[TARGET_GROUPS] | None,  # type: ignore[valid-type]  # as above
    Query(description="För den målgruppen eller för alla. For that target group, or for everybody."),
]


class OfferView(BaseModel):
    """What an actor offers. The version counts what the actor says of it, not the places that are taken."""

    id: UUID
    body: Annotated[str, Field(description="The key of the body in whose catalogue it is.", examples=["hoglandet"])]
    actor: Annotated[UUID, Field(description="Who offers it.")]
    title: Annotated[str, Field(examples=["Yrkeskurs i lager och logistik"])]
    category: Literal[CATEGORIES]  # type: ignore[valid-type]  # as above
    target_groups: Annotated[
        list[Literal[TARGET_GROUPS]],  # type: ignore[valid-type]  # as above
        Field(description="Of the list target-group; none: for everybody."),
    ]
    scope: Literal[SCOPES]  # type: ignore[valid-type]  # as above
    capacity: int
    places_left: int
    start_dates: Annotated[list[DayText], Field(description="None: at any time.")]
    weekly_cost: Annotated[int | None, Field(description="Whole kronor.")] = None
    payer: Annotated[str | None, Field(description="Of the list payer.")] = None
    withdrawn_on: DayText | None = None
    reason: Annotated[str | None, Field(description="Why it was withdrawn.")] = None
    state: Literal[STATES]  # type: ignore[valid-type]  # as above
    version: Annotated[str, Field(description="What stands in the ETag.", examples=["1"])]


class OfferList(BaseModel):
    """A page of a catalogue, by title."""

    offers: list[OfferView]
    more: bool


EXAMPLE: Final[dict[str, Any]] = {
    "id": examples.ITEM,
    "body": "hoglandet",
    "actor": examples.ACTOR,
    "title": "Yrkeskurs i lager och logistik",
    "category": "education",
    "target_groups": ["long-term-unemployed"],
    "scope": "local",
    "capacity": 12,
    "places_left": 3,
    "start_dates": ["2027-01-11"],
    "weekly_cost": 1850,
    "payer": "municipality",
    "state": "offered",
    "version": "1",
}


@router.get(
    "/coordination-bodies/{body}/offers",
    name="read_offers",
    **documented(
        "The catalogue of activities",
        "Insatskatalogen: det som erbjuds i samverkansorganet och de nationella programmen, med lediga platser. What "
        "is offered in the body, and the national programmes, with the places left.",
        OfferList,
        {"offers": [EXAMPLE], "more": False},
    ),
)
async def catalogue(
    service: ServiceOf,
    caller: CallerOf,
    request: Request,
    body: BodyKey,
    category: OfCategory = None,
    target_group: ForGroup = None,
    page: Page = 1,
    limit: Limit = 20,
) -> Response:
    asked = {"category": category, "target_group": target_group}
    found = await offers.read_offers(service.views, service.registry, caller, body, **asked, page=page, limit=limit)
    response = answered_document(found)
    query = {name: value for name, value in asked.items() if value is not None} | {"limit": limit}
    response.headers.update(page_links(request.url.path, query, page, more=found["more"]))
    return response


@router.post(
    "/coordination-bodies/{body}/offers",
    status_code=201,
    name="offer_activity",
    **documented(
        "Offer an activity",
        "Lägger en insats i katalogen; av en aktör som hör till samverkansorganet. Puts an activity in the catalogue; "
        "by an actor of the body.",
        OfferView,
        EXAMPLE,
        status=201,
    ),
)
async def put(
    service: ServiceOf, caller: OnceCallerOf, body: BodyKey, command: offers.OfferActivity, base: Base
) -> Response:
    try:
        made = await offers.put(service.store, service.registry, service.new_id, caller, body, command)
    except Replayed as before:  # it was done before: how it stands is answered anew
        made = before.item_id
    response = await _answered(service, caller, made)
    response.status_code = 201
    response.headers["Location"] = f"{base}/offers/{made}"
    return response


@router.get(
    "/offers/{offer}",
    name="read_offer",
    **documented(
        "Read an offer", "Ett erbjudande, också ett indraget. One offer, also a withdrawn one.", OfferView, EXAMPLE
    ),
)
async def read(service: ServiceOf, caller: CallerOf, offer: OfferId) -> Response:
    return await _answered(service, caller, offer)


@router.put(
    "/offers/{offer}",
    name="change_offer",
    **documented(
        "Change an offer",
        "Erbjudandet säger detta i stället; av den som erbjuder det. Aldrig färre platser än de som är tagna. It says "
        "this instead; by who offers it, and never fewer places than are taken.",
        OfferView,
        {**EXAMPLE, "version": "2"},
    ),
)
async def change(
    service: ServiceOf, caller: CallerOf, offer: OfferId, command: offers.OfferActivity, if_match: IfMatch
) -> Response:
    version = version_of(if_match)
    await offers.change(service.store, caller, offer_id=offer, version=version, command=command)
    return await _answered(service, caller, offer)


@router.post(
    "/offers/{offer}/withdrawal",
    name="withdraw_offer",
    **documented(
        "Withdraw an offer",
        "Erbjuds inte längre; den som har en plats behåller den. No longer offered; whoever has a place keeps it.",
        OfferView,
        {**EXAMPLE, "withdrawn_on": examples.DAY, "reason": "Ges inte i vår", "state": "withdrawn", "version": "2"},
    ),
)
async def withdraw(
    service: ServiceOf, caller: OnceCallerOf, offer: OfferId, command: offers.WithdrawOffer, if_match: IfMatch
) -> Response:
    version = version_of(if_match)
    with suppress(Replayed):
        await offers.withdraw(service.store, caller, offer_id=offer, version=version, command=command)
    return await _answered(service, caller, offer)


async def _answered(service: ServiceOf, caller: Caller, offer_id: UUID) -> Response:
    found = await offers.read_offer(service.views, caller, offer_id)
    return answered_document(found, version=found["version"])
