"""The seal's turn: once a minute what is final in the log is sealed, in a thread, since it waits for the database."""

import asyncio
import logging
from typing import Final

from app.domain.errors import DomainError
from app.usecases.sealing import Sealer

EVERY: Final = 60.0
"""Seconds between two times."""

log = logging.getLogger("sip.worker")


async def keep_sealed(sealer: Sealer, stop: asyncio.Event, *, every: float = EVERY) -> None:
    """Seal until `stop` is set. What could not be sealed is sealed the next time."""
    told = asyncio.create_task(stop.wait())
    while not stop.is_set():
        try:
            await asyncio.to_thread(sealer.seal)
            if not await asyncio.to_thread(sealer.agrees):
                log.error("the log is not the one that its head names; run: sip audit verify")
        except DomainError as error:
            log.error("the log was not sealed: %s", error)
        except Exception as error:
            log.error("the log was not sealed (%s); trying again", type(error).__name__)
        await asyncio.wait({told}, timeout=every)
