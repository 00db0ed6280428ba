"""The demonstration's identity provider issues tokens that the verifier accepts, strict as it is."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from app.adapters.identity.demo_provider import IDENTITY_CLAIM, SIGN_IN_CLIENT
from app.adapters.identity.demo_sign_in import sign_in
from app.adapters.identity.tokens import TokenVerifier
from app.domain.errors import NotAuthenticated
from app.domain.identity import Claims, Issuer, IssuerKind, Refusal

AUDIENCE = "https://sip.example/sip-api/v1"
RETURN = "http://127.0.0.1:8000/signed-in"


def agency(slug: str, name: str) -> dict[str, Any]:
    return {
        "slug": slug,
        "name": name,
        "system": {
            "client_id": f"{slug}-system",
            "client_secret": f"{slug}-secret",
            "scopes": ["facts", "plans"],
        },
        "caseworkers": [{"sub": "anna", "name": "Anna <handläggare>", "roles": ["caseworker", "coordinator"]}],
    }


CONFIG = {
    "audience": AUDIENCE,
    "keys": "keys.json",
    "redirect_uris": [RETURN],
    "user_scopes": ["plans"],
    "agencies": [agency("eksjo", "Eksjö kommun"), agency("region", "Region Jönköpings län")],
    "persons": [{"sub": "p1", "name": "Person Ett", "identity_number": "199001019802"}],
}


@contextmanager
def running(folder: Path, port: int) -> Iterator[str]:
    (folder / "provider.json").write_text(json.dumps(CONFIG))
    program = [sys.executable, "-m", "app.adapters.identity.demo_provider"]
    child = subprocess.Popen([*program, "--port", str(port), "--config", str(folder / "provider.json")])
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                httpx.get(f"{base}/system/jwks")
                break
            except httpx.TransportError:
                assert child.poll() is None, "the provider stopped"
                time.sleep(0.05)
        yield base
    finally:
        child.terminate()
        assert child.wait(10) == -15


@pytest.fixture(scope="module")
def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("provider")


@pytest.fixture(scope="module")
def base(folder: Path, free_port: int) -> Iterator[str]:
    with running(folder, free_port) as address:
        yield address


def system_token(base: str, slug: str, **form: str) -> httpx.Response:
    return httpx.post(
        f"{base}/system/token",
        data={"grant_type": "client_credentials"} | form,
        auth=(f"{slug}-system", f"{slug}-secret"),
    )


def user_token(base: str, path: str, subject: str, **changes: str) -> str:
    with httpx.Client() as http:
        return sign_in(http, f"{base}/{path}", subject, redirect_uri=RETURN, **changes)


async def verified(base: str, path: str, kind: IssuerKind, token: str) -> Claims:
    """Registers the issuer as its discovery document describes it, and verifies."""
    async with httpx.AsyncClient() as http:
        found = (await http.get(f"{base}/{path}/.well-known/openid-configuration")).json()
        registration = Issuer(
            id=uuid4(),
            url=found["issuer"],
            kind=kind,
            audience=AUDIENCE,
            algorithms=("ES256",),
            jwks_uri=found["jwks_uri"],
            actor_id=UUID(int=1) if kind is IssuerKind.WORKFORCE else None,
        )

        async def registered(url: str) -> Issuer | None:
            return registration if url == registration.url else None

        return await TokenVerifier(registered, http, unheard_of).verify(token)


async def unheard_of(mark: bytes, until: float) -> bool:
    """Every proof is new: this provider binds no token to a key."""
    return True


async def test_an_agencys_system_gets_a_token_for_its_secret(base: str) -> None:
    answer = system_token(base, "eksjo", scope="facts").json()
    assert answer["token_type"] == "Bearer"
    said = await verified(base, "system", IssuerKind.SYSTEM, answer["access_token"])
    assert (said.subject, said.client_id) == ("eksjo-system", "eksjo-system")
    assert (said.scopes, said.roles, said.identity_number) == (frozenset({"facts"}), frozenset(), None)


async def test_a_system_that_names_no_scope_gets_all_that_it_may_have(base: str) -> None:
    token = system_token(base, "region").json()["access_token"]
    assert (await verified(base, "system", IssuerKind.SYSTEM, token)).scopes == {"facts", "plans"}


async def test_a_caseworker_signs_in_at_the_own_agency_and_brings_the_roles(base: str) -> None:
    said = await verified(base, "eksjo", IssuerKind.WORKFORCE, user_token(base, "eksjo", "anna", scope="openid plans"))
    assert (said.subject, said.client_id) == ("anna", SIGN_IN_CLIENT)
    assert said.roles == {"caseworker", "coordinator"}
    assert said.scopes == {"openid", "plans"}


async def test_a_person_brings_the_own_identity_number(base: str) -> None:
    said = await verified(base, "person", IssuerKind.PERSON, user_token(base, "person", "p1"))
    assert said.identity_number == "199001019802"
    assert said.issuer.identity_claim == IDENTITY_CLAIM


async def test_one_agencys_token_is_worth_nothing_as_anothers(base: str) -> None:
    with pytest.raises(NotAuthenticated) as refused:
        await verified(base, "region", IssuerKind.WORKFORCE, user_token(base, "eksjo", "anna"))
    assert refused.value.reason == Refusal.ISSUER


async def test_an_id_token_is_no_access_token(base: str) -> None:
    with pytest.raises(NotAuthenticated) as refused:
        await verified(base, "eksjo", IssuerKind.WORKFORCE, redeem(base, code(base)).json()["id_token"])
    assert refused.value.reason == Refusal.TYPE


def test_a_wrong_secret_gets_no_token(base: str) -> None:
    answer = httpx.post(
        f"{base}/system/token", data={"grant_type": "client_credentials"}, auth=("eksjo-system", "wrong")
    )
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_the_sign_in_page_names_who_one_can_be_with_nothing_unescaped(base: str) -> None:
    page = httpx.get(f"{base}/eksjo/authorize", params=question())
    assert page.status_code == 200
    assert "Anna &lt;handläggare&gt;" in page.text


def test_a_code_needs_its_verifier_and_serves_once(base: str) -> None:
    assert redeem(base, code(base), code_verifier="b" * 43).json()["error"] == "invalid_grant"
    assert redeem(base, code(base), code_verifier="").json()["error"] == "invalid_request"
    once = code(base)
    assert redeem(base, once).status_code == 200
    assert redeem(base, once).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"redirect_uri": "https://evil.example"}, "invalid_request"),
        ({"client_id": "eksjo-system"}, "invalid_client"),
        ({"client_id": "nobody"}, "invalid_client"),
    ],
    ids=str,
)
def test_a_sign_in_for_somebody_elses_client_or_address_goes_nowhere(
    base: str, wrong: dict[str, str], problem: str
) -> None:
    answer = httpx.post(f"{base}/eksjo/authorize", params=question(**wrong), data={"sub": "anna"})
    assert "location" not in answer.headers
    assert answer.json()["error"] == problem


def test_a_sign_in_without_a_challenge_gets_no_token(base: str) -> None:
    unchallenged = code(base, code_challenge="", code_challenge_method="")
    assert redeem(base, unchallenged).json()["error"] == "invalid_request"


async def test_a_token_and_the_private_keys_outlive_a_restart(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = int(taken.getsockname()[1])
    with running(tmp_path, port) as base:
        token = user_token(base, "eksjo", "anna")
    with running(tmp_path, port) as base:
        assert (await verified(base, "eksjo", IssuerKind.WORKFORCE, token)).subject == "anna"
    assert os.stat(tmp_path / "keys.json").st_mode & 0o077 == 0


def question(**changes: str) -> dict[str, str]:
    # The challenge is the S256 of 43 times "a".
    given = {
        "response_type": "code",
        "client_id": SIGN_IN_CLIENT,
        "redirect_uri": RETURN,
        "scope": "openid",
        "code_challenge": "ZtNPunH49FD35FWYhT5Tv8I7vRKQJ8uxMaL0_9eHjNA",
        "code_challenge_method": "S256",
    }
    return {name: value for name, value in (given | changes).items() if value}


def code(base: str, **changes: str) -> str:
    chosen = httpx.post(f"{base}/eksjo/authorize", params=question(**changes), data={"sub": "anna"})
    return str(httpx.URL(chosen.headers["location"]).params["code"])


def redeem(base: str, code: str, code_verifier: str = "a" * 43) -> httpx.Response:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": RETURN,
        "client_id": SIGN_IN_CLIENT,
        "code_verifier": code_verifier,
    }
    return httpx.post(f"{base}/eksjo/token", data={name: value for name, value in form.items() if value})
