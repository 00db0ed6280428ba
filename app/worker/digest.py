"""The morning's turn: on working days whoever has asked for it gets one letter when something waits."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from app.domain.days import Day
from app.usecases.detecting import Clock
from app.usecases.digesting import Morning, send

LOOK: Final = 300.0
"""Seconds between two looks."""
MORNING: Final = range(7, 12)
"""The hours of the morning, in Swedish time: what could not be sent by then is not sent that day."""

log = logging.getLogger("sip.worker")


async def keep_written(
    morning: Morning, clock: Clock, hour: Callable[[], int], stop: asyncio.Event, *, every: float = LOOK
) -> None:
    """Send the morning's letters, and forget whoever does not come any more, until `stop` is set."""
    told = asyncio.create_task(stop.wait())
    while not stop.is_set():
        writing = asyncio.create_task(_once(morning, clock(), in_the_morning=hour() in MORNING))
        await asyncio.wait({writing, told}, return_when=asyncio.FIRST_COMPLETED)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        await asyncio.wait({told}, timeout=every)


async def _once(morning: Morning, today: Day, *, in_the_morning: bool) -> None:
    """No line of the log says to whom: of each morning there are numbers."""
    try:
        await morning.mornings.forget(today)
        if not in_the_morning:
            return
        outcome = await send(morning, today)
    except Exception as error:
        log.error("the morning's letters were not sent (%s); trying again", type(error).__name__)
        return
    if outcome.away is not None:
        log.warning("the mail server does not take the morning's letters (%s); trying again", outcome.away)
    if outcome.refused or outcome.later:
        log.warning("the mail server refused %d letters, and %d for now", outcome.refused, outcome.later)
    if outcome.sent:
        log.info("%d letters were sent this morning", outcome.sent)
