"""The meetings of a plan: booked, moved to another day, held or called off, each with the questions put for it."""

from dataclasses import replace
from typing import Annotated, Any, Final, Literal
from uuid import UUID, uuid5

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt

from app.domain.actors import THE_PERSON
from app.domain.calling import put_anew
from app.domain.days import Day
from app.domain.errors import FactError
from app.domain.facts import FRAME, Appointment, Call, Meeting
from app.domain.facts.json import read_fields
from app.domain.item import Item
from app.domain.moves import Move, check_at_work, make, move_of
from app.domain.permissions import Permission, check
from app.domain.states import state_of
from app.usecases import planning
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.persons import Line
from app.usecases.planning import Contribution, DayText, EndIt, MakeMove, day_in, day_of, held_as_read
from app.usecases.ports import Caller, NewId, Store, Work
from app.usecases.reporting import add

TimeText = Annotated[
    str,
    Field(max_length=5, description="Europe/Stockholm, HH:MM.", examples=["13:00"]),
    AfterValidator(lambda time: time.replace(".", ":")),  # as Swedish writes it
]
Minutes = Annotated[StrictInt, Field(ge=5, le=600, description="Minutes.", examples=[60])]
Place = Annotated[
    Line, Field(description="Where, or how by video; nothing of the person.", examples=["Kommunhuset, rum Solen"])
]


CALLED_OFF: Final = "mötet är inställt"
"""What whoever was called is told: why it is called off is for those who may see the meeting."""


class BookMeeting(BaseModel):
    """A planning meeting is booked; calls and invitations name it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: Annotated[Line | None, Field(examples=["Första mötet"])] = None
    disclosure: Annotated[
        Literal["own", "parties"], Field(description="Who may receive it under consent: nobody, or the parties.")
    ] = "parties"
    on: DayText
    at: TimeText | None = None
    duration: Minutes = 60
    place: Place | None = None


class RebookMeeting(BaseModel):
    """The meeting moves to another day; what is left out stays as it was. Everybody who was to come is asked anew."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    on: DayText
    at: TimeText | None = None
    duration: Minutes | None = None
    place: Place | None = None
    reason: Annotated[Line | None, Field(examples=["Psykiatrin föreslog en annan tid"])] = None


class HoldMeeting(MakeMove):
    """The meeting was held (on the day it was booked for, when no day is given), and what it led to."""

    outcome: Annotated[Literal["plan", "no-plan", "pending"], Field(examples=["plan"])]


async def book(store: Store, new_id: NewId, caller: Caller, plan_id: UUID, command: BookMeeting) -> Item:
    """The booked meeting. All that `contribute` raises, and FactError for a day that has been."""
    check(caller.principal, Permission.WRITE)
    return await store.transact(caller, lambda work: booked(work, new_id(), caller, plan_id, command))


async def booked(work: Work, item_id: UUID, caller: Caller, plan_id: UUID, command: BookMeeting) -> Item:
    """The meeting that `book` books, within a transaction."""
    fields = command.model_dump(include={"on", "at", "duration", "place"}, exclude_none=True)

    def ahead(item: Item) -> None:
        assert isinstance(item.content, Appointment)  # noqa: S101 - what was asked to be built
        _check(item.content, caller.today)

    header = Contribution(title=command.title, disclosure=command.disclosure)
    added = await planning.contributed(work, item_id, caller, plan_id, "appointment", header, fields, None, ahead)
    assert isinstance(added, Item)  # noqa: S101 - only a referral goes round
    return added


