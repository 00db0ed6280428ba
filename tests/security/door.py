"""The doors of the service: the real one, and one behind which everything is carried out in full and then undone."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from uuid_utils.compat import uuid7

from app.adapters.postgres.administration import PostgresAdministration
from app.adapters.postgres.answer_links import PostgresLinks
from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.work import PostgresStore
from app.bootstrap.service import Service, service
from app.main import BASE, create_app
from app.settings import Settings
from tests.county import County
from tests.security.sight import ID


class Undone(AsyncEngine):
    """An engine whose every transaction is taken back where it would be committed."""

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        async with self.connect() as connection, connection.begin() as transaction:
            yield connection
            await transaction.rollback()


class RehearsingStore(PostgresStore):
    """Carries everything out and takes it back; what it refuses is logged for good."""

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(Undone(engine.sync_engine), uuid7)
        self._log = PostgresStore(engine, uuid7)

    async def refused(self, *given: Any, **named: Any) -> None:
        await self._log.refused(*given, **named)


@dataclass(frozen=True)
class Answer:
    """What came back: its headers and its body, byte for byte."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes

    @property
    def text(self) -> str:
        """All of it in which something could stand; a calendar's folded lines are unfolded."""
        told = self.body.replace(b"\r\n ", b"")
        return b"\n".join([told, *(name + b": " + value for name, value in self.headers)]).decode()

    @property
    def but_for_ids(self) -> tuple[int, list[tuple[bytes, bytes]], str]:
        """What two answers to the same question about two things have to agree in: all but their ids and the trace."""
        headers = [header for header in self.headers if header[0] != b"traceparent"]
        return self.status, headers, ID.sub("…", self.body.decode())


async def ask(app: FastAPI, method: str, address: str, *, token: str | None, trace: str, body: object = None) -> Answer:
    """The answer of that door. A request goes straight to the application: there are tens of thousands of them. Each
    comes from an address of its own, since of many that are refused from one the log has the number alone."""
    path, _, query = address.partition("?")
    headers = [(b"host", b"sip"), (b"traceparent", f"00-{trace}-00000000000000aa-01".encode()), (b"if-match", b"*")]
    if token is not None:
        headers.append((b"authorization", b"Bearer " + token.encode()))
    sent = b"" if body is None else json.dumps(body).encode()
    if body is not None:
        headers.append((b"content-type", b"application/json"))
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": BASE + path, "raw_path": (BASE + path).encode(), "query_string": query.encode(), "root_path": "",
        "headers": headers, "client": (trace, 1), "server": ("sip", 80), "state": {},
    }  # fmt: skip
    came: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": sent, "more_body": False}

    async def send(message: Any) -> None:
        came.append(message)

    await app(scope, receive, send)
    start = came[0]
    return Answer(start["status"], start["headers"], b"".join(one.get("body", b"") for one in came[1:]))


@asynccontextmanager
async def rehearsal(county: County, settings: Settings) -> AsyncIterator[FastAPI]:
    """The second door, on the day of the county."""
    async with AsyncExitStack() as stack:
        administrators = create_engine_as("sip_admin", str(settings.database_url), connections=1)
        stack.push_async_callback(administrators.dispose)
        engine = create_engine_as("sip_service", str(settings.database_url), connections=2)
        stack.push_async_callback(engine.dispose)

        @asynccontextmanager
        async def build(given: Settings) -> AsyncIterator[Service]:
            async with service(given) as running:
                yield replace(
                    running,
                    clock=lambda: county.today.toordinal(),
                    store=RehearsingStore(engine),
                    administration=PostgresAdministration(Undone(administrators.sync_engine), lambda: None),
                    links=PostgresLinks(Undone(engine.sync_engine), uuid7),
                )

        app = create_app(settings, build)
        await stack.enter_async_context(app.router.lifespan_context(app))
        yield app
