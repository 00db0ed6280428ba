"""The detector's loop: looks for persons five times a second, works while there are any, stops when told."""

import asyncio
import logging
from typing import Final

from app.usecases.detecting import Clock, Detector, Queue, detect

BATCH: Final = 50
"""Persons taken at once."""
POLL: Final = 0.2
"""Seconds between two looks when there is nothing to do."""

log = logging.getLogger("sip.worker")


async def run(
    queue: Queue, detector: Detector, clock: Clock, stop: asyncio.Event, away: tuple[type[Exception], ...]
) -> None:
    """Detect until `stop` is set. A database that is away for a while (one of these errors) is waited for."""
    size = BATCH
    while not stop.is_set():
        try:
            busy = await detect(queue, detector, clock(), size=size)
        except away as error:
            log.warning("the database does not answer (%s); trying again", type(error).__name__)
            busy = 0
            await asyncio.sleep(1)
        except Exception as error:
            # Nothing was saved, and everybody waits on: one at a time from here, so that one cannot keep the others.
            log.error("a batch failed (%s); trying again with one person at a time", type(error).__name__)
            busy, size = 0, 1
            await asyncio.sleep(1)
        else:
            size = BATCH
        if not busy:
            try:
                await asyncio.wait_for(stop.wait(), POLL)
            except TimeoutError:
                continue


async def until_idle(queue: Queue, detector: Detector, clock: Clock) -> int:
    """Detect until nobody waits, for demonstrations and tests; the number of persons looked at."""
    total = 0
    while looked_at := await detect(queue, detector, clock()):
        total += looked_at
    return total
