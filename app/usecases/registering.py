"""Onboarding: who takes part, whose tokens are accepted, and what each client may do."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Protocol
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field

from app.domain.actors import Actor
from app.domain.agreements import CoordinationBody
from app.domain.errors import FieldError
from app.domain.identity import SUFFICIENT, Issuer, IssuerKind
from app.domain.pace import Pace
from app.domain.permissions import Permission

NAMESPACE = UUID("6f0c5a3e-0d3b-4f5e-9c0a-5a8b7d1e2f30")
"""Ids of what is registered follow from their keys, so that registering again changes and never doubles."""


class Client(BaseModel):
    """A registered client of an issuer, and the actor and source that its tokens stand for."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    issuer_id: UUID
    client_id: str
    actor_id: UUID | None = None
    source: str | None = None
    scopes: list[str]
    active: bool = True


class ActorEntry(BaseModel):
    """An actor as a registration file states it; `key` is the file's own name for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str
    name: str
    function: str
    level: str
    organisation_number: str | None = None
    hsa_id: str | None = None
    municipality_code: str | None = None
    county_code: str | None = None


class IssuerEntry(BaseModel):
    """An issuer as a registration file states it; a workforce issuer names its actor by key."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    url: str
    kind: IssuerKind
    audience: str
    algorithms: list[str]
    jwks_uri: str
    actor: str | None = None
    units: list[str] = []
    """Further actors whose users it speaks for, by key; `unit_claim` says which is meant."""
    organisation_claim: str | None = None
    unit_claim: str | None = None
    role_claim: str = "roles"
    role_names: dict[str, str] = {}
    identity_claim: str = "https://id.oidc.se/claim/personalIdentityNumber"
    assurance_claim: str = "acr"
    assurance: list[str] | None = None
    """Left out: SUFFICIENT for everybody who signs in. An empty list asks nothing."""
    assurance_for: dict[Permission, list[str]] = {}
    proof_required: bool = False


class ClientEntry(BaseModel):
    """A client as a registration file states it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    issuer: str
    client_id: str
    actor: str | None = None
    source: Annotated[str | None, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$")] = None
    scopes: list[Permission]
    active: bool = True


class Registration(BaseModel):
    """A registration file: actors, issuers, clients."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    actors: list[ActorEntry] = []
    issuers: list[IssuerEntry] = []
    clients: list[ClientEntry] = []


class Register(Protocol):
    """Where registrations, and what coordination bodies have agreed on, are kept."""

    async def register(self, actors: Sequence[Actor], issuers: Sequence[Issuer], clients: Sequence[Client]) -> None: ...
    async def actors(self) -> Mapping[UUID, Actor]: ...
    async def set_pace(self, actor: UUID, pace: Pace | None) -> None: ...
    async def bodies(self) -> Sequence[CoordinationBody]: ...
    async def take_into_use(self, body: CoordinationBody) -> None: ...


def actor_id(key: str) -> UUID:
    """The id of the actor that registration files call `key`."""
    return uuid5(NAMESPACE, f"actor:{key}")


async def register(register: Register, registration: Registration) -> None:
    """Add or change everything in the file, or nothing. FieldError for a name that the file does not define."""
    keys = {entry.key for entry in registration.actors}
    urls = {entry.url for entry in registration.issuers}
    for issuer in registration.issuers:
        for key in (issuer.actor, *issuer.units):
            _known("actor", key, keys)
    kinds = {entry.url: entry.kind for entry in registration.issuers}
    for client in registration.clients:
        _known("actor", client.actor, keys)
        _known("issuer", client.issuer, urls)
        if (kinds[client.issuer] is IssuerKind.SYSTEM) != (client.actor is not None):
            raise FieldError(
                f"clients.{client.client_id}.actor",
                "a system's client names its actor; whoever signs in has the actor of the issuer, or is a person",
            )
        if client.source is not None and (client.source == "sip" or client.source.startswith("person-")):
            raise FieldError(f"clients.{client.client_id}.source", "is the service's own; choose another name")
    _comparable(registration)
    try:
        issuers = [_issuer(entry) for entry in registration.issuers]
    except ValueError as problem:
        raise FieldError("issuers", str(problem)) from None
    await register.register(
        [Actor(id=actor_id(entry.key), **entry.model_dump(exclude={"key"})) for entry in registration.actors],
        issuers,
        [_client(entry) for entry in registration.clients],
    )


def asked(entry: IssuerEntry) -> list[str]:
    """What is asked of an issuer's tokens beside a good signature, a line each, for whoever decides to save it."""
    levels = _assurance(entry)
    told = {
        "the organisation number is in": entry.organisation_claim,
        "the unit's HSA id is in": entry.unit_claim,
        "its users belong, as that says, to": entry.units and f"{entry.actor}, {', '.join(entry.units)}",
        "a sign-in has to assure": " or ".join(levels),
        **{f"and for {scope}": " or ".join(some) for scope, some in entry.assurance_for.items()},
        "tokens have to be bound to a key,": entry.proof_required and "with a proof (DPoP)",
    }
    if entry.kind is not IssuerKind.SYSTEM and not levels:
        told["a sign-in has to assure"] = "NOTHING: however somebody signs in there, it is enough"
    roles = [f"its role {theirs} is our {ours}" for theirs, ours in entry.role_names.items()]
    return [f"{what} {value}" for what, value in told.items() if value] + roles


async def registered(register: Register, key: str) -> Actor:
    """The actor that the registration file calls `key`. FieldError when there is none."""
    actor = (await register.actors()).get(actor_id(key))
    if actor is None:
        raise FieldError("actor", f"no actor is registered as {key}; use the key that it has in the registration file")
    return actor


def _issuer(entry: IssuerEntry) -> Issuer:
    return Issuer(
        id=uuid5(NAMESPACE, f"issuer:{entry.url}"),
        actor_id=actor_id(entry.actor) if entry.actor else None,
        unit_ids=tuple(actor_id(key) for key in entry.units),
        algorithms=tuple(entry.algorithms),
        assurance=_assurance(entry),
        assurance_for={str(scope): tuple(levels) for scope, levels in entry.assurance_for.items()},
        **entry.model_dump(exclude={"actor", "units", "algorithms", "assurance", "assurance_for"}),
    )


def _assurance(entry: IssuerEntry) -> tuple[str, ...]:
    if entry.assurance is not None:
        return tuple(entry.assurance)
    return () if entry.kind is IssuerKind.SYSTEM else SUFFICIENT


def _client(entry: ClientEntry) -> Client:
    return Client(
        issuer_id=uuid5(NAMESPACE, f"issuer:{entry.issuer}"),
        actor_id=actor_id(entry.actor) if entry.actor else None,
        scopes=[str(scope) for scope in entry.scopes],
        **entry.model_dump(exclude={"issuer", "actor", "scopes"}),
    )


def _comparable(registration: Registration) -> None:
    """FieldError when an issuer's tokens are to name an actor that has nothing registered to be named by."""
    actors = {entry.key: entry for entry in registration.actors}
    for issuer in registration.issuers:
        clients = [client.actor for client in registration.clients if client.issuer == issuer.url]
        for key in filter(None, (issuer.actor, *issuer.units, *clients)):
            for claim, name in ((issuer.organisation_claim, "organisation_number"), (issuer.unit_claim, "hsa_id")):
                if claim is not None and getattr(actors[key], name) is None:
                    raise FieldError(f"actors.{key}.{name}", f"is missing; tokens of {issuer.url} say it in {claim}")


def _known(field: str, name: str | None, names: set[str]) -> None:
    if name is not None and name not in names:
        raise FieldError(field, f"{name} is not in the file; add it there")
