"""What a plan has to say by law and agreement, and agreeing on it: whole, or for a reason as it is."""

from typing import Any, Final

from fastapi import APIRouter, Response

from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import Base, CallerOf, IfMatch, OnceCallerOf, ServiceOf, version_of
from app.api.contract import documented
from app.api.plan_models import Completeness
from app.api.view_models import ITEM_VIEWS
from app.api.views import answered_document, answered_item
from app.usecases import completing

router = APIRouter()
EXAMPLE: Final[dict[str, Any]] = {
    "plan_id": examples.PLAN,
    "complete": False,
    "requirements": [
        {
            "key": "main-responsible",
            "state": "not-met",
            "title": "Vem av kommunen och regionen som har det övergripande ansvaret",
            "provision": "Vem av kommunen och regionen som har det övergripande ansvaret: 16 kap. 4 § HSL (2017:30), "
            "ska bekräftas av jurist.",
            "told": "Saknas",
            "remedy": "Utse en huvudansvarig hos kommunen eller regionen.",
        }
    ],
}


@router.get(
    "/plans/{plan}/completeness",
    tags=["plans"],
    **documented(
        "What a plan has to say",
        "Det som en plan ska innehålla enligt lag och lokal överenskommelse, och om det finns i det läsaren "
        "ser. What a plan has to say by law and by the local agreement, and whether this reader sees it said.",
        Completeness,
        EXAMPLE,
    ),
)
async def completeness(service: ServiceOf, caller: CallerOf, plan: PlanId) -> Response:
    return answered_document(await completing.read_completeness(service.views, service.registry, caller, plan))


@router.post(
    "/plans/{plan}/activation",
    tags=["moves"],
    name="plan_activation",
    **documented(
        "Agree on a plan",
        "Planen börjar gälla, från läget draft. Saknas något som den ska innehålla vägras det, om inte ett skäl anges; "
        "skälet antecknas med det som saknades. From the state draft; refused while the plan lacks something, unless "
        "a reason is given, which is recorded with what was missing. By the actor that owns the plan.",
        ITEM_VIEWS["plan"],
        examples.answered("plan", state="active", version="1.1"),
    ),
)
async def activate(
    service: ServiceOf, caller: OnceCallerOf, plan: PlanId, command: completing.AgreeOnPlan, if_match: IfMatch,
    base: Base,
) -> Response:  # fmt: skip
    item = await completing.agree_on(
        service.store, service.registry, caller, plan_id=plan, version=version_of(if_match), command=command
    )
    return answered_item(item, caller.today, base)
