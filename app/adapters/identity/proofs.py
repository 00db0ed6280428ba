"""Proofs of possession of the key that a token is bound to, checked as RFC 9449 has it and never held."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from joserfc.jwk import Key

from app.adapters.identity.compact import LONGEST, parts_of, signature_holds
from app.adapters.identity.keys import fits, imported
from app.domain.errors import NotAuthenticated
from app.domain.identity import PROOF_ALGORITHMS, Proof, Refusal

LIFE: Final = 60
"""Seconds for which a proof can be used after it was made."""
AHEAD: Final = 30
"""Seconds by which the client's clock may be ahead."""

Spend = Callable[[bytes, float], Awaitable[bool]]
"""Remembers the mark of a proof until a moment (seconds since 1970), for every process; False: it was there."""

_PRIVATE: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_DEFAULT_PORT: Final = {"http": 80, "https": 443}


class ProofChecker:
    """Accepts a proof once, for one request, one token and one key."""

    def __init__(self, spend: Spend, *, clock: Callable[[], float]) -> None:
        self._spend = spend
        self._clock = clock

    async def check(self, proof: Proof, token: str, bound_to: str) -> None:
        """NotAuthenticated unless the proof is good for this request; afterwards it is good for no other."""
        # What a client says about the time and the request it may repeat; so its mark is spent last of all.
        await self._spend_once(bound_to, *self._examined(proof, token, bound_to))

    def _examined(self, proof: Proof, token: str, bound_to: str) -> tuple[str, float]:
        """The proof's id, and until when it could be used."""
        if len(proof.text) > LONGEST:
            raise NotAuthenticated(Refusal.PROOF_MALFORMED)
        try:
            header, said = parts_of(proof.text)
        except ValueError:
            raise NotAuthenticated(Refusal.PROOF_MALFORMED) from None
        algorithm, key = header.get("alg"), header.get("jwk")
        if header.get("typ") != "dpop+jwt" or "crit" in header or not isinstance(key, dict):
            raise NotAuthenticated(Refusal.PROOF_MALFORMED)
        if algorithm not in PROOF_ALGORITHMS:
            raise NotAuthenticated(Refusal.PROOF_ALGORITHM)
        if not signature_holds(proof.text, _bound_key(key, algorithm, bound_to)):
            raise NotAuthenticated(Refusal.PROOF_SIGNATURE)
        method, url, digest, proof_id = (_text(said, name) for name in ("htm", "htu", "ath", "jti"))
        if method != proof.method or not _same_address(url, proof.url):
            raise NotAuthenticated(Refusal.PROOF_REQUEST)
        if digest != _digest(token):
            raise NotAuthenticated(Refusal.PROOF_DIGEST)
        made, now = said.get("iat"), self._clock()
        if isinstance(made, bool) or not isinstance(made, int | float):
            raise NotAuthenticated(Refusal.PROOF_MALFORMED)
        if not now - LIFE <= made <= now + AHEAD:
            raise NotAuthenticated(Refusal.PROOF_TIME)
        return proof_id, made + LIFE

    async def _spend_once(self, bound_to: str, proof_id: str, until: float) -> None:
        mark = hashlib.sha256(f"{bound_to} {proof_id}".encode("utf-8", "surrogatepass")).digest()
        if not await self._spend(mark, until):
            raise NotAuthenticated(Refusal.PROOF_REPLAYED)


def _bound_key(given: dict[str, Any], algorithm: str, bound_to: str) -> Key:
    key = None if _PRIVATE & given.keys() else imported(given)
    if key is None or not fits(key, algorithm) or key.thumbprint() != bound_to:
        raise NotAuthenticated(Refusal.PROOF_KEY)
    return key


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value:
        raise NotAuthenticated(Refusal.PROOF_MALFORMED)
    return value


def _digest(token: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(token.encode("ascii")).digest()).rstrip(b"=").decode()


def _same_address(one: str, other: str) -> bool:
    """Whether both lead to the same place when spelling, query and fragment are left aside (RFC 3986, section 6.2)."""
    try:
        return _address(one) == _address(other)
    except ValueError:
        return False


def _address(url: str) -> tuple[object, ...]:
    parts = urlsplit(url)
    port = parts.port or _DEFAULT_PORT.get(parts.scheme)
    return parts.scheme, parts.username, parts.hostname, port, unquote(parts.path) or "/"
