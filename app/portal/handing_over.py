"""Handing plans over to a colleague: chosen, shown with what it means, and then done."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.domain.caseload import MOST_PLANS
from app.domain.errors import FieldError
from app.domain.permissions import Permission
from app.portal.asking import Visit, VisitOf
from app.portal.caseload_entries import Entry, entry_of
from app.portal.forms import Posted, PostedOf, carried_out
from app.portal.showing import shown
from app.usecases import caseload, handing_over

router = APIRouter()
Whose = Annotated[Literal["mina", "enhetens"], Query(alias="visa")]


@router.get("/arenden/overlamning")
async def choosing(visit: VisitOf, whose: Whose = "mina") -> Response:
    """The plans that may be handed over, to choose among."""
    return await _choosing(visit, whose)


@router.post("/arenden/overlamning")
async def preview(posted: PostedOf) -> Response:
    """What would be handed over, by name, and what that means; nothing is done yet."""
    visit, whose = posted.visit, posted.text("whose")

    async def act() -> Response:
        plans, command = await _chosen(posted)
        return await shown(visit, "handing_over", template="handing_over_preview", plans=plans, to=command.to,
                           note=command.note, holder=command.holder, whose=whose)  # fmt: skip

    return await carried_out(
        posted, "handing_over", act, done="/arenden", again=lambda status: _choosing(visit, whose, status)
    )


@router.post("/arenden/overlamning/beslut")
async def hand_over(posted: PostedOf) -> Response:
    """All that was shown goes to the colleague, or nothing."""
    visit = posted.visit

    async def act() -> None:
        chosen = [{"plan": plan} for plan in posted.values.get("plans", ())]
        command = posted.command(handing_over.HandOver, plans=chosen)
        act_id = handing_over.transfer_id(posted.caller, visit.service.new_id)
        await handing_over.hand_over(visit.service.store, posted.caller, act_id, command)

    return await carried_out(
        posted,
        "handing_over",
        act,
        done="/arenden?klart=overlamning",
        again=lambda status: _choosing(visit, "enhetens" if posted.text("holder") else "mina", status),
    )


async def _chosen(posted: Posted) -> tuple[Sequence[Entry], handing_over.HandOver]:
    """The plans that were ticked, and what would be asked for. FieldError when none was, when they are not all with
    the same caseworker, and when they go to whoever has them."""
    named = posted.values.get("plans", ())
    typed = {name: posted.text(name) for name in ("to", "note") if posted.text(name)}
    command = handing_over.HandOver.model_validate({**typed, "plans": [{"plan": plan} for plan in named] or None})
    if command.to not in [user for user, _ in await _colleagues(posted.visit, posted.text("whose"))]:
        raise FieldError("to", "is none of the colleagues")
    plans = [one for one in await _plans(posted.visit, posted.text("whose")) if one.plan in named]
    holders = {one.user for one in plans}
    if len(holders) != 1:
        raise FieldError("plans", "choose plans that are with the same caseworker, one at least")
    (holder,) = holders
    if holder == command.to:
        raise FieldError("to", "is the one who has the plans; name a colleague")
    mine = holder == posted.caller.principal.user
    return plans, command if mine else command.model_copy(update={"holder": holder})


async def _choosing(visit: Visit, whose: str, status: int = 200) -> Response:
    to, plans = await _colleagues(visit, whose), await _plans(visit, whose)
    return await shown(visit, "handing_over", status=status, plans=plans, to=to, whose=whose)


async def _colleagues(visit: Visit, whose: str) -> list[tuple[str, str]]:
    """To whom plans may go: to the colleagues, and of a unit's plans to whoever leads it, too."""
    colleagues = (await caseload.read_colleagues(visit.service.views, visit.caller))["colleagues"]
    me = visit.caller.principal.user
    return [(one, one) for one in colleagues] + ([(me, me)] if me and whose == "enhetens" else [])


async def _plans(visit: Visit, whose: str) -> list[Entry]:
    """Those that the visitor may hand over: the own ones, and for whoever leads a unit all of it."""
    service, unit = visit.service, whose == "enhetens"
    found = await caseload.read_caseload(
        service.views, service.vault, visit.caller, unit=unit, page=1, limit=MOST_PLANS
    )
    actors, me = await service.registry.actors(), visit.caller.principal.user
    entries = [entry_of(one, actors, me, visit.language) for one in found["plans"]]
    return [one for one in entries if one.mine or visit.may(Permission.UNIT)]
