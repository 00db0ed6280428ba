"""Making two records of one person one: proposed by a caseworker, reviewed by another, and undone while it can be."""

from dataclasses import replace
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.actors import THE_PERSON
from app.domain.errors import Conflict, FieldError, NotFound, NotPermitted
from app.domain.facts import FRAME
from app.domain.merging import Merge, undo_until
from app.domain.permissions import Permission, check, user_of
from app.usecases.ports import Caller, Event, NewId, Store, Views, Work
from app.usecases.reading import Document, read_view

NOT_THERE: Final = "there are no two records for you that can be made one; look both persons up and read them first"
"""In the same words whatever the cause: not known, protected once, held, or one with another already."""
NO_MERGE: Final = "there is no such merge for you"


class ProposeMerge(BaseModel):
    """Which other record is of the same person, and how that is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    other: Annotated[UUID, Field(description="By the id from a lookup; the record in the address leads.")]
    evidence: Annotated[
        Literal["number-changed", "number-mistyped", "two-coordination-numbers", "confirmed-by-person"],
        Field(examples=["number-changed"]),
    ]


class ReviewMerge(BaseModel):
    """What somebody else than who proposed it says; with a no, why."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    outcome: Annotated[Literal["applied", "declined"], Field(examples=["applied"])]
    reason: Annotated[Literal["different-persons", "evidence-insufficient"] | None, Field()] = None


class UndoMerge(BaseModel):
    """Why they are two records again."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    reason: Annotated[
        Literal["different-persons", "evidence-insufficient", "merged-by-mistake"],
        Field(examples=["different-persons"]),
    ]


async def propose(store: Store, new_id: NewId, caller: Caller, person_id: UUID, command: ProposeMerge) -> None:
    """Propose it. NotPermitted for systems and persons; FieldError for the same record twice; NotFound for two that may
    not be made one, whatever the cause; Conflict when the actor has proposed it already."""
    check(caller.principal, Permission.LOOK_UP)
    user = _caseworker(caller)
    if command.other == person_id:
        raise FieldError("other", "is the same record; name the other one by its id from a lookup")

    async def body(work: Work) -> None:
        if not await work.merges.may_be_one(person_id, command.other):
            raise NotFound(NOT_THERE)
        if await work.merges.proposed(person_id, command.other):
            raise Conflict("this has been proposed already; read the person's merges, and let a coordinator review it")
        merge = Merge(id=new_id(), person_id=person_id, absorbed_id=command.other, evidence=command.evidence, user=user)
        await _say(work, merge)

    await store.transact(caller, body)


async def review(store: Store, caller: Caller, person_id: UUID, merge_id: UUID, command: ReviewMerge) -> None:
    """Apply it, or decline. NotPermitted for whoever does not coordinate, and to apply one's own proposal; NotFound as
    for a proposal; Conflict when it has been decided."""
    check(caller.principal, Permission.UNIT)
    user = _caseworker(caller)
    if (command.outcome == "declined") != (command.reason is not None):
        raise FieldError("reason", "says why it is declined; leave it out when it is applied")

    async def body(work: Work) -> None:
        merge = await _held(work, person_id, merge_id)
        if merge.state != "proposed":
            raise Conflict("this has been decided already; read the person's merges")
        if command.outcome == "applied":
            if merge.user == user:
                raise NotPermitted("whoever proposed it does not review it; ask another coordinator of your actor")
            if not await work.merges.may_be_one(merge.person_id, merge.absorbed_id):
                raise NotFound(NOT_THERE)
        until = undo_until(caller.today) if command.outcome == "applied" else None
        decided = replace(merge, state=command.outcome, user=user, reason=command.reason, undo_until=until)
        await _say(work, replace(decided, version=merge.version + 1))

    await store.transact(caller, body)


async def undo(store: Store, caller: Caller, person_id: UUID, merge_id: UUID, command: UndoMerge) -> None:
    """Two records again, each with what stands on it. NotPermitted for whoever does not coordinate; NotFound; Conflict
    when it is not applied, or its last day is over."""
    check(caller.principal, Permission.UNIT)
    user = _caseworker(caller)

    async def body(work: Work) -> None:
        merge = await _held(work, person_id, merge_id)
        if merge.state != "applied" or merge.undo_until is None:
            raise Conflict("there is nothing to undo: this is not applied; read the person's merges")
        if caller.today > merge.undo_until:
            raise Conflict("the last day on which this could be undone is over; correct item by item what is wrong")
        undone = replace(merge, state="undone", user=user, reason=command.reason, undo_until=None)
        await _say(work, replace(undone, version=merge.version + 1))

    await store.transact(caller, body)


async def read_merges(views: Views, caller: Caller, person_id: UUID) -> Document:
    """What the reader's actor has said of the record being one with another; to the person, what stands. NotFound."""
    document: Document = (await read_view(views, "merges", caller, "person", person_id=person_id))["document"]
    return document


def _caseworker(caller: Caller) -> str:
    check(caller.principal, Permission.WRITE)
    user = user_of(caller.principal)
    if user is None:
        raise NotPermitted("two records are made one by caseworkers, who answer for it; sign in as one")
    return user


async def _held(work: Work, person_id: UUID, merge_id: UUID) -> Merge:
    merge = await work.merges.load(person_id, merge_id)
    if merge is None:
        raise NotFound(NO_MERGE)
    return merge


async def _say(work: Work, merge: Merge) -> None:
    """With an event and a row in the log on each of the records, neither of which names the other."""
    await work.merges.say(merge)
    said = Event(
        person_id=merge.person_id, type=f"merge-{merge.state}", item_id=merge.id, owner=THE_PERSON, category=FRAME
    )
    for record in (merge.person_id, merge.absorbed_id):
        await work.happened(replace(said, person_id=record))
        await work.log(f"merge-{merge.state}", record)
