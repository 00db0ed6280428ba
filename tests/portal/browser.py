"""A real browser, and the one look at a page that every page has to stand up to."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.async_api import ConsoleMessage, Page

CHROMIUM: Final = Path("/usr/bin/chromium")
FOLDER: Final = "SIP_SCREENSHOTS"
WIDE, NARROW = (1280, 900), (320, 800)
TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def needed() -> None:
    """Skips the test, with the reason, where there is no browser; in CI that is a failure."""
    if not CHROMIUM.exists():
        missing = f"no browser: {CHROMIUM} is not there; `make chromium` installs it on Debian"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)


def screenshots() -> Path:
    """Where the pictures go: outside the repository, unless somebody says otherwise."""
    return Path(os.environ.get(FOLDER) or Path(tempfile.gettempdir()) / "sip-screenshots")


@dataclass
class Heard:
    """What a page complained of: errors of scripts, and what its own policy forbade."""

    complaints: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        """Listen from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _console(self, message: ConsoleMessage) -> None:
        # The browser itself remarks that a page came with an error's status, which such pages are meant to.
        if message.type == "error" and not message.text.startswith("Failed to load resource: the server responded"):
            self.complaints.append(message.text)


async def look(page: Page, name: str, *, heard: Heard | None = None) -> None:
    """Fails unless the page is accessible, fits 320 pixels and complains of nothing; takes its pictures."""
    folder = screenshots()
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in (WIDE, NARROW):
        await page.set_viewport_size({"width": width, "height": height})
        await page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
    too_wide = await wider_than(page, NARROW[0])
    await page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    assert not too_wide, f"{name} is wider than {NARROW[0]} pixels: {too_wide}"
    violations = await barriers(page)
    assert not violations, f"{name}: {violations}"
    assert not (heard.complaints if heard else []), f"{name} complains: {heard}"


async def barriers(page: Page) -> list[str]:
    """What axe finds, a line each: the rule, and the first element that breaks it."""
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": list(TAGS)}})
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]


async def wider_than(page: Page, width: int) -> Sequence[str]:
    """The elements that make the page scroll sideways, the outermost first."""
    found: list[str] = await page.evaluate(
        """width => document.documentElement.scrollWidth <= width ? [] :
             [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > width + 1)
               .slice(0, 3).map(e => e.tagName + "." + e.className)""",
        width,
    )
    return found


@contextmanager
def without_complaints(page: Page) -> Iterator[Heard]:
    """Fails when the page complains of something meanwhile."""
    heard = Heard()
    heard.on(page)
    yield heard
    assert not heard.complaints, heard.complaints
