"""The API on an earlier day: the same service over the same database, for what was done before the demonstration."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import httpx

from app.bootstrap.service import Service, service
from app.main import BASE, create_app
from app.settings import Settings


@dataclass(slots=True)
class Past:
    """One day at a time: whoever asks for another waits."""

    day: date
    http: httpx.AsyncClient | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def ask(self, day: date, method: str, path: str, body: Any, headers: Mapping[str, str]) -> httpx.Response:
        """The answer that the API gives on that day."""
        assert self.http is not None  # noqa: S101 - it is given out by `past` alone, which opens it
        async with self.turn:
            self.day = day
            said = {} if method == "GET" else {"json": body}
            return await self.http.request(method, path.lstrip("/"), headers=dict(headers), **said)


@asynccontextmanager
async def past(settings: Settings, day: date) -> AsyncIterator[Past]:
    """The API in this process, on the database of the settings, which is running already."""
    opened = Past(day)

    @asynccontextmanager
    async def build(given: Settings) -> AsyncIterator[Service]:
        async with service(given) as running:
            yield replace(running, clock=lambda: opened.day.toordinal())

    app = create_app(settings, build)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://sip{BASE}/") as opened.http:
            yield opened
