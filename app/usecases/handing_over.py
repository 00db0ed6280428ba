"""Handing plans over to a colleague of the same actor: some or all of a caseload in one act, with a note."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated
from uuid import NAMESPACE_OID, UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from app.domain.caseload import MOST_PLANS
from app.domain.errors import Conflict, FieldError, StaleVersion, UnknownReference
from app.domain.facts import Assignment
from app.domain.permissions import Permission, whose
from app.usecases.assigning import User, check_colleague
from app.usecases.caseload_ports import Transfer
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.ports import Caller, NewId, Store, Views, Work
from app.usecases.reading import Document, read_view
from app.usecases.reporting import add
from app.usecases.texts import LINES

Note = Annotated[str, Field(min_length=1, max_length=2_000, pattern=LINES)]
EXAMPLE: JsonDict = {
    "to": "3f6c",
    "note": "Jag är föräldraledig från den 1 december. Ring mig gärna fram till dess.",
    "plans": [{"plan": "01a1ffba-6419-70c8-8707-c4b8426a989e", "note": "Uppföljningen i januari är bokad."}],
}


class PlanHandedOver(BaseModel):
    """One plan, with what there is to say about it: kept in the plan, where the person reads it too."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    plan: UUID
    note: Note | None = None


class HandOver(BaseModel):
    """These plans, or all when none is named, go to a colleague. `holder`: whose, when not the caller's own
    (needs the scope sip.unit). `note` is about the handover and stays within the actor; what is about one person
    belongs to that person's plan."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [EXAMPLE]})
    to: User
    note: Note
    plans: Annotated[list[PlanHandedOver] | None, Field(min_length=1, max_length=MOST_PLANS)] = None
    holder: User | None = None


def transfer_id(caller: Caller, new_id: NewId) -> UUID:
    """The act's id: of a request that may come again always the same, so that its answer can be given anew."""
    return uuid5(NAMESPACE_OID, caller.once.key.hex()) if caller.once else new_id()


async def hand_over(store: Store, caller: Caller, act: UUID, command: HandOver) -> None:
    """All of it, or nothing. NotPermitted, FieldError, UnknownReference for a stranger and for a plan that is not in
    the caseload, Conflict when there is nothing to hand over, StaleVersion when a plan goes elsewhere meanwhile."""
    holder = whose(caller.principal, command.holder, Permission.WRITE)
    if command.to == holder:
        raise FieldError("to", "is the one who has the plans; name a colleague")
    refuse_numbers("note", command.note)
    for number, one in enumerate(command.plans or ()):
        refuse_numbers(f"plans.{number}.note", one.note)

    async def body(work: Work) -> None:
        await check_colleague(work, caller, "holder", holder)
        await check_colleague(work, caller, "to", command.to)
        held = await work.caseloads.plans_of(holder)
        chosen = _chosen(command, held)
        await work.caseloads.hand_over(
            Transfer(id=act, holder=holder, to=command.to, note=command.note, on=caller.today)
        )
        for plan, note in sorted(chosen.items()):
            await _moved(work, caller, held[plan], holder, act, command.to, note)

    await store.transact(caller, body)


async def read_transfer(views: Views, caller: Caller, act: UUID) -> Document:
    """What was handed over by that act, from whom to whom. NotFound for every other actor."""
    document: Document = (await read_view(views, "caseload-transfer", caller, "transfer", transfer_id=act))["document"]
    return document


def _chosen(command: HandOver, held: Mapping[UUID, UUID]) -> dict[UUID, str | None]:
    """The plans that are handed over, with the note of each."""
    if command.plans is None:
        if not held:
            raise Conflict("there is no plan in the caseload to hand over")
        if len(held) > MOST_PLANS:
            raise Conflict(f"the caseload holds more than {MOST_PLANS} plans; name some of them at a time")
        return dict.fromkeys(held)
    chosen: dict[UUID, str | None] = {}
    for number, one in enumerate(command.plans):
        if one.plan not in held:
            raise UnknownReference(f"plans.{number}.plan", "is not in that caseload; GET /caseload lists what is")
        if one.plan in chosen:
            raise FieldError(f"plans.{number}.plan", "is named before; name each plan once")
        chosen[one.plan] = one.note
    return chosen


async def _moved(
    work: Work, caller: Caller, assignment: UUID, holder: str, act: UUID, to: str, note: str | None
) -> None:
    item = await work.items.load(assignment)
    if item is None or not isinstance(item.content, Assignment) or item.content.user != holder:
        raise StaleVersion("a plan has gone to somebody else meanwhile; read the caseload again")
    content = replace(item.content, user=to, on=caller.today, transfer=str(act), note=note)
    moved = item.amended(content)
    await add(work, moved, verb="transfer", held=item)
    await work.log("assignment-transfer", item.person_id, [moved])
