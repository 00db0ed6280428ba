"""Everything that is written about the person, by whom; and saying of any of it that it is not right."""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from app.domain.actors import THE_PERSON
from app.domain.errors import NotFound
from app.domain.facts import ITEM_KINDS
from app.portal.forms import carried_out
from app.portal.mine_asking import Mine, MineOf, PostedToMine, WritingMineOf
from app.portal.mine_item_lines import about_what, can_be_objected_to, lines_by_owner
from app.usecases import messages, reading

router = APIRouter()
ItemId = Annotated[UUID, Path(alias="item")]
Done = Annotated[str | None, Query(alias="klart", max_length=30)]
OPENING: Final = "Det här stämmer inte: "
"""What such a message begins with, so that whoever gets it knows what it is."""


class Objection(BaseModel):
    """What is not right, and how it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: messages.Text


@router.get("/uppgifter")
async def everything(mine: MineOf, done: Done = None) -> Response:
    visit = mine.visit
    found = await reading.read_timeline(visit.service.views, visit.service.vault, visit.caller, mine.person)
    owners = lines_by_owner(found, visit.language)
    return await mine.shown("mine_items", owners=owners, done=done == "sagt")


@router.get("/uppgifter/{item}/stammer-inte")
async def not_right(mine: WritingMineOf, item: ItemId) -> Response:
    return await _not_right(mine, item)


@router.post("/uppgifter/{item}/stammer-inte")
async def say_not_right(posted: PostedToMine, mine: MineOf, item: ItemId) -> Response:
    async def act() -> object:
        said = posted.command(Objection)
        found = await _read(mine, item)
        command = messages.WriteMessage(
            about=item, addressed_to=[UUID(found["owner"])], text=f"{OPENING}{said.text}"[:4_000]
        )
        service = mine.visit.service
        plan = UUID(found["plan_id"])
        return await messages.write(service.store, service.new_id, posted.caller, plan, command)

    return await carried_out(
        posted,
        "mine_items",
        act,
        done=f"{mine.base}/uppgifter?klart=sagt",
        again=lambda status: _not_right(mine, item, status),
    )


async def _not_right(mine: Mine, item: UUID, status: int = 200) -> Response:
    found, actors = await _read(mine, item), await mine.visit.service.registry.actors()
    owner = UUID(found["owner"])
    return await mine.shown(
        "mine_items",
        template="mine_not_right",
        status=status,
        line=about_what(found, mine.visit.language),
        item=item,
        who=actors[owner].name if owner in actors else "",
    )


async def _read(mine: Mine, item: UUID) -> Mapping[str, Any]:
    """The item. NotFound for one of which the person cannot say it: of the person's own, and of what is in no plan."""
    found = await reading.read_item(mine.visit.service.views, mine.visit.caller, item, tuple(ITEM_KINDS))
    if found["owner"] == str(THE_PERSON) or not can_be_objected_to(found):
        raise NotFound("there is no such item for you")
    return found
