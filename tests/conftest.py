"""What the tests share: one real PostgreSQL for the session, one migrated database, one county in it.

Imported where they are used: the tests of the domain alone start without the service.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
import pytest_asyncio

from tests.leaks.ear import EAR, log_of

if TYPE_CHECKING:
    from app.settings import Settings
    from tests.county import County

pytest_plugins = ("tests.leaks.plugin",)

OWN_SERVER = "SIP_TEST_DATABASE_URL"
"""The URL of a server to test on, with a user that may create databases and roles; else the embedded one."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many cells of the access matrix were asked, and where the pictures of pages are."""
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    if any(report.nodeid.startswith("tests/portal/") for report in reports):
        from tests.portal.browser import screenshots

        terminalreporter.write_line(f"pictures of the pages: {screenshots()}")
    counts = [
        value
        for report in reports
        if report.when == "call"
        for name, value in report.user_properties
        if name == "cells"
    ]
    if counts:
        terminalreporter.write_line(f"access matrix: {sum(counts)} cells of {len(counts)} operations were asked")


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running server."""
    from app.adapters.postgres.embedded import EmbeddedPostgres

    if OWN_SERVER in os.environ:
        yield os.environ[OWN_SERVER]
        return
    with EmbeddedPostgres(tmp_path_factory.mktemp("postgres"), for_tests=True) as server:
        yield server.url
        EAR.hear_log_of_server(log_of(server.url))


@pytest.fixture(scope="session")
def database_url(server_url: str) -> Iterator[str]:
    """A migrated database of this session's own."""
    import psycopg

    from app.adapters.postgres.migrate import migrate

    name = f"sip_test_{uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
        url = server_url.replace("/postgres?", f"/{name}?")
        assert url != server_url, "the server's URL has to name the database postgres and have parameters"
        migrate(url)
        yield url
        with psycopg.connect(url) as database:
            EAR.hear_tables(database)
        connection.execute(f'drop database "{name}" with (force)')


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings for that database, by which every view is checked."""
    from app.settings import Settings

    keys: Path = tmp_path_factory.mktemp("keys")
    given = {"database_url": database_url, "data_dir": keys, "master_key": "5e" * 32, "checked_views": 100}
    # The tests' issuers publish their keys on this machine.
    return Settings.model_validate({**given, "issuer_networks": "127.0.0.0/8"})


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def the_county(settings: Settings) -> AsyncIterator[County]:
    """The county, opened once."""
    from tests.county import open_county

    async with open_county(settings) as opened:
        yield opened


@pytest.fixture
def county(the_county: County) -> County:
    """The county, on the day on which the stories are told, with nobody refused before."""
    from tests.county import TODAY

    the_county.today = TODAY
    the_county.forget_refusals()
    return the_county
