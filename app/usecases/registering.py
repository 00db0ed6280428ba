"""Onboarding by file: who takes part, whose tokens are accepted, and what each client may do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict

from app.domain.actors import Actor
from app.domain.agreements import CoordinationBody
from app.domain.days import Day
from app.domain.errors import FieldError
from app.domain.identity import SUFFICIENT, Issuer, IssuerKind
from app.domain.pace import Pace
from app.domain.registrations import Administered, Client, Registered, Registrable
from app.usecases.registration_fields import ActorFields, ClientFields, IssuerFields

NAMESPACE = UUID("6f0c5a3e-0d3b-4f5e-9c0a-5a8b7d1e2f30")
"""Ids of what is registered follow from their keys, so that registering again changes and never doubles."""


class ActorEntry(ActorFields):
    """An actor as a registration file states it; `key` is the file's own name for it, `part_of` the key of the actor
    that it is a unit of."""

    key: str
    part_of: str | None = None
    operator: bool = False


class IssuerEntry(IssuerFields):
    """An issuer as a registration file states it; a workforce issuer names its actor by key, and as `units` further
    actors whose users it speaks for; `unit_claim` says which is meant."""

    actor: str | None = None
    units: tuple[str, ...] = ()


class ClientEntry(ClientFields):
    """A client as a registration file states it."""

    issuer: str
    actor: str | None = None


class Registration(BaseModel):
    """A registration file: actors, issuers, clients."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    actors: list[ActorEntry] = []
    issuers: list[IssuerEntry] = []
    clients: list[ClientEntry] = []


class Register(Protocol):
    """Where registrations, and what coordination bodies have agreed on, are kept."""

    async def register(self, rows: Sequence[Registrable]) -> None: ...
    async def registered(self) -> Registered: ...
    async def actors(self) -> Mapping[UUID, Actor]: ...
    async def set_pace(self, actor: UUID, pace: Pace | None) -> None: ...
    async def set_retention(self, actor: UUID, start_on: Day | None) -> None: ...
    async def bodies(self) -> Sequence[CoordinationBody]: ...
    async def take_into_use(self, body: CoordinationBody) -> None: ...


def actor_id(key: str) -> UUID:
    """The id of the actor that registration files call `key`."""
    return uuid5(NAMESPACE, f"actor:{key}")


def issuer_id(url: str) -> UUID:
    """The id of the issuer with that address."""
    return uuid5(NAMESPACE, f"issuer:{url}")


async def register(register: Register, registration: Registration) -> None:
    """Add or change everything in the file, or nothing. FieldError as of `rows_of`."""
    await register.register(rows_of(registration))


def rows_of(registration: Registration) -> list[Registrable]:
    """Everything in the file: actors, then issuers, then clients. FieldError for a name that the file does not define,
    for what is in it twice, and for what would let in what it should not."""
    keys = _each_once("actors", [entry.key for entry in registration.actors])
    urls = _each_once("issuers", [entry.url for entry in registration.issuers])
    _each_once("clients", [f"{entry.client_id} of {entry.issuer}" for entry in registration.clients])
    for actor in registration.actors:
        _known("part_of", actor.part_of, keys)
    for issuer in registration.issuers:
        for key in (issuer.actor, *issuer.units):
            _known("actor", key, keys)
    for client in registration.clients:
        _known("actor", client.actor, keys)
        _known("issuer", client.issuer, urls)
    actors = [
        Administered(
            actor=actor_of(entry, actor_id(entry.key)),
            key=entry.key,
            part_of=_actor(entry.part_of),
            operator=entry.operator,
        )
        for entry in registration.actors
    ]
    issuers = [issuer_in_file(entry) for entry in registration.issuers]
    clients = [client_of(entry, issuer_id(entry.issuer), _actor(entry.actor)) for entry in registration.clients]
    filed = Registered(
        actors={one.id: one for one in actors},
        issuers={one.id: one for one in issuers},
        clients={one.id: one for one in clients},
    )
    for one in clients:
        refuse_misfit(one, filed.issuers[one.issuer_id], f"clients.{one.client_id}.")
    for each in issuers:
        refuse_unnamed(filed, each)
    return [*actors, *issuers, *clients]


