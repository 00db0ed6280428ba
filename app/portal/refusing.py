"""Pages for what could not be done: what happened and what to do; a refusal is logged before it is shown."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Final
from urllib.parse import quote
from uuid import UUID

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from app.domain import errors
from app.portal.asking import TYPED, SignInNeeded, Visit, language_of, typed_in
from app.portal.patience import TooSlow
from app.portal.showing import shown
from app.portal.words import words_of
from app.usecases.sessions import Lasting


@dataclass(frozen=True, slots=True)
class Refusal:
    """A page that says no: its status, its words in words/refusals.py, and what the log calls it, if it is logged."""

    status: int
    words: str
    logged: str | None = None


AN_HOUR: Final = Lasting(3600, 3600)
"""How long what somebody typed waits for that one to sign in again."""
MISSING: Final = Refusal(404, "missing")
FORGED: Final = Refusal(403, "forged")
FAULT: Final = Refusal(500, "fault")
AWAY: Final = Refusal(503, "away")
# Most special first. Whoever may not, and what does not exist, look alike to the visitor; the log tells them apart.
TABLE: Final[Mapping[type[errors.DomainError], Refusal]] = {
    errors.StrongerSignInNeeded: Refusal(403, "stronger", "stronger-sign-in-needed"),
    errors.SignInDeclined: Refusal(403, "declined", "not-authenticated"),
    errors.SignInRefused: Refusal(403, "sign_in", "not-authenticated"),
    errors.NotAuthenticated: Refusal(403, "stopped", "not-authenticated"),
    errors.ProviderAway: Refusal(503, "provider"),
    errors.OwnProposal: Refusal(403, "own_proposal", "own-proposal"),
    errors.NotPermitted: Refusal(404, "missing", "not-permitted"),
    errors.NotFound: Refusal(404, "missing", "not-found"),
    errors.StaleVersion: Refusal(412, "stale"),
    errors.NotPrintable: Refusal(409, "not_printable"),
    errors.Conflict: Refusal(409, "conflict"),
    errors.UnknownReference: Refusal(422, "wrong", "unknown-reference"),
    errors.DomainError: Refusal(422, "wrong"),
}
BY_STATUS: Final = {
    400: Refusal(400, "wrong"),
    405: Refusal(405, "method"),
    413: Refusal(413, "too_large"),
    429: Refusal(429, "too_many"),
    403: FORGED,
}


def install(app: FastAPI) -> None:
    """Let the application answer every error this way."""
    app.add_exception_handler(SignInNeeded, _sign_in)
    app.add_exception_handler(errors.DomainError, _domain)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _any)


def conflict_words(error: errors.Conflict, language: str) -> str:
    """Why it cannot be done as things stand, and what to do."""
    words = words_of("conflicts", language)
    said: str = getattr(words, type(error).__name__, words.Conflict)
    return said


async def refused(request: Request, refusal: Refusal) -> Response:
    """The page."""
    visit = getattr(request.state, "visit", None)
    if visit is None or refusal is AWAY:
        visit = Visit(request=request, service=request.app.state.service, language=language_of(request))
    words = words_of("refusals", visit.language)
    title, what_to_do = getattr(words, refusal.words), getattr(words, f"{refusal.words}_do")
    number = request.state.request_id if refusal is FAULT else None
    sent = getattr(request.state, "sent", None) if refusal is AWAY else None
    page = await shown(
        visit, "refusals", status=refusal.status, title=title, what_to_do=what_to_do, number=number, sent=sent
    )
    if refusal.status == AWAY.status:
        page.headers["Retry-After"] = "2"
    return page


async def _sign_in(request: Request, error: Exception) -> Response:
    """Nobody is signed in: to the page where one does, and back here afterwards, with what was typed."""
    assert isinstance(error, SignInNeeded)  # noqa: S101 - Starlette's handlers are typed for any error
    typed = error.typed
    back = typed.page if typed else request.url.path if request.method == "GET" else "/"
    signed_in = request.state.visit.asking is not None
    answer = RedirectResponse(back if signed_in else f"/logga-in?till={quote(back)}", 303)
    if typed and typed.values:
        secret = await typed_in(request.app.state.service).put(asdict(typed), AN_HOUR)
        answer.set_cookie(TYPED, secret, secure=True, httponly=True, samesite="lax")
    return answer


async def _domain(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.DomainError)  # noqa: S101 - Starlette's handlers are typed for any error
    refusal = next(refusal for kind, refusal in TABLE.items() if isinstance(error, kind))
    if refusal.logged is not None:
        caller, action = getattr(request.state, "caller", None), f"{request.method} {_route(request)}"
        store = request.app.state.service.store
        await store.refused(caller, request.state.request_id, action, refusal.logged, **_asked_about(request))
    return await refused(request, refusal)


async def _unreadable(request: Request, _: Exception) -> Response:
    """An address with something in it that is no id leads nowhere."""
    return await refused(request, MISSING)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    return await refused(request, BY_STATUS.get(error.status_code, MISSING))


async def _any(request: Request, error: Exception) -> Response:
    away = (TooSlow, *request.app.state.service.away)
    return await refused(request, AWAY if isinstance(error, away) else FAULT)


def _route(request: Request) -> str:
    """The address's pattern: what stands in it stays out of the log, but for an id."""
    return getattr(request.scope.get("route"), "path", "unknown")


def _asked_about(request: Request) -> dict[str, UUID | None]:
    found: dict[str, UUID | None] = {"person_id": None, "item_id": None}
    for name, value in request.path_params.items():
        with suppress(ValueError):
            found["person_id" if name == "person" else "item_id"] = UUID(value)
    return found
