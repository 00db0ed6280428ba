"""Tokens of a provider that is not ours are accepted as its registration has it, and no others."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any

import httpx
import pytest
import pytest_asyncio
from joserfc import jwt
from joserfc.jwk import ECKey

from app.adapters.identity.compact import parts_of
from app.adapters.postgres.registry import HELD
from app.bootstrap.service import registrar
from app.demo import numbers
from app.domain.identity import Refusal
from app.domain.permissions import Permission
from app.settings import Settings
from app.usecases.registering import Registration, register
from tests.api.answers import problem
from tests.api.federation import ACTORS, HSA, LOA2, LOA3, NUMBER
from tests.api.witness import Witness, witness_of
from tests.county import AUDIENCE, County
from tests.federation import foreign

pytestmark = pytest.mark.asyncio(loop_scope="session")
PERSONAL = "https://id.oidc.se/claim/personalIdentityNumber"
ORGANISATION = "https://id.oidc.se/claim/orgNumber"
NURSE = {"groups": ["Skötare"], ORGANISATION: NUMBER, "unit": HSA["primary-care"]}
STRAYED = {**NURSE, "unit": "SE2120000000-X"}
MYSELF = next(numbers.test_numbers(date(1973, 2, 7)))


class Foreign:
    """The provider's issuers, and our service as their clients reach it."""

    def __init__(self, county: County, issuers: list[str], keys: list[ECKey]) -> None:
        self.county = county
        self.systems, self.staff, self.persons, self.stranger = issuers
        self.keys = dict(zip(issuers, keys, strict=True))

    async def get(self, token: str, path: str = "/findings", *, proof: str | None = None) -> httpx.Response:
        self.county.forget_refusals()
        scheme, headers = ("DPoP", {"DPoP": proof}) if proof else ("Bearer", {})
        return await self.county.client(None).get(path, headers={"Authorization": f"{scheme} {token}", **headers})

    async def mine(self, token: str) -> list[str]:
        """The names of the actors that the caller is."""
        answer = await self.county.client(token).get("/actors", params={"limit": 100})
        assert answer.status_code == 200, answer.text
        return [actor["name"] for actor in answer.json()["actors"] if actor["mine"]]


def registration(systems: str, staff: str, persons: str) -> Registration:
    def issuer(url: str, kind: str, **more: Any) -> dict[str, Any]:
        given = {"url": url, "kind": kind, "audience": AUDIENCE, "algorithms": ["ES256"]}
        return {**given, "jwks_uri": f"{url}/jwks", **more}

    unit: dict[str, Any] = {"actor": "psychiatry", "units": ["primary-care"], "unit_claim": "unit"}
    names = {"role_claim": "groups", "role_names": {"Skötare": "caseworker"}, "organisation_claim": ORGANISATION}
    scopes = list(Permission)
    system = {"issuer": systems, "client_id": foreign.SYSTEM_CLIENT, "actor": "psychiatry", "source": "foreign"}
    return Registration.model_validate(
        {
            "actors": ACTORS,
            "issuers": [
                issuer(systems, "system"),
                issuer(staff, "workforce", **unit, **names),
                issuer(persons, "person"),
            ],
            "clients": [
                {**system, "scopes": scopes},
                {"issuer": staff, "client_id": foreign.SIGN_IN_CLIENT, "scopes": scopes},
                {"issuer": persons, "client_id": foreign.SIGN_IN_CLIENT, "scopes": scopes},
            ],
        }
    )


@pytest.fixture(scope="session")
def provider() -> Iterator[tuple[list[str], list[ECKey]]]:
    """The running provider's issuers and their private keys."""
    foreign.needed()
    setups = [
        foreign.Setup(),
        foreign.Setup(users={"nurse": NURSE, "strayed": STRAYED}, weakest=LOA2),
        foreign.Setup(users={"myself": {PERSONAL: MYSELF}}, weakest=LOA3),
        foreign.Setup(),
    ]
    with foreign.running(setups) as issuers:
        yield issuers, [setup.key for setup in setups]


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def abroad(
    provider: tuple[list[str], list[ECKey]], the_county: County, settings: Settings
) -> AsyncIterator[Foreign]:
    """Three of its four issuers registered."""
    async with registrar(settings) as keeper:
        await register(keeper, registration(*provider[0][:3]))
    await asyncio.sleep(HELD)
    yield Foreign(the_county, *provider)


@pytest.fixture(scope="session")
def witness(database_url: str) -> Iterator[Witness]:
    with witness_of(database_url) as found:
        yield found


async def test_a_system_gets_in_by_client_credentials_and_a_signed_assertion(abroad: Foreign) -> None:
    assert await abroad.mine(foreign.system_token(abroad.systems)) == ["Provköping, psychiatry"]


async def test_a_caseworker_gets_in_by_signing_in_at_the_own_agency(abroad: Foreign) -> None:
    token = foreign.sign_in(abroad.staff, "nurse", acr_values=LOA3)["access_token"]

    assert await abroad.mine(token) == ["Provköping, primary-care"]
    assert (await abroad.get(token)).status_code == 200


async def test_a_caseworker_of_a_unit_that_is_not_registered_is_refused(abroad: Foreign) -> None:
    token = foreign.sign_in(abroad.staff, "strayed", acr_values=LOA3)["access_token"]

    assert Refusal.ACTOR in problem(await abroad.get(token), 401, "not-authenticated")["detail"]


