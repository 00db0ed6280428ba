"""Errors on their way out: every one is answered as a problem, and a refusal is logged before it is answered."""

import time
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from app.api import problems
from app.api.challenges import challenge
from app.api.problems import Problem
from app.domain import errors
from app.usecases.ports import Caller, Store

REFUSALS: Final = (errors.NotAuthenticated, errors.NotPermitted, errors.NotFound, errors.UnknownReference)
"""The errors that are refusals of somebody, and so are logged as such."""
REFUSED_TOKENS: Final = "refused-tokens"
"""What is logged of refusals that got no row by themselves."""
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def install(app: FastAPI) -> None:
    """Let the application answer every error this way."""
    app.add_exception_handler(errors.DomainError, _domain)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _any)


async def refusal_document(
    store: Store, caller: Caller, error: errors.DomainError, address: str, person_id: UUID | None
) -> dict[str, Any]:
    """The error of one fact of a batch as a problem document, logged first if it is a refusal."""
    if isinstance(error, REFUSALS):
        reason = problems.problem_of(error).name
        await store.refused(caller, caller.request_id, "POST /facts", reason, person_id=person_id)
    return problems.domain_document(error, address)


async def domain_answer(request: Request, error: errors.DomainError) -> JSONResponse:
    """A domain error as the response to the request; a refusal is logged first."""
    service = request.app.state.service
    if isinstance(error, REFUSALS):
        route = request.scope.get("route")
        action = f"{request.method} {getattr(route, 'path', 'unknown')}"
        store = service.store
        caller, reason = getattr(request.state, "caller", None), problems.problem_of(error).name
        if not isinstance(error, errors.NotAuthenticated) or await _by_itself(request, store, reason):
            await store.refused(caller, request.state.request_id, action, reason, **_asked_about(request))
    headers = {}
    if isinstance(error, errors.NotAuthenticated):
        given = request.headers.get("authorization")
        headers["WWW-Authenticate"] = challenge(error, given, service.settings.public_url)
    return _answer(problems.domain_document(error, request.url.path), headers)


async def _by_itself(request: Request, store: Store, reason: str) -> bool:
    """Whether the refusal of somebody unknown is logged by itself. How many of them were not, in the minutes that are
    over, is logged here, since nobody else comes by to do it."""
    address = request.client.host if request.client else "unknown"
    by_itself, left = request.app.state.refused_tokens.refused(address, time.monotonic())
    if left:
        await store.refused(None, request.state.request_id, REFUSED_TOKENS, reason, times=left)
    return bool(by_itself)


def unforeseen(path: str, *, away: bool = False) -> JSONResponse:
    """The answer to what no handler foresaw: the database is away, or the fault is ours. Nothing of it is told."""
    if away:
        detail = "the database does not answer; try again shortly, it is safe with the same key or source version"
        return _problem(problems.UNAVAILABLE, detail, path)
    detail = "something went wrong here; try again, and if it stays so report the trace id in traceparent"
    return _problem(problems.INTERNAL, detail, path)


async def _domain(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, errors.DomainError)  # noqa: S101 - Starlette's handlers are typed for any error
    return await domain_answer(request, error)


async def _validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    found = error.errors()
    path = request.url.path
    if any(one["type"] == "json_invalid" for one in found):
        return _problem(problems.UNREADABLE, "the body is not JSON; check commas, quotes and brackets", path)
    if any(one["loc"] == ("header", "If-Match") and one["type"] == "missing" for one in found):
        return _problem(problems.VERSION_NEEDED, "send If-Match with the ETag that you read", path)
    return _answer(problems.validation_document(found, path))


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    problem, detail = {
        400: (problems.UNREADABLE, "the body cannot be read; send JSON in UTF-8, numbers of a sensible length"),
        404: (problems.NO_SUCH_RESOURCE, "there is no such address; see /api-info for the documentation"),
        405: (problems.METHOD, "this method cannot be used here; the header Allow says which can"),
        413: (problems.TOO_LARGE, str(error.detail)),
        429: (problems.TOO_MANY, "too many tries led nowhere; wait the seconds in Retry-After"),
    }.get(error.status_code, (problems.OTHER, "the request cannot be accepted"))
    headers = dict(error.headers or {})
    if problem is problems.METHOD:
        headers["Allow"] = ", ".join(_methods_at(request))
    return _problem(problem, detail, request.url.path, headers)


def _methods_at(request: Request) -> list[str]:
    """All that can be used at the address (RFC 9110, 15.5.6): Starlette tells those of the first route alone."""
    asked = [{**request.scope, "method": method} for method in METHODS]
    return [one["method"] for one in asked if any(at.matches(one)[0] is Match.FULL for at in request.app.routes)]


async def _any(request: Request, error: Exception) -> JSONResponse:
    service = getattr(request.app.state, "service", None)
    return unforeseen(request.url.path, away=service is not None and isinstance(error, service.away))


def _asked_about(request: Request) -> dict[str, UUID | None]:
    """The id in the address, of a person or of something else; no other part of it is logged."""
    found: dict[str, UUID | None] = {"person_id": None, "item_id": None}
    for name, value in request.path_params.items():
        with suppress(ValueError):
            found["person_id" if name == "person" else "item_id"] = UUID(value)
    return found


def _problem(problem: Problem, detail: str, path: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return _answer(problems.document(problem, detail, path), headers)


def _answer(body: dict[str, Any], headers: dict[str, str] | None = None) -> JSONResponse:
    """`instance` is the path alone: a query may hold more than is wanted in a log."""
    more = {"Retry-After": "2"} if body["status"] == problems.UNAVAILABLE.status else {}
    return JSONResponse(body, body["status"], {**(headers or {}), **more}, problems.MEDIA_TYPE)
