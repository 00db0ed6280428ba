"""Verification of access tokens, strictly as RFC 9068 has it."""

import hashlib
import math
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx

from app.adapters.identity.compact import LONGEST, parts_of, signature_holds
from app.adapters.identity.keys import IssuerKeys
from app.adapters.identity.proofs import ProofChecker, Spend
from app.domain.errors import NotAuthenticated, StrongerSignInNeeded
from app.domain.identity import ALGORITHMS, Claims, Issuer, IssuerKind, Proof, Refusal
from app.domain.reachable import Networks

HELD = 60
"""Seconds for which a verified token is not verified again."""
MAX_HELD = 4096
"""Verified tokens held at once."""

_TYPES = frozenset({"at+jwt", "application/at+jwt"})
_REFUSED_HEADERS = frozenset({"crit", "b64", "jwk", "jku", "x5c", "x5u"})
_IDENTITY_NUMBER = re.compile(r"[0-9]{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Verified:
    claims: Claims
    until: float


class TokenVerifier:
    """Turns a token into claims, or refuses it with one `Refusal`.

    `issuers` answers the registration for an `iss`, or None; it is asked for every request, so that an
    issuer that is switched off or changed takes effect at once, also for tokens already verified. `spend`
    remembers proofs of possession, which are looked at anew with every request. Keys are fetched from public addresses,
    and `inside` these networks.
    """

    def __init__(
        self,
        issuers: Callable[[str], Awaitable[Issuer | None]],
        http: httpx.AsyncClient,
        spend: Spend,
        *,
        clock: Callable[[], float] = time.time,
        leeway_seconds: int = 30,
        inside: Networks = (),
    ) -> None:
        self._issuers = issuers
        self._keys = IssuerKeys(http, clock=clock, inside=inside)
        self._proofs = ProofChecker(spend, clock=clock)
        self._clock = clock
        self._leeway = leeway_seconds
        self._verified: OrderedDict[bytes, _Verified] = OrderedDict()

    async def verify(self, token: str, proof: Proof | None = None) -> Claims:
        """The claims of an acceptable token, presented with a proof or as a bearer token; raises NotAuthenticated
        with a `Refusal` as its reason."""
        claims = await self._claims(token)
        if claims.bound_to is None:
            if proof is not None or claims.issuer.proof_required:
                raise NotAuthenticated(Refusal.UNBOUND)
            return claims
        if proof is None:
            raise NotAuthenticated(Refusal.PROOF)
        await self._proofs.check(proof, token, claims.bound_to)
        return claims

    async def _claims(self, token: str) -> Claims:
        if len(token) > LONGEST:
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
        try:
            header, said = parts_of(token)
        except ValueError:
            raise NotAuthenticated(Refusal.MALFORMED) from None
        algorithm, kid = _check_header(header)
        issuer = await self._issuers(_text(said, "iss"))
        if issuer is None:
            raise NotAuthenticated(Refusal.ISSUER)
        if algorithm not in issuer.algorithms:
            raise NotAuthenticated(Refusal.ALGORITHM)
        key = await self._keys.find(issuer, kid, algorithm)
        if not signature_holds(token, key):
            raise NotAuthenticated(Refusal.SIGNATURE)
        return self._check_claims(issuer, said)

    def _check_claims(self, issuer: Issuer, said: dict[str, Any]) -> Claims:
        bound_to = _bound_to(said)
        if issuer.audience not in _audiences(said):
            raise NotAuthenticated(Refusal.AUDIENCE)
        now, expires, issued = self._clock(), _moment(said, "exp"), _moment(said, "iat")
        if now >= expires + self._leeway:
            raise NotAuthenticated(Refusal.EXPIRED)
        if issued > now + self._leeway:
            raise NotAuthenticated(Refusal.ISSUED_IN_FUTURE)
        if "nbf" in said and _moment(said, "nbf") > now + self._leeway:
            raise NotAuthenticated(Refusal.NOT_YET_VALID)
        claims = Claims(
            issuer=issuer,
            subject=_text(said, "sub"),
            client_id=_text(said, "client_id"),
            scopes=frozenset(_text(said, "scope", blank=True).split()) if "scope" in said else frozenset(),
            roles=issuer.roles(_roles(said, issuer.role_claim)),
            identity_number=_identity_number(said, issuer),
            token_id=_text(said, "jti"),
            expires=int(expires),
            organisation=_text(said, issuer.organisation_claim) if issuer.organisation_claim else None,
            unit=_text(said, issuer.unit_claim) if issuer.unit_claim else None,
            assurance=_text(said, issuer.assurance_claim) if issuer.assurance_claim in said else None,
            bound_to=bound_to,
        )
        if issuer.assurance and claims.assurance not in issuer.assurance:
            raise StrongerSignInNeeded(issuer.assurance)
        return claims

    def _hold(self, fingerprint: bytes, claims: Claims) -> None:
        now = self._clock()
        self._verified[fingerprint] = _Verified(claims, min(claims.expires, now + HELD))
        if len(self._verified) > MAX_HELD:
            self._verified.popitem(last=False)


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


def _bound_to(said: dict[str, Any]) -> str | None:
    """The thumbprint of the key that the token is bound to; a binding that cannot be proved here is refused."""
    if "cnf" not in said:
        return None
    bound_to = said["cnf"].get("jkt") if isinstance(said["cnf"], dict) else None
    if not isinstance(bound_to, str) or not bound_to:
        raise NotAuthenticated(Refusal.PROOF)
    return bound_to


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
