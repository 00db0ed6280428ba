"""Messages about an item of a plan, or about the plan: written, answered, and closed when no answer is needed."""

from collections.abc import Sequence
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.actors import THE_PERSON
from app.domain.days import WorkingDays, iso
from app.domain.errors import FactError, IllegalMove, NotFound, NotPermitted, UnknownReference
from app.domain.facts import FRAME, Message
from app.domain.item import SERVICE_SOURCE, Item
from app.domain.messages import PERSON, Said, is_closed, takes_part, whom_to_answer
from app.domain.moves import check_at_work
from app.domain.permissions import Permission, check
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.ports import Caller, NewId, Store, Views, Work
from app.usecases.reading import Document, read_view, stated
from app.usecases.reporting import ReportHeader, add, build
from app.usecases.texts import LINES
from app.usecases.waiting import threads_of, told

Text = Annotated[
    str,
    Field(min_length=1, max_length=4_000, pattern=LINES, examples=["Passar det att vi ses i skolan på torsdag?"]),
]
Parties = Annotated[list[UUID], Field(max_length=20, examples=[[PERSON]])]
HEADER: Final = ReportHeader(source_version=1, disclosure="parties")


class WriteMessage(BaseModel):
    """A message to some of those who take part, or to nobody in particular; it begins a thread."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    about: Annotated[
        UUID | None, Field(description="The item of the plan that it is about; left out, it is about the plan.")
    ] = None
    addressed_to: Annotated[
        Parties, Field(description=f"Who is waited for: actors, or the person ({PERSON}); nobody when it is empty.")
    ] = []
    text: Text


class AnswerMessage(BaseModel):
    """An answer in the thread."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    addressed_to: Annotated[
        Parties | None, Field(description="Who is waited for now; left out, those to whom it is an answer.")
    ] = None
    text: Text


