"""What agencies propose to do with the person: to say yes to it, or to write that it is not wanted."""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from app.domain.actors import THE_PERSON
from app.domain.errors import NotFound
from app.domain.moves import AT_WORK, move_of
from app.portal.forms import carried_out
from app.portal.mine_asking import Mine, MineOf, PostedToMine, WritingMineOf
from app.portal.mine_item_lines import about_what, can_be_objected_to
from app.usecases import messages, planning, reading

router = APIRouter()
ActivityId = Annotated[UUID, Path(alias="activity")]
YES: Final = move_of("activity", "acceptance")
OPENING: Final = "Jag säger nej till det här förslaget."
"""What such a message begins with, so that whoever gets it knows what it is."""


class SayNo(BaseModel):
    """That it is not wanted, and perhaps what is."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: messages.Text | None = None


@router.get("/forslag/{activity}")
async def proposal(mine: WritingMineOf, activity: ActivityId) -> Response:
    return await _shown(mine, activity)


@router.post("/forslag/{activity}/ja")
async def say_yes(posted: PostedToMine, mine: MineOf, activity: ActivityId) -> Response:
    async def act() -> object:
        return await planning.move(
            mine.visit.service.store,
            posted.caller,
            item_id=activity,
            version=posted.version,
            the_move=YES,
            command=planning.MakeMove(),
        )

    return await carried_out(
        posted,
        "mine_proposals",
        act,
        done=f"{mine.base}?klart=yes",
        again=lambda status: _shown(mine, activity, status),
    )


@router.post("/forslag/{activity}/nej")
async def say_no(posted: PostedToMine, mine: MineOf, activity: ActivityId) -> Response:
    async def act() -> object:
        said = posted.command(SayNo)
        found = await _read(mine, activity)
        if not can_be_objected_to(found):
            raise NotFound("there is no plan to write in")
        text = f"{OPENING} {said.text}" if said.text else OPENING
        command = messages.WriteMessage(about=activity, addressed_to=[UUID(found["owner"])], text=text[:4_000])
        service = mine.visit.service
        return await messages.write(service.store, service.new_id, posted.caller, UUID(found["plan_id"]), command)

    return await carried_out(
        posted,
        "mine_proposals",
        act,
        done=f"{mine.base}?klart=no",
        again=lambda status: _shown(mine, activity, status),
    )


async def _shown(mine: Mine, activity: UUID, status: int = 200) -> Response:
    found, actors = await _read(mine, activity), await mine.visit.service.registry.actors()
    owner = UUID(found["owner"])
    waits = found["state"] == "proposed" and await _at_work(mine, found.get("plan_id"))
    return await mine.shown(
        "mine_proposals",
        template="mine_proposal",
        status=status,
        one=found,
        line=about_what(found, mine.visit.language),
        who=actors[owner].name if owner in actors else "",
        open=waits,
        writable=can_be_objected_to(found),
    )


async def _at_work(mine: Mine, plan: str | None) -> bool:
    """Whether the plan takes anything new; what stands in none does."""
    if plan is None:
        return True
    found = await reading.read_item(mine.visit.service.views, mine.visit.caller, UUID(plan), ("plan",))
    return found["state"] in AT_WORK


async def _read(mine: Mine, activity: UUID) -> Mapping[str, Any]:
    """The activity. NotFound for what the person has proposed herself, and for whoever acts for the person."""
    if mine.represents:
        raise NotFound("there is no such page for you")
    found = await reading.read_item(mine.visit.service.views, mine.visit.caller, activity, ("activity",))
    if found["owner"] == str(THE_PERSON):
        raise NotFound("there is no such proposal for you")
    return found
