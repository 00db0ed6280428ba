"""A database of one's own, and a county on it: no other test's persons wake up, or are looked through."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

from app.adapters.postgres.migrate import migrate
from app.settings import Settings
from tests.county import County, open_county
from tests.leaks.ear import EAR
from tests.secrecy.worlds import Connection


@contextmanager
def own_database(server_url: str) -> Iterator[str]:
    """The URL of a migrated database that nobody else uses."""
    name = f"sip_quiet_{uuid4().hex[:12]}"
    url = server_url.replace("/postgres?", f"/{name}?")
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(f'create database "{name}"'.encode())
        migrate(url)
        yield url
        with psycopg.connect(url) as database:
            EAR.hear_tables(database)
        server.execute(f'drop database "{name}" with (force)'.encode())


@asynccontextmanager
async def quiet_county(
    server_url: str, keys: Path, *, checked: float = 100
) -> AsyncIterator[tuple[County, Settings, Connection]]:
    """The county, its settings, and its database as the superuser sees it; so much percent of its views is checked."""
    with own_database(server_url) as url:
        given = {"database_url": url, "data_dir": keys, "master_key": "5e" * 32, "checked_views": checked}
        settings = Settings.model_validate({**given, "issuer_networks": "127.0.0.0/8"})
        with psycopg.connect(url, autocommit=True) as database:
            async with open_county(settings) as county:
                yield county, settings, database
