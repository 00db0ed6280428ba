"""The public keys that registered issuers publish: fetched, held and refetched within bounds."""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, Key, OKPKey, RSAKey

from app.domain.errors import NotAuthenticated
from app.domain.identity import Issuer, Refusal
from app.domain.reachable import Networks, is_own_machine, may_reach

FRESH = 600
"""Seconds for which fetched keys are used without asking again."""
STALE = 86_400
"""Seconds for which keys are still used when the issuer no longer answers."""
UNKNOWN_KEY_PAUSE = 60
"""Seconds between two fetches for the sake of unknown key ids, which anybody can invent."""
FAILURE_PAUSE = 5
"""Seconds between two attempts while no key at all is held."""
TIMEOUT = 2.0
"""Seconds for a whole fetch, connection included."""
MAX_DOCUMENT = 65_536
"""Bytes of a key document; a real one holds a few thousand."""
RSA_BITS = range(2048, 8193)
"""Bits of an RSA key: fewer are weak, more are work for whoever verifies."""

HTTPS = 443

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The IP addresses of a host, for that port. OSError when there are none."""

_CURVES = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521", "Ed25519": "Ed25519"}


@dataclass(slots=True)
class _Held:
    """The keys of one issuer. Times are seconds since 1970; several keys may share a key id."""

    jwks_uri: str
    keys: dict[str, list[Key]] = field(default_factory=dict)
    fetched: float = float("-inf")
    next_refresh: float = float("-inf")
    next_unknown: float = float("-inf")
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def ever(self) -> bool:
        return self.fetched > float("-inf")

    def should_fetch(self, kid: str, now: float) -> bool:
        if now >= self.next_refresh:
            return True
        return self.ever and kid not in self.keys and now >= self.next_unknown


class IssuerKeys:
    """Finds the key that an issuer publishes under a key id; the only source of keys there is."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        clock: Callable[[], float],
        inside: Networks = (),
        resolve: Resolve | None = None,
    ) -> None:
        self._http = http
        self._inside = inside
        self._resolve = resolve or looked_up
        self._clock = clock
        self._held: dict[UUID, _Held] = {}

    async def find(self, issuer: Issuer, kid: str, algorithm: str) -> Key:
        """The issuer's key for this key id and algorithm; raises NotAuthenticated."""
        held = self._held.get(issuer.id)
        if held is None or held.jwks_uri != issuer.jwks_uri:
            held = self._held[issuer.id] = _Held(issuer.jwks_uri)
        # A caller with a key at hand does not queue behind somebody else's fetch.
        if held.should_fetch(kid, self._clock()) and not (kid in held.keys and held.lock.locked()):
            async with held.lock:
                if held.should_fetch(kid, self._clock()):
                    await self._refresh(held, unknown=kid not in held.keys)
        if self._clock() - held.fetched > STALE:
            raise NotAuthenticated(Refusal.KEYS_UNAVAILABLE)
        candidates = held.keys.get(kid)
        if not candidates:
            raise NotAuthenticated(Refusal.KEY_UNKNOWN)
        fitting = next((key for key in candidates if fits(key, algorithm)), None)
        if fitting is None:
            raise NotAuthenticated(Refusal.KEY_UNFIT)
        return fitting

    async def _refresh(self, held: _Held, *, unknown: bool) -> None:
        first = not held.ever
        try:
            document = await self._fetch(held.jwks_uri)
            keys = _read(document)
        except (httpx.HTTPError, TimeoutError, OSError, ValueError, RecursionError):
            # Old keys stay in use: an issuer's outage must not lock its users out at once.
            held.next_refresh = self._clock() + (FAILURE_PAUSE if first else UNKNOWN_KEY_PAUSE)
        else:
            held.keys, held.fetched = keys, self._clock()
            held.next_refresh = held.fetched + FRESH
        # The first fetch is nobody's invention, so it leaves room for a rotation right after it.
        if unknown and not first:
            held.next_unknown = self._clock() + UNKNOWN_KEY_PAUSE

    async def _fetch(self, address: str) -> bytes:
        async with asyncio.timeout(TIMEOUT):
            for last, place in await self._places(httpx.URL(address)):
                try:
                    return await self._fetch_from(place, httpx.URL(address))
                except httpx.ConnectError:
                    if last:
                        raise
        raise ValueError("the address leads to nowhere that keys may be fetched from")

    async def _places(self, url: httpx.URL) -> list[tuple[bool, httpx.URL]]:
        """Where the name leads, each once; the last is marked. Where one of them is not to be reached, none is.

        What was looked at here is what is connected to, whatever the name leads to a moment later.
        """
        if is_own_machine(str(url)):
            return [(True, url)]
        found = list(dict.fromkeys(await self._resolve(url.host, url.port or HTTPS)))
        if url.scheme != "https" or not all(may_reach(one, self._inside) for one in found):
            raise ValueError("the address leads to where keys may not be fetched from")
        return [(one == found[-1], url.copy_with(host=one)) for one in found]

    async def _fetch_from(self, place: httpx.URL, named: httpx.URL) -> bytes:
        headers = {
            "Host": named.netloc.decode(),
            "Accept": "application/jwk-set+json, application/json",
            "Accept-Encoding": "identity",
        }
        request = self._http.build_request(
            "GET", place, headers=headers, timeout=TIMEOUT, extensions={"sni_hostname": named.host}
        )
        answer = await self._http.send(request, stream=True, follow_redirects=False)
        async with aclosing(answer):
            if answer.status_code != httpx.codes.OK:
                raise ValueError("the key document was not answered with 200")
            document = b""
            # Raw, so that a small compressed answer cannot grow past the limit.
            async for chunk in answer.aiter_raw():
                document += chunk
                if len(document) > MAX_DOCUMENT:
                    raise ValueError("the key document is too large")
            return document


async def looked_up(host: str, port: int) -> Sequence[str]:
    """As the machine's own resolver has it."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def _read(document: bytes) -> dict[str, list[Key]]:
    """Keys by key id; a key that is not understood is passed over (RFC 7517, section 5)."""
    parsed = json.loads(document)
    entries = parsed.get("keys") if isinstance(parsed, dict) else None
    if not isinstance(entries, list):
        raise ValueError("the key document holds no list of keys")
    keys: dict[str, list[Key]] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("kid"), str):
            continue
        # A symmetric or a published private key can be used by anybody to sign.
        if entry.get("kty") not in {"RSA", "EC", "OKP"} or "d" in entry:
            continue
        key = imported(entry)
        if key is not None:
            keys.setdefault(entry["kid"], []).append(key)
    return keys


def imported(entry: dict[str, Any]) -> Key | None:
    """The key of a JWK; None when it is not understood or of no good size."""
    try:
        key = JWKRegistry.import_key(entry)
        if isinstance(key, RSAKey) and key.public_key.key_size not in RSA_BITS:
            return None
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return key


def fits(key: Key, algorithm: str) -> bool:
    """Whether signatures of this algorithm may be verified with the key."""
    operations = key.get("key_ops")
    if key.get("use") not in (None, "sig") or key.get("alg") not in (None, algorithm):
        return False
    if operations is not None and "verify" not in operations:
        return False
    if isinstance(key, ECKey | OKPKey):
        return key.curve_name == _CURVES.get(algorithm)
    return isinstance(key, RSAKey) and algorithm not in _CURVES