async def test_a_weak_sign_in_is_refused_and_the_one_that_is_asked_for_accepted(abroad: Foreign) -> None:
    answer = await abroad.get(foreign.sign_in(abroad.staff, "nurse")["access_token"])

    problem(answer, 401, "stronger-sign-in-needed")
    told = answer.headers["www-authenticate"]
    assert 'error="insufficient_user_authentication"' in told
    asked = re.search(r'acr_values="([^"]+)"', told)
    assert asked
    stronger = foreign.sign_in(abroad.staff, "nurse", acr_values=asked[1])["access_token"]
    assert (await abroad.get(stronger)).status_code == 200


async def test_a_person_gets_in_by_the_identity_number_and_sees_the_own_timeline(abroad: Foreign) -> None:
    person = await abroad.county.person(MYSELF)
    token = foreign.sign_in(abroad.persons, "myself")["access_token"]

    assert (await abroad.get(token, f"/persons/{person}/timeline")).status_code == 200
    other = await abroad.county.person()
    problem(await abroad.get(token, f"/persons/{other}/timeline"), 404, "not-found")


@pytest.mark.parametrize("signs_in", [False, True])
async def test_a_bound_token_is_good_with_a_new_proof_each_time_alone(
    abroad: Foreign, witness: Witness, signs_in: bool
) -> None:
    key, thief = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")
    token = (
        foreign.sign_in(abroad.staff, "nurse", acr_values=LOA3, bound_to=key)["access_token"]
        if signs_in
        else foreign.system_token(abroad.systems, bound_to=key)
    )
    url, digest = f"{AUDIENCE}/findings", foreign.token_digest(token)
    proofs = [foreign.proof(key, "GET", url, ath=digest) for _ in range(2)]
    bad: dict[Refusal, str | None] = {
        Refusal.PROOF_REPLAYED: proofs[0],
        Refusal.PROOF_REQUEST: foreign.proof(key, "POST", url, ath=digest),
        Refusal.PROOF_KEY: foreign.proof(thief, "GET", url, ath=digest),
        Refusal.PROOF_TIME: foreign.proof(key, "GET", url, ath=digest, iat=int(time.time()) - 90),
        Refusal.PROOF: None,
    }

    for good in proofs:
        assert (await abroad.get(token, proof=good)).status_code == 200
    for reason, proof in bad.items():
        before = witness.log_ends()
        answer = await abroad.get(token, proof=proof)
        assert reason in problem(answer, 401, "not-authenticated")["detail"]
        assert answer.headers["www-authenticate"].startswith("DPoP error=")
        (row,) = witness.logged(before)
        assert '"refused"' in row


async def test_tokens_for_others_and_of_others_are_refused_and_logged(abroad: Foreign, witness: Witness) -> None:
    signed_in = foreign.sign_in(abroad.staff, "nurse", acr_values=LOA3)
    good = foreign.system_token(abroad.systems)
    header, claims = parts_of(good)

    def forged(key: ECKey, **head: Any) -> str:
        return jwt.encode({**header, **head}, claims, key)

    bad = {
        "opaque": (foreign.system_token(abroad.systems, resource=f"{AUDIENCE}/opaque"), Refusal.MALFORMED),
        "for nobody": (foreign.system_token(abroad.systems, resource=None), Refusal.MALFORMED),
        "for another": (foreign.system_token(abroad.systems, resource="https://other.example"), Refusal.AUDIENCE),
        "an ID token": (signed_in["id_token"], Refusal.TYPE),
        "of a stranger": (foreign.system_token(abroad.stranger), Refusal.ISSUER),
        "signed by another issuer": (forged(abroad.keys[abroad.persons]), Refusal.SIGNATURE),
        "signed by a stranger": (forged(ECKey.generate_key("P-256"), kid="new"), Refusal.KEY_UNKNOWN),
        "without type": (forged(abroad.keys[abroad.systems], typ="JWT"), Refusal.TYPE),
    }
    for case, (token, reason) in bad.items():
        before = witness.log_ends()
        answer = await abroad.get(token)
        assert reason in problem(answer, 401, "not-authenticated")["detail"], case
        (row,) = witness.logged(before)
        assert '"refused"' in row
        assert token not in row
    assert (await abroad.get(good)).status_code == 200


async def test_a_client_finds_its_way_from_our_address_to_the_provider(abroad: Foreign) -> None:
    told = (await abroad.county.client(None).get("/findings")).headers["www-authenticate"]
    where = re.search(r'resource_metadata="https://[^/"]+([^"]+)"', told)
    assert where
    async with httpx.AsyncClient(transport=abroad.county.transport, base_url="http://sip") as client:
        metadata = (await client.get(where[1])).json()
    assert {abroad.systems, abroad.staff, abroad.persons} <= set(metadata["authorization_servers"])
    assert abroad.stranger not in metadata["authorization_servers"]

    async with httpx.AsyncClient() as client:
        found = (await client.get(f"{abroad.staff}/.well-known/openid-configuration")).json()
    assert found["issuer"] == abroad.staff
    assert found["jwks_uri"] == f"{abroad.staff}/jwks"
