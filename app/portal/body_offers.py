"""A coordination body's catalogue of activities: what is offered and the places left, and offering something."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.domain.errors import FieldError, NotFound
from app.domain.facts import CATEGORIES
from app.domain.facts.codes import PAYERS
from app.domain.offers import TARGET_GROUPS
from app.domain.permissions import Permission, check
from app.portal.asking import Visit, VisitOf
from app.portal.body import BodyKey, Page, around
from app.portal.fields import Form
from app.portal.forms import Posted, PostedOf, carried_out
from app.portal.showing import shown
from app.usecases import offers
from app.usecases.body_reading import bodies_of_caller, body_of_member
from app.usecases.reading import Document

router = APIRouter()
PER_PAGE: Final = 20
SECTION: Final = "insatser"
ASKED: Final = ("title", "category", "scope", "capacity", "weekly_cost", "payer")
"""The fields of an offer that hold one thing."""
OfferId = Annotated[UUID, Path(alias="offer")]
Category = Annotated[str, Query(alias="omrade", max_length=40)]
Group = Annotated[str, Query(alias="grupp", max_length=40)]
Done = Annotated[str | None, Query(alias="klart", max_length=30)]


@router.get("/samordning/{body}/insatser")
async def catalogue(
    visit: VisitOf, body: BodyKey, category: Category = "", group: Group = "", page: Page = 1, done: Done = None
) -> Response:
    service = visit.service
    asked = {"category": category if category in CATEGORIES else "", "group": group if group in TARGET_GROUPS else ""}
    there = await around(visit, body, SECTION)
    found = await offers.read_offers(
        service.views,
        service.registry,
        visit.caller,
        body,
        category=asked["category"] or None,
        target_group=asked["group"] or None,
        page=page,
        limit=PER_PAGE,
    )
    actors = {str(id_): actor.name for id_, actor in (await service.registry.actors()).items()}
    own = there["body"] in await bodies_of_caller(service.registry, visit.caller)
    return await shown(
        visit,
        "body_offers",
        offers=[{**one, "by": actors.get(one["actor"], "")} for one in found["offers"]],
        more=found["more"],
        page=page,
        asked=asked,
        categories=CATEGORIES,
        groups=TARGET_GROUPS,
        may_offer=own and visit.may(Permission.WRITE),
        me=str(visit.caller.principal.actor),
        done=done if done in ("ny", "indragen") else None,
        **there,
    )


@router.get("/samordning/{body}/insatser/ny")
async def new(visit: VisitOf, body: BodyKey) -> Response:
    check(visit.caller.principal, Permission.WRITE)
    await body_of_member(visit.service.registry, visit.caller, body)
    return await _form(visit, body)


@router.post("/samordning/{body}/insatser/ny")
async def put(posted: PostedOf, body: BodyKey) -> Response:
    service = posted.visit.service

    async def act() -> UUID:
        command = offers.OfferActivity.model_validate(_stated(posted))
        with _at_its_field():
            return await offers.put(service.store, service.registry, service.new_id, posted.caller, body, command)

    return await carried_out(
        posted,
        "body_offers",
        act,
        done=f"/samordning/{body}/insatser?klart=ny",
        again=lambda status: _form(posted.visit, body, status),
    )


@router.get("/samordning/{body}/insatser/{offer}")
async def offer(visit: VisitOf, body: BodyKey, offer: OfferId, done: Done = None) -> Response:
    return await _offer(visit, body, offer, done=done)


@router.post("/samordning/{body}/insatser/{offer}")
async def withdraw(posted: PostedOf, body: BodyKey, offer: OfferId) -> Response:
    async def act() -> None:
        command = posted.command(offers.WithdrawOffer)
        store = posted.visit.service.store
        await offers.withdraw(store, posted.caller, offer_id=offer, version=posted.version, command=command)

    return await carried_out(
        posted,
        "body_offers",
        act,
        done=f"/samordning/{body}/insatser?klart=indragen",
        again=lambda status: _offer(posted.visit, body, offer, status),
    )


@router.get("/samordning/{body}/insatser/{offer}/andra")
async def change_form(visit: VisitOf, body: BodyKey, offer: OfferId) -> Response:
    return await _change(visit, body, offer)


@router.post("/samordning/{body}/insatser/{offer}/andra")
async def change(posted: PostedOf, body: BodyKey, offer: OfferId) -> Response:
    async def act() -> None:
        command = offers.OfferActivity.model_validate(_stated(posted))
        store = posted.visit.service.store
        with _at_its_field():
            await offers.change(store, posted.caller, offer_id=offer, version=posted.version, command=command)

    return await carried_out(
        posted,
        "body_offers",
        act,
        done=f"/samordning/{body}/insatser/{offer}?klart=andrad",
        again=lambda status: _change(posted.visit, body, offer, status),
    )


async def _change(visit: Visit, body: str, offer: UUID, status: int = 200) -> Response:
    """The form of what is offered as it stands; to whoever does not offer it there is none."""
    check(visit.caller.principal, Permission.WRITE)
    found = await offers.read_offer(visit.service.views, replace(visit.caller, once=None), offer)
    if UUID(found["actor"]) != visit.caller.principal.actor or found["state"] != "offered":
        raise NotFound("you offer no such activity")
    plain = {name: str(found[name]) for name in ASKED if found.get(name) is not None}
    listed = {"target_groups": found["target_groups"], "start_dates": "\n".join(found["start_dates"])}
    form = visit.form("insats", version=found["version"], **plain, **listed)
    return await _form(visit, body, status, form=form, offer=found)


async def _form(
    visit: Visit, body: str, status: int = 200, *, form: Form | None = None, offer: Document | None = None
) -> Response:
    """The form of an offer, of a new one or of the one that is changed."""
    there = await around(visit, body, SECTION)
    return await shown(
        visit,
        "body_offers",
        status=status,
        template="body_offer_form",
        form=form or visit.form("insats", scope="local"),
        offer=offer,
        categories=CATEGORIES,
        groups=TARGET_GROUPS,
        payers=PAYERS,
        **there,
    )


async def _offer(visit: Visit, body: str, offer: UUID, status: int = 200, done: str | None = None) -> Response:
    there = await around(visit, body, SECTION)
    found = await offers.read_offer(visit.service.views, visit.caller, offer)
    known = await visit.service.registry.actors()
    by = UUID(found["actor"])
    return await shown(
        visit,
        "body_offers",
        status=status,
        template="body_offer",
        offer={**found, "by": known[by].name if by in known else ""},
        done=done if done == "andrad" else None,
        mine=by == visit.caller.principal.actor and found["state"] == "offered" and visit.may(Permission.WRITE),
        **there,
    )


@contextmanager
def _at_its_field() -> Iterator[None]:
    """A day that is none is wrong in the field of all days."""
    try:
        yield
    except FieldError as error:
        raise FieldError(error.field.partition(".")[0], error.problem) from error


def _stated(posted: Posted) -> dict[str, Any]:
    """What was typed, as the command reads it: numbers as numbers where they are any, and days a line each."""
    said: dict[str, Any] = {name: posted.text(name) for name in ("title", "category", "scope", "payer")}
    numbers = {name: posted.text(name).replace(" ", "") for name in ("capacity", "weekly_cost")}
    said |= {name: int(text) if text.isdecimal() else text for name, text in numbers.items()}
    said["target_groups"] = [text for text in posted.values.get("target_groups", ()) if text]
    said["start_dates"] = posted.text("start_dates").split()
    return {name: value for name, value in said.items() if value != ""}
