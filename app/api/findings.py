"""The worklist, its cards, and what a caseworker does with them."""

from contextlib import suppress
from dataclasses import replace
from enum import Enum
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from app.api import examples
from app.api.authentication import CallerOf, IfMatch, OnceCallerOf, ServiceOf, version_of
from app.api.contract import documented
from app.api.finding_models import FindingList, FindingWithHistory, RuleOutcomes
from app.api.queries import Limit, Page
from app.api.views import answered_document, page_links
from app.domain.errors import FieldError
from app.domain.findings_work import DEEDS, Deed, State
from app.usecases import casework, findings_reading
from app.usecases.ports import Replayed

router = APIRouter()
FINDINGS: list[str | Enum] = ["findings"]
FindingId = Annotated[UUID, Path(alias="finding", description="Glappets id. The finding's id.")]
Mine = Annotated[bool, Query(description="Bara det som ligger på den egna aktören. Only one's own actor's.")]
Ahead = Annotated[bool, Query(description="Det som väntar i stället för det som är. What is to come, not what is.")]
HeldBack = Annotated[
    bool,
    Query(description="Det som tempot håller tillbaka i stället. What the pace holds back instead; see /pace."),
]
InState = Annotated[
    State | None,
    Query(description="Bara kort i det läget; annars det som ska göras. Cards in that state; else what is at hand."),
]
CARD: Final = {
    **examples.FINDING,
    "explains": [],
    "history": [{"state": "acknowledged", "on": "2026-12-28", "at": "2026-12-28T09:30:00+01:00", "user": "3f6c"}],
}
COMMANDS: Final[dict[str, Any]] = {
    "acknowledgement": casework.AcknowledgeIt,
    "snooze": casework.SnoozeIt,
    "resolution": casework.ResolveIt,
    "dismissal": casework.DismissIt,
}
SAID: Final = {
    "acknowledgement": ("Acknowledge a finding", "Någon har sett kortet och tar det. Somebody has seen the card."),
    "snooze": (
        "Let a finding sleep",
        "Kortet vilar till en dag, högst 30 dagar och högst två gånger. It comes back on a day, 30 days ahead at most.",
    ),
    "resolution": (
        "Resolve a finding",
        "Vad det blev av kortet, med en kod; wrong-fact ber källan att rätta. "
        "What became of it, with a code; wrong-fact asks the source to correct the fact.",
    ),
    "dismissal": ("Dismiss a finding", "Kortet läggs åt sidan, med skäl. The card is put aside, with a reason."),
}


@router.get(
    "/findings",
    tags=FINDINGS,
    **documented(
        "The worklist",
        "Glapp som läsarens aktör håller och som ska göras, de mest brådskande först; ett kort per orsak, med det som "
        "det förklarar i explains. Kommande med ahead=true. Har aktören ett tempo står det som väntar i held_back. "
        "The gaps that this reader's actor holds and that are at hand, most urgent first; one card per cause; upcoming "
        "ones with ahead=true. Where the actor has a pace, held_back says what waits.",
        FindingList,
        {
            "findings": [{**examples.FINDING, "explains": [], "person_name": "Elias N."}],
            "held_back": examples.HELD_BACK,
            "more": False,
        },
    ),
)
async def findings(
    service: ServiceOf,
    caller: CallerOf,
    request: Request,
    mine: Mine = False,
    ahead: Ahead = False,
    state: InState = None,
    held_back: HeldBack = False,
    page: Page = 1,
    limit: Limit = 20,
) -> Response:
    if ahead and state is not None:
        raise FieldError("state", "says where a card stands; leave it out with ahead, where all are upcoming")
    if ahead and held_back:
        raise FieldError("held_back", "holds back nothing that is yet to come; leave it out with ahead")
    which = findings_reading.AHEAD if ahead else findings_reading.WORKLIST
    which = findings_reading.in_state(state) if state else which
    document = await findings_reading.read_findings(
        service.views,
        service.vault,
        caller,
        which=replace(which, held_back=True) if held_back else which,
        mine=mine,
        page=page,
        limit=limit,
    )
    response = answered_document(document)
    query = {"mine": str(mine).lower(), "ahead": str(ahead).lower(), **({"state": state} if state else {})}
    query |= {"held_back": "true"} if held_back else {}
    links = page_links(request.url.path, {**query, "limit": limit}, page, more=document["more"])
    response.headers.update(links)
    return response


@router.get(
    "/findings/{finding}",
    tags=FINDINGS,
    **documented(
        "Read a finding",
        "Ett glapp som läsaren ser, med allt som gjorts med kortet. A gap, and everything done with its card.",
        FindingWithHistory,
        CARD,
    ),
)
async def read_finding(service: ServiceOf, caller: CallerOf, finding: FindingId) -> Response:
    found = await findings_reading.read_finding(service.views, service.vault, caller, finding)
    return answered_document(found, version=found["version"])


def _add_deed(deed: Deed) -> None:
    model: Any = COMMANDS[deed.noun]
    summary, description = SAID[deed.noun]

    async def work(
        service: ServiceOf, caller: OnceCallerOf, finding: FindingId, command: model, if_match: IfMatch
    ) -> Response:
        with suppress(Replayed):  # it was done before: how it stands is answered anew
            await casework.work_card(
                service.store, caller, finding_id=finding, version=version_of(if_match), deed=deed, command=command
            )
        found = await findings_reading.read_finding(service.views, service.vault, caller, finding)
        return answered_document(found, version=found["version"])

    router.post(
        f"/findings/{{finding}}/{deed.noun}",
        tags=FINDINGS,
        name=f"finding_{deed.noun}",
        **documented(summary, f"{description} Från / from: {', '.join(deed.from_states)}.", FindingWithHistory, CARD),
    )(work)


for _deed in DEEDS:
    _add_deed(_deed)


@router.get(
    "/rule-outcomes",
    tags=FINDINGS,
    **documented(
        "How the rules have served",
        "Hur ofta varje regel haft rätt hos den egna aktören, enligt koderna; tal under 5 utelämnas. "
        "How often each rule was right for one's own actor, by the codes; numbers below 5 are left out.",
        RuleOutcomes,
        {
            "rules": [
                {
                    "rule": "referral-unanswered",
                    "resolved": 34,
                    "right": 28,
                    "wrong": 6,
                    "precision": 82,
                    "codes": {"fixed": 21, "late-report": 7, "not-relevant": 6},
                }
            ]
        },
    ),
)
async def rule_outcomes(service: ServiceOf, caller: CallerOf) -> Response:
    return answered_document(await findings_reading.read_outcomes(service.views, caller))
