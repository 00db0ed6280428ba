"""One issuer of the demonstration's identity provider: Authlib's authorization server, set to RFC 9068.

Authlib brings the protocol (client authentication, codes, PKCE, ID tokens, errors); what stands here is
only who may sign in and what their tokens say. It is for demonstrations and tests: its users have no
passwords.
"""
# Authlib is not typed, so its base classes are Any to mypy; nothing else here is left unchecked.
# mypy: disable-error-code="import-untyped, misc"

import secrets
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, AuthorizationServer, ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, ClientCredentialsGrant
from authlib.oauth2.rfc6749.requests import OAuth2Payload, OAuth2Request
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc9068 import JWTBearerTokenGenerator
from authlib.oidc.core import OpenIDCode
from joserfc.jwk import ECKey, KeySet
from starlette.responses import JSONResponse, Response

ALGORITHM = "ES256"
TOKEN_LIFE = 3600
"""Seconds for which access and ID tokens are valid."""
CODE_LIFE = 120
"""Seconds in which an authorization code must be redeemed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who can sign in; `claims` go into the access token, `name` into the ID token."""

    sub: str
    name: str
    claims: Mapping[str, Any]

    def get_user_id(self) -> str:
        return self.sub


@dataclass(frozen=True, kw_only=True)
class Client(ClientMixin):
    """A system with a secret, or without one (then users sign in through it, with PKCE)."""

    client_id: str
    client_secret: str | None
    scopes: Sequence[str]
    redirect_uris: Sequence[str] = ()

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        """None: a sign-in always says where to return to."""

    def get_allowed_scope(self, scope: str | Sequence[str] | None) -> str:
        wanted = scope.split() if isinstance(scope, str) else scope or self.scopes
        return " ".join(one for one in wanted if one in self.scopes)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        return self.client_secret is not None and secrets.compare_digest(
            self.client_secret.encode(), client_secret.encode()
        )

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:  # noqa: ARG002 - Authlib's signature
        return (method == "none") == (self.client_secret is None)

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == ("authorization_code" if self.client_secret is None else "client_credentials")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code" and self.client_secret is None


@dataclass(frozen=True, kw_only=True)
class _Code(AuthorizationCodeMixin):
    code: str
    client_id: str
    redirect_uri: str
    scope: str
    user: User
    nonce: str | None
    code_challenge: str
    code_challenge_method: str | None
    issued: int

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return self.issued

    def get_acr(self) -> None:
        """None: nothing was proved about who sits at the keyboard."""

    def get_amr(self) -> None:
        """None, for the same reason."""


class _Payload(OAuth2Payload):
    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._pairs = pairs

    @cached_property
    def data(self) -> dict[str, str]:
        return dict(self._pairs)

    @cached_property
    def datalist(self) -> defaultdict[str, list[str]]:
        values: defaultdict[str, list[str]] = defaultdict(list)
        for name, value in self._pairs:
            values[name].append(value)
        return values


