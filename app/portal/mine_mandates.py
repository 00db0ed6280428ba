"""Who acts for me: every mandate, to say yes to the one that waits, and to take one back."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.domain.errors import NotFound
from app.domain.moves import Move, move_of
from app.portal.forms import Posted, carried_out
from app.portal.mine_asking import Mine, MineOf, PostedToMine
from app.portal.mine_view import names_in
from app.usecases import planning, reading

router = APIRouter()
MandateId = Annotated[UUID, Path(alias="mandate")]
Done = Annotated[str | None, Query(alias="klart", max_length=30)]
ACTS: Final = {"ja": move_of("mandate", "acceptance"), "nej": move_of("mandate", "withdrawal")}
DONE: Final = {"ja": "accepted", "nej": "withdrawn"}
Act = Annotated[str, Path(alias="act", pattern="^(ja|nej)$")]


@router.get("/ombud")
async def my_mandates(mine: MineOf, done: Done = None) -> Response:
    mandates = await _mandates(mine)
    return await mine.shown(
        "mine_mandates",
        waiting=[one for one in mandates if one["state"] == "awaiting"],
        holding=[one for one in mandates if one["state"] in ("in-force", "upcoming")],
        ended=[one for one in mandates if one["state"] in ("expired", "withdrawn")],
        done=done if done in DONE.values() else None,
    )


@router.get("/ombud/{mandate}/{act}")
async def deciding(mine: MineOf, mandate: MandateId, act: Act) -> Response:
    _is_ones_own(mine)
    return await _deciding(mine, mandate, act)


@router.post("/ombud/{mandate}/{act}")
async def decide(posted: PostedToMine, mine: MineOf, mandate: MandateId, act: Act) -> Response:
    _is_ones_own(mine)
    return await carried_out(
        posted,
        "mine_mandates",
        lambda: _move(posted, mine, mandate, ACTS[act]),
        done=f"{mine.base}/ombud?klart={DONE[act]}",
        again=lambda status: _deciding(mine, mandate, act, status),
    )


def _is_ones_own(mine: Mine) -> None:
    """Who acts for somebody does not decide who does."""
    if mine.represents:
        raise NotFound("there is no such page for you")


async def _move(posted: Posted, mine: Mine, mandate: UUID, move: Move) -> object:
    return await planning.move(
        mine.visit.service.store,
        posted.caller,
        item_id=mandate,
        version=posted.version,
        the_move=move,
        command=planning.MakeMove(),
    )


async def _deciding(mine: Mine, mandate: UUID, act: str, status: int = 200) -> Response:
    for one in await _mandates(mine):
        if one["id"] == str(mandate):
            possible = ACTS[act].noun in one["possible"]
            return await mine.shown(
                "mine_mandates", template="mine_mandate", status=status, one=one, act=act, possible=possible
            )
    raise NotFound("there is no such mandate for you")


async def _mandates(mine: Mine) -> list[dict[str, Any]]:
    """The mandates to act for the person, the newest first, each with who put it down. NotFound for whoever acts for
    the person: nobody else says who may."""
    if mine.represents:
        raise NotFound("there is no such page for you")
    service = mine.visit.service
    found = await reading.read_timeline(service.views, service.vault, mine.visit.caller, mine.person)
    names = names_in(found)
    return [{**one, "by": names.get(one["owner"], "")} for one in reversed(found["items"]) if one["kind"] == "mandate"]
