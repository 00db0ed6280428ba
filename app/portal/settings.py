"""What a caseworker sets for herself: whether a letter comes in the morning, and where to."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.portal.asking import Visit, VisitOf
from app.portal.forms import PostedOf, carried_out
from app.portal.showing import shown
from app.usecases import wishing_for_letters
from app.usecases.digesting import SETTINGS_PAGE

router = APIRouter()
Done = Annotated[Literal["brev", "slut"] | None, Query(alias="klart")]


@router.get(SETTINGS_PAGE)
async def settings(visit: VisitOf, done: Done = None) -> Response:
    return await _page(visit, done=done)


@router.post(f"{SETTINGS_PAGE}/brev")
async def ask(posted: PostedOf) -> Response:
    service = posted.visit.service
    if service.settings.mail_server is None:
        raise HTTPException(404)  # no address is kept that no letter goes to

    async def act() -> None:
        command = posted.command(wishing_for_letters.AskForLetters)
        await wishing_for_letters.ask_for_letters(service.store, service.boxes, posted.caller, command)

    return await carried_out(
        posted, "settings", act, done=f"{SETTINGS_PAGE}?klart=brev", again=lambda status: _page(posted.visit, status)
    )


@router.post(f"{SETTINGS_PAGE}/brev/slut")
async def end(posted: PostedOf) -> Response:
    async def act() -> None:
        await wishing_for_letters.end_letters(posted.visit.service.store, posted.caller)

    return await carried_out(
        posted, "settings", act, done=f"{SETTINGS_PAGE}?klart=slut", again=lambda status: _page(posted.visit, status)
    )


async def _page(visit: Visit, status: int = 200, done: str | None = None) -> Response:
    service = visit.service
    letters = await wishing_for_letters.read_letters(service.views, service.boxes, visit.caller)
    sends = service.settings.mail_server is not None
    return await shown(visit, "settings", status=status, letters=letters, sends=sends, done=done)
