"""Naming the caseworkers who may open a protected person at an actor: by whoever leads them, who need not see whom."""

import json
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field

from app.domain.civil_days import day_if_any
from app.domain.days import iso
from app.domain.errors import FactError, NotFound, NotPermitted
from app.domain.permissions import Permission, check
from app.domain.protection import NamedHandler
from app.usecases.assigning import User, check_colleague
from app.usecases.planning import DayText, day_in
from app.usecases.ports import Caller, Event, Store, Views, Work
from app.usecases.reading import Document, read_view


class NameHandler(BaseModel):
    """A caseworker of the caller's actor may open the person while it is protected: from `start` (today when it is left
    out) to `end`, both included; without `end` until further notice."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    user: User
    start: DayText | None = None
    end: Annotated[DayText | None, Field(examples=["2027-06-30"])] = None


class EndHandler(BaseModel):
    """From which day on (today when it is left out) the caseworker opens the person no longer."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    on: DayText | None = None


async def name_handler(store: Store, caller: Caller, person_id: UUID, command: NameHandler) -> NamedHandler:
    """The handler; the very one when the same was said before. Alike for a protected person and any other.

    NotPermitted, NotFound for an id that is nobody's, FactError, UnknownReference for a stranger."""
    _leads(caller)
    start, end = day_in(command.start, "start") or caller.today, day_in(command.end, "end", day_if_any)
    if end is not None and end < start:
        raise FactError("end", "is before start; a period ends on its first day at the earliest")
    if end is not None and end < caller.today:
        raise FactError("end", "has been; a handler is named from now on")

    async def body(work: Work) -> NamedHandler:
        await check_colleague(work, caller, "user", command.user)
        said = json.dumps([str(caller.principal.actor), command.user, start])
        given = NamedHandler(id=uuid5(person_id, said), person_id=person_id, user=command.user, start=start, end=end)
        held = await work.protections.handler(person_id, given.id)
        if held is None or held.end != end:
            given = replace(given, version=held.version + 1 if held else 1)
            await _put(work, caller, given, "handler-named")
        return given

    return await store.transact(caller, body)


async def end_handler(
    store: Store, caller: Caller, person_id: UUID, handler_id: UUID, command: EndHandler
) -> NamedHandler:
    """It with its last day before that day; as it was when it ends sooner anyway. NotPermitted, NotFound, FactError for
    a day that has been."""
    _leads(caller)
    back = day_in(command.on, "on") or caller.today
    if back < caller.today:
        raise FactError("on", "has been; a handler ends today at the earliest")

    async def body(work: Work) -> NamedHandler:
        held = await work.protections.handler(person_id, handler_id)
        if held is None:
            raise NotFound("there is no such handler for you")
        if held.end is None or held.end >= back:
            held = replace(held, version=held.version + 1, end=back - 1)
            await _put(work, caller, held, "handler-ended")
        return held

    return await store.transact(caller, body)


async def read_handlers(views: Views, caller: Caller, person_id: UUID) -> Document:
    """Whom the caller's actor has named for that person, now and later; of nobody when there is no such person."""
    _leads(caller)
    document: Document = (await read_view(views, "named-handlers", caller, "person", person_id=person_id))["document"]
    return document


async def read_unhandled(views: Views, caller: Caller, *, page: int, limit: int) -> Document:
    """The protected persons of whom the actor has something and whom nobody there may open, by their ids alone."""
    _leads(caller)
    skip = (page - 1) * limit
    document: Document = (await read_view(views, "unhandled", caller, "person", limit=limit, skip=skip))["document"]
    return document


def told(caller: Caller, handler: NamedHandler) -> dict[str, Any]:
    """The handler as it is answered."""
    period = {"start": iso(handler.start), **({} if handler.end is None else {"end": iso(handler.end)})}
    whose = {"person_id": str(handler.person_id), "actor": str(caller.principal.reader), "user": handler.user}
    return {"id": str(handler.id), **whose, **period}


def _leads(caller: Caller) -> None:
    check(caller.principal, Permission.UNIT)
    if caller.principal.actor is None:
        raise NotPermitted("caseworkers are their agency's own; it names who may open your plan")


async def _put(work: Work, caller: Caller, handler: NamedHandler, act: str) -> None:
    if not await work.protections.name(handler):
        raise NotFound("there is no such person; look the person up by identity number first")
    actor = caller.principal.reader
    await work.happened(Event(person_id=handler.person_id, type=act, owner=actor, reader=actor))
    await work.log(act, handler.person_id)
