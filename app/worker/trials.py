"""Agreements on trial: looks now and then whether one waits to be counted, and counts it."""

import asyncio
import logging
from typing import Final

from app.usecases.detecting import Detector
from app.usecases.sweeping import Everybody
from app.usecases.trying_agreements import Trials, try_next

LOOK: Final = 5.0
"""Seconds between two looks."""

log = logging.getLogger("sip.worker")


async def keep_tried(
    trials: Trials, everybody: Everybody, detector: Detector, stop: asyncio.Event, *, every: float = LOOK
) -> None:
    """Count whatever waits, one after another, until `stop` is set: what is half counted then is begun anew."""
    told = asyncio.create_task(stop.wait())
    while not stop.is_set():
        counting = asyncio.create_task(_try_next(trials, everybody, detector))
        await asyncio.wait({counting, told}, return_when=asyncio.FIRST_COMPLETED)
        counting.cancel()
        await asyncio.gather(counting, return_exceptions=True)
        await asyncio.wait({told}, timeout=every)


async def _try_next(trials: Trials, everybody: Everybody, detector: Detector) -> None:
    try:
        while await try_next(trials, everybody, detector):
            log.info("an agreement was counted")
    except Exception as error:
        log.error("an agreement was not counted (%s); trying again in an hour", type(error).__name__)
