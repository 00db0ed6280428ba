"""What the person says of what matters and of how to be reached; and what to do when things go badly."""

from typing import Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from app.domain.errors import FactError
from app.domain.facts.codes import CONTACT_CHANNELS
from app.portal.forms import Posted, carried_out
from app.portal.mine_asking import Mine, MineOf, PlanId, PostedToMine, WritingMineOf
from app.usecases import reading, standing

router = APIRouter()
VOICE, WISH, CRISIS = "voice", "contact-wish", "crisis-plan"
TEMPLATES: Final = {VOICE: "mine_voice", WISH: "mine_wish"}
DONE: Final = {VOICE: "voice", WISH: "wish"}


@router.get("/{plan}/viktigt")
async def voice(mine: WritingMineOf, plan: PlanId) -> Response:
    return await _shown(mine, plan, VOICE)


@router.post("/{plan}/viktigt")
async def speak_up(posted: PostedToMine, mine: MineOf, plan: PlanId) -> Response:
    return await _let_stand(posted, mine, plan, VOICE, lambda: posted.command(standing.SpeakUp))


@router.get("/{plan}/kontakt")
async def wish(mine: WritingMineOf, plan: PlanId) -> Response:
    return await _shown(mine, plan, WISH)


@router.post("/{plan}/kontakt")
async def wish_contact(posted: PostedToMine, mine: MineOf, plan: PlanId) -> Response:
    return await _let_stand(posted, mine, plan, WISH, lambda: _wished(posted))


@router.get("/{plan}/kris")
async def crisis_plan(mine: MineOf, plan: PlanId) -> Response:
    visit = mine.visit
    found = await standing.read_standing(
        visit.service.views, visit.service.vault, visit.caller, kind=CRISIS, plan_id=plan, page=1, limit=1
    )
    return await mine.shown("mine_standing", template="mine_crisis", crisis=found["current"])


async def _shown(mine: Mine, plan: PlanId, kind: str, status: int = 200) -> Response:
    visit = mine.visit
    found = await reading.read_plan(visit.service.views, visit.service.calendar, visit.caller, plan)
    stands = next((item for item in reversed(found["items"]) if item["kind"] == kind), None)
    channels: list[str] = stands.get("channels", []) if stands else []
    return await mine.shown(
        "mine_standing",
        template=TEMPLATES[kind],
        status=status,
        plan=plan,
        stands=stands,
        first=channels[0] if channels else "",
        others=channels[1:],
        channels=CONTACT_CHANNELS,
    )


async def _let_stand(posted: Posted, mine: Mine, plan: PlanId, kind: str, command: Any) -> Response:
    service = mine.visit.service

    async def act() -> None:
        await standing.let_stand(
            service.store,
            service.vault,
            service.new_id,
            posted.caller,
            kind=kind,
            plan_id=plan,
            version=posted.version,
            command=command(),
        )

    return await carried_out(
        posted,
        "mine_standing",
        act,
        done=f"{mine.base}?klart={DONE[kind]}",
        again=lambda status: _shown(mine, plan, kind, status),
    )


def _wished(posted: Posted) -> standing.WishContact:
    """The way that is liked best, then the others."""
    best = [one for one in posted.values.get("channels", []) if one]
    others = [one for one in posted.values.get("others", []) if one and one not in best]
    if not set(others) <= set(CONTACT_CHANNELS):
        raise FactError("others", "there is no such way")
    note, disclosure = posted.text("note"), posted.text("disclosure")
    said = {"note": note or None, **({"disclosure": disclosure} if disclosure else {})}
    return standing.WishContact.model_validate({"channels": [*best, *others] if best else [], **said})
