"""The portal as an application: its pages, one line each, and what surrounds them."""

from typing import Final

from fastapi import FastAPI

from app.portal import (
    accessibility,
    answering,
    assets,
    plan,
    plan_adding,
    plan_item,
    plan_meetings,
    plan_versions,
    refusing,
    start,
    worklist,
)

PAGES: Final = (
    start,
    accessibility,
    worklist,
    plan,
    plan_adding,
    plan_item,
    plan_meetings,
    plan_versions,
    answering,
)


def create_portal() -> FastAPI:
    """The pages; the service that they drive is put into `state` when it is there."""
    portal = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    portal.include_router(assets.router)
    for page in PAGES:
        portal.include_router(page.router)
    refusing.install(portal)
    return portal
