"""The detector's loop: looks for persons five times a second, works while there are any, stops when told."""

import asyncio
import logging
from time import monotonic
from typing import Final

from app.usecases.detecting import Clock, Detector, Queue, detect

BATCH: Final = 50
"""Persons taken at once."""
POLL: Final = 0.2
"""Seconds between two looks when there is nothing to do."""
LET_IN: Final = 5.0
"""Seconds between two times that cards are let into the worklists, when somebody was looked at meanwhile. Never while
somebody waits: what is let in is to be the most urgent of all there is, and not of what has been looked at so far."""
LET_IN_ANYWAY: Final = 60.0
"""The same when nothing has happened: a new week may have begun, or an actor have got another pace."""

log = logging.getLogger("sip.worker")


async def run(
    queue: Queue, detector: Detector, clock: Clock, stop: asyncio.Event, away: tuple[type[Exception], ...]
) -> None:
    """Detect until `stop` is set. A database that is away for a while (one of these errors) is waited for."""
    size, let_in, moved = BATCH, -LET_IN_ANYWAY, False
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
            waiting, size, moved = busy >= size, BATCH, moved or busy > 0
            if not waiting and monotonic() - let_in >= (LET_IN if moved else LET_IN_ANYWAY):
                await _let_in(queue, clock)
                let_in, moved = monotonic(), False
        if not busy:
            try:
                await asyncio.wait_for(stop.wait(), POLL)
            except TimeoutError:
                continue


async def _let_in(queue: Queue, clock: Clock) -> None:
    """Let cards in; when it fails they wait for the next time, and nobody who is to be looked at does."""
    try:
        await queue.let_in(clock())
    except Exception as error:
        log.error("no card was let into a worklist (%s); trying again", type(error).__name__)


async def until_idle(queue: Queue, detector: Detector, clock: Clock) -> int:
    """Detect until nobody waits, then let cards in, for demonstrations and tests; the number of persons looked at."""
    total = 0
    while looked_at := await detect(queue, detector, clock()):
        total += looked_at
    await queue.let_in(clock())
    return total
