"""Taking a plan on: it is with one caseworker of an actor from then on, and everybody is told that it has one."""

from dataclasses import replace
from typing import Annotated, Any, Final
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field

from app.domain.caseload import keeps_on_list
from app.domain.days import iso
from app.domain.errors import Conflict, NotFound, UnknownReference
from app.domain.facts import Assignment
from app.domain.item import SERVICE_SOURCE, Item
from app.domain.moves import check_at_work
from app.domain.permissions import Permission, whose
from app.usecases.ports import Caller, NewId, Store, Work
from app.usecases.reporting import ReportHeader, add, build
from app.usecases.texts import LINE

User = Annotated[
    str,
    Field(
        min_length=1,
        max_length=255,
        pattern=LINE,
        description="A caseworker, by the opaque reference (sub) of the actor's own issuer.",
        examples=["3f6c"],
    ),
]
NO_COLLEAGUE: Final = "there is no such caseworker at your actor who has opened a caseload; GET /colleagues lists them"


class TakeOn(BaseModel):
    """The plan is with the caller from now on, or with a colleague (needs the scope sip.unit)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    user: User | None = None


async def take_on(store: Store, new_id: NewId, caller: Caller, plan_id: UUID, command: TakeOn) -> Item:
    """The assignment. NotFound, NotPermitted, UnknownReference, IllegalMove when the plan has ended, Conflict when a
    colleague has it."""
    user = whose(caller.principal, command.user, Permission.WRITE)

    async def body(work: Work) -> Item:
        frame = await work.items.frame(plan_id)
        if frame is None or frame.kind != "plan":
            raise NotFound("there is no such plan for you")
        check_at_work(await work.items.load(plan_id), caller.today)
        await check_colleague(work, caller, "user", user)
        held = await work.items.load(uuid5(plan_id, f"assignment {caller.principal.actor}"))
        handled = await _handled(work, caller, plan_id)
        if held is not None and handled:
            return await _kept(work, held, user)
        return await _taken(work, new_id, caller, frame.person_id, plan_id, user, held, handled=handled)

    return await store.transact(caller, body)


async def check_colleague(work: Work, caller: Caller, field: str, user: str) -> None:
    """UnknownReference unless the user is a caseworker of the caller's actor; the caller is, whoever it is."""
    if user == caller.principal.user:
        await work.caseloads.know(user)
    elif not await work.caseloads.knows(user):
        raise UnknownReference(field, NO_COLLEAGUE)


async def _kept(work: Work, held: Item, user: str) -> Item:
    """What is asked for is so already, or a colleague has the plan. Conflict."""
    if getattr(held.content, "user", None) != user:
        raise Conflict("a colleague has the plan; whoever has it hands it over (POST /caseload-transfers)")
    await work.log("assignment-add", held.person_id, [held])
    return held


async def _taken(
    work: Work,
    new_id: NewId,
    caller: Caller,
    person_id: UUID,
    plan_id: UUID,
    user: str,
    held: Item | None,
    *,
    handled: bool,
) -> Item:
    """The assignment, and what tells the other parties that the actor has a caseworker, unless they know."""
    plan = {"plan": str(plan_id)}

    async def made(item_id: UUID, kind: str, disclosed: bool, **fields: Any) -> Item:
        header = ReportHeader(source_version=1, disclosure="parties" if disclosed else "own")
        return await build(work, caller, person_id, item_id, SERVICE_SOURCE, kind, header, {**plan, **fields})

    if held is None:
        item_id = uuid5(plan_id, f"assignment {caller.principal.actor}")
        item = await made(item_id, "assignment", False, user=user, on=iso(caller.today))
    else:  # somebody had it once; nobody has it since the actor has had no caseworker
        assert isinstance(held.content, Assignment)  # noqa: S101 - the id is an assignment's
        item = held.amended(replace(held.content, user=user, on=caller.today, transfer=None, note=None))
    await add(work, item, verb="added", held=held)
    touched = [item]
    if not handled:
        touched.append(await made(new_id(), "handler", True, start=iso(caller.today)))
        await add(work, touched[-1], verb="added")
    await work.log("assignment-add", person_id, touched)
    return item


async def _handled(work: Work, caller: Caller, plan_id: UUID) -> bool:
    """Whether the actor has said that it has a caseworker in the plan."""
    actor = caller.principal.reader
    handlers = await work.items.of_plan(plan_id, "handler")
    return any(one.owner == actor and keeps_on_list(one.content, actor, caller.today) for one in handlers)
