"""Calling several actors to one meeting: it is booked, and each is put the question in the form that it is due."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.domain.agreements import body_in, is_bound
from app.domain.days import iso
from app.domain.errors import UnknownReference
from app.usecases import calling, meetings
from app.usecases.planning import Contribution
from app.usecases.ports import Caller, NewId, Once, Registry, Replayed, Store, Vault


class Convene(meetings.BookMeeting):
    """A meeting, and everybody who is called to it."""

    to: Annotated[list[UUID], Field(min_length=1, max_length=30)]


async def convene(
    store: Store, registry: Registry, vault: Vault, new_id: NewId, caller: Caller, plan_id: UUID, command: Convene
) -> UUID:
    """The id of the booked meeting. All that `book` and `call_all` raise.

    The booking and each call take effect once for one request, so that one that was broken off is taken up by sending
    it again.
    """
    booking = meetings.BookMeeting(**command.model_dump(exclude={"to"}))
    await _check_known(registry, command.to)
    try:
        booked = (await meetings.book(store, new_id, _part(vault, caller, "book"), plan_id, booking)).id
    except Replayed as before:
        booked = before.item_id
    await call_all(store, registry, vault, new_id, caller, plan_id=plan_id, appointment=booked, to=command.to)
    return booked


async def call_all(
    store: Store,
    registry: Registry,
    vault: Vault,
    new_id: NewId,
    caller: Caller,
    *,
    plan_id: UUID,
    appointment: UUID,
    to: Sequence[UUID],
) -> None:
    """Call, or invite, each of them to the booked meeting: whoever is bound is called. UnknownReference for somebody
    who is not known, before anybody is called; and all that `call` raises."""
    await _check_known(registry, to)
    for asked in dict.fromkeys(to):
        form = await _form_for(registry, caller, asked)
        fields = {"to": str(asked), "form": form, "sent": iso(caller.today), "appointment": appointment}
        with suppress(Replayed):
            await calling.call(
                store,
                registry,
                new_id,
                _part(vault, caller, str(asked)),
                plan_id=plan_id,
                header=Contribution(),
                fields=fields,
            )


async def _check_known(registry: Registry, to: Sequence[UUID]) -> None:
    known = await registry.actors()
    if not set(to) <= known.keys():
        raise UnknownReference("to", "there is no such actor")


async def _form_for(registry: Registry, caller: Caller, asked: UUID) -> str:
    """A call to whoever is bound to come, by law or by the agreement of the asker's municipality; else no more."""
    actors, bodies = await registry.actors(), await registry.bodies()
    asker = actors.get(caller.principal.actor) if caller.principal.actor else None
    body = body_in(bodies, asker.municipality_code) if asker else None
    return "call" if is_bound(actors[asked], body, caller.today) else "invitation"


def _part(vault: Vault, caller: Caller, part: str) -> Caller:
    """The caller with a part of the request, which takes effect once by itself."""
    if caller.once is None:
        return caller
    key = vault.fingerprint("idempotency-key", f"{caller.once.key.hex()} {part}")
    return replace(caller, once=Once(key=key, request=caller.once.request, status=caller.once.status))
