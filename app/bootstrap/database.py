"""The database of every process and command: the one that is set, or the service's own."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.adapters.postgres.embedded import EmbeddedPostgres, EmbeddedPostgresError
from app.adapters.postgres.engine import AWAY
from app.adapters.postgres.migrate import migrate
from app.domain.errors import SettingError
from app.settings import Settings

log = logging.getLogger("sip.service")


@asynccontextmanager
async def database(settings: Settings) -> AsyncIterator[str]:
    """The URL of a migrated database: the one that is set, or the embedded one, kept running meanwhile."""
    if settings.database_url is not None:
        try:
            await asyncio.to_thread(migrate, settings.database_url)
        except AWAY:
            raise SettingError(
                "the database at DATABASE_URL does not answer; check address, user and password"
            ) from None
        yield settings.database_url
        return
    server = EmbeddedPostgres(settings.data_dir / "postgres")
    url = (await asyncio.to_thread(server.acquire)).url
    try:
        await asyncio.to_thread(migrate, url)
        guard = asyncio.create_task(_keep_running(server))
        try:
            yield url
        finally:
            guard.cancel()
    finally:
        await asyncio.to_thread(server.release)


async def _keep_running(server: EmbeddedPostgres) -> None:
    while True:
        await asyncio.sleep(1)
        try:
            await asyncio.to_thread(server.ensure_running)
        except EmbeddedPostgresError as error:
            log.error("%s", error)
