"""Administration at the command line: the same previews and the same saving, by whoever runs the service."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.days import Day
from app.domain.errors import FieldError, StaleVersion
from app.domain.identity import Issuer
from app.domain.registrations import Client, Registered, Registrable
from app.usecases.administrating import Build, keep, name_of, of_kind, refuse
from app.usecases.administration_ports import Administering, Administration
from app.usecases.previewing import document_of, preview, with_
from app.usecases.reading import Document
from app.usecases.registering import issuer_id

Find = Callable[[Registered], Issuer | Client]
"""Finds what is meant among all that is registered. FieldError."""


async def show(administration: Administration, build: Build, today: Day) -> Document:
    """What the registration would let in; nothing is saved. FieldError."""

    async def shown(work: Administering) -> Document:
        registered = await work.registered()
        one = build(registered)
        refuse(registered, one)
        return await preview(work, registered, one, today)

    return await administration.transact(None, shown)


async def save(administration: Administration, build: Build, digest: str, today: Day, act: str) -> None:
    """Save what has been shown, in place of what is there. FieldError, StaleVersion."""

    async def saved(work: Administering) -> None:
        await work.alone()
        registered = await work.registered()
        one = build(registered)
        refuse(registered, one)
        await keep(work, registered, one, digest, today, act)

    await administration.transact(None, saved)


async def show_all(administration: Administration, rows: Sequence[Registrable], today: Day) -> list[Document]:
    """What the registrations of a file would let in, each as if those before it stood; nothing is saved."""

    async def shown(work: Administering) -> list[Document]:
        return await _previews(work, rows, today)

    return await administration.transact(None, shown)


async def save_all(
    administration: Administration, rows: Sequence[Registrable], digests: Sequence[str], today: Day
) -> None:
    """Save all that has been shown, or nothing. FieldError, StaleVersion."""

    async def saved(work: Administering) -> None:
        await work.alone()
        if [one["digest"] for one in await _previews(work, rows, today)] != list(digests):
            raise StaleVersion("what they would let in is not what was shown; look at it again, and decide anew")
        await work.save(rows)
        for one in rows:
            await work.log("registration-by-file", one.id)

    await administration.transact(None, saved)


async def _previews(work: Administering, rows: Sequence[Registrable], today: Day) -> list[Document]:
    registered, found = await work.registered(), []
    for one in rows:
        found.append(await preview(work, registered, one, today))
        registered = with_(registered, one)
    return found


async def stop(administration: Administration, kind: str, find: Find, reason: str) -> None:
    """Stop the client or issuer: nobody comes in by it from the next request on. FieldError."""

    async def stopped(work: Administering) -> None:
        await work.alone()
        one = replace(find(await work.registered()), active=False)
        await work.save([one])
        await work.log(f"{kind}-suspension", one.id, reason)

    await administration.transact(None, stopped)


async def everything(administration: Administration, kind: str) -> list[Document]:
    """All that is registered of the kind, by name; with the names of whom it belongs to."""

    async def found(work: Administering) -> list[Document]:
        registered = await work.registered()
        return [
            {**document_of(one), **_names(registered, one)}
            for one in sorted(of_kind(registered, kind).values(), key=name_of)
        ]

    return await administration.transact(None, found)


def started(find: Find) -> Build:
    """What is found, let in again."""
    return lambda registered: replace(find(registered), active=True)


def the_issuer(url: str) -> Find:
    """The issuer with that address."""

    def find(registered: Registered) -> Issuer:
        found = registered.issuers.get(issuer_id(url))
        if found is None:
            raise FieldError("issuer", "none is registered with that address; see sip issuers list")
        return found

    return find


def the_client(client_id: str, issuer: str | None) -> Find:
    """The client of that name, at the issuer with that address if it has to be said."""

    def find(registered: Registered) -> Client:
        found = [
            one
            for one in registered.clients.values()
            if one.client_id == client_id and issuer in (None, registered.issuers[one.issuer_id].url)
        ]
        if not found:
            raise FieldError("client_id", "no such client is registered; see sip clients list")
        if len(found) > 1:
            raise FieldError("--issuer", f"is missing: {len(found)} clients are called that; see sip clients list")
        return found[0]

    return find


def _names(registered: Registered, one: Registrable) -> Document:
    owner = registered.owner(one)
    named = {"actor_name": registered.actors[owner].actor.name} if owner else {}
    return {**named, "issuer": registered.issuers[one.issuer_id].url} if isinstance(one, Client) else named
