"""Only an access token as RFC 9068 has it, from a registered issuer and for this service, is accepted."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from authlib.oauth2.rfc9068 import JWTBearerTokenValidator  # type: ignore[import-untyped]  # not typed

from app.adapters.identity import tokens
from app.domain.identity import Claims, IssuerKind, Refusal
from tests.adapters.hostile_tokens import (
    GOOD,
    HOSTILE,
    NUMBER,
    PERSONS,
    US,
    token,
)
from tests.adapters.token_forge import AUDIENCE, EC, NOW, RSA, issuer
from tests.adapters.token_world import World
from tests.adapters.token_world import server as server
from tests.adapters.token_world import world as world


@pytest.mark.parametrize("case", GOOD)
async def test_a_token_that_keeps_the_profile_is_accepted(world: World, case: str) -> None:
    assert (await world.accepts(GOOD[case])).subject == "anna"


@pytest.mark.parametrize("case", HOSTILE)
async def test_a_hostile_token_is_refused_with_its_own_reason(world: World, case: str) -> None:
    hostile, reason = HOSTILE[case]
    assert await world.refuses(hostile) == reason
    assert await world.refuses(hostile) == reason, "also the second time"


def test_every_reason_to_refuse_a_token_by_itself_is_shown_by_a_hostile_one() -> None:
    elsewhere = {Refusal.KEYS_UNAVAILABLE, Refusal.ASSURANCE, Refusal.ACTOR, Refusal.UNBOUND}
    proofs = {reason for reason in Refusal if reason.name.startswith("PROOF_")}
    assert {reason for _, reason in HOSTILE.values()} == set(Refusal) - elsewhere - proofs


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


async def test_roles_organisation_and_unit_are_read_as_the_registration_says(world: World) -> None:
    world.issuers[US] = replace(
        world.issuers[US], role_names={"HR-17": "manager"}, organisation_claim="org", unit_claim="unit"
    )
    said = await world.accepts(token(roles=["HR-17", "caseworker"], org="212000-0000", unit="SE1"))
    assert said.roles == {"manager"}
    assert (said.organisation, said.unit) == ("212000-0000", "SE1")
    assert await world.refuses(token(org="212000-0000")) == Refusal.CLAIM_MISSING


async def test_assurance_is_read_from_the_registered_claim_and_has_to_be_one_that_does(world: World) -> None:
    world.issuers[US] = replace(world.issuers[US], assurance_claim="loa", assurance=("loa3", "loa4"))
    assert (await world.accepts(token(loa="loa4"))).assurance == "loa4"
    for weak in (token(loa="loa2"), token(acr="loa4"), token()):
        assert await world.refuses(weak) == Refusal.ASSURANCE


async def test_a_verified_token_is_checked_anew_when_more_is_asked_of_its_issuer(world: World) -> None:
    await world.accepts(token(acr="loa2"))
    world.issuers[US] = replace(world.issuers[US], assurance=("loa3",))
    assert await world.refuses(token(acr="loa2")) == Refusal.ASSURANCE


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
        {"unit_ids": (UUID(int=2),)},
        {"unit_ids": (UUID(int=2),), "unit_claim": "unit", "kind": IssuerKind.SYSTEM},
        {"unit_claim": ""},
        {"role_names": {"HR-17": "emperor"}},
        {"assurance": ("loa 3",)},
        {"assurance": ('"',)},
        {"assurance": ("loa3",), "kind": IssuerKind.SYSTEM, "actor_id": None},
        {"assurance_for": {"sip.write": ()}},
        {"assurance_for": {"sip.everything": ("loa3",)}},
    ],
    ids=str,
)
def test_a_registration_that_would_let_anybody_in_is_refused(mistake: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must"):
        issuer(**{"url": US, "jwks_uri": US + "/jwks"} | mistake)
