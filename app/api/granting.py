"""What opens without a consent, a provision and an emergency; and mandates, by which somebody acts for a person."""

from fastapi import APIRouter, Response

from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import Base, CallerOf, OnceCallerOf, ServiceOf
from app.api.contract import documented
from app.api.persons import PersonId
from app.api.represented_models import REPRESENTED, Represented
from app.api.view_models import ITEM_VIEWS
from app.api.views import answered_document, answered_item
from app.usecases import acting, granting, mandating

router = APIRouter()


@router.post(
    "/persons/{person}/legal-bases",
    tags=["persons"],
    status_code=201,
    name="name_legal_basis",
    **documented(
        "Disclose by a provision",
        "Den egna aktören lämnar, med stöd av en bestämmelse, ut sådant som den själv äger och delar, till dem som "
        "nämns och för en tid. Bestämmelsens tillämpning ska bekräftas av jurist. The caller's actor discloses, by a "
        "provision, what it owns and shares itself, to those named and for a time; to be confirmed by a lawyer.",
        ITEM_VIEWS["legal-basis"],
        examples.answered("legal-basis"),
        status=201,
    ),
)
async def name_legal_basis(
    service: ServiceOf, caller: OnceCallerOf, person: PersonId, command: granting.NameLegalBasis, base: Base
) -> Response:
    item = await granting.name_legal_basis(service.store, service.new_id, caller, person, command)
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/plans/{plan}/emergency-accesses",
    tags=["plans"],
    status_code=201,
    name="open_in_emergency",
    **documented(
        "Open a plan in an emergency",
        "Nödöppning: en handläggare hos en part ser i 24 timmar det som planens parter delar, också utan samtycke. "
        "Personen får veta det. A caseworker of a party sees for 24 hours what the parties of the plan disclose, "
        "also without a consent. The person is told.",
        ITEM_VIEWS["emergency-access"],
        examples.answered("emergency-access", until="2026-11-24T09:30:00Z"),
        status=201,
    ),
)
async def open_in_emergency(
    service: ServiceOf, caller: OnceCallerOf, plan: PlanId, command: granting.OpenInEmergency, base: Base
) -> Response:
    item = await granting.open_in_emergency(service.store, service.new_id, caller, plan, command)
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/plans/{plan}/mandates",
    tags=["plans"],
    status_code=201,
    name="record_mandate",
    **documented(
        "Record a mandate",
        "Någon annan företräder personen: vårdnadshavare till den som är under 18, eller ombud när personen godkänt "
        "det. Somebody else acts for the person: the guardian of somebody under 18, or a proxy whom the person has "
        "accepted.",
        ITEM_VIEWS["mandate"],
        examples.answered("mandate"),
        status=201,
    ),
)
async def record_mandate(
    service: ServiceOf, caller: OnceCallerOf, plan: PlanId, command: mandating.RecordMandate, base: Base
) -> Response:
    item = await mandating.record_mandate(service.store, service.new_id, caller, plan, command)
    return answered_item(item, caller.today, base, 201)


@router.get(
    "/represented-persons",
    tags=["persons"],
    name="read_represented_persons",
    **documented(
        "List for whom one acts",
        "De personer som den inloggade företräder i dag, med vilka fullmakter och befogenheter. Id:t står i Acting-For "
        "när man gör något för någon av dem. De ser i sin logg att listan lästs. The persons for whom whoever has "
        "signed in acts today, by which mandates and powers; the id is what Acting-For takes. The log tells them.",
        Represented,
        REPRESENTED,
    ),
)
async def represented_persons(service: ServiceOf, caller: CallerOf) -> Response:
    return answered_document(await acting.read_represented(service.views, service.vault, caller))
