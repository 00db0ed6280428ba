"""The quarter's turn: looks now and then whether the last quarter's statistics are made, and else makes them."""

import asyncio
import logging
from typing import Final

from app.domain.quarters import Quarter
from app.usecases.detecting import Clock
from app.usecases.statistics import Maker, make

LOOK: Final = 600.0
"""Seconds between two looks."""

log = logging.getLogger("sip.worker")


async def keep_made(maker: Maker, clock: Clock, stop: asyncio.Event, *, every: float = LOOK) -> None:
    """Make the statistics of the quarter that ended last, whenever one has, until `stop` is set: then what is half
    made is left, and nothing of it has been kept."""
    told = asyncio.create_task(stop.wait())
    while not stop.is_set():
        making = asyncio.create_task(_make_last(maker, clock))
        await asyncio.wait({making, told}, return_when=asyncio.FIRST_COMPLETED)
        making.cancel()
        await asyncio.gather(making, return_exceptions=True)
        await asyncio.wait({told}, timeout=every)


async def _make_last(maker: Maker, clock: Clock) -> None:
    today = clock()
    last = Quarter.of(today).previous
    try:
        made = await make(maker, last, today)
    except Exception as error:
        log.error("no statistics were made (%s); trying again later", type(error).__name__)
    else:
        if made is not None:
            log.info("statistics of %s were made for %d bodies", last, len(made.documents))
