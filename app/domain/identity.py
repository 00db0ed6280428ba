"""Who is asking: the issuers whose access tokens are accepted, and what a verified token says."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from app.domain.permissions import ROLES, Permission

ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519"})
"""Algorithms that an issuer may be registered with: public-key signatures only (RFC 7518, RFC 9864)."""

PROOF_ALGORITHMS: Final = ("ES256", "PS256", "Ed25519")
"""Algorithms of proofs of possession: those that FAPI 2.0 has, section 5.4."""
SUFFICIENT: Final = (
    "http://id.elegnamnden.se/loa/1.0/loa3",
    "http://id.sambi.se/loa/loa3",
    "http://id.elegnamnden.se/loa/1.0/loa4",
    "http://id.sambi.se/loa/loa4",
)
"""Levels of assurance asked of who signs in, when the registration says nothing else: level 3 of the Swedish trust
framework (Tillitsramverk för svensk e-legitimation), or more."""

_HEADER_WORD = re.compile(r"[!#-\[\]-~]+", re.ASCII)


class IssuerKind(StrEnum):
    """What sort of caller an issuer speaks for. One issuer never speaks for two sorts: a client that
    could choose its own subject would otherwise pass for a person (RFC 9068, section 5)."""

    SYSTEM = "system"
    WORKFORCE = "workforce"
    PERSON = "person"


class Refusal(StrEnum):
    """Why an access token was not accepted; safe to log and to answer, since it never holds token content."""

    TOO_LARGE = "token-too-large"
    MALFORMED = "token-malformed"
    """Not three base64url parts holding two JSON objects with unique member names."""
    ALGORITHM = "algorithm-refused"
    """Unsigned, symmetric, unknown, or not among the issuer's registered algorithms."""
    TYPE = "token-type-refused"
    """The header's `typ` is not at+jwt: an ID token or some other JWT (RFC 9068, section 4)."""
    HEADER = "header-refused"
    """The header demands an extension (crit, b64) or brings or points at a key (jwk, jku, x5c, x5u)."""
    ISSUER = "issuer-unknown"
    KEY_UNKNOWN = "key-unknown"
    """No `kid`, or one that the issuer does not publish."""
    KEY_UNFIT = "key-unfit"
    """The published key is for another use, algorithm or curve, or is weak."""
    KEYS_UNAVAILABLE = "keys-unavailable"
    """The issuer's keys could not be fetched: worth a retry, unlike every other refusal."""
    SIGNATURE = "signature-invalid"
    CLAIM_MISSING = "claim-missing"
    CLAIM_MALFORMED = "claim-malformed"
    AUDIENCE = "audience-mismatch"
    EXPIRED = "token-expired"
    NOT_YET_VALID = "token-not-yet-valid"
    ISSUED_IN_FUTURE = "token-issued-in-future"
    ASSURANCE = "assurance-too-low"
    """Whoever signed in did so with less certainty than is asked for: worth a better sign-in."""
    ACTOR = "actor-mismatch"
    """The organisation or the unit that the token names is not one that the registration speaks for."""
    PROOF = "proof-required"
    """The token is bound to a key (DPoP or mutual TLS, `cnf`) and was presented as a plain bearer token."""
    UNBOUND = "token-unbound"
    """The token is bound to no key, and a proof came with it or its issuer's registration asks for one."""
    PROOF_MALFORMED = "proof-malformed"
    """Not one JWT of type dpop+jwt with all that RFC 9449 asks for, or more than one."""
    PROOF_ALGORITHM = "proof-algorithm-refused"
    PROOF_KEY = "proof-key-mismatch"
    """Signed with another key than the token is bound to, or with one that is weak or no public key."""
    PROOF_SIGNATURE = "proof-signature-invalid"
    PROOF_REQUEST = "proof-request-mismatch"
    """Made for another method or address."""
    PROOF_DIGEST = "proof-token-mismatch"
    """Made for another access token."""
    PROOF_TIME = "proof-time-refused"
    """Made too long ago, or in the future."""
    PROOF_REPLAYED = "proof-replayed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """A registered issuer of access tokens, and how its claims are read.

    `url` is compared with the token's `iss` character by character. All users of a workforce issuer belong to
    `actor_id`, or to one of that and `unit_ids`: then `unit_claim` says to which. Raises ValueError for a
    registration that would let in what it should not.
    """

    id: UUID
    url: str
    kind: IssuerKind
    audience: str
    algorithms: tuple[str, ...]
    jwks_uri: str
    actor_id: UUID | None
    unit_ids: tuple[UUID, ...] = ()
    organisation_claim: str | None = None
    """Names the claim with the organisation number, which then has to be the actor's; None: not asked."""
    unit_claim: str | None = None
    """Names the claim with the HSA id, which then has to be the actor's; None: not asked."""
    role_claim: str = "roles"
    role_names: Mapping[str, str] = field(default_factory=dict)
    """Our role for each of the issuer's; one that is not here counts for nothing. Empty: the names are ours."""
    identity_claim: str = "https://id.oidc.se/claim/personalIdentityNumber"
    assurance_claim: str = "acr"
    assurance: tuple[str, ...] = ()
    """The levels of assurance that let somebody in at all, the best first; empty: any, also none."""
    assurance_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same for what a scope lets somebody do, beside what is asked of everybody."""
    proof_required: bool = False
    """Whether its tokens have to be bound to a key (RFC 9449)."""
    active: bool = True
    """Whether its tokens are accepted; False: it is stopped."""

    def __post_init__(self) -> None:
        if not self.algorithms or not ALGORITHMS.issuperset(self.algorithms):
            raise ValueError(f"algorithms must be some of {', '.join(sorted(ALGORITHMS))}")
        if not self.audience:
            raise ValueError("audience must not be empty")
        if self.kind is IssuerKind.WORKFORCE and self.actor_id is None:
            raise ValueError("a workforce issuer must name the actor its users belong to")
        if self.unit_ids and (self.kind is not IssuerKind.WORKFORCE or not self.unit_claim):
            raise ValueError("units must be a workforce issuer's, with the unit_claim that says which of them is meant")
        if "" in (self.organisation_claim, self.unit_claim, self.role_claim, self.identity_claim, self.assurance_claim):
            raise ValueError("the name of a claim must not be empty")
        if not set(self.role_names.values()) <= ROLES.keys():
            raise ValueError(f"role_names must lead to some of {', '.join(ROLES)}")
        levels = [*self.assurance, *(level for some in self.assurance_for.values() for level in some)]
        if levels and self.kind is IssuerKind.SYSTEM:
            raise ValueError("assurance must be left out for systems, which do not sign in")
        if not all(self.assurance_for.values()) or not set(Permission).issuperset(self.assurance_for):
            raise ValueError(f"assurance_for must name levels for some of {', '.join(Permission)}")
        if not all(map(_HEADER_WORD.fullmatch, levels)):
            raise ValueError("a level of assurance must be a word without blanks and quotes, such as a URI")
        for address in (self.url, self.jwks_uri):
            if not protected(address):
                raise ValueError("url and jwks_uri must be https (http only on the own machine)")

    @property
    def actors(self) -> tuple[UUID, ...]:
        """Everybody whom its users may speak for."""
        return () if self.actor_id is None else (self.actor_id, *self.unit_ids)

    def roles(self, said: Collection[str]) -> frozenset[str]:
        """Our roles for those that a token says."""
        if not self.role_names:
            return frozenset(said)
        return frozenset(self.role_names[role] for role in said if role in self.role_names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a verified access token says.

    `identity_number` (12 digits) is set for a person issuer and for no other. `roles` are ours. `organisation`
    and `unit` are set when the issuer's registration names claims for them. `expires` is in seconds since 1970.
    `subject` is unique only together with the issuer, and for a system it is the client. `bound_to` is the
    thumbprint of the key that has to be proved with every use of the token.
    """

    issuer: Issuer
    subject: str
    client_id: str
    scopes: frozenset[str]
    roles: frozenset[str]
    identity_number: str | None
    token_id: str
    expires: int
    organisation: str | None = None
    unit: str | None = None
    assurance: str | None = None
    bound_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What came beside a token to prove possession of its key, and the request it came with.

    `text` is the header DPoP; `url` is the address that was asked for, as clients write it, without the query.
    """

    text: str
    method: str
    url: str


def protected(address: str) -> bool:
    """Whether nobody can listen on the way there: it is https, or on the own machine."""
    parts = urlsplit(address)
    return (parts.scheme == "https" and bool(parts.hostname)) or (
        parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1", "localhost"}
    )