class CloseThread(BaseModel):
    """The thread needs no answer; `text` may say why."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: Annotated[Text | None, Field(examples=["Det löste sig på mötet."])] = None


async def write(store: Store, new_id: NewId, caller: Caller, plan_id: UUID, command: WriteMessage) -> Item:
    """The message. NotFound; IllegalMove unless the plan is at work; UnknownReference for an item that the caller does
    not see, or somebody who could not read it; FactError for the text."""
    check(caller.principal, Permission.WRITE)
    refuse_numbers("text", command.text)

    async def body(work: Work) -> Item:
        frame = await work.items.frame(plan_id)
        unknown = NotFound("there is no such plan for you")
        if frame is None or frame.kind != "plan":
            raise unknown
        check_at_work(await work.items.load_shared(plan_id), caller.today)
        about = await work.messages.tie(plan_id, command.about or plan_id)
        if about is None and command.about in (None, plan_id):
            raise unknown
        if about is None:
            raise UnknownReference(
                "about", "there is no such item of this plan that you see; leave it out or use its id"
            )
        parties = await _checked(work, caller, about, command.addressed_to)
        return await _said(work, caller, new_id(), about, {"addressed_to": parties, "text": command.text})

    return await store.transact(caller, body)


async def answer(store: Store, new_id: NewId, caller: Caller, message_id: UUID, command: AnswerMessage) -> Item:
    """The answer. NotFound; IllegalMove in a closed thread; UnknownReference and FactError as in `write`."""
    check(caller.principal, Permission.WRITE)
    refuse_numbers("text", command.text)

    async def body(work: Work) -> Item:
        about, thread = await _open_thread(work, message_id)
        if command.addressed_to is None:
            readable = await _readers(work, about)
            asked = whom_to_answer([_as_said(one) for one in thread], _writer(caller))
            parties = [party for party in asked if party in readable]
        else:
            parties = await _checked(work, caller, about, command.addressed_to)
        fields = {"thread": _thread_of(thread[0]), "addressed_to": parties, "text": command.text}
        return await _said(work, caller, new_id(), about, fields)

    return await store.transact(caller, body)


async def close(store: Store, new_id: NewId, caller: Caller, message_id: UUID, command: CloseThread) -> Item:
    """The message that closes the thread: nobody is waited for in it any more. NotFound; IllegalMove when it is closed
    already; NotPermitted for whoever has no part in it; FactError for the text."""
    check(caller.principal, Permission.WRITE)
    refuse_numbers("text", command.text)

    async def body(work: Work) -> Item:
        about, thread = await _open_thread(work, message_id)
        if not takes_part([_as_said(one) for one in thread], _writer(caller)):
            raise NotPermitted("only whoever has written in the thread, or is asked in it, closes it")
        fields = {"thread": _thread_of(thread[0]), "text": command.text, "closes": True}
        return await _said(work, caller, new_id(), about, fields, verb="closing")

    return await store.transact(caller, body)


async def read_threads(
    views: Views, calendar: WorkingDays, caller: Caller, plan_id: UUID, *, page: int, limit: int
) -> Document:
    """The threads of the plan that the reader sees, those with the latest messages first, each with its clocks."""
    skip = (page - 1) * limit
    document = (await read_view(views, "messages", caller, "plan", plan_id=plan_id, limit=limit, skip=skip))["document"]
    threads = [
        {
            **told(thread, said, caller.today, calendar),
            "messages": [stated(message, caller.today) for message in said],
        }
        for thread, said in threads_of(document["messages"]).items()
    ]
    return {"threads": threads, "more": document["more"], "actors": document["actors"]}


async def _open_thread(work: Work, message_id: UUID) -> tuple[Item, Sequence[Item]]:
    """What the thread is about, and its messages; nobody else writes in it meanwhile."""
    unknown = NotFound("there is no such message for you")
    held = await work.items.load(message_id)
    if held is None or not isinstance(held.content, Message) or held.plan_id is None or held.void:
        raise unknown
    await work.items.load(UUID(_thread_of(held)))
    about = await work.messages.tie(held.plan_id, UUID(held.content.about))
    if about is None:
        raise unknown
    thread = await work.messages.thread(held)
    if is_closed([_as_said(one) for one in thread]):
        raise IllegalMove("closed", {})
    return about, thread


async def _said(
    work: Work, caller: Caller, item_id: UUID, about: Item, fields: dict[str, Any], *, verb: str = "added"
) -> Item:
    of_plan = {"plan": str(about.plan_id), "about": str(about.id), "on": iso(caller.today)}
    category = None if about.category == FRAME else about.category
    given = {**of_plan, **fields, "category": category}
    item = await build(work, caller, about.person_id, item_id, SERVICE_SOURCE, "message", HEADER, given)
    await add(work, item, verb=verb)
    await work.log("message-add" if verb == "added" else f"message-{verb}", item.person_id, [item])
    return item


async def _checked(work: Work, caller: Caller, about: Item, parties: Sequence[UUID]) -> list[str]:
    """Each party once. UnknownReference for one that could not read the message, FactError for the writer."""
    wanted = list(dict.fromkeys(map(str, parties)))
    if _writer(caller) in wanted:
        raise FactError("addressed_to", "names whoever writes; leave that out")
    if not set(wanted) <= await _readers(work, about):
        raise UnknownReference(
            "addressed_to", "names somebody who could not read it: there is no consent for what you write about this"
        )
    return wanted


async def _readers(work: Work, about: Item) -> set[str]:
    return {PERSON, *map(str, await work.messages.readers(about))}


def _writer(caller: Caller) -> str:
    return str(caller.principal.actor or THE_PERSON)


def _thread_of(message: Item) -> str:
    return getattr(message.content, "thread", None) or str(message.id)


def _as_said(message: Item) -> Said:
    content = message.content
    assert isinstance(content, Message)  # noqa: S101 - a thread holds nothing else
    return Said(str(message.owner), content.on, content.addressed_to, content.closes)
