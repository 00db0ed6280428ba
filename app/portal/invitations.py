"""A meeting, or a call to one, to take along: as an entry for a calendar, and as a letter."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from app.portal.asking import Visit, VisitOf
from app.portal.mine_asking import MineOf
from app.portal.plan_reading import locale_of
from app.portal.showing import PERSONAL
from app.usecases import inviting

router, mine = APIRouter(), APIRouter()
MeetingId = Annotated[UUID, Path(alias="meeting")]
CallId = Annotated[UUID, Path(alias="call")]
TO_COME: Final = ("called", "rescheduled")
"""The states of a meeting that is still ahead: to one that was held nobody is invited."""


@router.get("/moten/{meeting}/inbjudan.ics")
async def meeting_entry(visit: VisitOf, meeting: MeetingId) -> Response:
    return await _entry(visit, meeting, "appointment")


@router.get("/moten/{meeting}/inbjudan.pdf")
async def meeting_letter(visit: VisitOf, meeting: MeetingId) -> Response:
    return await _letter(visit, meeting, "appointment")


@router.get("/kallelser/{call}/inbjudan.ics")
async def call_entry(visit: VisitOf, call: CallId) -> Response:
    return await _entry(visit, call, "call")


@router.get("/kallelser/{call}/inbjudan.pdf")
async def call_letter(visit: VisitOf, call: CallId) -> Response:
    return await _letter(visit, call, "call")


@mine.get("/moten/{meeting}/inbjudan.ics")
async def own_entry(mine: MineOf, meeting: MeetingId) -> Response:
    return await _entry(mine.visit, meeting, "appointment")


@mine.get("/moten/{meeting}/inbjudan.pdf")
async def own_letter(mine: MineOf, meeting: MeetingId) -> Response:
    return await _letter(mine.visit, meeting, "appointment")


async def _entry(visit: Visit, item: UUID, kind: str) -> Response:
    invitation = await inviting.read_invitation(visit.service.views, visit.caller, item, kind)
    named = {"Content-Disposition": f'attachment; filename="mote-{item}.ics"'}
    return Response(
        visit.service.invite(invitation), media_type="text/calendar; charset=utf-8", headers={**PERSONAL, **named}
    )


async def _letter(visit: Visit, item: UUID, kind: str) -> Response:
    service, locale = visit.service, locale_of(visit)
    letter = await inviting.read_letter(service.views, service.registry, visit.caller, item, kind)
    made = await service.typeset(service.draw_letter(letter, locale))
    named = {
        "Content-Disposition": f'inline; filename="mote-{item}.pdf"',
        "Content-Language": locale.language,
    }
    return Response(made, media_type="application/pdf", headers={**PERSONAL, **named})
