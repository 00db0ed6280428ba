"""What administrators are answered, as models for the contract alone, and the examples in it."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.api import examples
from app.usecases.registration_fields import ActorFields, ClientFields, IssuerFields

VersionText = Annotated[str | None, Field(description="What stands in the ETag; not in lists.", examples=["1"])]
Permissions = Annotated[list[str], Field(description="Of the list permission.", examples=[["sip.read"]])]


class AdministeredActor(ActorFields):
    """An actor as administrators have it."""

    id: UUID
    key: str | None = None
    part_of: Annotated[UUID | None, Field(description="The actor that it is a unit of.")] = None
    operator: Annotated[bool | None, Field(description="True: it runs the service.")] = None
    version: VersionText = None


class RegisteredIssuer(IssuerFields):
    """An issuer as it is registered."""

    id: UUID
    actor_id: Annotated[UUID | None, Field(description="Whose own it is; left out: nobody's.")] = None
    unit_ids: Annotated[list[UUID], Field(description="Further actors of its users; `unit_claim` says which.")]
    version: VersionText = None


class RegisteredClient(ClientFields):
    """A client as it is registered."""

    id: UUID
    issuer_id: UUID
    actor_id: Annotated[UUID | None, Field(description="For whom a system acts.")] = None
    version: VersionText = None


class UnitList(BaseModel):
    """The units of an actor."""

    units: list[AdministeredActor]


class IssuerList(BaseModel):
    """The issuers that the caller administrates."""

    issuers: list[RegisteredIssuer]


class ClientList(BaseModel):
    """The clients that the caller administrates."""

    clients: list[RegisteredClient]


class InRole(BaseModel):
    """What a role of the token adds up to."""

    role: Annotated[str, Field(description="Of the list role.", examples=["caseworker"])]
    permissions: Permissions


class LetIn(BaseModel):
    """Whose tokens are let in, as whom, and to do what."""

    who: Annotated[Literal["system", "workforce", "person"], Field(description="Of the list issuer-kind.")]
    issuer: str
    audience: str
    client: str
    actor: Annotated[UUID | None, Field(description="As whom; left out: as the person itself.")] = None
    permissions: Permissions
    roles: list[InRole] | None = None


class Reach(BaseModel):
    """How many persons an actor reaches today."""

    actor: UUID
    persons: Annotated[int | None, Field(description="In steps of five; null: fewer than five, but some.")]


class Warned(BaseModel):
    """Something to look at twice."""

    code: Annotated[str, Field(description="Of the list registration-warning.", examples=["audience-shared"])]
    sv: str
    en: str


class Words(BaseModel):
    """The same in words."""

    sv: list[str]
    en: list[str]


class PreviewView(BaseModel):
    """What a registration would let in, replace and warn of. With `digest` it is saved as it was shown."""

    kind: Literal["actor", "issuer", "client"]
    id: UUID
    version: Annotated[int, Field(description="Of what it replaces; 0: it is new.")]
    digest: str
    becomes: AdministeredActor | RegisteredIssuer | RegisteredClient
    replaces: AdministeredActor | RegisteredIssuer | RegisteredClient | None = None
    lets_in: list[LetIn]
    reach: list[Reach]
    warnings: list[Warned]
    words: Words


class RegistrationVersion(BaseModel):
    """A registration as it stood from a moment on, and who made it so."""

    version: str
    at: Annotated[str, Field(examples=["2026-11-21T09:12:00+00:00"])]
    by_command: Annotated[bool, Field(description="By whoever runs the service, at the command line.")]
    client: str | None = None
    user: str | None = None
    actor: UUID | None = None
    document: Annotated[dict[str, Any], Field(description="All that it said.", examples=[{"client_id": "case-system"}])]


class RegistrationHistory(BaseModel):
    """Each version of a registration, the newest first."""

    versions: list[RegistrationVersion]


ACTOR: Final[dict[str, Any]] = {
    "id": examples.ACTOR,
    "key": "eksjo-social",
    "name": "Eksjö, socialtjänsten",
    "function": "social-services",
    "level": "municipality",
    "municipality_code": "0686",
    "version": "1",
}
UNIT: Final = {**ACTOR, "id": examples.OTHER_ACTOR, "key": "eksjo-support", "part_of": examples.ACTOR}
ISSUER: Final[dict[str, Any]] = {
    "id": examples.PLAN,
    "url": "https://id.eksjo.example.se",
    "kind": "workforce",
    "audience": "https://sip.example.se/sip-api/v1",
    "algorithms": ["ES256"],
    "jwks_uri": "https://id.eksjo.example.se/jwks",
    "actor_id": examples.ACTOR,
    "unit_ids": [],
    "role_claim": "roles",
    "role_names": {"Enhetschef": "manager"},
    "identity_claim": "https://id.oidc.se/claim/personalIdentityNumber",
    "assurance_claim": "acr",
    "assurance": ["http://id.elegnamnden.se/loa/1.0/loa3"],
    "assurance_for": {},
    "proof_required": False,
    "active": True,
    "version": "1",
}
CLIENT: Final[dict[str, Any]] = {
    "id": examples.NEED,
    "issuer_id": examples.PLAN,
    "client_id": "portal",
    "scopes": ["sip.read", "sip.admin"],
    "active": True,
    "version": "1",
}
PREVIEW: Final[dict[str, Any]] = {
    "kind": "client",
    "id": examples.NEED,
    "version": 0,
    "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "becomes": {name: value for name, value in CLIENT.items() if name != "version"},
    "lets_in": [
        {
            "who": "workforce",
            "issuer": "https://id.eksjo.example.se",
            "audience": "https://sip.example.se/sip-api/v1",
            "client": "portal",
            "actor": examples.ACTOR,
            "permissions": ["sip.admin", "sip.read"],
            "roles": [{"role": "administrator", "permissions": ["sip.admin"]}],
        }
    ],
    "reach": [{"actor": examples.ACTOR, "persons": 210}],
    "warnings": [
        {
            "code": "administrators",
            "sv": "den som har rollen administratör får administrera",
            "en": "whoever has the role administrates",
        }
    ],
    "words": {
        "sv": ["Eksjö, socialtjänsten når i dag uppgifter om 210 personer."],
        "en": ["Eksjö, socialtjänsten reaches what is told of 210 persons today."],
    },
}
