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
    """At most `at_once` documents at a time, each of at most `largest` characters of HTML and so many seconds."""

    def __init__(self, *, at_once: int = 2, seconds: float = 60.0, largest: int = 5_000_000) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._seconds, self._largest = seconds, largest

    async def __call__(self, html: str) -> bytes:
        """The page as PDF/UA-1. NotPrintable when it is too large, takes too long, or nothing here can set it."""
        if len(html) > self._largest:
            raise NotPrintable("the document is too large to be made as PDF; take it in another form")
        async with self._turns:
            return await self._set(html)

    async def _set(self, html: str) -> bytes:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app.adapters.documents.pdf"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,  # it may repeat what stands in the document
            env=surroundings(),
        )
        try:
            made, _ = await asyncio.wait_for(process.communicate(html.encode()), self._seconds)
        except TimeoutError:
            raise NotPrintable("the document takes too long to be made as PDF; take it in another form") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode == NOT_INSTALLED:
            raise NotPrintable("PDF cannot be made here: Pango is not installed; see the how-to on documents")
        if process.returncode:
            raise NotPrintable("the document could not be made as PDF; take it in another form")
        return made
