"""The web process: the API under its base path and the portal at the root, over a service as long-lived as it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http import HTTPStatus
from typing import Any

from fastapi import Depends, FastAPI, Request, Response

from app.api import (
    administration,
    admissions,
    agreements,
    answer_links,
    auditing,
    caseloads,
    closing,
    completeness,
    consents,
    contract,
    costs,
    deadlines,
    error_answers,
    escalations,
    explanations,
    exports,
    facts,
    findings,
    granting,
    history,
    holds,
    invitations,
    meetings,
    merges,
    messages,
    offers,
    on_paper,
    outcome,
    pace,
    persons,
    plans,
    protection,
    records,
    referrals,
    resource_metadata,
    service_information,
    standing,
    statistics,
    versions,
)
from app.api.fact_models import COLLECTIONS
from app.api.queries import refuse_unknown_queries
from app.api.refused_tokens import RefusedTokens
from app.api.surroundings import Surroundings
from app.api.views import answered_document
from app.bootstrap.service import Service, service
from app.domain.errors import DomainError
from app.domain.facts import ITEM_KINDS
from app.portal.headers import PageHeaders
from app.portal.pages import create_portal
from app.settings import Settings
from app.usecases.ports import Replayed
from app.usecases.reading import read_item
from app.usecases.throttle import Throttle

BASE = "/sip-api/v1"


async def _replayed(request: Request, error: Exception) -> Response:
    """A request that was carried out before: the same status and address, the body as the caller may see it now."""
    assert isinstance(error, Replayed)  # noqa: S101 - Starlette's handlers are typed for any error
    running: Service = request.app.state.service
    try:
        found = await read_item(running.views, request.state.caller, error.item_id, tuple(ITEM_KINDS))
    except DomainError as refused:
        return await error_answers.domain_answer(request, refused)
    if error.status == HTTPStatus.NO_CONTENT:
        return Response(status_code=error.status)
    response = answered_document(found, version=found["version"])
    response.status_code = error.status
    if error.status == HTTPStatus.CREATED:
        collection = COLLECTIONS.get(found["kind"], "facts")
        response.headers["Location"] = f"{request.scope.get('root_path', '')}/{collection}/{error.item_id}"
    return response


def create_api(settings: Settings) -> FastAPI:
    """The API by itself: what is published."""
    api = FastAPI(
        title="SIP API",
        version="0.1.0",
        generate_unique_id_function=lambda route: route.name,
        dependencies=[Depends(refuse_unknown_queries)],
        redirect_slashes=False,
        docs_url=None,  # FastAPI's own pages load their scripts from elsewhere
        redoc_url=None,
    )
    for module in (
        service_information,
        explanations,
        persons,
        protection,
        records,
        merges,
        facts,
        plans,
        meetings,
        invitations,
        answer_links,
        referrals,
    ):
        api.include_router(module.router)
    for module in (
        administration,
        admissions,
        agreements,
        messages,
        standing,
        findings,
        escalations,
        pace,
        offers,
        statistics,
    ):
        api.include_router(module.router)
    api.state.throttle = Throttle()
    api.state.refused_tokens = RefusedTokens()
    for module in (completeness, deadlines, versions, consents, granting, on_paper, history, costs, outcome):
        api.include_router(module.router)
    for module in (closing, caseloads, auditing):
        api.include_router(module.router)
    for module in (exports, holds):
        api.include_router(module.router)
    error_answers.install(api)
    api.add_exception_handler(Replayed, _replayed)
    contract.publish(api, settings.public_url)
    return api


def contract_of(settings: Settings) -> dict[str, Any]:
    """The published contract."""
    return create_api(settings).openapi()


def create_app(
    settings: Settings,
    build: Callable[[Settings], AbstractAsyncContextManager[Service]] = service,
    leaving: Callable[[], bool] = lambda: False,
) -> FastAPI:
    """The API and the portal; `build` opens the service at start-up and closes it at the end. `leaving` says that the
    server is about to stop: what is answered for as long as somebody listens then comes to its end."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with build(settings) as running:
            api.state.service = portal.state.service = root.state.service = running
            yield

    api, portal = create_api(settings), create_portal(leaving)
    portal.state.throttle = api.state.throttle  # whoever guesses at links has one count of misses
    root = FastAPI(lifespan=lifespan, openapi_url=None, redirect_slashes=False, docs_url=None, redoc_url=None)
    error_answers.install(root)
    root.mount(BASE, api)
    root.include_router(resource_metadata.metadata_router(BASE))
    root.mount("", PageHeaders(portal))
    root.add_middleware(Surroundings, body_limit=settings.body_limit, base=BASE)
    return root
