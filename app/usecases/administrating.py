"""Administration: what is let in is shown, saved as it was shown, stopped at once, and told with its history."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from app.domain.actors import Actor
from app.domain.days import Day
from app.domain.errors import Conflict, FieldError, NotFound, NotPermitted, StaleVersion, UnknownReference
from app.domain.identity import Issuer
from app.domain.permissions import Permission, check
from app.domain.registrations import Administered, Client, Registered, Registrable
from app.usecases.administration_ports import Administering, Administration, Version
from app.usecases.ports import Caller
from app.usecases.previewing import document_of, kind_of, preview, with_
from app.usecases.reading import Document
from app.usecases.registering import refuse_misfit, refuse_unnamed

Build = Callable[[Registered], Registrable]
"""Makes the registration that is asked for out of what there is; FieldError."""
AS_ITS_ACTOR: Final = ("level", "organisation_number", "municipality_code", "county_code")
"""What a unit has of the actor that it is a unit of."""


async def show(administration: Administration, caller: Caller, build: Build, changed: UUID | None = None) -> Document:
    """What the registration would let in, if it may be made at all; nothing is saved. `changed`: the one that is to
    stand otherwise. NotPermitted, FieldError, NotFound."""
    administrator = administrator_of(caller)

    async def shown(work: Administering) -> Document:
        registered = await work.registered()
        if changed is not None:
            held_as(registered, "registration", changed, administrator)
        return await shown_to(work, registered, build, administrator, caller.today)

    return await administration.transact(caller, shown)


async def shown_to(
    work: Administering, registered: Registered, build: Build, administrator: UUID, today: Day
) -> Document:
    """The preview of what is built, if the administrator may make it."""
    one = build(registered)
    refuse(registered, one, administrator)
    return await preview(work, registered, one, today)


async def register(
    administration: Administration, caller: Caller, build: Build, *, digest: str, version: str | None = None
) -> UUID:
    """Save what a preview has shown (`digest`), and give its id. `version`: of the one that it replaces; None: it is
    new. NotPermitted, FieldError, Conflict when it is there already, NotFound, StaleVersion when something has changed
    since it was shown or read."""
    administrator = administrator_of(caller)

    async def saved(work: Administering) -> UUID:
        await work.alone()
        registered = await work.registered()
        one = build(registered)
        refuse(registered, one, administrator)
        if version is None and registered.held(one) is not None:
            raise Conflict("it is registered already; read it and change it (PUT with If-Match)")
        await _refuse_stale(work, one.id, version)
        await keep(work, registered, one, digest, caller.today, "registration")
        return one.id

    return await administration.transact(caller, saved)


async def stop(administration: Administration, caller: Caller, kind: str, which: UUID, reason: str) -> None:
    """Stop the client or issuer: nobody comes in by it from the next request on. NotFound, NotPermitted."""
    administrator = administrator_of(caller)

    async def stopped(work: Administering) -> None:
        await work.alone()
        registered = await work.registered()
        held = held_as(registered, kind, which, administrator)
        one = replace(held, active=False)  # type: ignore[arg-type]  # an issuer or a client
        registered.refuse(administrator, one)
        await work.save([one])
        await work.log(f"{kind}-suspension", which, reason)

    await administration.transact(caller, stopped)


async def start(
    administration: Administration, caller: Caller, kind: str, which: UUID, *, digest: str, version: str
) -> None:
    """Let the client or issuer in again, as a preview has shown. NotFound, NotPermitted, StaleVersion."""
    administrator = administrator_of(caller)

    async def started(work: Administering) -> None:
        await work.alone()
        registered = await work.registered()
        one = replace(held_as(registered, kind, which, administrator), active=True)  # type: ignore[arg-type]  # as above
        refuse(registered, one, administrator)
        await _refuse_stale(work, which, version)
        await keep(work, registered, one, digest, caller.today, "release")

    await administration.transact(caller, started)


async def keep(
    work: Administering, registered: Registered, one: Registrable, digest: str, today: Day, act: str
) -> None:
    """Save and log it, if what it lets in is what was shown. StaleVersion."""
    if (await preview(work, registered, one, today))["digest"] != digest:
        raise StaleVersion("what it would let in is not what the preview showed; look at it again, and decide anew")
    await work.save([one])
    await work.log(f"{kind_of(one)}-{act}", one.id)


async def read(administration: Administration, caller: Caller, kind: str, which: UUID) -> Document:
    """The registration as it stands, with its version. NotFound."""
    administrator = administrator_of(caller)

    async def found(work: Administering) -> Document:
        held = held_as(await work.registered(), kind, which, administrator)
        return {**document_of(held), "version": str(await work.version(which))}

    return await administration.transact(caller, found)


async def read_all(administration: Administration, caller: Caller, kind: str) -> list[Document]:
    """All of the kind that the caller administrates, by name."""
    administrator = administrator_of(caller)

    async def found(work: Administering) -> list[Document]:
        return seen_of(await work.registered(), kind, administrator)

    return await administration.transact(caller, found)


async def read_history(administration: Administration, caller: Caller, kind: str, which: UUID) -> list[Document]:
    """Each version of the registration, the newest first: who made it so, and when. NotFound."""
    administrator = administrator_of(caller)

    async def found(work: Administering) -> list[Document]:
        held_as(await work.registered(), kind, which, administrator)
        return [told_of(one) for one in await work.history(which)]

    return await administration.transact(caller, found)


def seen_of(registered: Registered, kind: str, administrator: UUID) -> list[Document]:
    """All of the kind that the administrator sees, by name."""
    seen = [one for one in of_kind(registered, kind).values() if registered.sees(administrator, one)]
    return [document_of(one) for one in sorted(seen, key=name_of)]


def told_of(one: Version) -> Document:
    """A version as it is told: what stood from then on, and who made it so."""
    return {
        "version": str(one.version),
        "at": one.at,
        "document": {name: value for name, value in one.document.items() if value is not None},
        "by_command": one.client is None,
        **({"client": one.client, "user": one.user, "actor": str(one.actor)} if one.client else {}),
    }


def administrator_of(caller: Caller) -> UUID:
    """The actor whose administrator is asking. NotPermitted for everybody else."""
    check(caller.principal, Permission.ADMIN)
    if caller.principal.actor is None:
        raise NotPermitted("administration is the actors' own; a person has nobody to let in")
    return caller.principal.actor


def refuse(registered: Registered, one: Registrable, administrator: UUID | None = None) -> None:
    """FieldError for a registration that fits nothing, NotPermitted when the administrator may not make it (None:
    somebody at the command line, who may)."""
    if isinstance(one, Client):
        issuer = registered.issuers.get(one.issuer_id)
        known = registered.held(one) is not None
        if issuer is None or (administrator and not known and not registered.sees(administrator, issuer)):
            raise UnknownReference("issuer", "you administrate no such issuer; register it first, or ask who does")
    named = {one.part_of if isinstance(one, Administered) else one.actor_id, *registered.named(one)} - {None}
    if not named <= registered.actors.keys():
        raise FieldError("actor", "there is no such actor; register it first")
    if administrator is not None:
        registered.refuse(administrator, one)
    if isinstance(one, Administered):
        _refuse_unit(registered, one)
    elif isinstance(one, Client):
        _refuse_client(registered, one)
    else:
        for client in registered.clients.values():
            if client.issuer_id == one.id:
                _refuse_client(with_(registered, one), client)
    after = with_(registered, one)
    for issuer in after.issuers.values():
        if one.id in after.meant(issuer) | {issuer.id} or (isinstance(one, Client) and one.issuer_id == issuer.id):
            refuse_unnamed(after, issuer)


def unit_of(parent: Actor, said: Mapping[str, Any], own_id: UUID) -> Actor:
    """A unit of the actor: it is where the actor is, and has a name, a function, an HSA id and a number of its own."""
    return Actor(id=own_id, **{name: getattr(parent, name) for name in AS_ITS_ACTOR}, **said)


def of_kind(registered: Registered, kind: str) -> Mapping[UUID, Registrable]:
    """All that is registered of `actor`, `issuer` or `client`, or of any kind (`registration`)."""
    kinds: Mapping[str, Mapping[UUID, Registrable]] = {
        "actor": {**registered.actors},
        "issuer": {**registered.issuers},
        "client": {**registered.clients},
        "registration": {**registered.actors, **registered.issuers, **registered.clients},
    }
    return kinds[kind]


def held_as(registered: Registered, kind: str, which: UUID, administrator: UUID | None) -> Registrable:
    """The registration, if the administrator sees it (None: somebody at the command line). NotFound."""
    held = of_kind(registered, kind).get(which)
    if held is None or (administrator is not None and not registered.sees(administrator, held)):
        raise NotFound(f"you administrate no such {kind}")
    return held


def name_of(one: Registrable) -> str:
    """What it is listed by."""
    return one.actor.name if isinstance(one, Administered) else one.url if isinstance(one, Issuer) else one.client_id


def _refuse_unit(registered: Registered, one: Administered) -> None:
    if one.part_of is None:
        return
    parent = registered.actors[one.part_of]
    if parent.part_of is not None:
        raise FieldError("actor", "is a unit itself; register the unit with the actor that it is a unit of")
    for name in AS_ITS_ACTOR:
        if getattr(one.actor, name) != getattr(parent.actor, name):
            raise FieldError(name, "a unit has that of its actor; leave it as it is")


def _refuse_client(registered: Registered, one: Client) -> None:
    issuer = registered.issuers[one.issuer_id]
    refuse_misfit(one, issuer)
    if issuer.actor_id and one.actor_id and not registered.answers_for(issuer.actor_id, one.actor_id):
        raise FieldError("actor", "the issuer is another actor's own; its clients act for that actor and its units")
    for other in registered.clients.values():
        if one.source is not None and other.source == one.source and other.id != one.id:
            raise FieldError("source", "is taken; choose a name of your own")


async def _refuse_stale(work: Administering, which: UUID, version: str | None) -> None:
    if version is None:
        return
    there = await work.version(which)
    if there == 0:
        raise NotFound("there is no such registration; add it with POST")
    if version not in (str(there), "*"):
        raise StaleVersion("it has changed since you read it; read it again and decide anew")
