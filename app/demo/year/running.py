"""The service of a simulation: API on 127.0.0.1, detector and database, with a day that the simulation moves."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import uvicorn

from app.bootstrap.service import detector, registrar, service
from app.demo.signing_in import PLAIN
from app.demo.teller import TellingError
from app.demo.year.bell import Bell
from app.demo.year.county import Issuer, registration
from app.domain.days import Day
from app.main import BASE, create_app
from app.settings import Settings
from app.simulation.setup import Setup
from app.usecases.detecting import Detector
from app.usecases.registering import register
from app.worker.loop import until_idle

CONNECTIONS = 8
"""Requests under way at once."""


LONG_ENOUGH = 24 * 3600
"""Seconds: longer than any simulation takes."""


class Calendar:
    """The day on which everything in this simulation takes place."""

    def __init__(self, today: Day) -> None:
        self.today = today

    def __call__(self) -> Day:
        return self.today


@dataclass(kw_only=True)
class Running:
    """What a simulation needs of the running service."""

    http: httpx.AsyncClient
    issuer: Issuer
    calendar: Calendar
    bell: Bell
    detector: Detector
    requests: int = 0
    tokens: dict[str, str] = field(default_factory=dict)

    async def ask(self, method: str, path: str, token: str, body: Any = None) -> Any:
        """The answer of the API, whatever it says of what was asked. TellingError when there is none."""
        self.requests += 1
        given = {} if body is None else {"json": body}
        try:
            return await self.http.request(method, path, headers={"Authorization": f"Bearer {token}"}, **given)
        except httpx.TransportError as error:
            raise TellingError(f"the API does not answer ({type(error).__name__}); begin anew") from error

    def system(self, function: str) -> str:
        """The token of the system of the unit that has the function."""
        if function not in self.tokens:
            self.tokens[function] = self.issuer.system(function)
        return self.tokens[function]

    def person(self, identity_number: str) -> str:
        """The token of the person with the number."""
        if identity_number not in self.tokens:
            self.tokens[identity_number] = self.issuer.person(identity_number)
        return self.tokens[identity_number]

    async def detect(self) -> int:
        """Let the detector work until nobody waits; how many persons it looked at."""
        return await until_idle(self.bell, self.detector, self.calendar)


@asynccontextmanager
async def running_service(settings: Settings, setup: Setup) -> AsyncIterator[Running]:
    """The service on the database of the settings, from start to stop. Nothing else may use that database."""
    calendar = Calendar(setup.start)
    with _listening() as sock:
        address = f"http://127.0.0.1:{sock.getsockname()[1]}"
        issuer = Issuer(address)
        async with registrar(settings) as keeper:
            await register(keeper, registration(setup, issuer, f"{address}/jwks"))
        async with service(settings) as opened, detector(settings) as (queue, rules):
            running = replace(opened, clock=calendar)
            app = create_app(settings, lambda _: nullcontext(running))
            async with _served(_with_key(app, issuer), sock), _client(address) as http:
                yield Running(http=http, issuer=issuer, calendar=calendar, bell=Bell(queue), detector=rules)


async def some_at_once(jobs: Iterable[Callable[[], Awaitable[None]]]) -> None:
    """Do all of it, a few at the same time; the first error ends the rest."""
    room = asyncio.Semaphore(CONNECTIONS)

    async def one(job: Callable[[], Awaitable[None]]) -> None:
        async with room:
            await job()

    tasks = [asyncio.create_task(one(job)) for job in jobs]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextmanager
def _listening() -> Iterator[socket.socket]:
    # By its protocol, asyncio knows that small answers are not to wait for more: 40 ms each otherwise.
    with socket.socket(proto=socket.IPPROTO_TCP) as sock:
        sock.bind(("127.0.0.1", 0))
        yield sock


def _client(address: str) -> AbstractAsyncContextManager[httpx.AsyncClient]:
    limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
    return httpx.AsyncClient(base_url=f"{address}{BASE}/", limits=limits, timeout=120, verify=PLAIN)


class _Server(uvicorn.Server):
    """Leaves the signals to whoever runs it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def _served(app: Any, sock: socket.socket) -> AsyncIterator[None]:
    # No connection is closed between two days, just when it may be used again.
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_keep_alive=LONG_ENOUGH
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[sock]))
    try:
        while not server.started:
            if serving.done():
                await serving  # tells why
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await serving


def _with_key(app: Any, issuer: Issuer) -> Any:
    """The application, with the issuer's public key beside it."""

    async def either(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] != "/jwks":
            await app(scope, receive, send)
            return
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": issuer.jwks()})

    return either
