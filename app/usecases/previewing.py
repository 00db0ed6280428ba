"""What a registration would let in, shown before it is saved: as data and in words, and a digest of what was shown."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any, Final
from uuid import UUID

from app.domain.days import Day
from app.domain.identity import Issuer, IssuerKind
from app.domain.labels import LABELS_EN, LABELS_SV
from app.domain.permissions import PERSON_MAY, ROLES, SYSTEM_MAY, Permission, with_implied
from app.domain.registration_warnings import warnings_of
from app.domain.registrations import Administered, Client, Registered, Registrable
from app.usecases.administration_ports import Administering
from app.usecases.asking_of_tokens import asked
from app.usecases.reading import Document

WORDS: Final = {"sv": LABELS_SV, "en": LABELS_EN}
LET_IN: Final = {
    "sv": "{who} släpps in med token från {issuer} genom klienten {client}, som {actor}, och får: {may}.",
    "en": "{who} are let in with tokens of {issuer} through the client {client}, as {actor}, and may: {may}.",
}
IN_ROLE: Final = {"sv": "I rollen {role}: {may}.", "en": "In the role {role}: {may}."}
NOBODY: Final = {"sv": "Ingen släpps in av den, som den nu står.", "en": "As it stands, it lets nobody in."}
NOTHING: Final = {"sv": "ingenting", "en": "nothing"}
ONESELF: Final = {"sv": "sig själv", "en": "themselves"}
REACH: Final = {
    "sv": "{actor} når i dag uppgifter om {number} personer.",
    "en": "{actor} reaches what is told of {number} persons today.",
}
FEW: Final = {"sv": "färre än fem", "en": "fewer than five"}


def kind_of(one: Registrable) -> str:
    """`actor`, `issuer` or `client`."""
    return {Administered: "actor", Issuer: "issuer", Client: "client"}[type(one)]


def document_of(one: Registrable) -> Document:
    """The registration as JSON, with all its fields; what is not said is left out."""
    said: dict[str, Any] = asdict(one)
    said |= {"id": one.id, **said.pop("actor", {})}
    if isinstance(one, Administered) and not one.operator:
        del said["operator"]
    return {name: _plain(value) for name, value in said.items() if value is not None}


def with_(registered: Registered, one: Registrable) -> Registered:
    """All that is registered once this one is, too."""
    if isinstance(one, Administered):
        return replace(registered, actors={**registered.actors, one.id: one})
    if isinstance(one, Issuer):
        return replace(registered, issuers={**registered.issuers, one.id: one})
    return replace(registered, clients={**registered.clients, one.id: one})


async def preview(work: Administering, registered: Registered, one: Registrable, today: Day) -> Document:
    """What saving it would let in, replace and warn of, and the digest without which it is not saved. How many persons
    an actor reaches is shown, and is no part of the digest: that changes by itself."""
    held, after = registered.held(one), with_(registered, one)
    let_in = list(_let_in(one, after))
    warnings = [
        {"code": code, **{tongue: words["registration-warning"][code] for tongue, words in WORDS.items()}}
        for code in warnings_of(one, registered)
    ]
    shown = {
        "kind": kind_of(one),
        "id": str(one.id),
        "version": await work.version(one.id),
        "becomes": document_of(one),
        "lets_in": let_in,
        "warnings": warnings,
    }
    digest = hashlib.sha256(json.dumps(shown, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    actors = {UUID(entry["actor"]) for entry in let_in if "actor" in entry}
    actors |= {one.id} if isinstance(one, Administered) else set()
    persons = await work.reach(actors, today) if actors else {}
    reach = [{"actor": str(actor), "persons": persons[actor]} for actor in sorted(actors)]
    names = {actor.id: actor.actor.name for actor in after.actors.values()}
    issuer = after.issuers.get(one.issuer_id if isinstance(one, Client) else one.id)
    return {
        **shown,
        "digest": digest,
        **({} if held is None else {"replaces": document_of(held)}),
        "reach": reach,
        "words": {
            tongue: [
                *_told(tongue, let_in, reach, {str(actor): name for actor, name in names.items()}),
                *(f"{line[0].upper()}{line[1:]}." for line in (asked(issuer, names, tongue) if issuer else ())),
            ]
            for tongue in WORDS
        },
    }


def _let_in(one: Registrable, registered: Registered) -> Iterator[Document]:
    """Each client that the registration is, or is about, with whom it lets in, as whom, and to do what."""
    for client in registered.clients.values():
        issuer = registered.issuers[client.issuer_id]
        actors = (client.actor_id,) if client.actor_id else issuer.actors
        if one.id not in (client.id, issuer.id, *actors) or not (client.active and issuer.active):
            continue
        scopes = with_implied(frozenset(map(Permission, client.scopes)))
        entry = {"who": str(issuer.kind), "issuer": issuer.url, "audience": issuer.audience, "client": client.client_id}
        if issuer.kind is IssuerKind.PERSON:
            yield {**entry, "permissions": sorted(scopes & PERSON_MAY)}
        elif issuer.kind is IssuerKind.SYSTEM:
            yield {**entry, "actor": str(*actors), "permissions": sorted(scopes & SYSTEM_MAY)}
        else:
            mays = {role: may for role, may in ROLES.items() if role in (set(issuer.role_names.values()) or ROLES)}
            roles = [{"role": role, "permissions": sorted(scopes & may)} for role, may in mays.items()]
            everything = sorted(scopes & frozenset[Permission]().union(*mays.values()))
            for actor in dict.fromkeys(actors):
                yield {**entry, "actor": str(actor), "permissions": everything, "roles": roles}


def _told(tongue: str, let_in: list[Document], reach: list[Document], names: Mapping[str, str]) -> Iterator[str]:
    words = WORDS[tongue]

    def may(permissions: list[str]) -> str:
        return ", ".join(words["permission"][one] for one in permissions) or NOTHING[tongue]

    if not let_in:
        yield NOBODY[tongue]
    for entry in let_in:
        yield LET_IN[tongue].format(
            who=words["issuer-kind"][entry["who"]].capitalize(),
            issuer=entry["issuer"],
            client=entry["client"],
            actor=names[entry["actor"]] if "actor" in entry else ONESELF[tongue],
            may=may(entry["permissions"]),
        )
        for role in entry.get("roles", ()):
            if role["permissions"]:
                yield IN_ROLE[tongue].format(role=words["role"][role["role"]], may=may(role["permissions"]))
    for one in reach:
        number = FEW[tongue] if one["persons"] is None else one["persons"]
        yield REACH[tongue].format(actor=names[one["actor"]], number=number)


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value
