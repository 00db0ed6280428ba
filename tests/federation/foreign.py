"""A foreign identity provider on this machine, and a client that gets its tokens as clients do."""

import hashlib
import json
import os
import shutil
import subprocess
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from app.domain.permissions import Permission
from tests.county import AUDIENCE

HERE = Path(__file__).parent
RETURN = "http://127.0.0.1/signed-in"
SYSTEM_CLIENT, SIGN_IN_CLIENT = "journal-system", "journal"
CLIENT_KEY = ECKey.generate_key("P-256", {"kid": "client", "use": "sig", "alg": "ES256"})
"""With which the system proves who it is at the token endpoint (private_key_jwt)."""


def needed() -> None:
    """Skips the test, with the reason, where there is no provider to run; in CI that is a failure."""
    missing = (
        "there is no node" if shutil.which("node") is None
        else "oidc-provider is not installed; `make test` does it where there is npm"
        if not (HERE / "node_modules" / "oidc-provider").is_dir() else None
    )  # fmt: skip
    if missing:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no foreign provider: {missing}")


def new_key(kid: str) -> ECKey:
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig", "alg": "ES256"})


@dataclass(kw_only=True)
class Setup:
    """One issuer as the provider is told about it. `users` holds the claims of each."""

    key: ECKey = field(default_factory=lambda: new_key("first"))
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    weakest: str = "none"
    port: int = 0
    portal: str | None = None
    """Where the portal is at which its users sign in, too."""

    def told(self) -> dict[str, Any]:
        system = {
            "client_id": SYSTEM_CLIENT,
            "grant_types": ["client_credentials"],
            "redirect_uris": [],
            "response_types": [],
            "token_endpoint_auth_method": "private_key_jwt",
            "token_endpoint_auth_signing_alg": "ES256",
            "jwks": {"keys": [CLIENT_KEY.as_dict(private=False)]},
        }
        people = {
            "client_id": SIGN_IN_CLIENT,
            "grant_types": ["authorization_code"],
            "redirect_uris": [RETURN, *([f"{self.portal}/inloggad"] if self.portal else [])],
            "post_logout_redirect_uris": [f"{self.portal}/utloggad"] if self.portal else [],
            "response_types": ["code"],
            "token_endpoint_auth_method": "none",
        }
        return {
            "port": self.port,
            "jwks": {"keys": [self.key.as_dict(private=True)]},
            "clients": [people if self.users else system],
            "users": self.users,
            "scopes": " ".join(Permission),
            "weakest": self.weakest,
        }


@contextmanager
def running(issuers: Sequence[Setup]) -> Iterator[list[str]]:
    """The provider with these issuers, as their addresses in the same order."""
    program = ["node", str(HERE / "provider.mjs")]
    # What it says of itself on standard error is about running it for real.
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        print(json.dumps({"issuers": [one.told() for one in issuers]}), file=child.stdin, flush=True)
        try:
            yield json.loads(child.stdout.readline())
        finally:
            child.stdin.close()
            child.wait(10)


def system_token(issuer: str, *, resource: str | None = AUDIENCE, bound_to: ECKey | None = None) -> str:
    """A token by client credentials, as the system."""
    now = int(time.time())
    claims = {"iss": SYSTEM_CLIENT, "sub": SYSTEM_CLIENT, "aud": issuer, "jti": str(uuid4()), "exp": now + 60}
    form = {
        "grant_type": "client_credentials",
        "scope": " ".join(Permission),
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": jwt.encode({"alg": "ES256", "kid": "client"}, {**claims, "iat": now}, CLIENT_KEY),
    }
    return str(_token(issuer, form | ({"resource": resource} if resource else {}), bound_to)["access_token"])


def sign_in(issuer: str, who: str, *, acr_values: str | None = None, bound_to: ECKey | None = None) -> dict[str, Any]:
    """What the token endpoint answers after somebody has signed in (code with PKCE)."""
    verifier = uuid4().hex * 2
    challenge = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "client_id": SIGN_IN_CLIENT,
        "redirect_uri": RETURN,
        "response_type": "code",
        "scope": "openid " + " ".join(Permission),
        "resource": AUDIENCE,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "login_hint": who,
        **({"acr_values": acr_values} if acr_values else {}),
    }
    with httpx.Client() as browser:
        answer = browser.get(f"{issuer}/auth", params=asked)
        while not (to := answer.headers["location"]).startswith(RETURN):
            answer = browser.get(str(answer.url.join(to)))
    code = parse_qs(urlsplit(to).query)["code"][0]
    form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier, "redirect_uri": RETURN}
    return _token(issuer, {**form, "client_id": SIGN_IN_CLIENT, "resource": AUDIENCE}, bound_to)


def proof(key: ECKey, method: str, url: str, **said: Any) -> str:
    """A proof of possession of the key, by joserfc and nothing of ours."""
    header = {"typ": "dpop+jwt", "alg": "ES256", "jwk": key.as_dict(private=False)}
    claims = {"jti": str(uuid4()), "htm": method, "htu": url, "iat": int(time.time()), **said}
    return jwt.encode(header, claims, key)


def token_digest(token: str) -> str:
    """The claim `ath` of a proof that goes with the token."""
    return urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).rstrip(b"=").decode()


def _token(issuer: str, form: dict[str, str], bound_to: ECKey | None) -> dict[str, Any]:
    headers = {"DPoP": proof(bound_to, "POST", f"{issuer}/token")} if bound_to else {}
    answer = httpx.post(f"{issuer}/token", data=form, headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found
