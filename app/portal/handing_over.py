"""Handing plans over to a colleague: chosen, shown with what it means, and then done."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from pydantic import ValidationError
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
Typed = Mapping[str, list[str]]
NOTHING_TYPED: Final[Typed] = {}
NOTE: Final = ".plan_note"
"""How the name of the field ends in which there is something to say about one plan; the plan's id comes before it."""
Whose = Annotated[Literal["mina", "enhetens"], Query(alias="visa")]


@router.get("/arenden/overlamning")
async def choosing(visit: VisitOf, whose: Whose = "mina") -> Response:
    """The plans that may be handed over, to choose among."""
    return await _choosing(visit, whose)


@router.post("/arenden/overlamning")
async def preview(posted: PostedOf) -> Response:
    """What would be handed over, by name, and what that means; nothing is done yet."""
    return await carried_out(
        posted,
        "handing_over",
        lambda: _preview(posted),
        done="/arenden",
        again=lambda status: _choosing(posted.visit, posted.text("whose"), status, posted.values),
    )


@router.post("/arenden/overlamning/val")
async def choose_anew(posted: PostedOf) -> Response:
    """The plans to choose among once more, with what was chosen and written."""
    return await _choosing(posted.visit, posted.text("whose"), typed=posted.values)


@router.post("/arenden/overlamning/beslut")
async def hand_over(posted: PostedOf) -> Response:
    """All that was shown goes to the colleague, or nothing."""
    visit = posted.visit

    async def act() -> None:
        plans = [_with_note(posted, plan) for plan in posted.values.get("plans", ())]
        said = {name: posted.text(name) for name in ("to", "note", "holder") if posted.text(name)}
        command = handing_over.HandOver.model_validate({**said, "plans": plans or None})
        act_id = handing_over.transfer_id(posted.caller, visit.service.new_id)
        with _named_by_plan(plans):
            await handing_over.hand_over(visit.service.store, posted.caller, act_id, command)

    async def again(status: int) -> Response:
        errors = visit.tried.errors if visit.tried else {}
        if errors and all(name.endswith(NOTE) for name in errors):
            return await _preview(posted, status)
        return await _choosing(visit, posted.text("whose"), status, posted.values)

    return await carried_out(posted, "handing_over", act, done="/arenden?klart=overlamning", again=again)


def _with_note(posted: Posted, plan: str) -> handing_over.PlanHandedOver:
    """The plan, with what was written about it. FieldError, under the name of its field on the page."""
    said = {"plan": plan, "note": posted.text(f"{plan}{NOTE}") or None}
    try:
        return handing_over.PlanHandedOver.model_validate(said)
    except ValidationError as error:
        wrong = {one["loc"][0] for one in error.errors(include_url=False, include_input=False)}
        raise FieldError("plans" if "plan" in wrong else f"{plan}{NOTE}", "is not as it has to be") from None


@contextmanager
def _named_by_plan(plans: Sequence[handing_over.PlanHandedOver]) -> Iterator[None]:
    """What is wrong with the note about a plan is told by the name of its field on the page."""
    try:
        yield
    except FieldError as error:
        for number, one in enumerate(plans):
            if error.field == f"plans.{number}.note":
                raise FieldError(f"{one.plan}{NOTE}", error.problem) from None
        raise


async def _preview(posted: Posted, status: int = 200) -> Response:
    plans, command = await _chosen(posted)
    return await shown(
        posted.visit,
        "handing_over",
        template="handing_over_preview",
        status=status,
        plans=plans,
        command=command,
        whose=posted.text("whose"),
        typed=posted.values,
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


async def _choosing(visit: Visit, whose: str, status: int = 200, typed: Typed = NOTHING_TYPED) -> Response:
    to, plans = await _colleagues(visit, whose), await _plans(visit, whose)
    return await shown(visit, "handing_over", status=status, plans=plans, to=to, whose=whose, typed=typed)


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
