"""A coordination body's pages: which there are for whom, and its list of what nobody has answered."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from starlette.responses import RedirectResponse, Response

from app.domain.errors import NotFound, NotPermitted
from app.domain.gaps.catalogue import RULES
from app.domain.permissions import Permission
from app.portal.asking import Visit, VisitOf
from app.portal.navigation import in_coordination
from app.portal.showing import shown
from app.portal.worklist_cards import title_of
from app.usecases import escalation_reading
from app.usecases.body_reading import bodies_of_caller

router = APIRouter()
BodyKey = Annotated[str, Path(alias="body", max_length=60)]
Page = Annotated[int, Query(alias="sida", ge=1, le=1000)]
PER_PAGE: Final = 20
SECTIONS: Final[dict[str, frozenset[Permission]]] = {
    "statistik": frozenset({Permission.STATISTICS}),
    "obesvarat": frozenset({Permission.READ}),
    "overenskommelser": frozenset(Permission),
    "insatser": frozenset({Permission.READ}),
}
"""The pages of a body, and what it takes to read each: any of these. What they show, the use cases decide."""


def sections_for(visit: Visit) -> Sequence[str]:
    """The pages of a body that this visitor may try."""
    return [name for name, any_of in SECTIONS.items() if any(map(visit.may, any_of))]


async def around(visit: Visit, key: str, section: str) -> dict[str, Any]:
    """What every page of the body has: its key and name, and the pages beside it. NotFound, also for whoever is of no
    actor."""
    body = next((one for one in await visit.service.registry.bodies() if one.key == key), None)
    if body is None or visit.caller.principal.actor is None:
        raise NotFound("there is no such coordination body")
    return {"body": body, "section": section, "sections": sections_for(visit)}


def short_of(case_number: str) -> str:
    """A case's number as one says it on the telephone: its first eight digits, which sort as the whole does."""
    return f"{case_number[:4]}-{case_number[4:8]}"


@router.get("/samordning")
async def bodies(visit: VisitOf) -> Response:
    if not in_coordination(visit):
        raise NotPermitted("only those who read statistics, or administrate, have use for this")
    found = await bodies_of_caller(visit.service.registry, visit.caller)
    if len(found) == 1:
        return RedirectResponse(f"/samordning/{found[0].key}", 303)
    return await shown(visit, "body", template="bodies", bodies=found)


@router.get("/samordning/{body}")
async def body(visit: VisitOf, body: BodyKey) -> Response:
    there = await around(visit, body, "")
    return RedirectResponse(f"/samordning/{body}/{there['sections'][0]}", 303)


@router.get("/samordning/{body}/obesvarat")
async def unanswered(visit: VisitOf, body: BodyKey, page: Page = 1) -> Response:
    service = visit.service
    found = await escalation_reading.read_body_list(
        service.views, service.registry, visit.caller, body, page=page, limit=PER_PAGE
    )
    actors = {str(id_): actor.name for id_, actor in (await service.registry.actors()).items()}
    cases = [
        {
            **one,
            "short": short_of(one["case_number"]),
            "title": title_of(one["rule"], visit.language),
            "actor": actors.get(one["actor"], ""),
            "known": one["rule"] in RULES,
        }
        for one in found["escalations"]
    ]
    there = await around(visit, body, "obesvarat")
    return await shown(visit, "body", template="body_unanswered", cases=cases, page=page, more=found["more"], **there)
