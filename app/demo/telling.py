"""Tells the stories, a few at a time, and hands each over as soon as the detector has found what it holds."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import httpx

from app.demo.demonstration import Demonstration
from app.demo.programs import DemoError
from app.demo.stories import Story
from app.demo.teller import Life
from app.domain.gaps.catalogue import RULES

AT_ONCE: Final = 2
"""Stories that are told at the same time: the first is soon there, and both processors have work."""
WAIT: Final = 20.0
"""Seconds that the detector has for one story, told to its end."""
PAUSE: Final = 0.3
"""Seconds between two looks; the detector itself looks five times a second."""


@dataclass(frozen=True, slots=True)
class Told:
    """A told story; `settled` says whether the detector has found all that the story says there is."""

    story: Story
    life: Life
    settled: bool


async def tell_all(demo: Demonstration, stories: Sequence[Story]) -> AsyncIterator[Told]:
    """The stories in their order. TellingError when the service refuses something, DemoError when it has ended."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(story: Story) -> Told:
        async with room:
            life = await demo.tell(story)
        return Told(story, life, await _settled(demo, story, life))

    tasks = [asyncio.create_task(one(story)) for story in stories]
    try:
        for task in tasks:
            yield await task
    except httpx.TransportError as error:
        demo.check()
        raise DemoError(f"API:et svarar inte ({type(error).__name__}); starta om demonstrationen") from error
    finally:
        for task in tasks:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)


async def _settled(demo: Demonstration, story: Story, life: Life) -> bool:
    """Wait, within bounds, until the person twice sees just the gaps that the story states for this day."""
    today = demo.today.toordinal()
    stated = {
        (gap.rule, life.ids.get(gap.subject, gap.subject))
        for gap in story.gaps
        if gap.opens - RULES[gap.rule].lead <= today
    }
    deadline, agreed = time.monotonic() + WAIT, 0
    while time.monotonic() < deadline:
        view = await demo.view(story, life, "person")
        found = {(finding["rule"], finding["subject"]) for finding in view["findings"]} if view else set()
        agreed = agreed + 1 if found == stated else 0
        # What is told only in part, up to an earlier day, is not what the story speaks of.
        if agreed == 2 or (demo.today < story.today and agreed == 0 and time.monotonic() > deadline - WAIT + 2):
            return agreed == 2
        demo.check()
        await asyncio.sleep(PAUSE)
    return False
