"""Signing in to the demonstration's identity provider as a browser would: code and PKCE."""

import base64
import hashlib
import secrets
from urllib.parse import parse_qs, urlsplit

import httpx

from app.adapters.identity.demo_provider import SIGN_IN_CLIENT


def sign_in(http: httpx.Client, issuer: str, subject: str, *, redirect_uri: str, scope: str = "openid") -> str:
    """An access token for this user; raises httpx.HTTPStatusError or ValueError when refused."""
    verifier, state = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    page = httpx.URL(
        f"{issuer}/authorize",
        params={
            "response_type": "code",
            "client_id": SIGN_IN_CLIENT,
            "redirect_uri": redirect_uri,
            "scope": scope,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        },
    )
    chosen = http.post(page, data={"sub": subject}, follow_redirects=False)
    returned = parse_qs(urlsplit(chosen.headers.get("location", "")).query)
    if returned.get("state") != [state] or "code" not in returned:
        raise ValueError(f"{issuer} did not let {subject} sign in")
    redeemed = http.post(
        f"{issuer}/token",
        data={
            "grant_type": "authorization_code",
            "code": returned["code"][0],
            "redirect_uri": redirect_uri,
            "client_id": SIGN_IN_CLIENT,
            "code_verifier": verifier,
        },
    )
    redeemed.raise_for_status()
    return str(redeemed.json()["access_token"])
