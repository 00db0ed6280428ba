"""Calling an actor to a meeting of a plan, and answering such a call on one's own behalf."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from app.domain.actors import THE_PERSON
from app.domain.agreements import body_in, is_bound
from app.domain.calling import UNDER_WAY, check_call, check_in_time
from app.domain.days import Day, iso
from app.domain.errors import FactError, NotPermitted, UnknownReference
from app.domain.facts import Appointment, Call, Fact
from app.domain.facts.codes import CALL_REFUSALS
from app.domain.item import Item
from app.domain.moves import Move, check_said, check_state, move_of
from app.domain.states import state_of
from app.usecases import planning
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.persons import Line
from app.usecases.planning import AnswerIt, Contribution, Prepare
from app.usecases.ports import Caller, NewId, Registry, Store, Work

Code = Annotated[
    str | None,
    Field(
        max_length=40,
        description="With declined, and then always: why, by the code list call-refusal.",
        json_schema_extra={"enum": list(CALL_REFUSALS)},
    ),
]
OwnWords = Annotated[Line | None, Field(description="More about why, in words.", examples=["Ring oss i mars"])]


class AnswerCall(AnswerIt):
    """The actor that was asked comes, says no by a code, or asks for another time."""

    code: Code = None
    reason: OwnWords = None
    deputy: Annotated[
        Line | None,
        Field(description="With coming: who comes instead of the one who was asked.", examples=["Lena, teamledare"]),
    ] = None


async def call(
    store: Store,
    registry: Registry,
    new_id: NewId,
    caller: Caller,
    *,
    plan_id: UUID,
    header: Contribution,
    fields: dict[str, Any],
) -> Item:
    """Put the question. FieldError as in `check_call`, and all that `contribute` raises; IllegalMove when the meeting
    that it names has been, or is called off."""
    prepare, rightly = await question(registry, caller)
    return await planning.contribute(
        store,
        new_id,
        caller,
        plan_id=plan_id,
        kind="call",
        header=header,
        fields=fields,
        prepare=prepare,
        check_item=rightly,
    )


async def question(registry: Registry, caller: Caller) -> tuple[Prepare, Callable[[Item], None]]:
    """What a question takes from the meeting that it names, and what makes it one that may be put."""
    actors, bodies = await registry.actors(), await registry.bodies()

    async def with_meeting(work: Work, plan_id: UUID, given: dict[str, Any]) -> dict[str, Any]:
        if "appointment" not in given:
            return given
        if "meeting_on" in given:
            raise FactError("meeting_on", "is what the booked meeting says; leave it out")
        named: UUID = given["appointment"]
        return {**given, "appointment": str(named), **said_of(await _own_meeting(work, caller, plan_id, named))}

    def rightly(item: Item) -> None:
        assert isinstance(item.content, Call)  # noqa: S101 - what was asked to be built
        asker, asked = actors.get(item.owner), actors.get(UUID(item.content.to))
        body = body_in(bodies, asker.municipality_code) if asker else None
        check_call(item.content, item.owner, bound=asked is not None and is_bound(asked, body, item.content.sent))

    return with_meeting, rightly


def said_of(booked: Appointment) -> dict[str, Any]:
    """What a question says of the meeting that it is for."""
    return {"meeting_on": iso(booked.on), "at": booked.at, "duration": booked.duration, "place": booked.place}


async def answer(store: Store, caller: Caller, *, call_id: UUID, version: str, command: AnswerCall) -> Item:
    """The call as answered. All that `planning.move` raises, FactError as in `answering`, and MeetingHasBeen."""
    return await planning.move(
        store, caller, item_id=call_id, version=version, the_move=answering(command), command=command
    )


def answering(command: AnswerCall) -> Move:
    """The move that gives this answer. FactError when a code or a deputy does not go with it."""
    answer = move_of("call", "answer")
    check_said(answer, command.answer, command.code)
    if command.deputy is not None and command.answer != "coming":
        raise FactError("deputy", "goes with coming only; leave it out")
    refuse_numbers("deputy", command.deputy)
    refuse_numbers("reason", command.reason)

    def change(content: Any, on: Day, said: str, code: str | None) -> Fact:
        check_in_time(content, on)
        changed: Fact = replace(content, answered=on, answer=said, refusal=code, deputy=command.deputy)
        return changed

    return replace(answer, change=change)


async def _own_meeting(work: Work, caller: Caller, plan_id: UUID, appointment_id: UUID) -> Appointment:
    booked = await work.items.load(appointment_id)
    if booked is None or not isinstance(booked.content, Appointment) or booked.plan_id != plan_id:
        # Also to a source that only writes, of a meeting that it booked itself: the answer would say where that now is.
        raise UnknownReference(
            "appointment",
            "there is no such booked meeting of this plan for you; book one first, or leave it out and say meeting_on",
        )
    if booked.owner != (caller.principal.actor or THE_PERSON):
        raise NotPermitted("only whoever booked the meeting calls to it; ask it to")
    check_state("appointment", state_of(booked, caller.today), UNDER_WAY)
    return booked.content
