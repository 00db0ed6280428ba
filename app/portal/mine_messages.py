"""Messages between the person and those in the plan."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.domain.actors import THE_PERSON
from app.portal.forms import carried_out
from app.portal.mine_asking import Mine, MineOf, PlanId, PostedToMine, WritingMineOf
from app.portal.mine_view import names_in
from app.usecases import messages, reading

router = APIRouter()
MessageId = Annotated[UUID, Path(alias="message")]
Page = Annotated[int, Query(alias="sida", ge=1, le=1000)]
Done = Annotated[str | None, Query(alias="klart", max_length=30)]
LIMIT: Final = 20
DONE: Final = ("sent", "answered")


@router.get("/{plan}/meddelanden")
async def threads(mine: MineOf, plan: PlanId, page: Page = 1, done: Done = None) -> Response:
    return await _threads(mine, plan, page=page, done=done)


@router.get("/{plan}/meddelanden/nytt")
async def new_message(mine: WritingMineOf, plan: PlanId) -> Response:
    return await _new(mine, plan)


@router.post("/{plan}/meddelanden/nytt")
async def send(posted: PostedToMine, mine: MineOf, plan: PlanId) -> Response:
    async def act() -> object:
        service = mine.visit.service
        command = posted.command(messages.WriteMessage, addressed_to=posted.values.get("addressed_to", []))
        return await messages.write(service.store, service.new_id, posted.caller, plan, command)

    return await carried_out(
        posted,
        "mine_messages",
        act,
        done=f"{mine.base}/{plan}/meddelanden?klart=sent",
        again=lambda status: _new(mine, plan, status),
    )


@router.post("/{plan}/meddelanden/{message}/svar")
async def answer(posted: PostedToMine, mine: MineOf, plan: PlanId, message: MessageId) -> Response:
    async def act() -> object:
        service, command = mine.visit.service, posted.command(messages.AnswerMessage)
        return await messages.answer(service.store, service.new_id, posted.caller, message, command)

    return await carried_out(
        posted,
        "mine_messages",
        act,
        done=f"{mine.base}/{plan}/meddelanden?klart=answered",
        again=lambda status: _threads(mine, plan, status=status),
    )


async def _threads(mine: Mine, plan: UUID, *, page: int = 1, done: str | None = None, status: int = 200) -> Response:
    visit = mine.visit
    found = await messages.read_threads(
        visit.service.views, visit.service.calendar, visit.caller, plan, page=page, limit=LIMIT
    )
    return await mine.shown(
        "mine_messages",
        status=status,
        plan=plan,
        threads=found["threads"],
        names=names_in(found),
        person=str(THE_PERSON),
        page=page,
        more=found["more"],
        done=done if done in DONE else None,
    )


async def _new(mine: Mine, plan: UUID, status: int = 200) -> Response:
    visit = mine.visit
    found = await reading.read_plan(visit.service.views, visit.service.calendar, visit.caller, plan)
    names = names_in(found)
    here = {one.get("actor") or one["owner"] for one in found["items"] if one["kind"] in ("plan", "participant")}
    parties = sorted((names[actor], actor) for actor in here if actor in names)
    options = [(actor, name) for name, actor in parties]
    return await mine.shown("mine_messages", template="mine_new_message", status=status, plan=plan, options=options)
