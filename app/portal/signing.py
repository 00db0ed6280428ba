"""Signing in at one's own organisation, or as the person whom a plan is about; and signing out."""

import re
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from app.domain.errors import ProviderAway, SignInDeclined, SignInRefused
from app.domain.identity import IssuerKind
from app.portal.addresses import local
from app.portal.asking import SESSION, AnybodyOf, Visit
from app.portal.forms import posted_of, sent_of
from app.portal.showing import shown
from app.usecases import signing_in
from app.usecases.ports import Caller
from app.usecases.sessions import Keeping

router = APIRouter()
UNDER_WAY: Final = "__Host-sign-in"
AWAY: Final = ("server_error", "temporarily_unavailable")
"""What a provider says when it is to blame itself (OpenID Connect Core, section 3.1.2.6)."""
HINT: Final = re.compile(r"[a-z0-9-]{1,60}")
To = Annotated[str, Query(alias="till", max_length=500)]
As = Annotated[str, Query(alias="som", max_length=60)]
IssuerId = Annotated[UUID, Path(alias="issuer")]
Text = Annotated[str, Query(max_length=2000)]


@dataclass(frozen=True, slots=True)
class Door:
    """Where somebody signs in."""

    id: UUID
    name: str


@router.get("/logga-in")
async def choose(visit: AnybodyOf, till: To = "/") -> Response:
    registry = visit.service.registry
    issuers, actors = await registry.doors(visit.service.settings.portal_client), await registry.actors()
    named = [(issuer, actors.get(issuer.actor_id)) for issuer in issuers if issuer.actor_id]
    agencies = [Door(issuer.id, actor.name) for issuer, actor in named if actor]
    return await shown(
        visit,
        "signing",
        persons=[issuer.id for issuer in issuers if issuer.kind is IssuerKind.PERSON],
        agencies=sorted(agencies, key=lambda door: door.name.casefold()),
        till=local(till),
    )


@router.get("/logga-in/{issuer}")
async def begin(visit: AnybodyOf, issuer: IssuerId, till: To = "/", som: As = "") -> Response:
    service = visit.service
    doors = await service.registry.doors(service.settings.portal_client)
    door = next((one for one in doors if one.id == issuer), None)
    if door is None:
        raise HTTPException(404)
    address, secret = await signing_in.begin(
        _under_way(visit),
        service.provider,
        door,
        returns_to=_returns_to(visit),
        back=local(till),
        hint=som if HINT.fullmatch(som) else None,
    )
    answer = RedirectResponse(address, 303)
    answer.set_cookie(UNDER_WAY, secret, max_age=600, secure=True, httponly=True, samesite="lax")
    return answer


@router.get("/inloggad")
async def come_back(
    visit: AnybodyOf, state: Text = "", code: Text = "", iss: Text | None = None, error: Text = ""
) -> Response:
    service = visit.service
    if error:
        await signing_in.break_off(_under_way(visit), visit.request.cookies.get(UNDER_WAY, ""), state)
        raise ProviderAway if error in AWAY else SignInDeclined
    if not (code and state):
        raise SignInRefused("no-code")
    who, principal, back = await signing_in.finish(
        _under_way(visit),
        service.provider,
        service.registry,
        service.verifier,
        secret=visit.request.cookies.get(UNDER_WAY, ""),
        state=state,
        code=code,
        said_issuer=iss,
        returns_to=_returns_to(visit),
    )
    caller = Caller(principal=principal, today=service.clock(), request_id=visit.request.state.request_id)
    await signing_in.note_sign_in(service.store, caller)
    if visit.secret:
        await signing_in.end_session(service.sessions, service.boxes, visit.secret)
    # Always a new one: what the browser brought along, whoever put it there, becomes nobody's session.
    secret = await signing_in.open_session(service.sessions, service.boxes, who, service.lasting)
    answer = RedirectResponse(back, 303)
    answer.set_cookie(SESSION, secret, secure=True, httponly=True, samesite="lax")
    answer.delete_cookie(UNDER_WAY, secure=True, httponly=True, samesite="lax")
    return answer


@router.post("/logga-ut")
async def sign_out(request: Request, visit: AnybodyOf) -> Response:
    if visit.asking is None:  # the session has ended by itself: that is what was asked for
        return RedirectResponse("/utloggad", 303)
    posted, service = await posted_of(request, await sent_of(request), visit), visit.service
    away = await _away(visit)
    await signing_in.note_sign_out(service.store, posted.caller)
    if visit.secret:
        await signing_in.end_session(service.sessions, service.boxes, visit.secret)
    answer = RedirectResponse(away, 303)
    answer.delete_cookie(SESSION, secure=True, httponly=True, samesite="lax")
    return answer


@router.get("/utloggad")
async def signed_out(visit: AnybodyOf, only_here: Annotated[bool, Query(alias="bara-har")] = False) -> Response:
    return await shown(visit, "signing", template="signed_out", only_here=only_here)


async def _away(visit: Visit) -> str:
    """Where signing out leads: to the provider, which ends its own session and leads back, or straight to our page.
    That tells it when the provider does not answer: a browser that is sent there would show nothing of ours."""
    who, service = visit.signed_in, visit.service
    if who is None or who.sign_out_at is None:
        return "/utloggad"
    issuer, settings = await service.registry.issuer(who.issuer), service.settings
    if issuer is None or not await service.provider.is_there(issuer):
        return "/utloggad?bara-har=1"
    said = {
        "client_id": who.client_id,
        "post_logout_redirect_uri": f"{settings.portal}/utloggad",
        **({"id_token_hint": who.id_token} if who.id_token else {}),
    }
    return f"{who.sign_out_at}{'&' if '?' in who.sign_out_at else '?'}{urlencode(said)}"


def _under_way(visit: Visit) -> Keeping:
    return Keeping(visit.service.sessions, visit.service.boxes, "sign-in")


def _returns_to(visit: Visit) -> str:
    return f"{visit.service.settings.portal}/inloggad"
