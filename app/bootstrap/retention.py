"""What removing what is due needs: the database, as the role that may."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.retention import PostgresArchive
from app.bootstrap.service import database
from app.settings import Settings
from app.usecases.retention import Archive


@asynccontextmanager
async def archive(settings: Settings) -> AsyncIterator[Archive]:
    """The database of the settings as the role that removes sees it, from start to stop."""
    async with database(settings) as url:
        engine = create_engine_as("sip_retention", url, connections=2)  # one keeps others away meanwhile
        try:
            yield PostgresArchive(engine)
        finally:
            await engine.dispose()
