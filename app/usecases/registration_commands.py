"""What administrators ask for over REST: an actor, a unit, an issuer or a client as it is to stand or to start."""

from dataclasses import replace
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.errors import FieldError, NotFound
from app.domain.reachable import Networks, names_inside
from app.domain.registrations import Administered, Registered, Registrable
from app.usecases.administrating import Build, unit_of
from app.usecases.registering import actor_id, actor_of, client_of, issuer_id, issuer_of
from app.usecases.registration_fields import ActorFields, ClientFields, IssuerFields, Phone
from app.usecases.texts import LINE

Key = Annotated[
    str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$", description="Its name in files.", examples=["eksjo-social"])
]
Digest = Annotated[
    str,
    Field(
        pattern=r"^[0-9a-f]{64}$",
        description="`digest` of the preview: what is saved is what was shown.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    ),
]
SuspensionReason = Literal["key-leaked", "misuse", "fault", "moved", "ended"]


class StateActor(ActorFields):
    """An actor as it is to stand; a new one has a key, which never changes."""

    key: Key | None = None


class StateUnit(BaseModel):
    """A unit of an actor: it has the actor's level, number, municipality and county."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: Key
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=LINE, examples=["Eksjö, ekonomiskt bistånd"])]
    function: Annotated[str, Field(examples=["social-services"])]
    hsa_id: Annotated[str | None, Field(max_length=60, pattern=LINE)] = None
    phone: Phone = None


class StateIssuer(IssuerFields):
    """An issuer as it is to stand. An issuer of persons has no actor, one of those who work somewhere has to have."""

    actor: Annotated[UUID | None, Field(description="Whose own it is.")] = None
    units: Annotated[
        tuple[UUID, ...], Field(description="Further actors of its users; `unit_claim` says which is meant.")
    ] = ()


class StateClient(ClientFields):
    """A client of an issuer as it is to stand; the client of a system says for which actor it acts."""

    issuer: Annotated[UUID, Field(examples=["01a1ffba-6426-74d5-b9ad-d548b1222791"])]
    actor: Annotated[UUID | None, Field(description="For whom a system acts.")] = None


class _Seen(BaseModel):
    """Something that a preview has shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    preview: Digest


class RegisterActor(StateActor, _Seen):
    """An actor, and the preview that has shown what comes of it."""


class RegisterUnit(StateUnit, _Seen):
    """A unit, and the preview that has shown what comes of it."""


class RegisterIssuer(StateIssuer, _Seen):
    """An issuer, and the preview that has shown what it lets in."""


class RegisterClient(StateClient, _Seen):
    """A client, and the preview that has shown what it lets in."""


class Release(_Seen):
    """Let in again, and the preview that has shown what that lets in."""


class Suspension(BaseModel):
    """Stop it at once; why, by a code of the list suspension-reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    reason: Annotated[SuspensionReason, Field(examples=["key-leaked"])]


class Proposal(BaseModel):
    """What is to be shown: one of actor, unit (with `part_of`), issuer, client or release, the id of a client or
    issuer that is to start again. `replaces` is the id of the registration that would be changed."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "client": {
                        "issuer": "01a1ffba-6426-74d5-b9ad-d548b1222791",
                        "client_id": "case-system",
                        "scopes": ["sip.read"],
                    }
                }
            ]
        },
    )
    replaces: UUID | None = None
    actor: StateActor | None = None
    unit: StateUnit | None = None
    part_of: UUID | None = None
    issuer: StateIssuer | None = None
    client: StateClient | None = None
    release: UUID | None = None

    def build(self, inside: Networks = ()) -> Build:
        """The registration that is proposed. FieldError when that is none, or several."""
        said = [name for name in ("actor", "unit", "issuer", "client", "release") if getattr(self, name) is not None]
        if len(said) != 1:
            raise FieldError("body", "propose one of actor, unit, issuer, client, release")
        if self.actor is not None:
            return actor_as(self.actor, self.replaces)
        if self.unit is not None:
            if self.part_of is None:
                raise FieldError("part_of", "is missing; name the actor that it is a unit of")
            return unit_as(self.unit, self.part_of)
        if self.issuer is not None:
            return issuer_as(self.issuer, self.replaces, inside)
        if self.client is not None:
            return client_as(self.client, self.replaces)
        return released(self.release)


def actor_as(said: StateActor, replaces: UUID | None = None) -> Build:
    """The actor as stated, new or in place of the one that is there."""

    def build(registered: Registered) -> Registrable:
        if replaces is None:
            if said.key is None:
                raise FieldError("key", "is missing; a new actor has one, and keeps it")
            return Administered(actor=actor_of(said, actor_id(said.key)), key=said.key)
        held = registered.actors.get(replaces)
        if held is None:
            raise NotFound("you administrate no such actor")
        if said.key not in (None, held.key):
            raise FieldError("key", "never changes; leave it out")
        return replace(held, actor=actor_of(said, held.id))

    return build


def unit_as(said: StateUnit, part_of: UUID) -> Build:
    """The unit as stated, which is where the actor is."""

    def build(registered: Registered) -> Registrable:
        parent = registered.actors.get(part_of)
        if parent is None:
            raise NotFound("you administrate no such actor")
        of_itself = said.model_dump(include=set(StateUnit.model_fields) - {"key"})
        own = unit_of(parent.actor, of_itself, actor_id(said.key))
        return Administered(actor=own, key=said.key, part_of=part_of)

    return build


def issuer_as(said: StateIssuer, replaces: UUID | None = None, inside: Networks = ()) -> Build:
    """The issuer as stated; what it is known by stays. Its keys are at a public address, or `inside` these networks:
    what lies elsewhere only whoever runs the service names."""

    def build(_registered: Registered) -> Registrable:
        if names_inside(said.jwks_uri, inside):
            raise FieldError(
                "jwks_uri",
                "leads to this machine or into a network of its own; use a public address, or ask whoever runs the "
                "service to register the issuer",
            )
        if replaces not in (None, issuer_id(said.url)):
            raise FieldError("url", "is what the issuer is known by; register another one, and stop this one")
        return issuer_of(said, said.actor, said.units)

    return build


def client_as(said: StateClient, replaces: UUID | None = None) -> Build:
    """The client as stated; what it is known by stays."""

    def build(_registered: Registered) -> Registrable:
        made = client_of(said, said.issuer, said.actor)
        if replaces not in (None, made.id):
            raise FieldError("client_id", "and issuer are what the client is known by; register another one")
        return made

    return build


def released(which: UUID | None) -> Build:
    """The client or issuer as it stands, and let in."""

    def build(registered: Registered) -> Registrable:
        held = (registered.clients.get(which) or registered.issuers.get(which)) if which else None
        if held is None:
            raise NotFound("you administrate no such registration")
        return replace(held, active=True)

    return build
