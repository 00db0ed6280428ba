"""The caseload: the plans that a caseworker has, or all of a unit's, and finding one by name."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.domain.permissions import Permission
from app.portal.asking import Visit, VisitOf
from app.portal.caseload_entries import entry_of
from app.portal.forms import PostedOf, carried_out
from app.portal.showing import shown
from app.usecases import caseload as caseloads
from app.usecases import escalation_reading
from app.usecases.reading import Document

router = APIRouter()
PER_PAGE: Final = 20
Whose = Annotated[Literal["mina", "enhetens"], Query(alias="visa")]
Page = Annotated[int, Query(alias="sida", ge=1, le=1000)]
Done = Annotated[Literal["overlamning"] | None, Query(alias="klart")]


@router.get("/arenden")
async def caseload(visit: VisitOf, whose: Whose = "mina", page: Page = 1, done: Done = None) -> Response:
    return await _page(visit, whose, page, done=done)


@router.post("/arenden")
async def search(posted: PostedOf) -> Response:
    """What is searched for is sent, and never stands in an address: part of a name, or the number of a case on a
    coordination body's list, which leads to what an answer is awaited to."""
    visit = posted.visit

    async def act() -> object:
        digits = escalation_reading.case_digits(posted.text("name"))
        question = await escalation_reading.find_case(visit.service.views, visit.caller, digits) if digits else None
        if question is not None:
            return question
        command = posted.command(caseloads.SearchCaseload)
        found = await caseloads.search_caseload(visit.service.views, visit.service.vault, visit.caller, command)
        return await _shown(visit, found, searched=command.name, a_case=digits is not None)

    return await carried_out(
        posted,
        "caseload",
        act,
        done=lambda question: f"/poster/{question}",
        again=lambda status: _page(visit, "mina", 1, status),
    )


async def _page(visit: Visit, whose: str, page: int, status: int = 200, done: str | None = None) -> Response:
    service = visit.service
    found = await caseloads.read_caseload(
        service.views, service.vault, visit.caller, unit=whose == "enhetens", page=page, limit=PER_PAGE
    )
    return await _shown(visit, found, whose=whose, page=page, status=status, done=done)


async def _shown(
    visit: Visit,
    found: Document,
    *,
    whose: str = "mina",
    page: int = 1,
    status: int = 200,
    searched: str | None = None,
    a_case: bool = False,
    done: str | None = None,
) -> Response:
    actors, me = await visit.service.registry.actors(), visit.caller.principal.user
    values: dict[str, Any] = {
        "plans": [entry_of(entry, actors, me, visit.language) for entry in found["plans"]],
        "more": found["more"] and searched is None,
        "cut_short": found["more"] and searched is not None,
        "leads": visit.may(Permission.UNIT),
        "writes": visit.may(Permission.WRITE) or visit.may(Permission.UNIT),
        "whose": whose,
        "page": page,
        "searched": searched,
        "a_case": a_case,
        "done": done,
    }
    return await shown(visit, "caseload", status=status, **values)
