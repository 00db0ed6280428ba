"""What an issuer says of organisation, unit, role and assurance narrows what was registered, and never widens it."""

from typing import Any

import pytest

from app.domain.errors import StrongerSignInNeeded
from app.domain.identity import Refusal
from tests.adapters import proof_forge
from tests.api.answers import problem
from tests.api.federation import (
    BINDING,
    GROUPS,
    HSA,
    LOA2,
    LOA3,
    LOA4,
    NAMING,
    NUMBER,
    ORGANISATION,
    UNIT,
    Federation,
)
from tests.api.federation import federation as federation
from tests.api.federation import the_federation as the_federation
from tests.api.witness import Witness
from tests.county import WORKFORCE

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def mine(client: Any) -> list[str]:
    """The names of the actors that the caller is."""
    listed = (await client.get("/actors", params={"limit": 100})).json()["actors"]
    return [actor["name"] for actor in listed if actor["mine"]]


@pytest.mark.parametrize("unit", HSA)
async def test_the_unit_claim_picks_among_the_issuers_own_actors(federation: Federation, unit: str) -> None:
    assert await mine(federation.doctor(unit=HSA[unit])) == [f"Provköping, {unit}"]


@pytest.mark.parametrize("number", [NUMBER, NUMBER.replace("-", ""), "16" + NUMBER.replace("-", "")])
async def test_an_organisation_number_may_be_written_in_any_way(federation: Federation, number: str) -> None:
    assert (await federation.doctor(**{ORGANISATION: number}).get("/findings")).status_code == 200


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({UNIT: "SE2321000057-C3"}, Refusal.ACTOR),
        ({UNIT: "social-services"}, Refusal.ACTOR),
        ({ORGANISATION: "212000-0000"}, Refusal.ACTOR),
        ({ORGANISATION: NUMBER + "0"}, Refusal.ACTOR),
        ({UNIT: None}, Refusal.CLAIM_MISSING),
        ({ORGANISATION: None}, Refusal.CLAIM_MISSING),
        ({UNIT: list(HSA.values())}, Refusal.CLAIM_MALFORMED),
    ],
)
async def test_who_names_another_actor_or_none_is_refused_and_logged(
    federation: Federation, witness: Witness, said: dict[str, Any], reason: str
) -> None:
    before = witness.log_ends()

    answer = await federation.doctor(**said).get("/findings")

    assert reason in problem(answer, 401, "not-authenticated")["detail"]
    assert NUMBER not in answer.text
    (row,) = witness.logged(before)
    assert '"refused"' in row


async def test_a_system_that_names_another_organisation_is_refused(federation: Federation, witness: Witness) -> None:
    county = federation.county
    own, others = (
        county.client(county.token(NAMING, "care", "care", **{ORGANISATION: number}))
        for number in (NUMBER, "212000-0000")
    )

    assert await mine(own) == ["Provköping, psychiatry"]
    with witness.nothing_changes():
        answer = await others.post("/person-lookups", json={"identity_number": county.number()})
    assert Refusal.ACTOR in problem(answer, 401, "not-authenticated")["detail"]


async def test_roles_are_the_issuers_names_for_ours_and_count_for_nothing_else(federation: Federation) -> None:
    person = await federation.county.person(by="psychiatry")

    assert (await federation.doctor().get("/findings")).status_code == 200
    manager = federation.doctor(**{GROUPS: "Chef", "acr": LOA4})
    problem(await manager.post("/plans", json={"person_id": person}), 403, "not-permitted")
    for stranger in ("caseworker", "Kirurg"):
        problem(await federation.doctor(**{GROUPS: [stranger]}).get("/findings"), 403, "not-permitted")


@pytest.mark.parametrize("level", [LOA2, LOA3 + "x", "3"])
async def test_a_weak_sign_in_is_told_what_would_do(federation: Federation, witness: Witness, level: str) -> None:
    before = witness.log_ends()

    answer = await federation.doctor(acr=level).get("/findings")

    body = problem(answer, 401, "stronger-sign-in-needed")
    assert body["acr_values"] == [LOA3, LOA4]
    assert LOA3 in body["detail"]
    header = answer.headers["www-authenticate"]
    assert header.startswith('Bearer error="insufficient_user_authentication", ')
    assert f'acr_values="{LOA3} {LOA4}"' in header
    (row,) = witness.logged(before)
    assert '"refused"' in row


