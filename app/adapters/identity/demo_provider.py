"""The demonstration's identity provider: several issuers on one port, each with its own key.

`python -m app.adapters.identity.demo_provider --port 8081 --config provider.json`

Issuers are `http://127.0.0.1:PORT/system` (client credentials for every agency's system),
`…/<agency slug>` (its caseworkers) and `…/person` (persons). They are kept apart because an issuer
speaks for one sort of caller only. The config file, all fields required:

    {"audience": "…", "keys": "keys.json", "redirect_uris": ["http://127.0.0.1:8000/signed-in"],
     "user_scopes": ["…"],
     "agencies": [{"slug": "eksjo", "name": "Eksjö kommun",
                   "system": {"client_id": "…", "client_secret": "…", "scopes": ["…"]},
                   "caseworkers": [{"sub": "…", "name": "…", "roles": ["caseworker"]}]}],
     "persons": [{"sub": "…", "name": "…", "identity_number": "199001019802"}]}

`keys` is where the private keys are kept (relative to the config file), so that tokens outlive a restart.
"""

import argparse
import json
import os
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from authlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]  # Authlib is not typed
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from app.adapters.identity.demo_grants import ALGORITHM, Client, IssuingServer, Question, User

SIGN_IN_CLIENT = "sip-demo"
"""The public client through which people sign in, at every issuer that has people."""
IDENTITY_CLAIM = "https://id.oidc.se/claim/personalIdentityNumber"

_PAGE = """<!doctype html><html lang="sv"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Logga in</title><main><h1>Logga in</h1><p>Detta är en demonstration. Välj vem du vill vara.</p>
<form method="post">{buttons}</form></main></html>"""
_OUT = """<!doctype html><html lang="sv"><meta charset="utf-8"><title>Utloggad</title><h1>Du är utloggad</h1></html>"""


def issuing_servers(
    port: int,
    *,
    audience: str,
    agencies: Sequence[Mapping[str, Any]],
    persons: Sequence[Mapping[str, Any]],
    redirect_uris: Sequence[str],
    user_scopes: Sequence[str],
    keys: Path,
) -> dict[str, IssuingServer]:
    """The issuers by their path."""
    sign_in = Client(
        client_id=SIGN_IN_CLIENT,
        client_secret=None,
        scopes=["openid", "profile", *user_scopes],
        redirect_uris=redirect_uris,
    )
    systems = [Client(**agency["system"]) for agency in agencies]
    people = {
        agency["slug"]: [_user(one, {"roles": one["roles"]}) for one in agency["caseworkers"]] for agency in agencies
    }
    people["person"] = [_user(one, {IDENTITY_CLAIM: one["identity_number"]}) for one in persons]
    key = _keys(keys, ["system", *people])

    def server(path: str, clients: Sequence[Client], users: Sequence[User]) -> IssuingServer:
        issuer = f"http://127.0.0.1:{port}/{path}"
        return IssuingServer(issuer, key[path], audience, clients=clients, users=users)

    return {
        "system": server("system", systems, []),
        **{path: server(path, [sign_in], users) for path, users in people.items()},
    }


def application(servers: Mapping[str, IssuingServer]) -> Starlette:
    """The web application that answers for all issuers."""
    return Starlette(routes=[Mount(f"/{path}", routes=_routes(server)) for path, server in servers.items()])


def serve(port: int, **config: Any) -> None:
    """Serves on 127.0.0.1 until told to stop (SIGINT, SIGTERM)."""
    app = application(issuing_servers(port, **config))
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


def _user(entry: Mapping[str, Any], claims: Mapping[str, Any]) -> User:
    return User(sub=entry["sub"], name=entry["name"], claims=claims)


def _keys(file: Path, paths: Sequence[str]) -> dict[str, ECKey]:
    kept = json.loads(file.read_text()) if file.exists() else {}
    keys = {path: ECKey.import_key(kept[path]) for path in paths if path in kept}
    for path in paths:
        if path not in keys:
            keys[path] = ECKey.generate_key("P-256", {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
    fresh = file.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        # Keys of issuers that are not served this time are kept for the next.
        json.dump(kept | {path: key.as_dict(private=True) for path, key in keys.items()}, out)
    fresh.replace(file)
    return keys


def _routes(server: IssuingServer) -> list[BaseRoute]:
    async def discovery(_: Request) -> Response:
        at = server.issuer
        return JSONResponse(
            {
                "issuer": at,
                "authorization_endpoint": f"{at}/authorize",
                "token_endpoint": f"{at}/token",
                "jwks_uri": f"{at}/jwks",
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code", "client_credentials"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": [
                    "none",
                    "client_secret_basic",
                    "client_secret_post",
                ],
                "id_token_signing_alg_values_supported": [ALGORITHM],
                "subject_types_supported": ["public"],
                "authorization_response_iss_parameter_supported": True,
                "end_session_endpoint": f"{at}/sign-out",
            }
        )

    async def jwks(_: Request) -> Response:
        return JSONResponse({"keys": [server.key.as_dict(private=False)]})

    async def authorize(request: Request) -> Response:
        question = await _question(request)
        return _problems_answered(server, question, lambda: _sign_in(server, question))

    async def token(request: Request) -> Response:
        response: Response = server.create_token_response(await _question(request))
        return response

    async def sign_out(request: Request) -> Response:
        """There is nothing to end here: whoever signs in is asked every time. It leads back where it may."""
        back = request.query_params.get("post_logout_redirect_uri", "")
        allowed = {uri for client in server.clients.values() for uri in client.redirect_uris}
        return RedirectResponse(back, 303) if back in allowed else HTMLResponse(_OUT)

    return [
        Route("/.well-known/openid-configuration", discovery),
        Route("/jwks", jwks),
        Route("/authorize", authorize, methods=["GET", "POST"]),
        Route("/token", token, methods=["POST"]),
        Route("/sign-out", sign_out),
    ]


def _sign_in(server: IssuingServer, question: Question) -> Response:
    grant = server.get_consent_grant(question)
    user = server.users.get(question.form.get("sub", ""))
    if user is None:
        hinted = server.users.get(question.args.get("login_hint", ""))
        buttons = "".join(
            f'<p><button name="sub" value="{escape(one.sub)}">{escape(one.name)}</button></p>'
            for one in ([hinted] if hinted else server.users.values())
        )
        return HTMLResponse(_PAGE.format(buttons=buttons))
    response: Response = server.create_authorization_response(question, grant_user=user, grant=grant)
    return response


def _problems_answered(server: IssuingServer, question: Question, answer: Callable[[], Response]) -> Response:
    try:
        return answer()
    except OAuth2Error as problem:
        response: Response = server.handle_error_response(question, problem)
        return response


async def _question(request: Request) -> Question:
    form = parse_qsl((await request.body()).decode(), keep_blank_values=True)
    query = request.query_params.multi_items()
    return Question(request.method, str(request.url), request.headers, query, form)


def main() -> None:
    """Reads the arguments and the config file, and serves."""
    arguments = argparse.ArgumentParser(description="The demonstration's identity provider")
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--config", type=Path, required=True)
    chosen = arguments.parse_args()
    config = json.loads(chosen.config.read_text())
    config["keys"] = chosen.config.parent / config["keys"]
    serve(chosen.port, **config)


if __name__ == "__main__":
    main()
