"""Being signed in to the portal: what is kept of it, for how long, and as whom it lets somebody act."""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from typing import Any, Final, Protocol

from app.domain.errors import NotAuthenticated
from app.domain.identity import Claims, Issuer, Refusal
from app.domain.permissions import Principal
from app.usecases.ports import Registry

HASHED: Final = "portal-session"
SEALED: Final = "portal-session-box"


class Sessions(Protocol):
    """Sessions by a hash, each with a sealed box; what has ended is not there. Times are in seconds."""

    async def open(self, mark: bytes, box: bytes, *, idle: int, seconds: int) -> None: ...
    async def use(self, mark: bytes) -> bytes | None: ...
    async def end(self, mark: bytes) -> None: ...


class Boxes(Protocol):
    """Sealing with a key that is made of the service's own and of a secret that the service does not keep."""

    def fingerprint(self, purpose: str, value: str) -> bytes: ...
    def seal_with(self, purpose: str, secret: str, plain: bytes) -> bytes: ...
    def unseal_with(self, purpose: str, secret: str, sealed: bytes) -> bytes | None:
        """None when it was sealed with another secret, or changed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Somebody who has signed in: what the access token said then, and the name to show.

    `registered` is the issuer's registration as it was then: once it has changed, what was verified under the old
    one counts no more.
    """

    issuer: str
    registered: str
    subject: str
    client_id: str
    scopes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    identity_number: str | None = None
    organisation: str | None = None
    unit: str | None = None
    assurance: str | None = None
    name: str | None = None
    id_token: str | None = None
    """What the provider wants to see when it is asked to sign somebody out."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a session lasts, in seconds: without being used, and at the most."""

    idle: int = 30 * 60
    at_most: int = 8 * 60 * 60


def signed_in(claims: Claims, *, name: str | None = None, id_token: str | None = None) -> SignedIn:
    """What is kept of verified claims."""
    return SignedIn(
        issuer=claims.issuer.url,
        registered=_registration(claims.issuer),
        subject=claims.subject,
        client_id=claims.client_id,
        scopes=tuple(sorted(claims.scopes)),
        roles=tuple(sorted(claims.roles)),
        identity_number=claims.identity_number,
        organisation=claims.organisation,
        unit=claims.unit,
        assurance=claims.assurance,
        name=name,
        id_token=id_token,
    )


async def open_session(sessions: Sessions, boxes: Boxes, who: SignedIn, lasting: Lasting) -> str:
    """A new session; its secret, which is in the cookie and nowhere else."""
    secret = secrets.token_urlsafe(32)
    box = boxes.seal_with(SEALED, secret, json.dumps(asdict(who)).encode())
    await sessions.open(_mark(boxes, secret), box, idle=lasting.idle, seconds=lasting.at_most)
    return secret


async def resume(sessions: Sessions, boxes: Boxes, secret: str) -> SignedIn | None:
    """Whose session it is; None when there is none or it has ended."""
    box = await sessions.use(_mark(boxes, secret))
    plain = None if box is None else boxes.unseal_with(SEALED, secret, box)
    if plain is None:
        return None
    kept: dict[str, Any] = json.loads(plain)
    return SignedIn(**{**kept, "scopes": tuple(kept["scopes"]), "roles": tuple(kept["roles"])})


async def end_session(sessions: Sessions, boxes: Boxes, secret: str) -> None:
    """Nobody is signed in by that secret any more."""
    await sessions.end(_mark(boxes, secret))


async def principal_of(registry: Registry, who: SignedIn) -> Principal:
    """As whom the session acts now, by the registration of this moment, exactly as a token would. NotAuthenticated
    for an issuer or a client that is stopped, and for a registration that has changed since."""
    issuer = await registry.issuer(who.issuer)
    if issuer is None or _registration(issuer) != who.registered:
        raise NotAuthenticated(Refusal.ISSUER, "sign in again")
    principal = await registry.principal(_claims(who, issuer))
    if principal is None:
        raise NotAuthenticated("client-unknown", "sign in again")
    return principal


def _claims(who: SignedIn, issuer: Issuer) -> Claims:
    return Claims(
        issuer=issuer,
        subject=who.subject,
        client_id=who.client_id,
        scopes=frozenset(who.scopes),
        roles=frozenset(who.roles),
        identity_number=who.identity_number,
        token_id="",
        expires=0,
        organisation=who.organisation,
        unit=who.unit,
        assurance=who.assurance,
    )


def _registration(issuer: Issuer) -> str:
    """A mark of everything that the issuer is registered with."""
    return hashlib.sha256(repr(issuer).encode()).hexdigest()


def _mark(boxes: Boxes, secret: str) -> bytes:
    return boxes.fingerprint(HASHED, secret)
