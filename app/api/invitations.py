"""A meeting as a calendar's entry, a document or a letter: for the parties, and for whoever is called to it."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.api import examples
from app.api.addresses import CallId
from app.api.authentication import CallerOf, ServiceOf
from app.api.contract import documented
from app.api.link_models import InvitationView
from app.api.meetings import MEETINGS, MeetingId
from app.api.papers import answered_paper, locale_of, on_paper, wants_paper
from app.api.views import answered_document
from app.usecases import inviting
from app.usecases.answer_links import ABOUT
from app.usecases.ports import Caller

router = APIRouter()
ENTRY: Final = {
    "id": examples.ITEM,
    "title": ABOUT,
    "on": "2026-12-10",
    "at": "13:00",
    "duration": 60,
    "place": "Kommunhuset, rum Solen",
    "cancelled": False,
    "sequence": 0,
}
CALENDAR: Final = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n…\r\nEND:VCALENDAR\r\n"


def _entry(summary: str, description: str) -> dict[str, Any]:
    words = f"{description} Anger ingen person; som JSON eller brev med Accept: application/json, application/pdf. "
    said = on_paper(
        documented(
            summary,
            f"{words}It names no person; as JSON or a letter with Accept: application/json, application/pdf.",
            InvitationView,
            ENTRY,
        )
    )
    said["responses"][200]["content"]["text/calendar"] = {
        "schema": {"type": "string"},
        "examples": {"exempel": {"value": CALENDAR}},
    }
    return {"tags": MEETINGS} | said


async def _answered(service: ServiceOf, caller: Caller, request: Request, item_id: UUID, kind: str) -> Response:
    if wants_paper(request):
        letter = await inviting.read_letter(service.views, service.registry, caller, item_id, kind)
        locale = locale_of(request)
        return answered_paper(await service.typeset(service.draw_letter(letter, locale)), f"mote-{item_id}", locale)
    invitation = await inviting.read_invitation(service.views, caller, item_id, kind)
    accept = request.headers.get("accept", "")
    if "application/json" in accept and "text/calendar" not in accept:
        return answered_document(inviting.document(invitation))
    return Response(service.invite(invitation), media_type="text/calendar; charset=utf-8")


@router.get(
    "/appointments/{appointment}/invitation",
    **_entry("Take a meeting into a calendar", "Mötet som kalenderpost (RFC 5545). The meeting as a calendar's entry."),
)
async def appointment_invitation(
    service: ServiceOf, caller: CallerOf, appointment: MeetingId, request: Request
) -> Response:
    return await _answered(service, caller, request, appointment, "appointment")


@router.get(
    "/calls/{call}/invitation",
    **_entry("Take a call into a calendar", "Mötet för den som kallats. The meeting, for whoever was called to it."),
)
async def call_invitation(service: ServiceOf, caller: CallerOf, call: CallId, request: Request) -> Response:
    return await _answered(service, caller, request, call, "call")
