"""What removing what is due needs: the database, as the role that may, and the keys of the persons."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.registry import PostgresRegistry
from app.adapters.postgres.retention import PostgresArchive
from app.bootstrap.database import database
from app.bootstrap.keeping import bind, key_store, store_path
from app.settings import Settings
from app.usecases.retention import Remover


def has_keys(settings: Settings) -> bool:
    """Whether this process has, or makes, the store of keys: a worker that was only given the keys of the seal, on
    another machine, has none, and leaves what is due to those that have."""
    return settings.audit_keys is None or store_path(settings).exists()


@asynccontextmanager
async def remover(settings: Settings) -> AsyncIterator[Remover]:
    """A remover on the database and the keys of the settings, from start to stop. What a run that was killed has left
    of keys is destroyed first."""
    async with database(settings) as url:
        service = create_engine_as("sip_service", url, connections=1)
        engine = create_engine_as("sip_retention", url, connections=2)  # one keeps others away meanwhile
        try:
            with closing(key_store(settings)) as keys:

                async def catch_up() -> None:
                    await bind(keys, PostgresRegistry(service))

                await catch_up()
                yield Remover(PostgresArchive(engine), keys.destroy, catch_up)
        finally:
            await service.dispose()
            await engine.dispose()
