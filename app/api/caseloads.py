"""A caseworker's plans: listed, searched, taken on, looked after by a deputy, handed over to a colleague."""

from contextlib import suppress
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from app.api import caseload_models as models
from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import Base, CallerOf, OnceCallerOf, ServiceOf
from app.api.contract import documented
from app.api.queries import Limit, Page
from app.api.view_models import ITEM_VIEWS
from app.api.views import answered_document, answered_item, page_links
from app.usecases import assigning, caseload, deputising, handing_over
from app.usecases.ports import Replayed

router = APIRouter(tags=["caseload"])
DeputyId = Annotated[UUID, Path(alias="deputy", description="Ersättarskapets id. The deputyship's id.")]
TransferId = Annotated[UUID, Path(alias="transfer", description="Överlämningens id. The transfer's id.")]
Unit = Annotated[
    bool,
    Query(description="Hela enhetens i stället för det egna; kräver sip.unit. The whole unit's; needs sip.unit."),
]


@router.get(
    "/caseload",
    name="read_caseload",
    **documented(
        "Read one's caseload",
        "Planerna som den inloggade handläggaren har, och dem som hen har som ersättare; det mest brådskande först. "
        "The plans that the signed-in caseworker has, and those that are the caseworker's as a deputy; the most urgent "
        "first.",
        models.CaseloadView,
        models.CASELOAD,
    ),
)
async def read_caseload(
    service: ServiceOf, caller: CallerOf, request: Request, unit: Unit = False, page: Page = 1, limit: Limit = 20
) -> Response:
    document = await caseload.read_caseload(service.views, service.vault, caller, unit=unit, page=page, limit=limit)
    response = answered_document(document)
    query = {"unit": str(unit).lower(), "limit": limit}
    response.headers.update(page_links(request.url.path, query, page, more=document["more"]))
    return response


@router.post(
    "/caseload-searches",
    name="search_caseload",
    **documented(
        "Search one's caseload",
        "Söker på en del av namnet bland de egna planerna, och bara där; utan skillnad mellan stora och små bokstäver "
        "och mellan e och é. Searches one's own caseload, and nothing else, for part of a name.",
        models.CaseloadView,
        models.CASELOAD,
    ),
)
async def search(service: ServiceOf, caller: OnceCallerOf, command: caseload.SearchCaseload) -> Response:
    return answered_document(await caseload.search_caseload(service.views, service.vault, caller, command))


@router.get(
    "/colleagues",
    name="read_colleagues",
    **documented(
        "List one's colleagues",
        "Handläggare hos den egna aktören som har öppnat sin lista. Caseworkers of one's own actor, to whom a plan can "
        "be handed over.",
        models.Colleagues,
        {"colleagues": ["3f6c"]},
    ),
)
async def colleagues(service: ServiceOf, caller: CallerOf) -> Response:
    return answered_document(await caseload.read_colleagues(service.views, caller))


@router.post(
    "/plans/{plan}/assignments",
    status_code=201,
    name="take_on_plan",
    **documented(
        "Take a plan on",
        "Planen läggs hos den inloggade, eller hos en kollega (kräver sip.unit). Bara den egna aktören och personen "
        "ser hos vem. The plan is with the caller, or a colleague; only one's own actor and the person see with whom.",
        ITEM_VIEWS["assignment"],
        examples.answered("assignment", disclosure="own"),
        status=201,
    ),
)
async def take_on(
    service: ServiceOf, caller: OnceCallerOf, plan: PlanId, command: assigning.TakeOn, base: Base
) -> Response:
    item = await assigning.take_on(service.store, service.new_id, caller, plan, command)
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/caseload-transfers",
    status_code=201,
    name="transfer_caseload",
    **documented(
        "Hand plans over",
        "Några eller alla planer lämnas över till en kollega hos samma aktör, i en enda handling och med en "
        "anteckning. Some or all plans go to a colleague of the same actor, in one act and with a note.",
        models.TransferView,
        models.TRANSFER,
        status=201,
    ),
)
async def transfer(service: ServiceOf, caller: OnceCallerOf, command: handing_over.HandOver, base: Base) -> Response:
    act = handing_over.transfer_id(caller, service.new_id)
    with suppress(Replayed):  # it was done before: how it stands is answered anew
        await handing_over.hand_over(service.store, caller, act, command)
    response = answered_document(await handing_over.read_transfer(service.views, caller, act))
    response.status_code = 201
    response.headers["Location"] = f"{base}/caseload-transfers/{act}"
    return response


@router.get(
    "/caseload-transfers/{transfer}",
    name="read_transfer",
    **documented(
        "Read a handover",
        "Vad som lämnades över, av vem och till vem, med anteckningen. What was handed over, by whom and to whom.",
        models.TransferView,
        models.TRANSFER,
    ),
)
async def read_transfer(service: ServiceOf, caller: CallerOf, transfer: TransferId) -> Response:
    return answered_document(await handing_over.read_transfer(service.views, caller, transfer))


@router.post(
    "/deputies",
    name="name_deputy",
    **documented(
        "Name a deputy",
        "En kollega ser planerna under frånvaron, och slutar göra det av sig själv. A colleague has the plans, too, "
        "from a day to a day; it ends by itself.",
        models.DeputyView,
        models.DEPUTY,
    ),
)
async def name_deputy(service: ServiceOf, caller: OnceCallerOf, command: deputising.NameDeputy) -> Response:
    return answered_document(deputising.told(await deputising.name_deputy(service.store, caller, command)))


@router.get(
    "/deputies",
    name="read_deputies",
    **documented(
        "List deputies",
        "Vem som ersätter den inloggade, och vem den inloggade ersätter, nu och framöver. Who stands in for the "
        "caller, and for whom the caller stands in, now and later.",
        models.DeputyList,
        {"deputies": [models.DEPUTY]},
    ),
)
async def deputies(service: ServiceOf, caller: CallerOf, unit: Unit = False) -> Response:
    return answered_document(await deputising.read_deputies(service.views, caller, unit=unit))


@router.post(
    "/deputies/{deputy}/ending",
    name="end_deputyship",
    **documented(
        "End a deputyship",
        "Den som var borta är tillbaka i förtid. Whoever was away is back before the time.",
        models.DeputyView,
        {**models.DEPUTY, "end": "2026-12-27"},
    ),
)
async def end(
    service: ServiceOf, caller: OnceCallerOf, deputy: DeputyId, command: deputising.EndDeputyship
) -> Response:
    return answered_document(deputising.told(await deputising.end_deputyship(service.store, caller, deputy, command)))
