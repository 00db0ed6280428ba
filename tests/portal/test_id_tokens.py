"""What a provider gives for a code is believed only when it is that provider's, ours, of now, and of this sign-in."""

import socket
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.adapters.identity.relying_party import RelyingParty
from app.domain.errors import ProviderAway, SignInRefused
from app.domain.identity import Issuer, IssuerKind
from app.usecases.signing_in import Begun, Given
from tests.portal.conftest import answering

pytestmark = pytest.mark.asyncio(loop_scope="session")
KEY, ANOTHER = (ECKey.generate_key("P-256", {"kid": "k", "use": "sig"}) for _ in range(2))
BACK = "https://sip.example.se/inloggad"


@dataclass
class Provider:
    """A provider that says whatever it is told to."""

    issuer: Issuer
    http: httpx.AsyncClient
    metadata: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: KEY)
    status: int = 200
    asked: dict[str, list[str]] = field(default_factory=dict)

    def id_token(self) -> str:
        now = int(time.time())
        said = {"iss": self.issuer.url, "aud": "portal", "sub": "anna", "nonce": "n", "iat": now, "exp": now + 60}
        given = {name: value for name, value in {**said, **self.claims}.items() if value is not None}
        header = {"alg": "ES256", "kid": "k", **self.header}
        return jwt.encode(header, given, self.key, algorithms=["ES256", "HS256"])

    async def redeemed(self, *, said_issuer: str | None = "same") -> Given:
        party = RelyingParty("portal", None, self.http)
        begun = Begun(address="", state="s", nonce="n", verifier="v" * 43)
        said = self.issuer.url if said_issuer == "same" else said_issuer
        return await party.redeem(self.issuer, code="c", said_issuer=said, begun=begun, returns_to=BACK)


@pytest_asyncio.fixture(loop_scope="session")
async def provider() -> AsyncIterator[Provider]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        at = f"http://127.0.0.1:{listening.getsockname()[1]}"
        issuer = Issuer(id=UUID(int=1), url=at, kind=IssuerKind.PERSON, audience="https://sip.example.se",
                        algorithms=("ES256",), jwks_uri=f"{at}/jwks", actor_id=None)  # fmt: skip

        async def metadata(_: Request) -> Response:
            said = {"issuer": at, "authorization_endpoint": f"{at}/authorize", "token_endpoint": f"{at}/token"}
            return JSONResponse({**said, **made.metadata})

        async def jwks(_: Request) -> Response:
            return JSONResponse({"keys": [KEY.as_dict(private=False)]})

        async def token(request: Request) -> Response:
            made.asked = parse_qs((await request.body()).decode())
            tokens = {"access_token": "a", "token_type": "Bearer", "id_token": made.id_token()}
            return JSONResponse(tokens if made.status == 200 else {"error": "invalid_grant"}, made.status)

        routes = [Route("/.well-known/openid-configuration", metadata), Route("/jwks", jwks),
                  Route("/token", token, methods=["POST"])]  # fmt: skip
        async with answering(Starlette(routes=routes), listening), httpx.AsyncClient() as http:
            made = Provider(issuer, http)
            yield made


async def test_what_fits_is_believed(provider: Provider) -> None:
    given = await provider.redeemed()

    assert (given.subject, given.access_token) == ("anna", "a")
    assert provider.asked["code_verifier"] == ["v" * 43]


async def test_every_sign_in_is_begun_with_something_of_its_own(provider: Provider) -> None:
    party = RelyingParty("portal", None, provider.http)

    begun = [await party.begin(provider.issuer, returns_to=BACK) for _ in range(2)]

    asked = [parse_qs(urlsplit(one.address).query) for one in begun]
    for name in ("state", "nonce", "code_challenge"):
        assert len({query[name][0] for query in asked}) == 2
    assert asked[0]["code_challenge_method"] == ["S256"]
    assert asked[0]["resource"] == ["https://sip.example.se"]
    assert begun[0].verifier not in begun[0].address


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://id.example.org"},
        {"aud": "another"},
        {"aud": ["portal", "another"]},
        {"azp": "another"},
        {"nonce": "of another"},
        {"nonce": None},
        {"sub": None},
        {"exp": 1},
        {"exp": None},
        {"iat": 2**40},
    ],
)
async def test_an_id_token_that_says_something_else_is_refused(provider: Provider, claims: dict[str, Any]) -> None:
    provider.claims = claims

    with pytest.raises(SignInRefused, match="id-token-refused"):
        await provider.redeemed()


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ({}, ANOTHER),
        ({"kid": "unknown"}, KEY),
        ({"alg": "HS256"}, OctKey.import_key(str(KEY.as_dict(private=False)["x"]).encode())),
    ],
)
async def test_an_id_token_that_is_signed_otherwise_is_refused(
    provider: Provider, header: dict[str, Any], key: Any
) -> None:
    provider.header, provider.key = header, key

    with pytest.raises(SignInRefused, match="id-token-refused"):
        await provider.redeemed()


async def test_a_code_that_the_provider_refuses_signs_nobody_in(provider: Provider) -> None:
    provider.status = 400

    with pytest.raises(SignInRefused, match="code-refused"):
        await provider.redeemed()


@pytest.mark.parametrize(("says", "promised"), [("https://id.example.org", False), (None, True)])
async def test_an_answer_of_another_issuer_is_refused_before_the_code_is_sent(
    provider: Provider, says: str | None, promised: bool
) -> None:
    provider.metadata = {"authorization_response_iss_parameter_supported": promised}

    with pytest.raises(SignInRefused, match="issuer-of-another"):
        await provider.redeemed(said_issuer=says)

    assert provider.asked == {}


@pytest.mark.parametrize(
    "metadata", [{"issuer": "https://id.example.org"}, {"token_endpoint": "http://id.example.org/token"},
                 {"authorization_endpoint": None}]
)  # fmt: skip
async def test_metadata_of_another_or_in_the_clear_is_not_used(provider: Provider, metadata: dict[str, Any]) -> None:
    provider.metadata = metadata

    with pytest.raises(ProviderAway):
        await provider.redeemed()


async def test_a_provider_that_nobody_answers_for_when_the_code_is_redeemed_is_away(provider: Provider) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        provider.metadata = {"token_endpoint": f"http://127.0.0.1:{silent.getsockname()[1]}/token"}

        with pytest.raises(ProviderAway):
            await provider.redeemed()


async def test_a_provider_without_its_keys_is_away(provider: Provider) -> None:
    provider.issuer = replace(provider.issuer, jwks_uri=f"{provider.issuer.url}/nothing")

    with pytest.raises(ProviderAway):
        await provider.redeemed()
