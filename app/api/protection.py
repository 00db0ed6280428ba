"""Protected identity: stating a person's level, and naming the caseworkers who may open such a person."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response

from app.api import protection_models as models
from app.api.authentication import CallerOf, OnceCallerOf, ServiceOf
from app.api.contract import documented
from app.api.persons import PersonId
from app.api.queries import Limit, Page
from app.api.views import answered_document, page_links
from app.usecases import naming_handlers, protecting

router = APIRouter(tags=["persons"])
HandlerId = Annotated[UUID, Path(alias="handler", description="Handläggarens id i listan. The named handler's id.")]


@router.post(
    "/persons/{person}/protection",
    name="state_protection",
    **documented(
        "State a level of protection",
        "Skyddade personuppgifter: från och med nu öppnas personen bara av utsedda handläggare, överallt. Den som "
        "anger skyddet är den första av dem. Varje aktör häver bara det som den själv har angett; den högsta nivån "
        "gäller. From now on only named handlers open the person, everywhere. An actor lifts what it has stated "
        "itself; the highest level counts.",
        models.ProtectionView,
        models.PROTECTION,
    ),
)
async def state_protection(
    service: ServiceOf, caller: OnceCallerOf, person: PersonId, command: protecting.Protect
) -> Response:
    await protecting.protect(service.store, caller, person, command)
    return answered_document(await protecting.read_protection(service.views, caller, person))


@router.get(
    "/persons/{person}/protection",
    name="read_protection",
    **documented(
        "Read how a person is protected",
        "Nivån, vad den egna aktören har angett och vilka den har utsett; för personen själv, alla aktörers. The "
        "level, what one's own actor has stated and whom it has named; to the person, of every actor.",
        models.ProtectionView,
        models.PROTECTION,
    ),
)
async def read_protection(service: ServiceOf, caller: CallerOf, person: PersonId) -> Response:
    return answered_document(await protecting.read_protection(service.views, caller, person))


@router.post(
    "/persons/{person}/named-handlers",
    name="name_handler",
    **documented(
        "Name a handler",
        "Den som leder enheten utser vem som får öppna en skyddad person; utan att själv se personen. Svarar lika för "
        "alla personer. Whoever leads the unit names who may open a protected person, without seeing whom; answers "
        "alike for every person.",
        models.NamedHandlerView,
        models.HANDLER,
    ),
)
async def name_handler(
    service: ServiceOf, caller: OnceCallerOf, person: PersonId, command: naming_handlers.NameHandler
) -> Response:
    return answered_document(
        naming_handlers.told(caller, await naming_handlers.name_handler(service.store, caller, person, command))
    )


@router.get(
    "/persons/{person}/named-handlers",
    name="read_named_handlers",
    **documented(
        "List a person's named handlers",
        "Vilka den egna aktören har utsett, nu och framöver; kräver sip.unit. Whom one's own actor has named, now and "
        "later; needs sip.unit.",
        models.NamedHandlers,
        {"handlers": [models.HANDLER]},
    ),
)
async def named_handlers(service: ServiceOf, caller: CallerOf, person: PersonId) -> Response:
    return answered_document(await naming_handlers.read_handlers(service.views, caller, person))


@router.post(
    "/persons/{person}/named-handlers/{handler}/ending",
    name="end_named_handler",
    **documented(
        "End a named handler",
        "Handläggaren öppnar inte längre personen; kräver sip.unit. The caseworker opens the person no longer.",
        models.NamedHandlerView,
        {**models.HANDLER, "end": "2026-12-27"},
    ),
)
async def end_handler(
    service: ServiceOf, caller: OnceCallerOf, person: PersonId, handler: HandlerId, command: naming_handlers.EndHandler
) -> Response:
    ended = await naming_handlers.end_handler(service.store, caller, person, handler, command)
    return answered_document(naming_handlers.told(caller, ended))


@router.get(
    "/persons-without-handler",
    name="read_persons_without_handler",
    **documented(
        "List protected persons without a handler",
        "Skyddade personer som den egna aktören har något om och som ingen där får öppna: bara deras id; kräver "
        "sip.unit. Protected persons of whom one's own actor has something and whom nobody there may open: ids alone.",
        models.Unhandled,
        {"persons": ["0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"], "more": False},
    ),
)
async def unhandled(
    service: ServiceOf, caller: CallerOf, request: Request, page: Page = 1, limit: Limit = 20
) -> Response:
    document = await naming_handlers.read_unhandled(service.views, caller, page=page, limit=limit)
    response = answered_document(document)
    response.headers.update(page_links(request.url.path, {"limit": limit}, page, more=document["more"]))
    return response
