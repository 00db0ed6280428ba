"""Tokens that somebody made up are refused, logged, and told nothing; and nobody acts for another's actor."""

import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from joserfc.util import urlsafe_b64decode

from app.domain.identity import Refusal
from tests.adapters.token_forge import encoded
from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import KEY, SYSTEM, County

pytestmark = pytest.mark.asyncio(loop_scope="session")
STRANGER = ECKey.generate_key("P-256", {"kid": "county"})


def parts(token: str) -> list[Any]:
    return [json.loads(urlsafe_b64decode(part.encode())) for part in token.split(".")[:2]]


def remade(token: str, key: ECKey = KEY, /, **head: Any) -> str:
    header, claims = parts(token)
    changed = {name: value for name, value in (header | head).items() if value is not None}
    return jwt.encode(changed, claims, key)


def unsigned(token: str) -> str:
    header, claims = parts(token)
    return f"{encoded(header | {'alg': 'none'})}.{encoded(claims)}."


def by_the_public_key(token: str) -> str:
    header, claims = parts(token)
    first = f"{encoded(header | {'alg': 'HS256'})}.{encoded(claims)}"
    return f"{first}.{encoded(hmac.digest(KEY.as_pem(private=False), first.encode(), 'sha256'))}"


def renamed(token: str) -> str:
    _, claims, signature = token.split(".")
    return f"{encoded(parts(token)[0] | {'alg': 'RS256'})}.{claims}.{signature}"


def of_another_actor(token: str) -> str:
    """The claims changed under the old signature."""
    header, _, signature = token.split(".")
    claims = parts(token)[1] | {"client_id": "psychiatry-system", "sub": "psychiatry-system"}
    return f"{header}.{encoded(claims)}.{signature}"


FORGED: dict[str, tuple[Callable[[str], str], Refusal]] = {
    "unsigned": (unsigned, Refusal.ALGORITHM),
    "the public key as a shared secret": (by_the_public_key, Refusal.ALGORITHM),
    "an algorithm that was not registered": (renamed, Refusal.ALGORITHM),
    "a stranger's key under a known name": (lambda token: remade(token, STRANGER), Refusal.SIGNATURE),
    "a stranger's key in the token": (
        lambda token: remade(token, STRANGER, jwk=STRANGER.as_dict(private=False)),
        Refusal.HEADER,
    ),
    "an ID token": (lambda token: remade(token, typ="JWT"), Refusal.TYPE),
    "without type": (lambda token: remade(token, typ=None), Refusal.TYPE),
    "the claims of another actor": (of_another_actor, Refusal.SIGNATURE),
}


@pytest.mark.parametrize("case", FORGED)
async def test_a_forged_token_is_refused_and_logged(county: County, witness: Witness, case: str) -> None:
    forge, reason = FORGED[case]
    person = await county.person()
    good = county.token(SYSTEM, "social-services-system", "s")
    before = witness.log_ends()

    with witness.nothing_changes():
        answer = await county.client(forge(good)).post("/plans", json={"person_id": person})

    assert reason in problem(answer, 401, "not-authenticated")["detail"]
    assert person not in answer.text
    (row,) = witness.logged(before)
    assert '"refused"' in row
    assert forge(good) not in row


async def test_a_client_that_claims_anothers_actor_in_the_body_acts_for_its_own(county: County) -> None:
    person, theirs = await county.person(), county.actor("psychiatry")
    body = {"person_id": person, "kind": "status", "code": "income-support", "start": "2026-01-01", "source_version": 1}

    answer = await county.system("social-services").put(
        "/sources/social-services/facts/claimed", json={**body, "owner": theirs}
    )
    problem(answer, 422, "invalid-request", "owner")
    foreign = await county.system("social-services").put("/sources/psychiatry/facts/claimed", json=body)
    problem(foreign, 403, "foreign-source")


async def test_a_client_of_one_issuer_is_none_of_another(county: County) -> None:
    token = county.token("/anna", "psychiatry-system", "s", roles=["caseworker"])

    assert "client-unknown" in problem(await county.client(token).get("/findings"), 401, "not-authenticated")["detail"]
