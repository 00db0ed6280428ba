"""A provider that takes new keys into use is followed without anybody's doing, and not at any caller's command."""

import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import pytest

from app.adapters.identity import keys
from app.adapters.identity.tokens import TokenVerifier
from app.domain.errors import NotAuthenticated
from app.domain.identity import Issuer, IssuerKind, Refusal
from tests.adapters.token_forge import issuer
from tests.county import AUDIENCE
from tests.federation import foreign


@dataclass
class Clock:
    """Time as it passes, and as much more as a test says."""

    ahead: float = 0

    def __call__(self) -> float:
        return time.time() + self.ahead


async def no_proofs(mark: bytes, until: float) -> bool:
    """No token here is bound to a key."""
    return False


async def test_new_keys_are_found_at_once_after_the_first_time_and_then_once_a_minute() -> None:
    foreign.needed()
    clock = Clock()
    registered: dict[str, Issuer] = {}

    async def issuers(url: str) -> Issuer | None:
        return registered.get(url)

    first = foreign.Setup(key=foreign.new_key("monday"))
    with foreign.running([first]) as (url,):
        registered[url] = issuer(url, f"{url}/jwks", IssuerKind.SYSTEM, audience=AUDIENCE)
        old = [foreign.system_token(url) for _ in range(2)]
    port = urlsplit(url).port or 0

    async with httpx.AsyncClient() as http:
        verifier = TokenVerifier(issuers, http, no_proofs, clock=clock)
        with foreign.running([foreign.Setup(key=first.key, port=port)]):
            await verifier.verify(old[0])
        with foreign.running([foreign.Setup(key=foreign.new_key("tuesday"), port=port)]):
            await verifier.verify(foreign.system_token(url))
            with pytest.raises(NotAuthenticated, match=Refusal.KEY_UNKNOWN):
                await verifier.verify(old[1])
        with foreign.running([foreign.Setup(key=foreign.new_key("wednesday"), port=port)]):
            newest = foreign.system_token(url)
            with pytest.raises(NotAuthenticated, match=Refusal.KEY_UNKNOWN):
                await verifier.verify(newest)
            clock.ahead = keys.UNKNOWN_KEY_PAUSE
            await verifier.verify(newest)
