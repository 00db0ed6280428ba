"""Who is asking: the issuers whose access tokens are accepted, and what a verified token says."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519"})
"""Algorithms that an issuer may be registered with: public-key signatures only (RFC 7518, RFC 9864)."""


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
    PROOF = "proof-required"
    """The token is bound to a key (DPoP or mutual TLS, `cnf`) and was presented as a plain bearer token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """A registered issuer of access tokens.

    `url` is compared with the token's `iss` character by character. `actor_id` is the actor that all
    users of a workforce issuer belong to. Raises ValueError for a registration that would let in what
    it should not.
    """

    id: UUID
    url: str
    kind: IssuerKind
    audience: str
    algorithms: tuple[str, ...]
    jwks_uri: str
    actor_id: UUID | None
    role_claim: str = "roles"
    identity_claim: str = "https://id.oidc.se/claim/personalIdentityNumber"
    active: bool = True
    """Whether its tokens are accepted; False: it is stopped."""

    def __post_init__(self) -> None:
        if not self.algorithms or not ALGORITHMS.issuperset(self.algorithms):
            raise ValueError(f"algorithms must be some of {', '.join(sorted(ALGORITHMS))}")
        if not self.audience:
            raise ValueError("audience must not be empty")
        if self.kind is IssuerKind.WORKFORCE and self.actor_id is None:
            raise ValueError("a workforce issuer must name the actor its users belong to")
        for address in (self.url, self.jwks_uri):
            if not _protected(address):
                raise ValueError("url and jwks_uri must be https (http only on the own machine)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a verified access token says.

    `identity_number` (12 digits) is set for a person issuer and for no other. `expires` is in seconds
    since 1970. `subject` is unique only together with the issuer, and for a system it is the client.
    """

    issuer: Issuer
    subject: str
    client_id: str
    scopes: frozenset[str]
    roles: frozenset[str]
    identity_number: str | None
    token_id: str
    expires: int


def _protected(address: str) -> bool:
    parts = urlsplit(address)
    return (parts.scheme == "https" and bool(parts.hostname)) or (
        parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1", "localhost"}
    )
