"""Signing in to the demonstration as somebody who takes part in it: a unit's caseworker, or one of the persons."""

import json
import ssl
from pathlib import Path
from typing import Any, Final

import httpx

from app.bootstrap.demo import sign_in
from app.demo.county import PERSONS
from app.demo.folder import PROVIDER, read_state
from app.demo.programs import DemoError
from app.domain.permissions import Permission

# Everything is http on 127.0.0.1; a context that trusts nobody spares each client the loading of certificates.
PLAIN: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def token_for(folder: Path, who: str) -> str:
    """An access token from the running demonstration, by its directory. DemoError in one clear line."""
    state = read_state(folder)
    if not state.provider:
        raise DemoError(f"det finns ingen demonstration i {folder}; starta den med: sip demo")
    config: dict[str, Any] = json.loads((folder / PROVIDER).read_text())
    issuers = {one["sub"]: agency["slug"] for agency in config["agencies"] for one in agency["caseworkers"]}
    issuers |= {person["sub"]: PERSONS for person in config["persons"]}
    if who not in issuers:
        raise DemoError(f"ingen heter {who}; välj en av {', '.join(issuers)}")
    try:
        return token_of(state.provider, issuers[who], who, config["redirect_uris"][0])
    except httpx.TransportError:
        raise DemoError(f"demonstrationen i {folder} är inte igång; starta den med: sip demo") from None


def token_of(provider: str, issuer: str, who: str, returns_to: str) -> str:
    """An access token of a caseworker of the unit that is the issuer, or of a person: by code and PKCE, as a browser
    would."""
    with httpx.Client(verify=PLAIN) as http:
        scope = " ".join(["openid", *Permission])
        return sign_in(http, f"{provider}/{issuer}", who, redirect_uri=returns_to, scope=scope)