async def registered(register: Register, key: str) -> Actor:
    """The actor that the registration file calls `key`. FieldError when there is none."""
    actor = (await register.actors()).get(actor_id(key))
    if actor is None:
        raise FieldError("actor", f"no actor is registered as {key}; use the key that it has in the registration file")
    return actor


def actor_of(entry: ActorFields, own_id: UUID) -> Actor:
    """The actor as stated. FieldError."""
    return Actor(id=own_id, **entry.model_dump(include=set(ActorFields.model_fields)))


def issuer_in_file(entry: IssuerEntry) -> Issuer:
    """The issuer as a file states it. FieldError."""
    return issuer_of(entry, _actor(entry.actor), [actor_id(key) for key in entry.units])


def issuer_of(entry: IssuerFields, actor: UUID | None, units: Sequence[UUID] = ()) -> Issuer:
    """The issuer as stated, of the actor and its users' units. FieldError for one that would let in what it should
    not."""
    for name in ("url", "jwks_uri"):
        address = getattr(entry, name)
        if "#" in address or "@" in address.partition("//")[2].partition("/")[0] or not address.isascii():
            raise FieldError(name, "is no address of an issuer; leave out fragment (#), user and password")
    if entry.kind is IssuerKind.PERSON and actor is not None:
        raise FieldError("actor", "an issuer of persons speaks for nobody's actor; leave it out")
    said = entry.model_dump(include=set(IssuerFields.model_fields)) | {
        "algorithms": tuple(entry.algorithms),
        "assurance": _assurance(entry),
        "assurance_for": {str(scope): tuple(levels) for scope, levels in entry.assurance_for.items()},
    }
    try:
        return Issuer(id=issuer_id(entry.url), actor_id=actor, unit_ids=tuple(units), **said)
    except ValueError as problem:
        named = next((word for word in str(problem).split() if word in {*said, "actor", "units"}), "issuers")
        raise FieldError(named, str(problem)) from None


def client_of(entry: ClientFields, issuer: UUID, actor: UUID | None) -> Client:
    """The client as stated, of the issuer and for the actor."""
    said = entry.model_dump(include=set(ClientFields.model_fields) - {"scopes"})
    return Client(issuer_id=issuer, actor_id=actor, scopes=tuple(str(scope) for scope in entry.scopes), **said)


def refuse_misfit(client: Client, issuer: Issuer, where: str = "") -> None:
    """FieldError for a client that its issuer cannot speak for; `where` is what comes before the field's name."""
    if (issuer.kind is IssuerKind.SYSTEM) != (client.actor_id is not None):
        raise FieldError(
            f"{where}actor",
            "a system's client names its actor; whoever signs in has the actor of the issuer, or is a person",
        )
    if client.source is not None and (client.source == "sip" or client.source.startswith("person-")):
        raise FieldError(f"{where}source", "is the service's own; choose another name")


def refuse_unnamed(registered: Registered, issuer: Issuer) -> None:
    """FieldError when the issuer's tokens are to name an actor that has nothing registered to be named by."""
    for actor in sorted(registered.meant(issuer)):
        there = registered.actors[actor]
        for claim, name in ((issuer.organisation_claim, "organisation_number"), (issuer.unit_claim, "hsa_id")):
            if claim is not None and getattr(there.actor, name) is None:
                said = f"is missing; tokens of {issuer.url} say it in {claim}"
                raise FieldError(f"actors.{there.key or there.id}.{name}", said)


def _actor(key: str | None) -> UUID | None:
    return actor_id(key) if key else None


def _assurance(entry: IssuerFields) -> tuple[str, ...]:
    if entry.assurance is not None:
        return tuple(entry.assurance)
    return () if entry.kind is IssuerKind.SYSTEM else SUFFICIENT


def _each_once(field: str, names: Sequence[str]) -> set[str]:
    found = Counter(names)
    if twice := next((name for name, times in found.items() if times > 1), None):
        raise FieldError(field, f"{twice} is there twice; state it once")
    return set(found)


def _known(field: str, name: str | None, names: set[str]) -> None:
    if name is not None and name not in names:
        raise FieldError(field, f"{name} is not in the file; add it there")
