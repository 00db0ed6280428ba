"""Messages about the items of a plan: write one, answer, close a thread, and see whom each waits for."""

from enum import Enum
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response

from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import Base, CallerOf, OnceCallerOf, ServiceOf
from app.api.contract import documented
from app.api.queries import Limit, Page
from app.api.view_models import ITEM_VIEWS
from app.api.views import answered_document, answered_item, page_links
from app.api.voice_models import ThreadList
from app.usecases import messages

router = APIRouter()
MESSAGES: Final[list[str | Enum]] = ["messages"]
MessageId = Annotated[
    UUID, Path(alias="message", description="Id för något meddelande i tråden. Of any in the thread.")
]
MESSAGE: Final[dict[str, Any]] = examples.answered("message")


@router.post(
    "/plans/{plan}/messages",
    tags=MESSAGES,
    status_code=201,
    **documented(
        "Write a message",
        "Ett meddelande om något i planen, eller om planen, till några som deltar eller till personen. Det läses av "
        "dem som får se det som det handlar om. A message about something in the plan, or about the plan, read by "
        "whoever may see what it is about.",
        ITEM_VIEWS["message"],
        MESSAGE,
        status=201,
    ),
)
async def write_message(
    service: ServiceOf, caller: OnceCallerOf, plan: PlanId, command: messages.WriteMessage, base: Base
) -> Response:
    item = await messages.write(service.store, service.new_id, caller, plan, command)
    return answered_item(item, caller.today, base, 201)


@router.get(
    "/plans/{plan}/messages",
    tags=MESSAGES,
    **documented(
        "List the threads",
        "Trådarna i planen som läsaren får se, den senast skrivna först, med vem som väntas svara och sedan när. The "
        "threads that this reader sees, the latest first, with who is waited for since when.",
        ThreadList,
        {"threads": [{**examples.WAITING, "messages": [MESSAGE]}], "more": False, "actors": examples.ACTORS},
    ),
)
async def list_threads(
    service: ServiceOf, caller: CallerOf, plan: PlanId, request: Request, page: Page = 1, limit: Limit = 20
) -> Response:
    document = await messages.read_threads(service.views, service.calendar, caller, plan, page=page, limit=limit)
    response = answered_document(document)
    response.headers.update(page_links(request.url.path, {"limit": limit}, page, more=document["more"]))
    return response


@router.post(
    "/messages/{message}/answers",
    tags=MESSAGES,
    status_code=201,
    **documented(
        "Answer a message",
        "Ett svar i tråden; den som svarat är inte längre väntad på. An answer in the thread; whoever answers is not "
        "waited for any more.",
        ITEM_VIEWS["message"],
        {**MESSAGE, "thread": examples.ITEM},
        status=201,
    ),
)
async def answer_message(
    service: ServiceOf, caller: OnceCallerOf, message: MessageId, command: messages.AnswerMessage, base: Base
) -> Response:
    item = await messages.answer(service.store, service.new_id, caller, message, command)
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/messages/{message}/closing",
    tags=MESSAGES,
    status_code=201,
    **documented(
        "Close a thread",
        "Tråden behöver inget svar, och ingen är väntad på. The thread needs no answer, and nobody is waited for.",
        ITEM_VIEWS["message"],
        {**MESSAGE, "thread": examples.ITEM, "closes": True, "text": "Det löste sig på mötet."},
        status=201,
    ),
)
async def close_thread(
    service: ServiceOf, caller: OnceCallerOf, message: MessageId, command: messages.CloseThread, base: Base
) -> Response:
    item = await messages.close(service.store, service.new_id, caller, message, command)
    return answered_item(item, caller.today, base, 201)
