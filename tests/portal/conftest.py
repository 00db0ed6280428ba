"""What the tests of the portal share: a server on a free port, a browser, and people who are signed in."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, async_playwright

from app.bootstrap.service import Service
from app.main import create_app
from app.settings import Settings
from tests.county import County
from tests.portal.browser import CHROMIUM, needed
from tests.portal.people import Portal


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
async def serving(settings: Settings, service: Service) -> AsyncIterator[str]:
    """The web process over that service, as browsers reach it."""

    @asynccontextmanager
    async def build(_: Settings) -> AsyncIterator[Service]:
        yield service

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        config = uvicorn.Config(create_app(settings, build), log_level="error", access_log=False, lifespan="on")
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        await running


@pytest_asyncio.fixture(loop_scope="session")
async def portal(the_portal: Portal, county: County) -> AsyncIterator[Portal]:
    """The portal, on the day on which the stories are told; what a test opened is closed after it."""
    yield the_portal
    await the_portal.leave()
