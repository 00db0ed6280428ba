"""The worklist: a card per person and cause, the most urgent first, and what a caseworker does with it."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.domain.findings_work import DEEDS, RESOLVE_CODES, Deed
from app.portal.asking import Visit, VisitOf
from app.portal.forms import Posted, PostedOf, carried_out
from app.portal.showing import shown
from app.portal.worklist_cards import card_of, done_with
from app.usecases import casework, findings_reading

router = APIRouter()
FindingId = Annotated[UUID, Path(alias="finding")]
Page = Annotated[int, Query(alias="sida", ge=1, le=1000)]
Done = Annotated[str | None, Query(alias="klart", max_length=30)]
PATHS: Final = {
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


@router.get("/arbetslista")
async def worklist(visit: VisitOf, page: Page = 1, done: Done = None, ahead: bool = False) -> Response:
    service = visit.service
    found = await findings_reading.read_findings(
        service.views,
        service.vault,
        visit.caller,
        which=findings_reading.AHEAD if ahead else findings_reading.WORKLIST,
        page=page,
    )
    actors = await service.registry.actors()
    me = visit.caller.principal.actor
    cards = [card_of(finding, actors, me, visit.language) for finding in found["findings"]]
    return await shown(visit, "worklist", cards=cards, page=page, more=found["more"], done=done, ahead=ahead)


@router.get("/arbetslista/{finding}")
async def card(visit: VisitOf, finding: FindingId) -> Response:
    return await _card(visit, finding)


async def _card(visit: Visit, finding: UUID, status: int = 200) -> Response:
    service = visit.service
    found = await findings_reading.read_finding(service.views, visit.caller, finding)
    actors = await service.registry.actors()
    shaped = card_of(found, actors, visit.caller.principal.actor, visit.language)
    return await shown(
        visit,
        "worklist",
        status=status,
        template="card",
        card=shaped,
        history=done_with(found),
        paths=PATHS,
        codes=RESOLVE_CODES,
    )


def _add_deed(deed: Deed) -> None:
    async def work(posted: PostedOf, finding: FindingId) -> Response:
        return await _work(posted, finding, deed)

    router.post(f"/arbetslista/{{finding}}/{PATHS[deed.noun]}", name=f"finding_{deed.noun}")(work)


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
