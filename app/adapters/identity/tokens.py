"""Verification of bearer access tokens, strictly as RFC 9068 has it."""

import hashlib
import json
import math
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx
from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry, deserialize_compact
from joserfc.util import urlsafe_b64decode

from app.adapters.identity.keys import IssuerKeys
from app.domain.errors import NotAuthenticated
from app.domain.identity import ALGORITHMS, Claims, Issuer, IssuerKind, Refusal

MAX_TOKEN = 8192
"""Characters of a token."""
HELD = 60
"""Seconds for which a verified token is not verified again."""
MAX_HELD = 4096
"""Verified tokens held at once."""

_COMPACT = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]*", re.ASCII)
_TYPES = frozenset({"at+jwt", "application/at+jwt"})
_REFUSED_HEADERS = frozenset({"crit", "b64", "jwk", "jku", "x5c", "x5u"})
_IDENTITY_NUMBER = re.compile(r"[0-9]{12}", re.ASCII)

# Parameters that nobody here knows are ignored, as RFC 7515 says; those that matter are refused below.
_REGISTRY = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
_REGISTRY.max_header_length = MAX_TOKEN


@dataclass(frozen=True, slots=True)
class _Verified:
    claims: Claims
    until: float


class TokenVerifier:
    """Turns a bearer token into claims, or refuses it with one `Refusal`.

    `issuers` answers the registration for an `iss`, or None; it is asked for every request, so that an
    issuer that is switched off or changed takes effect at once, also for tokens already verified.
    """

    def __init__(
        self,
        issuers: Callable[[str], Awaitable[Issuer | None]],
        http: httpx.AsyncClient,
        *,
        clock: Callable[[], float] = time.time,
        leeway_seconds: int = 30,
    ) -> None:
        self._issuers = issuers
        self._keys = IssuerKeys(http, clock=clock)
        self._clock = clock
        self._leeway = leeway_seconds
        self._verified: OrderedDict[bytes, _Verified] = OrderedDict()

    async def verify(self, token: str) -> Claims:
        """The claims of an acceptable token; raises NotAuthenticated with a `Refusal` as its reason."""
        if len(token) > MAX_TOKEN:
            raise NotAuthenticated(Refusal.TOO_LARGE)
        fingerprint = hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
        held = self._verified.get(fingerprint)
        if held is not None:
            unchanged = await self._issuers(held.claims.issuer.url) == held.claims.issuer
            if unchanged and self._clock() < held.until:
                return held.claims
            self._verified.pop(fingerprint, None)
        claims = await self._verify(token)
        self._hold(fingerprint, claims)
        return claims

    async def _verify(self, token: str) -> Claims:
        parts = _COMPACT.fullmatch(token)
        if parts is None:
            raise NotAuthenticated(Refusal.MALFORMED)
        algorithm, kid = _check_header(_json_object(parts[1]))
        said = _json_object(parts[2])
        issuer = await self._issuers(_text(said, "iss"))
        if issuer is None:
            raise NotAuthenticated(Refusal.ISSUER)
        if algorithm not in issuer.algorithms:
            raise NotAuthenticated(Refusal.ALGORITHM)
        key = await self._keys.find(issuer, kid, algorithm)
        try:
            deserialize_compact(token, key, registry=_REGISTRY)
        except (JoseError, ValueError):
            raise NotAuthenticated(Refusal.SIGNATURE) from None
        return self._check_claims(issuer, said)

    def _check_claims(self, issuer: Issuer, said: dict[str, Any]) -> Claims:
        if "cnf" in said:
            raise NotAuthenticated(Refusal.PROOF)
        if issuer.audience not in _audiences(said):
            raise NotAuthenticated(Refusal.AUDIENCE)
        now, expires, issued = self._clock(), _moment(said, "exp"), _moment(said, "iat")
        if now >= expires + self._leeway:
            raise NotAuthenticated(Refusal.EXPIRED)
        if issued > now + self._leeway:
            raise NotAuthenticated(Refusal.ISSUED_IN_FUTURE)
        if "nbf" in said and _moment(said, "nbf") > now + self._leeway:
            raise NotAuthenticated(Refusal.NOT_YET_VALID)
        return Claims(
            issuer=issuer,
            subject=_text(said, "sub"),
            client_id=_text(said, "client_id"),
            scopes=frozenset(_text(said, "scope", blank=True).split()) if "scope" in said else frozenset(),
            roles=_roles(said, issuer.role_claim),
            identity_number=_identity_number(said, issuer),
            token_id=_text(said, "jti"),
            expires=int(expires),
        )

    def _hold(self, fingerprint: bytes, claims: Claims) -> None:
        now = self._clock()
        self._verified[fingerprint] = _Verified(claims, min(claims.expires, now + HELD))
        if len(self._verified) > MAX_HELD:
            self._verified.popitem(last=False)


