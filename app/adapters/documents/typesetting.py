"""Sets pages as tagged PDF, each in a process of its own: off the event loop, bounded, and without our secrets."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Final

from app.adapters.documents.pdf import NOT_INSTALLED
from app.domain.errors import NotPrintable

ROOT: Final = Path(__file__).parents[3]
SURROUNDINGS: Final = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "FONTCONFIG_FILE")
"""What such a process is told of the machine: nothing of the database or of keys."""


def surroundings() -> dict[str, str]:
    """The environment of a process that sets a document."""
    return {name: os.environ[name] for name in SURROUNDINGS if name in os.environ} | {"PYTHONPATH": str(ROOT)}


class Typesetter:
    """At most `at_once` documents at a time, each of at most `largest` characters of HTML, and done with in so many
    seconds from when it was asked for."""

    def __init__(self, *, at_once: int = 2, seconds: float = 60.0, largest: int = 5_000_000) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._seconds, self._largest = seconds, largest

    async def __call__(self, html: str) -> bytes:
        """The page as PDF/UA-1. NotPrintable when it is too large, takes too long, or nothing here can set it."""
        if len(html) > self._largest:
            raise NotPrintable("the document is too large to be made as PDF; take it in another form")
        try:
            async with asyncio.timeout(self._seconds), self._turns:
                return await _set(html)
        except TimeoutError:
            raise NotPrintable("it takes too long to make the PDF; take another form, or try again later") from None


async def _set(html: str) -> bytes:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "app.adapters.documents.pdf"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # it may repeat what stands in the document
        env=surroundings(),
    )
    try:
        made, _ = await process.communicate(html.encode())
    finally:
        if process.returncode is None:  # the time is up, or whoever asked has gone
            process.kill()
            await process.wait()
    if process.returncode == NOT_INSTALLED:
        raise NotPrintable("PDF cannot be made here: Pango is not installed; take the document in another form")
    if process.returncode:
        raise NotPrintable("the document could not be made as PDF; take it in another form")
    return made
