"""The portal once more, in the measuring process: it counts a page's round trips, and times its template alone."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import httpx
from jinja2 import Template

from app.bootstrap.service import Service, service
from app.main import create_app
from app.portal.showing import ENVIRONMENT
from app.settings import Settings
from app.usecases.ports import Caller
from app.usecases.watching import Watch
from tests.api.round_trips import Relay, relay_to

PREPARED: Final = 6
"""Requests until the driver has prepared what a page asks for."""
COUNTED, RENDERED = 5, 10


class Kept(Template):
    """A template that knows what it was filled in with last."""

    last: tuple[Template, dict[str, Any]] | None = None

    def render(self, *args: Any, **values: Any) -> str:
        Kept.last = (self, values)
        return super().render(*args, **values)


class AskedAnew(Watch):
    """As the watch, but that it uses no mark of a second ago: whoever comes after a second pays for it."""

    async def mark(self, caller: Caller) -> str:
        return await Watch(self.pulse).mark(caller)


@dataclass(frozen=True)
class Twin:
    """The portal over the same database."""

    http: httpx.AsyncClient
    relay: Relay

    async def trips(self, address: str, cookie: dict[str, str]) -> int:
        """The page's round trips; who takes part is read once a second, whatever is asked for, and not counted."""
        for _ in range(PREPARED):
            await self.http.get(address, headers=cookie)
        counted = []
        for _ in range(COUNTED):
            before = self.relay.trips
            await self.http.get(address, headers=cookie)
            counted.append(self.relay.trips - before)
        return min(counted)

    async def template_seconds(self, address: str, cookie: dict[str, str]) -> float | None:
        """Seconds of the processor to fill in the page's template once more with what was read for it; None for what
        has none."""
        Kept.last = None
        await self.http.get(address, headers=cookie)
        if Kept.last is None:
            return None
        template, values = Kept.last
        took = []
        for _ in range(RENDERED):
            begin = time.process_time()
            Template.render(template, **values)
            took.append(time.process_time() - begin)
        return min(took)


@asynccontextmanager
async def twin(settings: Settings, database: str) -> AsyncIterator[Twin]:
    """The portal, in this process, through a relay that counts."""

    @asynccontextmanager
    async def build(given: Settings) -> AsyncIterator[Service]:
        async with service(given) as made:
            yield replace(made, watch=AskedAnew(made.watch.pulse))

    ENVIRONMENT.template_class = Kept
    with TemporaryDirectory(prefix="sip-") as folder:
        async with relay_to(database, Path(folder)) as relay:
            through = settings.model_copy(update={"database_url": relay.url, "connections": 1})
            app = create_app(through, build)
            async with app.router.lifespan_context(app):
                transport = httpx.ASGITransport(app=app)
                async with httpx.AsyncClient(transport=transport, base_url="http://twin", timeout=60) as http:
                    yield Twin(http, relay)
