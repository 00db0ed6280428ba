"""What a sweep needs: everybody in the database, and a look at some of them, here or in a process of its own."""

import asyncio
import atexit
import gc
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cache

from app.adapters.postgres.engine import AWAY as AWAY
from app.adapters.postgres.engine import create_blocking_engine_as, create_engine_as
from app.adapters.postgres.everybody import PostgresEverybody
from app.adapters.postgres.registry import PostgresRegistry
from app.bootstrap.detecting import detector_by
from app.domain.days import Day
from app.settings import Settings
from app.usecases.detecting import Detector
from app.usecases.sweeping import Everybody, Stretch, Swept, compare


@dataclass(frozen=True)
class Sweeper:
    """Everybody, and the rules to hold them against."""

    url: str
    everybody: Everybody
    detector: Detector

    async def look(self, stretch: Stretch, today: Day) -> Swept:
        """Judge everybody in the stretch anew and tell what differs."""
        judge = await self.detector.at_hand()
        return compare(judge, await self.everybody.standing(stretch, today), today)


@asynccontextmanager
async def sweeper(settings: Settings) -> AsyncIterator[Sweeper]:
    """A sweep's database and rules, from start to stop."""
    from app.bootstrap.database import database  # which the processes that help have no use for

    async with database(settings) as url, _sweeper_on(url) as opened:
        yield opened


@asynccontextmanager
async def _sweeper_on(url: str) -> AsyncIterator[Sweeper]:
    engine = create_engine_as("sip_worker", url, connections=1)
    blocking = create_blocking_engine_as("sip_worker", url)
    try:
        yield Sweeper(url, PostgresEverybody(engine, blocking), detector_by(PostgresRegistry(engine)))
    finally:
        blocking.dispose()
        await engine.dispose()


def collect_seldom() -> None:
    """Let the garbage collector look seldom: a chunk is many small things without circles, gone all at once."""
    gc.freeze()
    gc.set_threshold(500_000, 10, 10)


def undisturbed() -> None:
    """For a process that helps with a sweep: the one that started it says when to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()


def look_elsewhere(url: str, stretch: Stretch, today: Day) -> Swept:
    """`Sweeper.look` in a process of its own."""
    runner, opened = _kept_open(url)
    return runner.run(opened.look(stretch, today))


@cache
def _kept_open(url: str) -> tuple[asyncio.Runner, Sweeper]:
    """The loop and the sweeper of this process, until it ends."""
    runner, until_the_end = asyncio.Runner(), AsyncExitStack()

    def close() -> None:
        runner.run(until_the_end.aclose())
        runner.close()

    atexit.register(close)
    return runner, runner.run(until_the_end.enter_async_context(_sweeper_on(url)))
