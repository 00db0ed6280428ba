"""What stands in a plan until something newer does: the crisis plan, the person's voice, how to reach the person."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import CallerOf, IfMatch, ServiceOf, version_of
from app.api.contract import documented
from app.api.queries import Limit, Page
from app.api.views import answered_document, item_view, page_links
from app.api.voice_models import WHOLE, StandingContactWish, StandingCrisisPlan, StandingVoice
from app.usecases import standing

router = APIRouter(tags=["plans"])
WHOM: Final = {"contacts": [{"name": "Mamma", "phone": "070-174 06 05"}]}


def _example(kind: str) -> dict[str, Any]:
    return {**examples.answered(kind, plan=examples.PLAN), **(WHOM if kind == "crisis-plan" else {})}


def _add(address: str, kind: str, name: str, command_model: Any, model: Any, what: str) -> None:
    """Read what stands, and put something newer in its place."""

    async def read(
        service: ServiceOf, caller: CallerOf, plan: PlanId, request: Request, page: Page = 1, limit: Limit = 20
    ) -> Response:
        document = await standing.read_standing(
            service.views, service.vault, caller, kind=kind, plan_id=plan, page=page, limit=limit
        )
        response = answered_document(document, version=document["current"]["id"])
        response.headers.update(page_links(request.url.path, {"limit": limit}, page, more=document["more"]))
        return response

    async def put(
        service: ServiceOf,
        caller: CallerOf,
        plan: PlanId,
        command: command_model,
        if_match: IfMatch,
    ) -> Response:
        item, contacts = await standing.let_stand(
            service.store,
            service.vault,
            service.new_id,
            caller,
            kind=kind,
            plan_id=plan,
            version=version_of(if_match),
            command=command,
        )
        shown = item_view(item, caller.today) | ({"contacts": contacts} if kind == "crisis-plan" else {})
        return answered_document(shown, version=str(item.id))

    example = _example(kind)
    whole = {"current": example, "former": [], "more": False, "actors": examples.ACTORS}
    router.get(
        f"/plans/{{plan}}/{address}",
        name=f"read_{name}",
        **documented(
            f"Read the {address.replace('-', ' ')}",
            f"{what} Det som gäller nu, och det som gällde före det. What stands now, and what stood before it.",
            model,
            whole,
        ),
    )(read)
    router.put(
        f"/plans/{{plan}}/{address}",
        name=f"write_{name}",
        **documented(
            f"Write the {address.replace('-', ' ')}",
            f"{what} Det nya gäller, och det äldre finns kvar. The new one stands, and the older stays readable.",
            WHOLE[kind],
            example,
        ),
    )(put)


_add("crisis-plan", "crisis-plan", "standing_crisis_plan", standing.WriteCrisisPlan, StandingCrisisPlan,
     "Tidiga tecken, vad som hjälper, vad man ska undvika och vem man ringer.")  # fmt: skip
_add("voice", "voice", "standing_voice", standing.SpeakUp, StandingVoice, "Vad är viktigt för mig, med personens ord.")
_add("contact-wishes", "contact-wish", "standing_contact_wishes", standing.WishContact, StandingContactWish,
     "Hur personen vill bli kontaktad.")  # fmt: skip
