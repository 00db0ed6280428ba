"""Deputies: who stands in for whom and until when; named by whoever is away, or by whoever leads the unit."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.domain.permissions import Permission
from app.portal.asking import Visit, VisitOf
from app.portal.forms import PostedOf, carried_out
from app.portal.showing import shown
from app.usecases import caseload, deputising

router = APIRouter()
DeputyId = Annotated[UUID, Path(alias="deputy")]
Done = Annotated[Literal["utsedd", "avslutad"] | None, Query(alias="klart")]


@router.get("/arenden/ersattare")
async def deputies(visit: VisitOf, done: Done = None) -> Response:
    return await _page(visit, done=done)


@router.post("/arenden/ersattare")
async def name_deputy(posted: PostedOf) -> Response:
    async def act() -> None:
        command = posted.command(deputising.NameDeputy)
        await deputising.name_deputy(posted.visit.service.store, posted.caller, command)

    return await carried_out(
        posted,
        "deputies",
        act,
        done="/arenden/ersattare?klart=utsedd",
        again=lambda status: _page(posted.visit, status),
    )


@router.post("/arenden/ersattare/{deputy}/slut")
async def end_deputyship(posted: PostedOf, deputy: DeputyId) -> Response:
    async def act() -> None:
        command = posted.command(deputising.EndDeputyship)
        await deputising.end_deputyship(posted.visit.service.store, posted.caller, deputy, command)

    return await carried_out(
        posted,
        "deputies",
        act,
        done="/arenden/ersattare?klart=avslutad",
        again=lambda status: _page(posted.visit, status),
    )


async def _page(visit: Visit, status: int = 200, done: str | None = None) -> Response:
    views, leads = visit.service.views, visit.may(Permission.UNIT)
    found = await deputising.read_deputies(views, visit.caller, unit=leads)
    colleagues = (await caseload.read_colleagues(views, visit.caller))["colleagues"]
    return await shown(
        visit,
        "deputies",
        status=status,
        deputies=found["deputies"],
        colleagues=[(one, one) for one in colleagues],
        me=visit.caller.principal.user,
        leads=leads,
        done=done,
    )
