"""A verifier with registered issuers, a clock that is moved by hand, and a memory of proofs."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from app.adapters.identity.tokens import TokenVerifier
from app.domain.errors import NotAuthenticated
from app.domain.identity import Claims, Issuer, IssuerKind, Proof
from tests.adapters.hostile_tokens import (
    ED,
    FOR_SECRETS,
    NOT_FOR_VERIFYING,
    OTHER_KEY,
    OTHERS,
    P384,
    PERSONS,
    PSS_ONLY,
    PUBLISHED_SECRET,
    US,
)
from tests.adapters.token_forge import EC, NOW, RSA, KeyServer, issuer, key_server


class World:
    """Three registered issuers, a clock that stands still until moved, and the verifier."""

    def __init__(self, server: KeyServer, http: httpx.AsyncClient) -> None:
        self.server, self.now, self.spent = server, float(NOW), set[bytes]()
        ours = server.publish(
            "/ours",
            RSA,
            EC,
            P384,
            FOR_SECRETS,
            ED,
            extra=(PSS_ONLY, NOT_FOR_VERIFYING, PUBLISHED_SECRET, {"kty": "PQC"}),
        )
        self.issuers = {
            US: issuer(US, ours),
            OTHERS: issuer(OTHERS, server.publish("/others", OTHER_KEY), algorithms=("ES256",)),
            PERSONS: issuer(PERSONS, ours, IssuerKind.PERSON),
        }
        self.verifier = TokenVerifier(self.registered, http, self.spend, clock=lambda: self.now)

    async def registered(self, url: str) -> Issuer | None:
        return self.issuers.get(url)

    async def spend(self, mark: bytes, until: float) -> bool:
        new = mark not in self.spent
        self.spent.add(mark)
        return new

    async def accepts(self, token: str, proof: Proof | None = None) -> Claims:
        return await self.verifier.verify(token, proof)

    async def refuses(self, token: str, proof: Proof | None = None) -> str:
        with pytest.raises(NotAuthenticated) as refused:
            await self.verifier.verify(token, proof)
        assert refused.value.__cause__ is None
        return refused.value.reason


@pytest.fixture
def server() -> Iterator[KeyServer]:
    with key_server() as running:
        yield running


@pytest.fixture
async def world(server: KeyServer) -> AsyncIterator[World]:
    async with httpx.AsyncClient() as http:
        yield World(server, http)
