"""A client that knows the address alone finds out where to get a token, and of what sort (RFC 9728)."""

import re

import httpx
import pytest

from app.domain.identity import PROOF_ALGORITHMS
from app.domain.permissions import Permission
from app.main import BASE
from app.settings import Settings
from tests.county import AUDIENCE, PERSON, SYSTEM, WORKFORCE, County

pytestmark = pytest.mark.asyncio(loop_scope="session")
WELL_KNOWN = "/.well-known/oauth-protected-resource"


@pytest.mark.parametrize("path", [WELL_KNOWN, WELL_KNOWN + BASE])
async def test_the_metadata_names_the_issuers_and_what_is_asked_of_tokens(county: County, path: str) -> None:
    async with httpx.AsyncClient(transport=county.transport, base_url="http://sip") as client:
        answer = await client.get(path)

    found = answer.json()
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert found["resource"] == AUDIENCE
    assert {county.issuers + issuer for issuer in (SYSTEM, PERSON, WORKFORCE)} <= set(found["authorization_servers"])
    assert set(found["scopes_supported"]) == set(Permission)
    assert found["bearer_methods_supported"] == ["header"]
    assert found["dpop_signing_alg_values_supported"] == list(PROOF_ALGORITHMS)


@pytest.mark.parametrize("authorization", [None, "Basic c2lwOnNpcA==", "Bearer x", "DPoP x"])
async def test_whoever_is_not_known_is_told_where_the_metadata_is(county: County, authorization: str | None) -> None:
    headers = {"Authorization": authorization} if authorization else {}

    answer = await county.client(None).get("/findings", headers=headers)

    assert answer.status_code == 401
    addresses = set(re.findall(r'resource_metadata="([^"]+)"', answer.headers["www-authenticate"]))
    assert addresses == {AUDIENCE.replace(BASE, WELL_KNOWN + BASE)}


async def test_a_slash_at_the_end_of_the_public_address_changes_nothing() -> None:
    assert Settings(public_url=AUDIENCE + "/").public_url == AUDIENCE


async def test_whoever_brings_nothing_is_told_both_schemes_and_no_error(county: County) -> None:
    told = (await county.client(None).get("/findings")).headers["www-authenticate"]

    assert re.fullmatch(r'Bearer resource_metadata="[^"]+", DPoP algs="[^"]+", resource_metadata="[^"]+"', told)


@pytest.mark.parametrize("path", [WELL_KNOWN + "/x", WELL_KNOWN + BASE + "/findings", "/.well-known"])
async def test_there_is_no_metadata_of_other_addresses(county: County, path: str) -> None:
    async with httpx.AsyncClient(transport=county.transport, base_url="http://sip") as client:
        assert (await client.get(path)).status_code == 404
