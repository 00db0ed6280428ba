"""Persons: found without their number ever standing in an address, and what is known about each."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.authentication import CallerOf, IfMatch, OnceCallerOf, ServiceOf, version_of
from app.api.contract import documented
from app.api.views import answered_document, page_links
from app.domain.days import day
from app.domain.errors import FactError, StaleVersion
from app.usecases import persons, reading

router = APIRouter(tags=["persons"])
PersonId = Annotated[UUID, Path(alias="person", description="The person's id, from a lookup.")]
Page = Annotated[int, Query(ge=1, le=10_000, description="Which page, from 1.")]
Limit = Annotated[int, Query(ge=1, le=100, description="How many on a page.")]

TIMELINE_EXAMPLE = {
    "person": "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11",
    "today": "2026-11-21",
    "items": [
        {
            "id": "01a1ffba-6426-74d5-b9ad-d548b1222791",
            "kind": "status",
            "code": "income-support",
            "start": "2026-01-01",
        }
    ],
    "findings": [],
    "actors": [],
}


@router.post(
    "/person-lookups",
    **documented(
        "Find a person",
        "Hittar en person på personnummer eller samordningsnummer, eller gör personen känd. Svarar lika i båda fallen. "
        "Finds a person by identity number, or makes the person known; answers alike in both cases.",
        {"person_id": "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"},
    ),
)
async def look_up(service: ServiceOf, caller: OnceCallerOf, command: persons.LookUpPerson) -> dict[str, Any]:
    found = await persons.look_up(service.store, service.vault, caller, command)
    return {"person_id": str(found)}


@router.get(
    "/persons/{person}",
    **documented(
        "Read a person",
        "Vem personen är och hur personen nås, för den som får se något om personen. "
        "Who the person is and how to reach the person.",
        {"id": "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11", "birth_date": "2007-01-08", "name": "Elias N.", "version": 1},
    ),
)
async def read_person(service: ServiceOf, caller: CallerOf, person: PersonId) -> Response:
    document = await reading.read_person(service.views, service.vault, caller, person)
    return answered_document(document, version=str(document["version"]))


@router.put(
    "/persons/{person}/details",
    **documented(
        "Describe a person",
        "Namn, kontaktväg, språk och behov av tolk. Lagras krypterat. Name, contact, language, interpreter.",
        {"version": 2},
    ),
)
async def describe(
    service: ServiceOf, caller: CallerOf, person: PersonId, command: persons.DescribePerson, if_match: IfMatch
) -> Response:
    text = version_of(if_match)
    if not text.isdigit():
        raise StaleVersion("this is not a version of the person; read the person again")
    version = await persons.describe(service.store, service.vault, caller, person, command, int(text))
    return answered_document({"version": version}, version=str(version))


@router.post(
    "/persons/{person}/death",
    status_code=204,
    **documented("Register a death", "Personen har avlidit. The person has died; every gap ends.", None, status=204),
)
async def register_death(
    service: ServiceOf, caller: OnceCallerOf, person: PersonId, command: persons.RegisterDeath
) -> Response:
    try:
        on = day(command.on)
    except ValueError as problem:
        raise FactError("on", str(problem)) from None
    await persons.register_death(service.store, caller, person, on)
    return Response(status_code=204)


@router.get(
    "/persons/{person}/timeline",
    **documented(
        "Read a person's timeline",
        "Allt på tidslinjen som läsaren får se, och de glapp som syns för läsaren. Som bild med Accept: image/svg+xml. "
        "Everything that this reader may see, and the gaps in it; as a picture with Accept: image/svg+xml.",
        TIMELINE_EXAMPLE,
    ),
)
async def timeline(service: ServiceOf, caller: CallerOf, person: PersonId, request: Request) -> Response:
    if "image/svg+xml" in request.headers.get("accept", ""):
        picture = await reading.draw_timeline(service.views, service.vault, caller, service.draw, person)
        return Response(picture, media_type="image/svg+xml")
    return answered_document(await reading.read_timeline(service.views, service.vault, caller, person))


@router.get(
    "/persons/{person}/findings",
    **documented(
        "List a person's findings",
        "Glapp som syns för läsaren, de mest brådskande först. The gaps that this reader sees, most urgent first.",
        {"findings": [], "more": False},
    ),
)
async def person_findings(
    service: ServiceOf, caller: CallerOf, person: PersonId, request: Request, page: Page = 1, limit: Limit = 20
) -> Response:
    document = await reading.read_findings(
        service.views,
        service.vault,
        caller,
        status=reading.ON_PERSON,
        person_id=person,
        inhibited=True,
        page=page,
        limit=limit,
    )
    response = answered_document(document)
    response.headers.update(page_links(request.url.path, {"limit": limit}, page, more=document["more"]))
    return response


@router.get(
    "/persons/{person}/access-log",
    **documented(
        "Read who has read",
        "Vem som har läst vad om personen, för personen själv. Who has read what about the person.",
        {"entries": [], "more": False, "actors": []},
    ),
)
async def access_log(
    service: ServiceOf, caller: CallerOf, person: PersonId, request: Request, page: Page = 1, limit: Limit = 20
) -> Response:
    document = await reading.read_access_log(service.views, caller, person, page=page, limit=limit)
    response = answered_document(document)
    response.headers.update(page_links(request.url.path, {"limit": limit}, page, more=document["more"]))
    return response
