"""Every error as application/problem+json (RFC 9457): which domain error becomes which status, in one table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from app.domain import errors
from app.domain.identity import Refusal

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """What the type of a problem is: its URN, its status and its Swedish title."""

    name: str
    status: int
    title: str

    @property
    def urn(self) -> str:
        """The documented type."""
        return f"urn:sip:problem:{self.name}"


INVALID: Final = Problem("invalid-request", 422, "Något i begäran är fel")
UNREADABLE: Final = Problem("unreadable-body", 400, "Innehållet går inte att läsa")
TOO_LARGE: Final = Problem("too-large", 413, "Begäran är för stor")
VERSION_NEEDED: Final = Problem("version-needed", 428, "If-Match saknas")
NO_SUCH_RESOURCE: Final = Problem("no-such-resource", 404, "Adressen finns inte")
METHOD: Final = Problem("method-not-allowed", 405, "Metoden går inte att använda här")
UNAVAILABLE: Final = Problem("unavailable", 503, "Tjänsten kan inte svara just nu")
INTERNAL: Final = Problem("internal", 500, "Ett fel i tjänsten")
OTHER: Final = Problem("refused", 400, "Begäran kan inte tas emot")

# Most special first: the first class that fits decides.
TABLE: Final[Mapping[type[errors.DomainError], Problem]] = {
    errors.NotAuthenticated: Problem("not-authenticated", 401, "Vem som frågar är inte känt"),
    errors.ForeignSource: Problem("foreign-source", 403, "Källan tillhör någon annan"),
    errors.NotAParty: Problem("not-a-party", 403, "Aktören deltar inte i planen"),
    errors.NotPermitted: Problem("not-permitted", 403, "Behörighet saknas"),
    errors.NotFound: Problem("not-found", 404, "Finns inte, eller inte för dig"),
    errors.IllegalMove: Problem("illegal-transition", 409, "Läget tillåter det inte"),
    errors.StaleVersion: Problem("stale-version", 412, "Någon annan hann före"),
    errors.VersionConflict: Problem("version-conflict", 409, "Versionen finns redan med annat innehåll"),
    errors.SourceOwned: Problem("source-owned", 409, "Ändras i myndighetens eget system"),
    errors.KeyReused: Problem("key-reused", 422, "Idempotency-Key har använts till annat"),
    errors.UnknownReference: Problem("unknown-reference", 422, "Hänvisningen leder ingenstans"),
    errors.FieldError: INVALID,
    errors.Conflict: Problem("conflict", 409, "Går inte som läget är"),
    errors.DomainError: OTHER,
}

REFUSALS: Final = (errors.NotAuthenticated, errors.NotPermitted, errors.NotFound)
"""The errors that are refusals of somebody, and so are logged as such."""


def problem_of(error: errors.DomainError) -> Problem:
    """The problem that the error is."""
    if isinstance(error, errors.NotAuthenticated) and error.reason == Refusal.KEYS_UNAVAILABLE:
        return UNAVAILABLE
    return next(problem for kind, problem in TABLE.items() if isinstance(error, kind))


def document(problem: Problem, detail: str, instance: str, **more: Any) -> dict[str, Any]:
    """The problem as a JSON object."""
    body = {
        "type": problem.urn,
        "title": problem.title,
        "status": problem.status,
        "detail": detail,
        "instance": instance,
    }
    return {**body, **more}


def domain_document(error: errors.DomainError, instance: str) -> dict[str, Any]:
    """A domain error as a JSON object, with the field that it names."""
    more: dict[str, Any] = {}
    if isinstance(error, errors.FieldError):
        more["errors"] = [{"field": error.field, "detail": error.problem}]
    if isinstance(error, errors.IllegalMove):
        more |= {"state": error.state, "possible": list(error.possible)}
    return document(problem_of(error), str(error), instance, **more)


def answer(request: Request, problem: Problem, detail: str, **more: Any) -> JSONResponse:
    """The response that says so. `instance` is the path alone: a query may hold more than is wanted in a log."""
    headers = {}
    if problem.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = "2"
    body = document(problem, detail, request.url.path, **more)
    return JSONResponse(body, problem.status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let the application answer every error this way."""
    app.add_exception_handler(errors.DomainError, domain_answer)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(DBAPIError, _database)
    app.add_exception_handler(PoolTimeout, _database)
    app.add_exception_handler(Exception, _internal)


async def answered_error(service: Any, caller: Any, error: errors.DomainError, where: str) -> dict[str, Any]:
    """The error as a problem document, logged first if it is a refusal."""
    if isinstance(error, REFUSALS):
        request_id = caller.request_id if caller else "unknown"
        await service.store.refused(caller, request_id, where, problem_of(error).name)
    return domain_document(error, where)


async def domain_answer(request: Request, error: Exception) -> JSONResponse:
    """A domain error as the response to the request; a refusal is logged first."""
    assert isinstance(error, errors.DomainError)  # noqa: S101 - Starlette's handlers are typed for any error
    if isinstance(error, REFUSALS):
        route = request.scope.get("route")
        action = f"{request.method} {getattr(route, 'path', 'unknown')}"
        service = request.app.state.service
        caller = getattr(request.state, "caller", None)
        await service.store.refused(caller, request.state.request_id, action, problem_of(error).name)
    found = domain_document(error, "")
    more = {name: found[name] for name in ("errors", "state", "possible") if name in found}
    return answer(request, problem_of(error), str(error), **more)


async def _validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return answer(request, UNREADABLE, "the body is not JSON; check commas, quotes and brackets")
    fields = field_errors(found)
    if any(field["field"] == "If-Match" for field in fields):
        return answer(request, VERSION_NEEDED, "send If-Match with the ETag that you read")
    named = ", ".join(sorted({field["field"] for field in fields}))
    return answer(request, INVALID, f"check {named}; nothing was changed", errors=fields)


def field_errors(found: Sequence[Any]) -> list[dict[str, str]]:
    """What Pydantic found, as field and words; the input itself stays out."""
    return [{"field": _field(one["loc"]), "detail": _words(one)} for one in found]


def _field(location: tuple[int | str, ...]) -> str:
    where = [str(part) for part in location if part not in ("body", "query", "path", "header")]
    return ".".join(where) or "body"


def _words(one: Mapping[str, Any]) -> str:
    return {
        "missing": "is missing",
        "extra_forbidden": "is not a field here; leave it out",
        "model_attributes_type": "has to be a JSON object",
    }.get(one["type"], str(one["msg"]).lower())


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    problem = {404: NO_SUCH_RESOURCE, 405: METHOD, 413: TOO_LARGE}.get(error.status_code, OTHER)
    detail = {
        404: "there is no such address; see /api-info for the documentation",
        405: "this method cannot be used here; see the documentation",
        413: str(error.detail),
    }.get(error.status_code, "the request cannot be accepted")
    return answer(request, problem, detail)


async def _database(request: Request, _: Exception) -> JSONResponse:
    return answer(request, UNAVAILABLE, "the database does not answer; nothing was changed, try again shortly")


async def _internal(request: Request, _: Exception) -> JSONResponse:
    return answer(request, INTERNAL, "something went wrong here; nothing was changed, report the request id")
