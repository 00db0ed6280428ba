"""The portal as an application: its pages, one line each, and what surrounds them."""

from collections.abc import Callable
from typing import Final

from fastapi import FastAPI

from app.portal import (
    accessibility,
    administration,
    answering,
    assets,
    auditing,
    body,
    body_agreements,
    body_offers,
    body_statistics,
    card,
    caseload,
    deputies,
    handing_over,
    invitations,
    live,
    mine,
    plan,
    plan_adding,
    plan_consent_new,
    plan_consents,
    plan_item,
    plan_mandates,
    plan_meetings,
    plan_versions,
    refusing,
    represented,
    rules,
    settings,
    signing,
    start,
    worklist,
)
from app.portal.patience import Patience

PAGES: Final = (
    start,
    signing,
    accessibility,
    live,
    worklist,
    plan,
    plan_adding,
    plan_consent_new,
    plan_consents,
    plan_item,
    plan_mandates,
    plan_meetings,
    plan_versions,
    invitations,
    answering,
    card,
    caseload,
    handing_over,
    deputies,
    represented,
    mine,
    body,
    body_statistics,
    body_agreements,
    body_offers,
    rules,
    administration,
    auditing,
    settings,
)


def create_portal(leaving: Callable[[], bool]) -> FastAPI:
    """The pages; the service that they drive is put into `state` when it is there. `leaving`: the server is to stop."""
    portal = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    portal.state.leaving = leaving
    portal.add_middleware(Patience)
    portal.include_router(assets.router)
    for page in PAGES:
        portal.include_router(page.router)
    refusing.install(portal)
    return portal
