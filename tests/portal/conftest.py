"""What the tests of the portal share: a server on a free port, a browser, and people who are signed in."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, async_playwright
from starlette.types import ASGIApp

from app.bootstrap.service import Service
from app.main import create_app
from app.settings import Settings
from tests.county import County
from tests.portal.browser import CHROMIUM, needed
from tests.portal.people import Portal

if TYPE_CHECKING:
    from tests.portal.provider import SignIn
    from tests.portal.quarters import Town


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def the_browser() -> AsyncIterator[Browser]:
    needed()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def the_portal(the_county: County, settings: Settings, the_browser: Browser) -> AsyncIterator[Portal]:
    """The portal over the county's service, on a port of its own."""
    async with serving(settings, the_county.service) as address:
        yield Portal(address, the_county, the_browser)


@asynccontextmanager
async def serving(settings: Settings, service: Service, at: socket.socket | None = None) -> AsyncIterator[str]:
    """The web process over that service, as browsers reach it; on that socket, if one is given."""

    @asynccontextmanager
    async def build(_: Settings) -> AsyncIterator[Service]:
        yield service

    with at or socket.socket() as listening:
        if at is None:
            listening.bind(("127.0.0.1", 0))
        leaving: list[bool] = []
        async with answering(create_app(settings, build, lambda: bool(leaving)), listening, leaving):
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@asynccontextmanager
async def answering(app: ASGIApp, listening: socket.socket, leaving: list[bool] | None = None) -> AsyncIterator[None]:
    """The application, answering on the socket; at the end `leaving` gets something in it."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    yield
    if leaving is not None:
        leaving.append(True)
    server.should_exit = True
    await running


@pytest_asyncio.fixture(loop_scope="session")
async def portal(the_portal: Portal, county: County) -> AsyncIterator[Portal]:
    """The portal, on the day on which the stories are told; what a test opened is closed after it."""
    yield the_portal
    await the_portal.leave()


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def the_sign_in(
    the_portal: Portal, the_county: County, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[SignIn]:
    """A provider at which people sign in. There is one for all tests: its doors stand on a page that they all see."""
    from tests.portal.provider import signing_in

    async with signing_in(the_portal, the_county, settings, tmp_path_factory.mktemp("provider")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def sign_in(the_sign_in: SignIn, county: County) -> AsyncIterator[SignIn]:
    """The provider, on the day on which the stories are told; what a test opened there is closed after it."""
    yield the_sign_in
    await the_sign_in.portal.leave()


@pytest.fixture
def an_empty_worklist(database_url: str) -> None:
    """The cards that other tests found in this county are closed: the next ones stand on the first page."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("update sip.finding set status = 'closed'")


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def the_town_of_pages(
    server_url: str, tmp_path_factory: pytest.TempPathFactory, the_browser: Browser
) -> AsyncIterator[Town]:
    """A county of its own with a coordination body, in which every page has something to show."""
    from tests.portal.quarters import town_with_quarters

    async with town_with_quarters(server_url, tmp_path_factory.mktemp("pages"), the_browser) as town:
        yield town


@pytest_asyncio.fixture(loop_scope="session")
async def town_of_pages(the_town_of_pages: Town) -> AsyncIterator[Town]:
    """The town; what a test opened is closed after it, and guesses are forgotten."""
    yield the_town_of_pages
    await the_town_of_pages.portal.leave()
