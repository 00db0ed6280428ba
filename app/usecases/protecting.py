"""Stating a person's level of protection: raised, it closes the person to everybody but named handlers at once."""

from typing import Annotated, Literal
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field

from app.domain.errors import NotFound, NotPermitted
from app.domain.permissions import Permission, check, user_of
from app.domain.protection import NamedHandler, is_guarded
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.persons import Line
from app.usecases.ports import Caller, Event, Store, Views, Work
from app.usecases.protection_ports import Statement
from app.usecases.reading import Document, read_view


class Protect(BaseModel):
    """What the caller's actor says of the person's protection from now on, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    level: Annotated[Literal["none", "marked", "protected-registration", "new-identity"], Field(examples=["marked"])]
    reason: Annotated[
        Line,
        Field(description="For the person and the named handlers.", examples=["Skatteverkets besked 2026-11-20"]),
    ]


async def protect(store: Store, caller: Caller, person_id: UUID, command: Protect) -> None:
    """State it. Whoever protects a person is its first handler. NotPermitted for systems and persons; NotFound for a
    person of whom the actor has nothing, and for whoever may not open the person; FieldError for a number in the
    reason."""
    check(caller.principal, Permission.WRITE)
    user = user_of(caller.principal)
    if user is None:
        raise NotPermitted("a level is stated by a caseworker, who opens the person from then on; sign in as one")
    refuse_numbers("reason", command.reason)

    async def body(work: Work) -> None:
        held = await work.protections.held(person_id)
        if held is None or not held.owns:
            raise NotFound("there is no such person for you; look the person up and report something first")
        if is_guarded(command.level) and not held.named:
            await work.caseloads.know(user)
            await work.protections.name(
                NamedHandler(
                    id=uuid5(person_id, f"{caller.principal.actor} {user} {caller.today}"),
                    person_id=person_id,
                    user=user,
                    start=caller.today,
                )
            )
        if command.level != held.stated:
            await work.protections.state(
                Statement(
                    person_id=person_id,
                    version=held.version + 1,
                    level=command.level,
                    reason=command.reason,
                    on=caller.today,
                )
            )
            actor = caller.principal.reader
            await work.happened(Event(person_id=person_id, type="protection-stated", owner=actor, reader=actor))
        await work.log("protection-stated", person_id)

    await store.transact(caller, body)


async def read_protection(views: Views, caller: Caller, person_id: UUID) -> Document:
    """The level, what the reader's actor says of it, and whom it has named; to the person, of every actor. NotFound."""
    document: Document = (await read_view(views, "protection", caller, "person", person_id=person_id))["document"]
    return document
