"""Taking what was written on the wrong person away, to the right one or altogether; a trace without content stays."""

from dataclasses import replace
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.correcting import obstacles
from app.domain.errors import FieldError, NotFound, NotPermitted, SourceOwned, StandsInTheWay
from app.domain.item import SERVICE_SOURCE, Item
from app.domain.permissions import Permission, check
from app.usecases.persons import find_or_add
from app.usecases.ports import Caller, Event, Store, Vault, Views, Work
from app.usecases.reading import Document, read_view


class Correct(BaseModel):
    """Which item is not about the person, why, and whom it is about; without anybody it is removed."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    item: Annotated[UUID, Field(description="With a plan goes everything in it.")]
    reason: Annotated[
        Literal["number-mistaken", "persons-mixed-up", "document-misfiled"], Field(examples=["number-mistaken"])
    ]
    rightful_person: Annotated[UUID | None, Field(description="Whom it is about, by the id from a lookup.")] = None
    identity_number: Annotated[
        str | None, Field(max_length=20, description="Or by number.", examples=["19900517-9800"])
    ] = None


async def correct(store: Store, vault: Vault, caller: Caller, person_id: UUID, command: Correct) -> None:
    """Do it. NotFound for what the caller does not see on the person, NotPermitted for what is another's, SourceOwned
    for what another system has reported, StandsInTheWay with what rests on it, FieldError. Nothing is changed then."""
    check(caller.principal, Permission.WRITE)
    if caller.principal.actor is None:
        raise NotPermitted("what an agency has written is corrected by the agency; write to the one that owns it")
    if command.rightful_person is not None and command.identity_number is not None:
        raise FieldError("rightful_person", "name the person by rightful_person or by identity_number, one of them")

    async def body(work: Work) -> None:
        item = await work.items.load(command.item)
        if item is None or item.person_id != person_id:
            raise NotFound("there is no such item on the person for you")
        rightful = await _rightful(work, vault, command)
        if rightful == person_id:
            raise FieldError("rightful_person", "is the person it stands on; name the one whom it is about")
        goes = [item] if item.content.kind != "plan" else list(await work.corrections.belonging(item))
        for one in goes:
            _check_own(caller, one)
        resting = await work.corrections.resting_on(person_id, [one.id for one in goes])
        agreed = item.content.kind == "plan" and await work.corrections.is_agreed(item)
        found = list(obstacles(item, goes, resting, moved=rightful is not None, agreed=agreed))
        if found:
            raise StandsInTheWay(
                [{"because": one.because, "item": str(one.item.id), "kind": one.item.content.kind} for one in found]
            )
        await work.corrections.correct(person_id, [one.id for one in goes], rightful, command.reason)
        for one in goes:
            await _happened(work, one, "corrected")
            if rightful is not None:
                await _happened(work, replace(one, person_id=rightful), "relocated", version=one.version)
        await work.log(f"{item.content.kind}-corrected", person_id, goes)
        if rightful is not None:
            await work.log(f"{item.content.kind}-relocated", rightful, goes)

    await store.transact(caller, body)


async def read_corrections(views: Views, caller: Caller, person_id: UUID) -> Document:
    """What was taken away from the person as somebody else's: the actor's own; to the person, everybody's. NotFound."""
    read = await read_view(views, "corrections", caller, "person", person_id=person_id)
    document: Document = read["document"]
    return document


def _check_own(caller: Caller, item: Item) -> None:
    if item.owner != caller.principal.actor:
        raise NotPermitted("only the actor that owns the item can do this; write to it")
    if item.source not in (SERVICE_SOURCE, caller.principal.source):
        raise SourceOwned("the item comes from the agency's own system; correct it from there")


async def _rightful(work: Work, vault: Vault, command: Correct) -> UUID | None:
    if command.identity_number is not None:
        return await find_or_add(work, vault, command.identity_number)
    if command.rightful_person is not None and not await work.persons.exists(command.rightful_person):
        raise FieldError("rightful_person", "there is no such person; look the person up by identity number first")
    return command.rightful_person


async def _happened(work: Work, item: Item, verb: str, version: str | None = None) -> None:
    await work.happened(
        Event(
            person_id=item.person_id,
            type=f"{item.content.kind}-{verb}",
            item_id=item.id,
            owner=item.owner,
            category=item.category if version else None,
            version=version,
        )
    )
