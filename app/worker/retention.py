"""What is due goes once a night, for the actors that have begun with it; and keys that are to be destroyed are."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from app.domain.days import Day
from app.domain.errors import DomainError
from app.usecases.detecting import Clock
from app.usecases.retention import Remover, run

LOOK: Final = 600.0
"""Seconds between two looks."""
NIGHT: Final = 3
"""The hour from which the day's run begins, in Swedish time."""

log = logging.getLogger("sip.worker")


async def keep_removed(
    remover: Remover,
    clock: Clock,
    hour: Callable[[], int],
    stop: asyncio.Event,
    *,
    every: float = LOOK,
) -> None:
    """Remove what is due, each day once from that hour on, until `stop` is set; whatever stops a run, the next one
    goes on."""
    told = asyncio.create_task(stop.wait())
    done: Day | None = None
    while not stop.is_set():
        due = done != clock() and hour() >= NIGHT
        removing = asyncio.create_task(_once(remover, clock(), due=due))
        await asyncio.wait({removing, told}, return_when=asyncio.FIRST_COMPLETED)
        if removing.done():
            done = removing.result() or done
        removing.cancel()
        await asyncio.gather(removing, return_exceptions=True)
        await asyncio.wait({told}, timeout=every)


async def _once(remover: Remover, today: Day, *, due: bool) -> Day | None:
    """The day, if all that was due on it has gone."""
    try:
        await remover.catch_up()
        begun = await remover.archive.begun(today) if due else None
        if begun:
            outcome = await run(remover.archive, today, forget=remover.forget, only=begun)
            items = sum(amount.items for amount in outcome.removed.values())
            log.info("retention: %d items were removed; of %d persons all", items, outcome.persons)
    except DomainError as error:
        log.warning("retention: %s", error)
    except Exception as error:
        log.error("what is due was not removed (%s); trying again", type(error).__name__)
    else:
        return today if due else None
    return None
