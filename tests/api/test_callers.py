"""Who may ask: tokens that are not accepted, scopes that are missing, and roles that reach less."""

from typing import Any

import pytest

from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import SYSTEM, WORKFORCE, County

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"iat": 1_000_000_000, "exp": 1_000_000_600}, "token-expired"),
        ({"aud": "https://another.example.se"}, "audience-mismatch"),
        ({"iss": "https://unknown.example.se"}, "issuer-unknown"),
        ({"nbf": 99_000_000_000}, "token-not-yet-valid"),
        ({"iat": 99_000_000_000, "exp": 99_000_000_600}, "token-issued-in-future"),
    ],
)
async def test_a_token_that_is_not_accepted_is_refused_and_says_why(
    county: County, witness: Witness, claims: dict[str, Any], reason: str
) -> None:
    county.forget_refusals()
    before = witness.log_ends()
    token = county.token(SYSTEM, "social-services-system", "s", **claims)

    answer = await county.client(token).get("/findings")

    assert reason in problem(answer, 401, "not-authenticated")["detail"]
    assert answer.headers["www-authenticate"].startswith('Bearer error="invalid_token", resource_metadata="https://')
    (row,) = witness.logged(before)
    assert '"refused"' in row
    assert "GET /findings" in row
    assert token not in row


@pytest.mark.parametrize("header", [None, "Basic c2lwOnNpcA==", "Bearer", "Bearer ", "Bearer x.y.z", "Bearer å"])
async def test_without_a_bearer_token_nobody_is_known(county: County, header: str | None) -> None:
    headers = [] if header is None else [(b"authorization", header.encode())]

    answer = await county.client(None).get("/findings", headers=headers)

    problem(answer, 401, "not-authenticated")
    assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_a_client_that_is_not_registered_is_not_known(county: County) -> None:
    answer = await county.client(county.token(SYSTEM, "nobody", "s")).get("/findings")

    assert "client-unknown" in problem(answer, 401, "not-authenticated")["detail"]


async def test_a_person_whom_nobody_has_looked_up_is_not_known(county: County) -> None:
    answer = await county.myself(county.number()).get("/findings")

    assert "client-unknown" in problem(answer, 401, "not-authenticated")["detail"]


@pytest.mark.parametrize(
    ("scope", "method", "path", "body"),
    [
        ("sip.write sip.lookup", "GET", "/findings", None),
        ("sip.read sip.lookup", "POST", "/plans", {"person_id": "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"}),
        ("sip.read sip.write", "POST", "/person-lookups", {"identity_number": "19900517-9805"}),
        ("", "GET", "/findings", None),
        ("sip.admin SIP.READ", "GET", "/findings", None),
    ],
)
async def test_each_scope_opens_only_what_it_names(
    county: County, witness: Witness, scope: str, method: str, path: str, body: dict[str, str] | None
) -> None:
    client = county.client(county.token(SYSTEM, "social-services-system", "s", scope=scope))

    with witness.nothing_changes():
        answer = await client.request(method, path, json=body)

    assert "scope" in problem(answer, 403, "not-permitted")["detail"]


async def test_a_manager_reads_and_writes_nothing(county: County, witness: Witness) -> None:
    person = await county.person()
    manager = county.caseworker(roles=["manager"])

    assert (await manager.get("/findings")).status_code == 200
    with witness.nothing_changes():
        problem(await manager.post("/plans", json={"person_id": person}), 403, "not-permitted")
        problem(await manager.post("/person-lookups", json={"identity_number": county.number()}), 403, "not-permitted")


@pytest.mark.parametrize("role", ["analyst", "auditor", "administrator", "emperor"])
async def test_other_roles_reach_no_person(county: County, role: str) -> None:
    client = county.caseworker(roles=[role])

    problem(await client.get("/findings"), 403, "not-permitted")
    problem(await client.get(f"/persons/{await county.person()}/timeline"), 403, "not-permitted")
    problem(await client.post("/person-lookups", json={"identity_number": county.number()}), 403, "not-permitted")


async def test_a_role_never_gives_more_than_the_scopes_of_the_token(county: County) -> None:
    client = county.client(county.token(WORKFORCE, "portal", "anna", roles=["caseworker"], scope="sip.read"))

    problem(await client.post("/plans", json={"person_id": await county.person()}), 403, "not-permitted")


async def test_a_person_looks_nobody_up(county: County) -> None:
    number = county.number()
    await county.person(number)

    answer = await county.myself(number).post("/person-lookups", json={"identity_number": county.number()})

    problem(answer, 403, "not-permitted")


async def test_an_issuer_of_systems_never_speaks_for_a_person(county: County) -> None:
    claim = {"https://id.oidc.se/claim/personalIdentityNumber": county.number()}
    client = county.client(county.token(SYSTEM, "my-plan", "p", **claim))

    problem(await client.get("/findings"), 401, "not-authenticated")


async def test_the_access_log_is_for_the_person_alone(county: County) -> None:
    number = county.number()
    person = await county.person(number)
    await county.system("social-services").post("/plans", json={"person_id": person})

    problem(await county.system("social-services").get(f"/persons/{person}/access-log"), 404, "not-found")
    entries = (await county.myself(number).get(f"/persons/{person}/access-log")).json()["entries"]

    assert [entry["action"] for entry in entries[-2:]] == ["plan-add", "person-lookup"]
    assert number not in str(entries)
