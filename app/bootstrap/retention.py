"""What removing what is due needs: the database as the role that may, and who the actors are."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.registry import PostgresRegistry
from app.adapters.postgres.retention import PostgresArchive
from app.bootstrap.service import database
from app.domain.actors import Actor
from app.settings import Settings
from app.usecases.retention import Archive


@dataclass(frozen=True)
class Remover:
    """The database to remove from, and whose what is in it is."""

    archive: Archive
    actors: Mapping[UUID, Actor]


@asynccontextmanager
async def remover(settings: Settings) -> AsyncIterator[Remover]:
    """A remover on the database of the settings, from start to stop."""
    async with database(settings) as url:
        engine = create_engine_as("sip_retention", url, connections=3)  # one keeps others away meanwhile
        try:
            yield Remover(PostgresArchive(engine), await PostgresRegistry(engine).actors())
        finally:
            await engine.dispose()
