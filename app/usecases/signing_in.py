"""Signing in to the portal at an identity provider, and as whom that lets somebody act."""

import hashlib
from dataclasses import asdict, dataclass
from hmac import compare_digest
from typing import Final, Protocol

from app.domain.errors import NotAuthenticated, ProviderAway, SignInRefused
from app.domain.identity import Claims, Issuer, Refusal
from app.domain.permissions import Principal
from app.usecases.ports import Caller, Registry, Store, Verifier, Work
from app.usecases.sessions import Boxes, Keeping, Lasting, Sessions
from app.usecases.wishing_for_letters import keep_on

UNDER_WAY: Final = Lasting(600, 600)
"""How long a sign-in may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Somebody who has signed in: what the access token said then, and the name to show.

    `registered` is the issuer's registration as it was then: once it has changed, what was verified under the old
    one counts no more. `id_token` and `sign_out_at` are for signing out at the provider, too.
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
    sign_out_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A sign-in that is under way in one browser: where the browser goes, and what has to fit what comes back."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a provider gives for a code: tokens, of which the ID token has been verified, and what is said in it."""

    access_token: str
    id_token: str
    subject: str
    name: str | None
    sign_out_at: str | None


class Provider(Protocol):
    """The identity providers, as their relying party. Errors: ProviderAway, SignInRefused."""

    async def begin(self, issuer: Issuer, *, returns_to: str, hint: str | None = None) -> Begun: ...
    async def redeem(
        self, issuer: Issuer, *, code: str, said_issuer: str | None, begun: Begun, returns_to: str
    ) -> Given:
        """`said_issuer` is the parameter `iss` of the answer (RFC 9207)."""
        ...

    async def is_there(self, issuer: Issuer) -> bool:
        """Whether it answers now."""
        ...


async def begin(
    keeping: Keeping, provider: Provider, issuer: Issuer, *, returns_to: str, back: str, hint: str | None = None
) -> tuple[str, str]:
    """Where to send the browser, and the secret that is to be in its cookie until it comes back. ProviderAway."""
    begun = await provider.begin(issuer, returns_to=returns_to, hint=hint)
    secret = await keeping.put({**asdict(begun), "issuer": issuer.url, "back": back}, UNDER_WAY)
    return begun.address, secret


async def finish(
    keeping: Keeping,
    provider: Provider,
    registry: Registry,
    verifier: Verifier,
    *,
    secret: str,
    state: str,
    code: str,
    said_issuer: str | None,
    returns_to: str,
) -> tuple[SignedIn, Principal, str]:
    """Who has signed in, as whom that one acts, and the page to go back to. It is taken once, in the browser that went.

    SignInRefused, ProviderAway; NotAuthenticated for a token that REST would refuse, too, and for whom nobody let in.
    """
    kept = await keeping.look(secret)
    await keeping.end(secret)
    if kept is None or not compare_digest(str(kept["state"]).encode(), state.encode()):
        raise SignInRefused("sign-in-not-begun-here")
    back, issuer = str(kept.pop("back")), await registry.issuer(kept.pop("issuer"))
    if issuer is None:
        raise NotAuthenticated(Refusal.ISSUER)
    begun = Begun(**kept)
    given = await provider.redeem(issuer, code=code, said_issuer=said_issuer, begun=begun, returns_to=returns_to)
    try:
        claims = await verifier.verify(given.access_token)
    except NotAuthenticated as error:
        if error.reason == Refusal.KEYS_UNAVAILABLE:
            raise ProviderAway from None
        raise
    if claims.issuer != issuer or claims.subject != given.subject:
        raise SignInRefused("tokens-of-two")
    who = signed_in(claims, given)
    return who, await principal_of(registry, who), back


async def break_off(keeping: Keeping, secret: str, state: str) -> None:
    """The sign-in of that browser is over without anybody having signed in, if it is that one which is meant."""
    kept = await keeping.look(secret)
    if kept is not None and compare_digest(str(kept["state"]).encode(), state.encode()):
        await keeping.end(secret)


def signed_in(claims: Claims, given: Given | None = None) -> SignedIn:
    """What is kept of verified claims, and of what came with them."""
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
        name=given.name if given else None,
        id_token=given.id_token if given else None,
        sign_out_at=given.sign_out_at if given else None,
    )


async def open_session(sessions: Sessions, boxes: Boxes, who: SignedIn, lasting: Lasting) -> str:
    """A new session; its secret."""
    return await Keeping(sessions, boxes, "session").put(asdict(who), lasting)


async def resume(sessions: Sessions, boxes: Boxes, secret: str, *, used: bool = True) -> SignedIn | None:
    """Whose session it is, which is used or only looked at; None when there is none or it has ended."""
    kept = await Keeping(sessions, boxes, "session").look(secret, used=used)
    if kept is None:
        return None
    return SignedIn(**{**kept, "scopes": tuple(kept["scopes"]), "roles": tuple(kept["roles"])})


async def end_session(sessions: Sessions, boxes: Boxes, secret: str) -> None:
    """Nobody is signed in by that secret any more."""
    await Keeping(sessions, boxes, "session").end(secret)


async def note_sign_in(store: Store, caller: Caller) -> None:
    """Tell the log, and a person the own log, that somebody has signed in."""

    async def body(work: Work) -> None:
        await keep_on(work, caller)
        await work.log("signed-in", caller.principal.person)

    await store.transact(caller, body)


async def note_sign_out(store: Store, caller: Caller) -> None:
    """The same of signing out; a session that ends by itself is told nowhere."""

    async def body(work: Work) -> None:
        await work.log("signed-out", caller.principal.person)

    await store.transact(caller, body)


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
