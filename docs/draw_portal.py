"""Draws the README's pictures of the portal again, from the invented lives of the demonstration, in a real browser."""

import asyncio
import io
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.async_api import Browser, FloatRect, Page, async_playwright

from app.demo.county import PERSONS
from app.demo.demonstration import Demonstration, demonstration
from app.demo.stories import read_stories
from app.demo.telling import Told, tell_all

DAY: Final = date(2026, 11, 21)
HERE: Final = Path(__file__).parent
CHROMIUM: Final = Path("/usr/bin/chromium")
LIVES: Final = ("03", "06")
CASEWORKER: Final = "nassjo-social-services"
WIDE, PHONE = (1100, 780), (360, 780)
COLOURS: Final = 64


async def draw(folder: Path) -> None:
    """Tell the lives, and take the pictures of what the caseworker and the person meet."""
    stories = [story for story in read_stories() if story.key.startswith(LIVES)]
    async with demonstration(folder, stories, DAY, 8990, lambda step: print(step, file=sys.stderr)) as running:
        lives = {told.story.key[:2]: told async for told in tell_all(running, stories)}
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            await _pictures(browser, running, lives["06"])
            await browser.close()


async def _pictures(browser: Browser, running: Demonstration, told: Told) -> None:
    page = await _entered(browser, running.door(CASEWORKER, CASEWORKER), WIDE)
    keep(await page.screenshot(), "portal-worklist.png")
    await page.goto(f"{running.portal}/planer/{told.life.ids['plan']}")
    figure = await page.locator(".timeline svg").bounding_box()
    height = figure["y"] + figure["height"] if figure else WIDE[1]
    above = FloatRect(x=0, y=0, width=WIDE[0], height=height)
    keep(await page.screenshot(full_page=True, clip=above), "portal-plan.png")
    page = await _entered(browser, running.door(PERSONS, told.story.slug), PHONE)
    keep(await page.screenshot(), "portal-mine.png")


async def _entered(browser: Browser, door: str, size: tuple[int, int]) -> Page:
    """A window of that size, signed in through the door, in Swedish."""
    page = await browser.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    await page.goto(door)
    await page.get_by_role("button").first.click()
    await page.wait_for_load_state()
    return page


def keep(picture: bytes, name: str) -> None:
    """Write it with few colours, which a page has anyway."""
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS).save(HERE / name, optimize=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="sip-picture-") as place:
        asyncio.run(draw(Path(place)))