def _json_object(part: str) -> dict[str, Any]:
    """The JSON object in a base64url part. Duplicate names are refused, lest two readers of the same
    token see two different tokens (RFC 7515, section 4)."""
    try:
        found = json.loads(urlsafe_b64decode(part.encode()), object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        raise NotAuthenticated(Refusal.MALFORMED) from None
    if not isinstance(found, dict):
        raise NotAuthenticated(Refusal.MALFORMED)
    return found


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member name occurs twice")
    return members


def _check_header(header: dict[str, Any]) -> tuple[str, str]:
    """The header's algorithm and key id."""
    algorithm, kind, kid = header.get("alg"), header.get("typ"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise NotAuthenticated(Refusal.ALGORITHM)
    if not isinstance(kind, str) or kind.lower() not in _TYPES:
        raise NotAuthenticated(Refusal.TYPE)
    if _REFUSED_HEADERS & header.keys():
        raise NotAuthenticated(Refusal.HEADER)
    if not isinstance(kid, str):
        raise NotAuthenticated(Refusal.KEY_UNKNOWN)
    return algorithm, kid


def _required(said: dict[str, Any], name: str) -> Any:
    if name not in said:
        raise NotAuthenticated(Refusal.CLAIM_MISSING)
    return said[name]


def _text(said: dict[str, Any], name: str, *, blank: bool = False) -> str:
    value = _required(said, name)
    # Not printable: control characters and lone surrogates, which no database or log should meet.
    if not isinstance(value, str) or not value.isprintable() or not (value or blank):
        raise NotAuthenticated(Refusal.CLAIM_MALFORMED)
    return value


def _texts(value: Any) -> frozenset[str]:
    """One string or a list of strings."""
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(v, str) and v.isprintable() for v in values):
        raise NotAuthenticated(Refusal.CLAIM_MALFORMED)
    return frozenset(values)


def _audiences(said: dict[str, Any]) -> frozenset[str]:
    return _texts(_required(said, "aud"))


def _roles(said: dict[str, Any], claim: str) -> frozenset[str]:
    # Some identity providers write a single role as a bare string.
    return _texts(said[claim]) if claim in said else frozenset()


def _moment(said: dict[str, Any], name: str) -> float:
    """Seconds since 1970 (NumericDate, RFC 7519)."""
    value = _required(said, name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotAuthenticated(Refusal.CLAIM_MALFORMED)
    try:
        moment = float(value)
    except OverflowError:
        moment = math.inf
    if not math.isfinite(moment) or moment < 0:
        raise NotAuthenticated(Refusal.CLAIM_MALFORMED)
    return moment


def _identity_number(said: dict[str, Any], issuer: Issuer) -> str | None:
    # A caseworker's own number is nobody's business here, even when the agency's provider sends it.
    if issuer.kind is not IssuerKind.PERSON:
        return None
    number = _text(said, issuer.identity_claim)
    if not _IDENTITY_NUMBER.fullmatch(number):
        raise NotAuthenticated(Refusal.CLAIM_MALFORMED)
    return number
