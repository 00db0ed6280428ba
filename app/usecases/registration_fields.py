"""What is said of an actor, an issuer and a client, in a file, by command and over REST."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.domain.identity import IssuerKind
from app.domain.permissions import Permission
from app.usecases.texts import LINE

Line = Annotated[str, Field(min_length=1, max_length=500, pattern=LINE)]
Phone = Annotated[
    str | None,
    Field(
        description="The number that persons call: 3 to 20 digits, spaces and hyphens, + first if it has one.",
        examples=["08-465 004 00", "1177"],
    ),
]


class ActorFields(BaseModel):
    """What is said of an actor, whoever says it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=LINE, examples=["Eksjö, socialtjänsten"])]
    function: Annotated[str, Field(examples=["social-services"])]
    level: Annotated[str, Field(examples=["municipality"])]
    organisation_number: Annotated[str | None, Field(pattern=r"^[0-9]{6}-[0-9]{4}$")] = None
    hsa_id: Annotated[str | None, Field(max_length=60, pattern=LINE)] = None
    municipality_code: Annotated[str | None, Field(pattern=r"^[0-9]{4}$", examples=["0686"])] = None
    county_code: Annotated[str | None, Field(pattern=r"^[0-9]{2}$")] = None
    phone: Phone = None


class IssuerFields(BaseModel):
    """What is said of an issuer, whoever says it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    url: Annotated[Line, Field(examples=["https://id.eksjo.example.se"])]
    kind: Annotated[IssuerKind, Field(examples=["workforce"])]
    audience: Annotated[Line, Field(examples=["https://sip.example.se/sip-api/v1"])]
    algorithms: Annotated[list[str], Field(examples=[["ES256"]])]
    jwks_uri: Annotated[Line, Field(examples=["https://id.eksjo.example.se/jwks"])]
    organisation_claim: Annotated[Line | None, Field(description="Has the organisation number, asked if named.")] = None
    unit_claim: Annotated[Line | None, Field(description="Has the HSA id, which is asked for if this is named.")] = None
    role_claim: Line = "roles"
    role_names: Annotated[dict[Line, Line], Field(description="Our role for each of the issuer's; none: as ours.")] = {}
    identity_claim: Line = "https://id.oidc.se/claim/personalIdentityNumber"
    assurance_claim: Line = "acr"
    assurance: Annotated[
        list[Line] | None,
        Field(
            description="Levels that let somebody in. Left out: level 3 for who signs in. An empty list asks nothing."
        ),
    ] = None
    assurance_for: Annotated[dict[Permission, list[str]], Field(description="Levels that a scope asks besides.")] = {}
    proof_required: Annotated[bool, Field(description="Whether tokens have to be bound to a key (DPoP).")] = False
    active: bool = True


class ClientFields(BaseModel):
    """What is said of a client, whoever says it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    client_id: Annotated[str, Field(min_length=1, max_length=200, pattern=LINE, examples=["case-system"])]
    source: Annotated[str | None, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$")] = None
    scopes: Annotated[list[Permission], Field(examples=[["sip.read", "sip.write"]])]
    active: bool = True
