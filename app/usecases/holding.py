"""Legal holds: an actor keeps what it has about a person although its time has come, until it says that it is over."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.errors import Conflict, NotFound, NotPermitted, UnknownReference
from app.domain.permissions import Permission, check
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.hold_ports import LegalHold
from app.usecases.persons import Line
from app.usecases.ports import Caller, Event, NewId, Store, Views, Work
from app.usecases.reading import Document, read_view


class PlaceHold(BaseModel):
    """From today nothing is removed of what the caller's actor has about the person, or in the plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    reason: Annotated[Line, Field(examples=["Ärendet prövas i förvaltningsrätten"])]
    plan: Annotated[UUID | None, Field(description="Only what is in this plan; else everything.")] = None


class ReleaseHold(BaseModel):
    """What was kept by the hold is removed when its time has come, or if it has."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    reason: Annotated[Line, Field(examples=["Domen har vunnit laga kraft"])]


async def place(store: Store, new_id: NewId, caller: Caller, person_id: UUID, command: PlaceHold) -> None:
    """Keep it from today. NotPermitted for the person; NotFound for a person of whom the actor has nothing;
    UnknownReference for a plan in which it has nothing; FieldError for a number in the reason."""
    _check(caller)
    refuse_numbers("reason", command.reason)

    async def body(work: Work) -> None:
        if not await work.holds.may_place(person_id, None):
            raise NotFound("there is no such person for you; a hold keeps what your own actor has reported")
        if command.plan is not None and not await work.holds.may_place(person_id, command.plan):
            raise UnknownReference("plan", "is no plan of this person in which your actor has anything")
        hold = LegalHold(id=new_id(), person_id=person_id, plan_id=command.plan, reason=command.reason)
        await work.holds.place(hold)
        await _tell(work, caller, hold, "legal-hold-placed")

    await store.transact(caller, body)


async def release(store: Store, caller: Caller, person_id: UUID, hold_id: UUID, command: ReleaseHold) -> None:
    """It is over. NotPermitted for the person; NotFound for another actor's; Conflict when it is over already."""
    _check(caller)
    refuse_numbers("reason", command.reason)

    async def body(work: Work) -> None:
        hold = await work.holds.load(person_id, hold_id)
        if hold is None:
            raise NotFound("there is no such hold for you")
        if hold.released or not await work.holds.release(hold, command.reason):
            raise Conflict("this hold has been released already; read the person's holds")
        await _tell(work, caller, hold, "legal-hold-released")

    await store.transact(caller, body)


async def read_holds(views: Views, caller: Caller, person_id: UUID) -> Document:
    """The holds of the caller's actor, the newest first; to the person, every actor's. NotFound."""
    document: Document = (await read_view(views, "legal-holds", caller, "person", person_id=person_id))["document"]
    return document


def _check(caller: Caller) -> None:
    check(caller.principal, Permission.WRITE)
    if caller.principal.actor is None:
        raise NotPermitted("a hold is an agency's, of what it has itself")


async def _tell(work: Work, caller: Caller, hold: LegalHold, what: str) -> None:
    actor = caller.principal.reader
    await work.happened(Event(person_id=hold.person_id, type=what, item_id=hold.id, owner=actor, reader=actor))
    await work.log(what, hold.person_id)
