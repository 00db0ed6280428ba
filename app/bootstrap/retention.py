"""What removing what is due needs: the database, as the role that may, and the keys of the persons."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass

from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.retention import PostgresArchive
from app.bootstrap.keeping import key_store
from app.bootstrap.service import database
from app.settings import Settings
from app.usecases.retention import Archive, Forget


@dataclass(frozen=True)
class Remover:
    """The database as the role that removes sees it, and what destroys the key of whoever is gone."""

    archive: Archive
    forget: Forget


@asynccontextmanager
async def remover(settings: Settings) -> AsyncIterator[Remover]:
    """A remover on the database and the keys of the settings, from start to stop."""
    async with database(settings) as url:
        engine = create_engine_as("sip_retention", url, connections=2)  # one keeps others away meanwhile
        try:
            with closing(key_store(settings)) as keys:
                yield Remover(PostgresArchive(engine), keys.destroy)
        finally:
            await engine.dispose()
