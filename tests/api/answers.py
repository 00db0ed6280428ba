"""How the tests of the API look at answers: a problem is always the same sort of thing."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from app.api.problems import TYPES
from app.bootstrap.service import Service
from app.main import BASE, create_app
from app.settings import Settings

KNOWN = {problem.urn: problem for problem in TYPES}
IDS = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def problem(answer: httpx.Response, status: int, name: str, *fields: str) -> dict[str, Any]:
    """The problem that the answer is, once everything that every problem promises has been seen to hold."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["traceparent"].startswith("00-")
    body: dict[str, Any] = answer.json()
    assert body["type"] == f"urn:sip:problem:{name}", body
    assert (body["status"], body["title"]) == (status, KNOWN[body["type"]].title)
    assert body["detail"]
    assert body["instance"]
    assert [error["field"] for error in body.get("errors", [])] == list(fields), body
    return body


def untold(answer: httpx.Response, digits: str) -> None:
    """Fails when the answer has these digits, but for the ids in it, which may have any by chance."""
    assert digits not in IDS.sub("", answer.text), answer.text


@asynccontextmanager
async def served(settings: Settings, service: Service) -> AsyncIterator[httpx.AsyncClient]:
    """The API over this service, in this process."""

    @asynccontextmanager
    async def build(_: Settings) -> AsyncIterator[Service]:
        yield service

    app = create_app(settings, build)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=f"http://sip{BASE}") as client,
    ):
        yield client
