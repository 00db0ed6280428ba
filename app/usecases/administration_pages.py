"""What a page of administration shows, read at once: one registration and what surrounds it, or all that there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.domain.errors import NotPermitted
from app.domain.registrations import Administered, Registered
from app.usecases.administrating import administrator_of, held_as, seen_of, shown_to, told_of
from app.usecases.administration_ports import Administering, Administration
from app.usecases.ports import Caller
from app.usecases.previewing import document_of
from app.usecases.reading import Document
from app.usecases.registration_commands import released

KINDS: Final = ("actor", "issuer", "client")


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """A registration, its versions with the newest first, and all that its administrator sees, by kind.

    `operates`: whether the administrator does it for whoever runs the service. `release`: what a stopped one would let
    in again; None when it is not stopped, or when that is somebody else's to decide.
    """

    document: Document
    history: list[Document]
    seen: Mapping[str, list[Document]]
    operates: bool
    release: Document | None


async def read_seen(administration: Administration, caller: Caller) -> Mapping[str, list[Document]]:
    """All that the caller administrates, by kind and name."""
    administrator = administrator_of(caller)

    async def found(work: Administering) -> Mapping[str, list[Document]]:
        return _seen(await work.registered(), administrator)

    return await administration.transact(caller, found)


async def read_one(administration: Administration, caller: Caller, kind: str, which: UUID) -> One:
    """The registration as it stands, with what surrounds it. NotFound."""
    administrator = administrator_of(caller)

    async def found(work: Administering) -> One:
        registered = await work.registered()
        document = document_of(held_as(registered, kind, which, administrator))
        history = [told_of(one) for one in await work.history(which)]
        own = held_as(registered, "actor", administrator, administrator)
        release = None
        if not document.get("active", True):
            try:
                release = await shown_to(work, registered, released(which), administrator, caller.today)
            except NotPermitted:
                release = None
        return One(
            document={**document, "version": history[0]["version"] if history else "0"},
            history=history,
            seen=_seen(registered, administrator),
            operates=isinstance(own, Administered) and own.operator,
            release=release,
        )

    return await administration.transact(caller, found)


def _seen(registered: Registered, administrator: UUID) -> Mapping[str, list[Document]]:
    return {kind: seen_of(registered, kind, administrator) for kind in KINDS}
