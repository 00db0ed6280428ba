"""A card of the worklist by itself: what to do and why, and what a caseworker does with it."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from app.domain.findings_work import DEEDS, RESOLVE_CODES, Deed
from app.portal.asking import Visit, VisitOf
from app.portal.forms import Posted, PostedOf, carried_out
from app.portal.showing import shown
from app.portal.worklist_cards import card_of, done_with, why_of
from app.usecases import casework, explaining, findings_reading

router = APIRouter()
FindingId = Annotated[UUID, Path(alias="finding")]
DEED_PATHS: Final = {
    "acknowledgement": "kvittering",
    "snooze": "uppskov",
    "resolution": "losning",
    "dismissal": "avfardande",
}
"""Where each deed is sent to, under the card's own address."""
COMMANDS: Final[dict[str, Any]] = {
    "acknowledgement": casework.AcknowledgeIt,
    "snooze": casework.SnoozeIt,
    "resolution": casework.ResolveIt,
    "dismissal": casework.DismissIt,
}
ELSEWHERE: Final = "wrong-recipient"
"""The code of a card that is somebody else's: a form of its own, since it asks for whose."""


@router.get("/arbetslista/{finding}")
async def card(visit: VisitOf, finding: FindingId) -> Response:
    return await _card(visit, finding)


@router.get("/arbetslista/{finding}/varfor")
async def why(visit: VisitOf, finding: FindingId) -> Response:
    """The facts that made it, as the reader sees them, and what was counted from which day."""
    service = visit.service
    found = await explaining.read_explanation(service.views, service.calendar, visit.caller, finding)
    return await shown(visit, "card_why", why=why_of(found, visit.language), finding=finding)


async def _card(visit: Visit, finding: UUID, status: int = 200) -> Response:
    service = visit.service
    found = await findings_reading.read_finding(service.views, service.vault, visit.caller, finding)
    actors, me = await service.registry.actors(), visit.caller.principal.actor
    others = sorted((one.name, str(one.id)) for one in actors.values() if one.id != me)
    return await shown(
        visit,
        "worklist",
        status=status,
        template="card",
        card=card_of(found, actors, me, visit.language),
        history=done_with(found, visit.caller.principal.user),
        paths=DEED_PATHS,
        codes=[code for code in RESOLVE_CODES if code != ELSEWHERE],
        others=[(actor, name) for name, actor in others],
    )


def _add_deed(deed: Deed) -> None:
    async def work(posted: PostedOf, finding: FindingId) -> Response:
        return await _work(posted, finding, deed)

    router.post(f"/arbetslista/{{finding}}/{DEED_PATHS[deed.noun]}", name=f"finding_{deed.noun}")(work)


async def _work(posted: Posted, finding: UUID, deed: Deed) -> Response:
    async def act() -> None:
        command = posted.command(COMMANDS[deed.noun])
        await casework.work_card(
            posted.visit.service.store,
            posted.caller,
            finding_id=finding,
            version=posted.version,
            deed=deed,
            command=command,
        )

    return await carried_out(
        posted,
        "worklist",
        act,
        done=f"/arbetslista?klart={deed.noun}",
        again=lambda status: _card(posted.visit, finding, status),
    )


for _deed in DEEDS:
    _add_deed(_deed)
