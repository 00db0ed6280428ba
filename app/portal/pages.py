"""The portal as an application: its pages, one line each, and what surrounds them."""

from collections.abc import Callable
from typing import Final

from fastapi import FastAPI

from app.portal import (
    accessibility,
    administration,
    assets,
    auditing,
    card,
    caseload,
    deputies,
    handing_over,
    live,
    refusing,
    signing,
    start,
    worklist,
)

PAGES: Final = (
    start,
    signing,
    accessibility,
    live,
    worklist,
    card,
    caseload,
    handing_over,
    deputies,
    administration,
    auditing,
)


def create_portal(leaving: Callable[[], bool]) -> FastAPI:
    """The pages; the service that they drive is put into `state` when it is there. `leaving`: the server is to stop."""
    portal = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    portal.state.leaving = leaving
    portal.include_router(assets.router)
    for page in PAGES:
        portal.include_router(page.router)
    refusing.install(portal)
    return portal
