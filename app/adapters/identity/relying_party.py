"""Signing people in at their own identity provider: OpenID Connect with code, PKCE, state and nonce (OAuth 2.1).

Authlib speaks with the authorization server; the ID token is verified here as strictly as an access token, by the
keys and algorithms that the issuer is registered with, whatever its own metadata says.
"""

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any, Final
from uuid import UUID

import httpx
import httpx2
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]  # Authlib is not typed
from authlib.integrations.httpx_client import AsyncOAuth2Client  # type: ignore[import-untyped]  # as above

from app.adapters.identity.compact import LONGEST, parts_of, signature_holds
from app.adapters.identity.keys import IssuerKeys
from app.domain.errors import NotAuthenticated, ProviderAway, SignInRefused
from app.domain.identity import Issuer, Refusal, protected
from app.domain.permissions import Permission
from app.usecases.signing_in import Begun, Given

SCOPE: Final = " ".join(["openid", "profile", *Permission])
PATIENCE: Final = 5.0
"""Seconds that a provider has for an answer."""
FRESH: Final = 300.0
"""Seconds for which a provider's metadata is used again."""
LEEWAY: Final = 30


@dataclass(frozen=True, slots=True)
class _Metadata:
    authorization: str
    token: str
    sign_out: str | None
    says_issuer: bool
    until: float


class RelyingParty:
    """A Provider, as the one client that the portal is at every provider; see usecases/signing_in.py.

    Without a secret it is a public client, which PKCE is made for.
    """

    def __init__(
        self,
        client_id: str,
        secret: str | None,
        http: httpx.AsyncClient,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._id, self._secret, self._http, self._clock = client_id, secret, http, clock
        self._keys = IssuerKeys(http, clock=clock)
        self._held: dict[UUID, _Metadata] = {}

    async def begin(self, issuer: Issuer, *, returns_to: str, hint: str | None = None) -> Begun:
        metadata = await self._metadata(issuer)
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
        asked = {
            "nonce": nonce,
            # Some providers give a token for us only when they are told for whom (RFC 8707).
            **({"resource": issuer.audience} if "://" in issuer.audience else {}),
            **({"acr_values": " ".join(issuer.assurance)} if issuer.assurance else {}),
            **({"login_hint": hint} if hint else {}),
        }
        async with self._client(returns_to) as client:
            address, state = client.create_authorization_url(
                metadata.authorization, state=secrets.token_urlsafe(24), code_verifier=verifier, **asked
            )
        return Begun(address=address, state=state, nonce=nonce, verifier=verifier)

    async def redeem(
        self, issuer: Issuer, *, code: str, said_issuer: str | None, begun: Begun, returns_to: str
    ) -> Given:
        metadata = await self._metadata(issuer)
        # Another provider's answer would have us send this one's code there (RFC 9207).
        if said_issuer != issuer.url and (said_issuer is not None or metadata.says_issuer):
            raise SignInRefused("issuer-of-another")
        try:
            # The whole of it: a provider that lets its answer drip is not waited for either.
            async with asyncio.timeout(PATIENCE), self._client(returns_to) as client:
                resource = {"resource": issuer.audience} if "://" in issuer.audience else {}
                tokens = await client.fetch_token(
                    metadata.token, code=code, code_verifier=begun.verifier, grant_type="authorization_code", **resource
                )
        except (httpx2.HTTPError, TimeoutError):  # Authlib's client is one of httpx2
            raise ProviderAway from None
        except (AuthlibBaseError, ValueError, TypeError, AttributeError):
            raise SignInRefused("code-refused") from None
        access_token, id_token = tokens.get("access_token"), tokens.get("id_token")
        if not isinstance(access_token, str) or not isinstance(id_token, str):
            raise SignInRefused("token-missing")
        said = await self._verified(issuer, id_token, begun.nonce)
        name = said.get("name")
        return Given(
            access_token=access_token,
            id_token=id_token,
            subject=said["sub"],
            name=name[:200] if isinstance(name, str) and name.isprintable() else None,
            sign_out_at=metadata.sign_out,
        )

    async def is_there(self, issuer: Issuer) -> bool:
        try:
            await self._fetched(issuer)
        except ProviderAway:
            return False
        return True

    async def _verified(self, issuer: Issuer, id_token: str, nonce: str) -> dict[str, Any]:
        """What the ID token says, once it is known to be the issuer's, ours, of now and of this very sign-in."""
        try:
            if len(id_token) > LONGEST:
                raise ValueError("too long")
            header, said = parts_of(id_token)
            algorithm, now = header.get("alg"), self._clock()
            if algorithm not in issuer.algorithms or "crit" in header:
                raise ValueError("signed otherwise")
            key = await self._keys.find(issuer, str(header.get("kid")), str(algorithm))
            audiences = [said["aud"]] if isinstance(said["aud"], str) else list(said["aud"])
            holds = (
                signature_holds(id_token, key)
                and said["iss"] == issuer.url
                and self._id in audiences
                and said.get("azp", self._id) == self._id
                and (len(audiences) == 1 or "azp" in said)
                and float(said["exp"]) + LEEWAY > now >= float(said["iat"]) - LEEWAY
                and compare_digest(str(said["nonce"]).encode(), nonce.encode())
                and isinstance(said["sub"], str)
            )
        except NotAuthenticated as error:
            if error.reason == Refusal.KEYS_UNAVAILABLE:
                raise ProviderAway from None
            raise SignInRefused("id-token-refused") from None
        except (KeyError, TypeError, ValueError):
            holds = False
        if not holds:
            raise SignInRefused("id-token-refused")
        return said

    async def _metadata(self, issuer: Issuer) -> _Metadata:
        held = self._held.get(issuer.id)
        if held is None or held.until < self._clock():
            held = self._held[issuer.id] = await self._fetched(issuer)
        return held

    async def _fetched(self, issuer: Issuer) -> _Metadata:
        try:
            where = f"{issuer.url.rstrip('/')}/.well-known/openid-configuration"
            async with asyncio.timeout(PATIENCE):
                answer = await self._http.get(where, follow_redirects=False, timeout=PATIENCE)
            said = answer.raise_for_status().json()
            found = _Metadata(
                said["authorization_endpoint"],
                said["token_endpoint"],
                said.get("end_session_endpoint"),
                said.get("authorization_response_iss_parameter_supported") is True,
                self._clock() + FRESH,
            )
            addresses = [found.authorization, found.token, *([found.sign_out] if found.sign_out else [])]
            if said["issuer"] != issuer.url or not all(map(protected, addresses)):
                raise ValueError("metadata of another, or in the clear")
        except (httpx.HTTPError, TimeoutError, KeyError, TypeError, ValueError, AttributeError):
            raise ProviderAway from None
        return found

    def _client(self, returns_to: str) -> Any:
        method = "client_secret_basic" if self._secret else "none"
        return AsyncOAuth2Client(
            self._id,
            self._secret,
            scope=SCOPE,
            redirect_uri=returns_to,
            code_challenge_method="S256",
            token_endpoint_auth_method=method,
            timeout=PATIENCE,
            follow_redirects=False,
        )
