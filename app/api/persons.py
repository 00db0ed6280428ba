"""Persons: found without their number ever standing in an address, and what is known about each."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response

from app.api import examples
from app.api.authentication import CallerOf, IfMatch, OnceCallerOf, ServiceOf, version_of
from app.api.contract import documented
from app.api.finding_models import FindingList
from app.api.papers import locale_of
from app.api.queries import Limit, Page
from app.api.view_models import AccessLog, PersonFound, PersonVersion, PersonView, TimelineView
from app.api.views import answered_document, page_links
from app.domain.days import day
from app.domain.errors import FactError
from app.usecases import auditing, findings_reading, persons, reading

router = APIRouter(tags=["persons"])
PersonId = Annotated[UUID, Path(alias="person", description="The person's id, from a lookup.")]

TIMELINE_EXAMPLE = {
    "person": examples.PERSON,
    "name": "Elias N.",
    "today": examples.DAY,
    "reader": {"id": examples.ACTOR, "name": "Eksjö, socialtjänsten"},
    "items": [examples.answered("status"), examples.answered("referral", state="sent")],
    "findings": [examples.FINDING],
    "actors": examples.ACTORS,
}


@router.post(
    "/person-lookups",
    **documented(
        "Find a person",
        "Hittar en person på personnummer eller samordningsnummer, eller gör personen känd. Svarar lika i båda fallen. "
        "Finds a person by identity number, or makes the person known; answers alike in both cases.",
        PersonFound,
        {"person_id": examples.PERSON},
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
        PersonView,
        {
            "id": examples.PERSON,
            "birth_date": "2007-01-08",
            "protection": "none",
            "name": "Elias N.",
            "contact": "sms 070-174 06 05",
            "language": "sv",
            "interpreter": False,
            "version": 2,
        },
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
        PersonVersion,
        {"version": 2},
    ),
)
async def describe(
    service: ServiceOf, caller: CallerOf, person: PersonId, command: persons.DescribePerson, if_match: IfMatch
) -> Response:
    read = version_of(if_match)
    version = await persons.describe(service.store, service.vault, caller, person, command, read)
    return answered_document({"version": version}, version=str(version))


@router.post(
    "/persons/{person}/death",
    status_code=204,
    **documented(
        "Register a death", "Personen har avlidit. The person has died; every gap ends.", None, None, status=204
    ),
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
        TimelineView,
        TIMELINE_EXAMPLE,
    ),
)
async def timeline(service: ServiceOf, caller: CallerOf, person: PersonId, request: Request) -> Response:
    if "image/svg+xml" in request.headers.get("accept", ""):
        locale = locale_of(request)
        picture = await reading.draw_timeline(service.views, service.vault, caller, service.draw, person, locale)
        return Response(picture, headers={"Content-Language": locale.language}, media_type="image/svg+xml")
    return answered_document(await reading.read_timeline(service.views, service.vault, caller, person))


@router.get(
    "/persons/{person}/findings",
    **documented(
        "List a person's findings",
        "Glapp som syns för läsaren, de mest brådskande först. The gaps that this reader sees, most urgent first.",
        FindingList,
        {"findings": [examples.FINDING], "more": False},
    ),
)
async def person_findings(
    service: ServiceOf, caller: CallerOf, person: PersonId, request: Request, page: Page = 1, limit: Limit = 20
) -> Response:
    document = await findings_reading.read_findings(
        service.views,
        service.vault,
        caller,
        which=findings_reading.ON_PERSON,
        person_id=person,
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
        "Vem som har läst eller gjort vad om personen, och vem som nekats; för personen själv, i ord. "
        "Who has read or done what about the person, and who was refused; in plain Swedish, for the person alone.",
        AccessLog,
        {
            "entries": [
                {
                    "at": "2026-11-21T09:30:00+00:00",
                    "actor": examples.ACTOR,
                    "action": "read-plan",
                    "outcome": "read",
                    "items": [{"id": examples.ITEM, "category": "work", "basis": "own"}],
                    "by": "caseworker",
                    "in_your_name": False,
                    "words": "En handläggare hos Eksjö, socialtjänsten läste planen. Det gällde arbete. "
                    "Grund: deras egna uppgifter.",
                }
            ],
            "more": False,
            "actors": examples.ACTORS[:1],
        },
    ),
)
async def access_log(
    service: ServiceOf, caller: CallerOf, person: PersonId, request: Request, page: Page = 1, limit: Limit = 20
) -> Response:
    document = await auditing.read_access_log(service.views, caller, person, page=page, limit=limit)
    response = answered_document(document)
    response.headers.update(page_links(request.url.path, {"limit": limit}, page, more=document["more"]))
    return response
