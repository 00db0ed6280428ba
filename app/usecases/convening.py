"""Calling several actors to one meeting in one act: it is booked, and each is put the question that it is due."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.domain.actors import THE_PERSON
from app.domain.agreements import body_in, is_bound
from app.domain.calling import UNDER_WAY
from app.domain.days import iso
from app.domain.errors import FactError, NotFound, NotPermitted, StaleVersion, UnknownReference
from app.domain.facts import Appointment
from app.domain.item import Item
from app.domain.moves import check_state
from app.domain.permissions import Permission, check
from app.domain.states import state_of
from app.usecases import calling, meetings
from app.usecases.planning import Contribution, contributed
from app.usecases.ports import Caller, NewId, Registry, Store, Work

EXAMPLE = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
To = Annotated[
    list[UUID],
    Field(min_length=1, max_length=30, description="Who is called or invited; each once.", examples=[[EXAMPLE]]),
]


class Convene(meetings.BookMeeting):
    """A meeting, and everybody who is called to it."""

    to: To


async def convene(
    store: Store, registry: Registry, new_id: NewId, caller: Caller, plan_id: UUID, command: Convene
) -> Item:
    """The booked meeting, to which each is called; all of it or nothing. All that `book` and `call` raise, and
    UnknownReference for somebody who is not known."""
    check(caller.principal, Permission.WRITE)
    put_to_all = await _questions(registry, new_id, caller, command.to)

    async def body(work: Work) -> Item:
        booked = await meetings.booked(work, new_id(), caller, plan_id, command)
        await put_to_all(work, plan_id, booked)
        return booked

    return await store.transact(caller, body)


async def call_all(
    store: Store,
    registry: Registry,
    new_id: NewId,
    caller: Caller,
    *,
    appointment_id: UUID,
    version: str,
    to: Sequence[UUID],
) -> None:
    """Call, or invite, each of them to the booked meeting as it was read; all of them or nobody. NotFound,
    StaleVersion, and as in `convene`."""
    check(caller.principal, Permission.WRITE)
    put_to_all = await _questions(registry, new_id, caller, to)

    async def body(work: Work) -> None:
        booked = await work.items.load(appointment_id)
        if booked is None or booked.content.kind != "appointment" or booked.plan_id is None:
            raise NotFound("there is no such booked meeting for you")
        if version not in (booked.version, "*"):
            raise StaleVersion("the meeting has changed since you read it; read it again and decide anew")
        if booked.owner != (caller.principal.actor or THE_PERSON):
            raise NotPermitted("only whoever booked the meeting calls to it; ask it to")
        check_state("appointment", state_of(booked, caller.today), UNDER_WAY)
        await put_to_all(work, booked.plan_id, booked)

    await store.transact(caller, body)


async def _questions(
    registry: Registry, new_id: NewId, caller: Caller, to: Sequence[UUID]
) -> Callable[[Work, UUID, Item], Awaitable[None]]:
    """Puts the question of the plan's booked meeting to each. Whoever is bound to come, by law or by the agreement of
    the asker's municipality, is called, and everybody else invited."""
    actors, bodies = await registry.actors(), await registry.bodies()
    asker = actors.get(caller.principal.actor) if caller.principal.actor else None
    body = body_in(bodies, asker.municipality_code) if asker else None
    _, rightly = await calling.question(registry, caller)

    async def put(work: Work, plan_id: UUID, booked: Item) -> None:
        # The meeting is not read again: a source writes of a protected person, and reads nothing back.
        assert isinstance(booked.content, Appointment)  # noqa: S101 - what was booked
        meeting = {"appointment": str(booked.id), **calling.said_of(booked.content)}
        for number, one in enumerate(to):
            if one not in actors:
                raise UnknownReference(f"to.{number}", "there is no such actor; GET /actors lists them")
            if one == caller.principal.actor:
                raise FactError(f"to.{number}", "is the caller itself; whoever calls takes part anyway, name others")
        for asked in dict.fromkeys(to):
            form = "call" if is_bound(actors[asked], body, caller.today) else "invitation"
            fields = {"to": str(asked), "form": form, "sent": iso(caller.today), **meeting}
            await contributed(work, new_id(), caller, plan_id, "call", Contribution(), fields, None, rightly)

    return put