class Question(OAuth2Request):
    """A request as Authlib reads it: the query's and the form's pairs together."""

    def __init__(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        query: Sequence[tuple[str, str]],
        form: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(method, url, headers=headers)
        self._query, self._form = dict(query), dict(form)
        self.payload = _Payload([*query, *form])

    @property
    def args(self) -> dict[str, str]:
        return self._query

    @property
    def form(self) -> dict[str, str]:
        return self._form


class _CodeGrant(AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ("none",)

    def save_authorization_code(self, code: str, request: Any) -> None:
        asked = request.payload.data
        self.server.codes[code] = _Code(
            code=code,
            client_id=request.client.client_id,
            redirect_uri=request.payload.redirect_uri,
            scope=request.scope,
            user=request.user,
            nonce=asked.get("nonce"),
            code_challenge=asked.get("code_challenge", ""),
            code_challenge_method=asked.get("code_challenge_method"),
            issued=int(time.time()),
        )

    def query_authorization_code(self, code: str, client: Client) -> _Code | None:
        found: _Code | None = self.server.codes.get(code)
        if found is None or found.client_id != client.client_id or time.time() > found.issued + CODE_LIFE:
            return None
        return found

    def delete_authorization_code(self, authorization_code: _Code) -> None:
        del self.server.codes[authorization_code.code]

    def authenticate_user(self, authorization_code: _Code) -> User:
        return authorization_code.user


class _S256(CodeChallenge):
    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)
    DEFAULT_CODE_CHALLENGE_METHOD = "S256"


class _IdToken(OpenIDCode):
    def __init__(self, server: "IssuingServer") -> None:
        super().__init__()
        self._server = server

    def exists_nonce(self, nonce: str, request: Any) -> bool:  # noqa: ARG002 - Authlib's signature
        return any(code.nonce == nonce for code in self._server.codes.values())

    def resolve_client_private_key(self, client: Client) -> ECKey:  # noqa: ARG002 - Authlib's signature
        return self._server.key

    def get_client_algorithm(self, client: Client) -> str:  # noqa: ARG002 - Authlib's signature
        return ALGORITHM

    def get_encode_header(self, client: Client) -> dict[str, str]:  # noqa: ARG002 - Authlib's signature
        return {"alg": ALGORITHM, "kid": str(self._server.key.kid)}

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        return {"iss": self._server.issuer, "aud": [client.client_id]}

    def generate_user_info(self, user: User, scope: str) -> dict[str, Any]:  # noqa: ARG002 - Authlib's signature
        return {"sub": user.sub, "name": user.name}


class _AccessToken(JWTBearerTokenGenerator):
    def __init__(self, server: "IssuingServer", audience: str) -> None:
        super().__init__(server.issuer, alg=ALGORITHM, expires_generator=TOKEN_LIFE)
        self._keys, self._audience = KeySet([server.key]), audience

    def get_jwks(self) -> KeySet:
        return self._keys

    def get_audiences(self, client: Client, user: User | None, scope: str) -> str:  # noqa: ARG002 - Authlib's signature
        return self._audience

    def get_extra_claims(
        self,
        client: Client,  # noqa: ARG002 - Authlib's signature
        grant_type: str,  # noqa: ARG002 - Authlib's signature
        user: User | None,
        scope: str,  # noqa: ARG002 - Authlib's signature
    ) -> dict[str, Any]:
        return dict(user.claims) if user else {}


class IssuingServer(AuthorizationServer):
    """One issuer: its key, its clients, its users."""

    def __init__(
        self, issuer: str, key: ECKey, audience: str, *, clients: Sequence[Client], users: Sequence[User]
    ) -> None:
        super().__init__()
        self.issuer, self.key = issuer, key
        self.clients = {client.client_id: client for client in clients}
        self.users = {user.sub: user for user in users}
        self.codes: dict[str, _Code] = {}
        self.register_token_generator("default", _AccessToken(self, audience))
        self.register_grant(ClientCredentialsGrant)
        self.register_grant(_CodeGrant, [_S256(required=True), _IdToken(self)])

    def query_client(self, client_id: str) -> Client | None:
        return self.clients.get(client_id)

    def save_token(self, token: dict[str, Any], request: Any) -> None:
        """Nothing is kept: the tokens carry all there is to know."""

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Nobody listens."""

    def create_oauth2_request(self, request: Question) -> Question:
        return request

    def handle_response(self, status: int, body: Any, headers: Sequence[tuple[str, str]]) -> Response:
        """Every answer that goes by the browser says whose it is (RFC 9207)."""
        said = {"iss": self.issuer}
        headers = [(name, add_params_to_uri(to, said) if name == "Location" else to) for name, to in headers]
        if isinstance(body, dict):
            return JSONResponse(body, status, dict(headers))
        return Response(body, status, dict(headers))
