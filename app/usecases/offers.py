"""The catalogue of activities: put an offer in it, change it, withdraw it, and look what there is."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from app.domain.agreements import CoordinationBody
from app.domain.days import Day
from app.domain.errors import FactError, NotFound, NotPermitted, StaleVersion
from app.domain.facts import CATEGORIES
from app.domain.facts.codes import PAYERS
from app.domain.offers import MOST_PLACES, TARGET_GROUPS, Offer
from app.domain.permissions import Permission, check
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.persons import Line
from app.usecases.planning import DayText, day_in
from app.usecases.ports import Caller, NewId, Registry, Store, Views, Work
from app.usecases.reading import Document, read_view

Code = Annotated[str, Field(max_length=40)]


class OfferActivity(BaseModel):
    """What an actor offers: for whom, how many places, from when, and at which cost."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: Annotated[Line, Field(examples=["Yrkeskurs i lager och logistik"])]
    category: Annotated[Code, Field(json_schema_extra={"enum": list(CATEGORIES)}, examples=["education"])]
    target_groups: Annotated[
        list[Code],
        Field(
            max_length=len(TARGET_GROUPS),
            description="For whom, by the code list target-group; nobody named: for everybody.",
            examples=[["long-term-unemployed"]],
        ),
    ] = []
    scope: Annotated[
        Literal["local", "national"],
        Field(description="In this body, or a national programme, which every body's catalogue shows."),
    ] = "local"
    capacity: Annotated[StrictInt, Field(ge=0, le=MOST_PLACES, description="Places.", examples=[12])]
    start_dates: Annotated[list[DayText], Field(max_length=50, description="None: at any time.")] = []
    weekly_cost: Annotated[
        StrictInt | None, Field(ge=0, le=1_000_000, description="Whole kronor; with payer.", examples=[1850])
    ] = None
    payer: Annotated[
        Code | None, Field(description="Who pays; with weekly_cost.", json_schema_extra={"enum": list(PAYERS)})
    ] = None


class WithdrawOffer(BaseModel):
    """It is offered no longer, and why; whoever has a place keeps it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    reason: Annotated[Line, Field(examples=["Kursen ges inte till våren"])]


async def put(
    store: Store, registry: Registry, new_id: NewId, caller: Caller, body_key: str, command: OfferActivity
) -> UUID:
    """The id of the new offer in the body's catalogue. NotFound, NotPermitted for whoever is not of the body,
    FieldError."""
    check(caller.principal, Permission.WRITE)
    body = await _body(registry, body_key)
    actor = (await registry.actors()).get(caller.principal.actor) if caller.principal.actor else None
    if actor is None or not body.is_of(actor, caller.today):
        raise NotPermitted("only members of the body offer in its catalogue; ask the body to add the actor as one")
    offer = Offer(id=new_id(), body=body_key, actor=actor.id, **_said(command))

    async def added(work: Work) -> UUID:
        await work.offers.append(offer)
        await work.log("offer-add", None)
        return offer.id

    return await store.transact(caller, added)


async def change(store: Store, caller: Caller, *, offer_id: UUID, version: str, command: OfferActivity) -> None:
    """The offer says this instead. NotFound, NotPermitted for anybody but who offers it, StaleVersion, IllegalMove,
    PlacesTaken, FieldError."""
    check(caller.principal, Permission.WRITE)
    said = _said(command)

    async def changed(work: Work) -> None:
        held = await _own(work, caller, offer_id, version)
        await work.offers.append(held.changed(**said))
        await work.log("offer-change", None)

    await store.transact(caller, changed)


async def withdraw(store: Store, caller: Caller, *, offer_id: UUID, version: str, command: WithdrawOffer) -> None:
    """The offer is offered no longer. All that `change` raises."""
    check(caller.principal, Permission.WRITE)
    refuse_numbers("reason", command.reason)

    async def withdrawn(work: Work) -> None:
        held = await _own(work, caller, offer_id, version)
        await work.offers.append(held.withdrawn(caller.today, command.reason))
        await work.log("offer-withdrawal", None)

    await store.transact(caller, withdrawn)


async def read_offers(
    views: Views,
    registry: Registry,
    caller: Caller,
    body_key: str,
    *,
    category: str | None,
    target_group: str | None,
    page: int,
    limit: int,
) -> Document:
    """The catalogue of the body, by title: what is offered for the category and the target group. NotFound."""
    check(caller.principal, Permission.READ)
    await _body(registry, body_key)
    asked = {"body": body_key, "category": category, "target_group": target_group}
    read = await read_view(views, "offers", caller, "catalogue", **asked, limit=limit, skip=(page - 1) * limit)
    document = read["document"]
    return {**document, "offers": [_stated(offer) for offer in document["offers"]]}


async def read_offer(views: Views, caller: Caller, offer_id: UUID) -> Document:
    """One offer, also when it has been withdrawn. NotFound."""
    return _stated((await read_view(views, "offer", caller, "offer", offer_id=offer_id))["document"])


async def _body(registry: Registry, key: str) -> CoordinationBody:
    body = next((body for body in await registry.bodies() if body.key == key), None)
    if body is None:
        raise NotFound("there is no such coordination body; GET /coordination-bodies lists them by key")
    return body


async def _own(work: Work, caller: Caller, offer_id: UUID, version: str) -> Offer:
    held = await work.offers.load(offer_id)
    if held is None:
        raise NotFound("there is no such offer")
    if held.actor != caller.principal.actor:
        raise NotPermitted("only the actor that offers it changes it; ask it to")
    if version not in (str(held.version), "*"):
        raise StaleVersion("it has changed since you read it; read it again and decide anew")
    return held


def _said(command: OfferActivity) -> dict[str, Any]:
    """What the command says, with its days as days."""
    refuse_numbers("title", command.title)
    days = tuple(sorted(_day(f"start_dates.{n}", text) for n, text in enumerate(command.start_dates)))
    return {**command.model_dump(), "target_groups": tuple(command.target_groups), "start_dates": days}


def _day(field: str, text: str) -> Day:
    day = day_in(text, field)
    if day is None:
        raise FactError(field, "has to be a date, YYYY-MM-DD")
    return day


def _stated(offer: Mapping[str, Any]) -> Document:
    return {**offer, "state": "withdrawn" if "withdrawn_on" in offer else "offered"}