async def test_a_stronger_sign_in_is_asked_for_by_what_is_to_be_done(federation: Federation, witness: Witness) -> None:
    person = await federation.county.person(by="psychiatry")

    assert (await federation.doctor().get("/findings")).status_code == 200
    with witness.nothing_changes():
        answer = await federation.doctor().post("/plans", json={"person_id": person})
    assert problem(answer, 401, "stronger-sign-in-needed")["acr_values"] == [LOA4]
    assert (await federation.doctor(acr=LOA4).post("/plans", json={"person_id": person})).status_code == 201


async def test_who_may_not_in_any_case_is_not_sent_to_sign_in_again(federation: Federation) -> None:
    person = await federation.county.person(by="psychiatry")
    manager = federation.doctor(**{GROUPS: ["Chef"]})

    problem(await manager.post("/plans", json={"person_id": person}), 403, "not-permitted")


async def test_an_issuer_of_which_nothing_is_said_has_to_assure_level_three(federation: Federation) -> None:
    county = federation.county
    token = county.token(WORKFORCE, "portal", "anna", roles=["caseworker"], acr=LOA2)

    problem(await county.client(token).get("/findings"), 401, "stronger-sign-in-needed")
    assert StrongerSignInNeeded([LOA3]).reason == Refusal.ASSURANCE


async def test_a_bound_token_is_accepted_with_its_proof(federation: Federation) -> None:
    token = federation.bound()
    for _ in range(2):
        assert (await federation.get(token, federation.proof(token))).status_code == 200


async def test_a_proof_is_for_the_published_address_and_not_for_the_header_host(federation: Federation) -> None:
    token = federation.bound()
    proof = federation.proof(token, htu="http://sip/sip-api/v1/findings")

    assert Refusal.PROOF_REQUEST in problem(await federation.get(token, proof), 401, "not-authenticated")["detail"]


async def test_bad_proofs_are_refused_and_logged_and_tell_nothing(federation: Federation, witness: Witness) -> None:
    token, other = federation.bound(), federation.bound()
    used = federation.proof(token)
    await federation.get(token, used)
    for proofs, reason in {
        (used,): Refusal.PROOF_REPLAYED,
        (federation.proof(token, htm="POST"),): Refusal.PROOF_REQUEST,
        (federation.proof(token, "/plans"),): Refusal.PROOF_REQUEST,
        (federation.proof(token, key=proof_forge.THIEF),): Refusal.PROOF_KEY,
        (federation.proof(other),): Refusal.PROOF_DIGEST,
        (federation.proof(token, iat=1_700_000_000),): Refusal.PROOF_TIME,
        (federation.proof(token, iat=4_000_000_000),): Refusal.PROOF_TIME,
        (federation.proof(token), federation.proof(token)): Refusal.PROOF_MALFORMED,
        (): Refusal.PROOF_MALFORMED,
    }.items():
        before = witness.log_ends()
        answer = await federation.get(token, *proofs)
        assert reason in problem(answer, 401, "not-authenticated")["detail"], reason
        assert answer.headers["www-authenticate"].startswith('DPoP error="invalid_dpop_proof", algs="ES256 PS256')
        (row,) = witness.logged(before)
        assert '"refused"' in row
        assert token not in row


async def test_a_bound_token_is_no_bearer_token(federation: Federation) -> None:
    token = federation.bound()
    for proofs in ((), (federation.proof(token),)):
        answer = await federation.get(token, *proofs, scheme="Bearer")
        assert Refusal.PROOF in problem(answer, 401, "not-authenticated")["detail"]
        assert answer.headers["www-authenticate"].startswith('DPoP error="invalid_token", algs=')


async def test_a_bearer_token_takes_no_proof_and_is_refused_where_binding_is_asked(federation: Federation) -> None:
    county = federation.county
    plain = county.token("/system", "psychiatry-system", "s")
    unbound = county.token(BINDING, "bound", "bound")

    for answer in (
        await federation.get(plain, federation.proof(plain)),
        await federation.get(unbound, scheme="Bearer"),
    ):
        assert Refusal.UNBOUND in problem(answer, 401, "not-authenticated")["detail"]
    bound = federation.bound(issuer=BINDING, client="bound")
    assert (await federation.get(bound, federation.proof(bound))).status_code == 200
    assert (await federation.get(plain, "not a proof", scheme="Bearer")).status_code == 200, "a header of no meaning"
