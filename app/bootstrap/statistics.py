"""What making statistics needs: everybody in the database, the rules in force, and where editions are kept."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.registry import PostgresRegistry
from app.adapters.postgres.statistics import PostgresEditions, PostgresLives
from app.bootstrap.database import database
from app.bootstrap.detecting import detector_by
from app.settings import Settings
from app.usecases.statistics import Maker


@asynccontextmanager
async def statistics_maker(settings: Settings) -> AsyncIterator[Maker]:
    """A maker on the database of the settings, from start to stop."""
    async with database(settings) as url:
        engine = create_engine_as("sip_worker", url, connections=2)  # one is kept while statistics are made
        try:
            yield Maker(
                lives=PostgresLives(engine),
                editions=PostgresEditions(engine),
                detector=detector_by(PostgresRegistry(engine)),
            )
        finally:
            await engine.dispose()