async def rebook(
    store: Store, new_id: NewId, caller: Caller, *, appointment_id: UUID, version: str, command: RebookMeeting
) -> Item:
    """The meeting on its new day, with its questions put anew. NotFound, StaleVersion, NotPermitted, IllegalMove of
    the meeting or of a plan that is not at work, FactError for a day that has been."""
    check(caller.principal, Permission.WRITE)
    given = {name: getattr(command, name) for name in ("on", "at", "duration", "place")}
    changes = read_fields("appointment", given)

    async def body(work: Work) -> Item:
        held = await held_as_read(work, move_of("appointment", "rebooking"), appointment_id, version)
        questions = await _questions(work, held)
        moved = _moved(held, "rebooking", caller, on=caller.today, reason=command.reason)
        check_at_work(await work.items.load_shared(_plan_of(held)), caller.today)
        content: Any = replace(moved.content, **changes)
        _check(content, caller.today)
        moved = replace(moved, content=content)
        await add(work, moved, verb="rebooking", held=held)
        touched = [moved]
        for call in questions:
            for after in put_anew(call, content, new_id(), caller.today):
                before = call if after.id == call.id else None
                await add(work, after, verb="rebooking" if before else "added", held=before)
                touched.append(after)
        await work.log("appointment-rebooking", moved.person_id, touched)
        return moved

    return await store.transact(caller, body)


async def hold(store: Store, caller: Caller, *, appointment_id: UUID, version: str, command: HoldMeeting) -> Item:
    """The meeting as held, with the fact that rules read beside it. NotFound, StaleVersion, IllegalMove,
    NotPermitted, FactError for a day that lies ahead."""
    check(caller.principal, Permission.WRITE)
    given = day_in(command.on, "on")

    async def body(work: Work) -> Item:
        held = await held_as_read(work, move_of("appointment", "holding"), appointment_id, version)
        booked: Any = held.content
        on = given or booked.on
        if given is None and on > caller.today:
            raise FactError("on", "is needed: the meeting is booked for a later day; say when it was held")
        meeting = str(uuid5(held.id, "meeting"))
        moved = _moved(held, "holding", caller, on=on)
        moved = replace(moved, content=replace(moved.content, meeting=meeting))  # type: ignore[call-arg]  # as above
        fact = Meeting(id=meeting, on=on, outcome=command.outcome)
        met = replace(held, id=UUID(meeting), revision=0, reason=None, category=FRAME, content=fact)
        await add(work, moved, verb="holding", held=held)
        await add(work, met, verb="added")
        await work.log("appointment-holding", moved.person_id, [moved, met])
        return moved

    return await store.transact(caller, body)


async def cancel(store: Store, caller: Caller, *, appointment_id: UUID, version: str, command: EndIt) -> Item:
    """The meeting called off, with every question that still stood. NotFound, StaleVersion, IllegalMove, …"""
    check(caller.principal, Permission.WRITE)
    on = day_of(command, caller)
    off = move_of("call", "cancellation")

    async def body(work: Work) -> Item:
        held = await held_as_read(work, move_of("appointment", "cancellation"), appointment_id, version)
        questions = await _questions(work, held)
        moved = _moved(held, "cancellation", caller, on=on, reason=command.reason)
        await add(work, moved, verb="cancellation", held=held)
        touched = [moved]
        for call in questions:
            if state_of(call, caller.today) in off.from_states:
                ended = make(call, off, call.owner, on=on, today=caller.today, reason=CALLED_OFF)
                await add(work, ended, verb=off.noun, held=call)
                touched.append(ended)
        await work.log("appointment-cancellation", moved.person_id, touched)
        return moved

    return await store.transact(caller, body)


def _moved(held: Item, noun: str, caller: Caller, *, on: Day, reason: str | None = None) -> Item:
    the_move: Move = move_of("appointment", noun)
    return make(held, the_move, caller.principal.actor or THE_PERSON, on=on, today=caller.today, reason=reason)


async def _questions(work: Work, booked: Item) -> list[Item]:
    """The calls to the meeting, each held until the transaction ends: before anything is written, as whoever answers
    one does, so that the two never wait for each other."""
    named = [
        call.id
        for call in await work.items.of_plan(_plan_of(booked), "call")
        if isinstance(call.content, Call) and call.content.appointment == str(booked.id)
    ]
    held = [await work.items.load(item_id) for item_id in named]
    return [call for call in held if call is not None]


def _plan_of(booked: Item) -> UUID:
    assert booked.plan_id is not None  # noqa: S101 - a booked meeting is of a plan
    return booked.plan_id


def _check(booked: Appointment, today: Day) -> None:
    if booked.on < today:
        raise FactError("on", "has been; a meeting is booked ahead, and one that was held is recorded under meetings")
    refuse_numbers("place", booked.place)
