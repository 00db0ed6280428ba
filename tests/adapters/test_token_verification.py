"""Only an access token as RFC 9068 has it, from a registered issuer and for this service, is accepted."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from authlib.oauth2.rfc9068 import JWTBearerTokenValidator  # type: ignore[import-untyped]  # not typed

from app.adapters.identity import tokens
from app.adapters.identity.tokens import TokenVerifier
from app.domain.errors import NotAuthenticated
from app.domain.identity import Claims, Issuer, IssuerKind, Refusal
from tests.adapters.hostile_tokens import (
    ED,
    FOR_SECRETS,
    GOOD,
    HOSTILE,
    NOT_FOR_VERIFYING,
    NUMBER,
    OTHER_KEY,
    OTHERS,
    P384,
    PERSONS,
    PSS_ONLY,
    PUBLISHED_SECRET,
    US,
    token,
)
from tests.adapters.token_forge import AUDIENCE, EC, NOW, RSA, KeyServer, issuer, key_server


class World:
    """Three registered issuers, a clock that stands still until moved, and the verifier."""

    def __init__(self, server: KeyServer, http: httpx.AsyncClient) -> None:
        self.server, self.now = server, float(NOW)
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
        self.verifier = TokenVerifier(self._registered, http, clock=lambda: self.now)

    async def _registered(self, url: str) -> Issuer | None:
        return self.issuers.get(url)

    async def accepts(self, token: str) -> Claims:
        return await self.verifier.verify(token)

    async def refuses(self, token: str) -> str:
        with pytest.raises(NotAuthenticated) as refused:
            await self.verifier.verify(token)
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


@pytest.mark.parametrize("case", GOOD)
async def test_a_token_that_keeps_the_profile_is_accepted(world: World, case: str) -> None:
    assert (await world.accepts(GOOD[case])).subject == "anna"


@pytest.mark.parametrize("case", HOSTILE)
async def test_a_hostile_token_is_refused_with_its_own_reason(world: World, case: str) -> None:
    hostile, reason = HOSTILE[case]
    assert await world.refuses(hostile) == reason
    assert await world.refuses(hostile) == reason, "also the second time"


def test_every_reason_but_an_outage_is_shown_by_a_hostile_token() -> None:
    assert {reason for _, reason in HOSTILE.values()} == set(Refusal) - {Refusal.KEYS_UNAVAILABLE}


async def test_the_claims_say_who_asks_and_by_which_system(world: World) -> None:
    said = await world.accepts(token())
    assert said == Claims(
        issuer=world.issuers[US],
        subject="anna",
        client_id="treserva",
        scopes=frozenset({"facts", "plans"}),
        roles=frozenset({"caseworker"}),
        identity_number=None,
        token_id="t1",
        expires=NOW + 300,
    )


async def test_roles_are_read_from_the_registered_claim_and_may_be_a_single_string(world: World) -> None:
    world.issuers[US] = replace(world.issuers[US], role_claim="grupp")
    said = await world.accepts(token(grupp="coordinator"))
    assert said.roles == {"coordinator"}


async def test_an_identity_number_is_read_for_persons_and_never_for_caseworkers(world: World) -> None:
    number: dict[str, Any] = {NUMBER: "199001019802"}
    assert (await world.accepts(token(iss=PERSONS, **number))).identity_number == "199001019802"
    assert (await world.accepts(token(**number))).identity_number is None


async def test_a_verified_token_is_refused_at_once_when_its_issuer_is_switched_off(world: World) -> None:
    await world.accepts(token())
    del world.issuers[US]
    assert await world.refuses(token()) == Refusal.ISSUER


async def test_a_verified_token_is_checked_anew_when_its_registration_changes(world: World) -> None:
    await world.accepts(token())
    world.issuers[US] = replace(world.issuers[US], audience="https://moved.example")
    assert await world.refuses(token()) == Refusal.AUDIENCE


async def test_a_verified_token_is_not_held_past_its_expiry(world: World) -> None:
    short = token(exp=NOW + 10)
    await world.accepts(short)
    world.now += 41
    assert await world.refuses(short) == Refusal.EXPIRED


async def test_a_verified_token_outlives_its_withdrawn_key_by_a_minute_at_most(world: World) -> None:
    lasting = token(exp=NOW + 3600)
    await world.accepts(token(exp=NOW + 3599))  # the keys are fetched now and again in ten minutes
    world.now += 590
    await world.accepts(lasting)
    world.server.publish("/ours", EC)
    world.now += 59
    await world.accepts(lasting)
    world.now += 1
    assert await world.refuses(lasting) == Refusal.KEY_UNKNOWN


async def test_no_more_verified_tokens_are_held_than_the_bound(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MAX_HELD", 3)
    for number in range(5):
        await world.accepts(token(jti=str(number)))
    assert len(world.verifier._verified) == 3


@pytest.mark.parametrize("leniency", ["no type", "bound to a key by DPoP"])
async def test_what_authlibs_own_validator_lets_through_is_refused_here(
    world: World, leniency: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stock(JWTBearerTokenValidator):  # type: ignore[misc]  # Authlib is not typed
        def get_jwks(self) -> Any:
            return RSA

    monkeypatch.setattr("time.time", lambda: float(NOW))
    lenient, reason = HOSTILE[leniency]
    stock = Stock(issuer=US, resource_server=AUDIENCE)
    stock.validate_token(stock.authenticate_token(lenient), None, None)
    assert await world.refuses(lenient) == reason


@pytest.mark.parametrize(
    "mistake",
    [
        {"algorithms": ("HS256",)},
        {"algorithms": ("none",)},
        {"algorithms": ()},
        {"audience": ""},
        {"actor_id": None},
        {"jwks_uri": "http://idp.example/jwks"},
        {"url": "ftp://idp.example"},
    ],
    ids=str,
)
def test_a_registration_that_would_let_anybody_in_is_refused(mistake: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must"):
        issuer(**{"url": US, "jwks_uri": US + "/jwks"} | mistake)
