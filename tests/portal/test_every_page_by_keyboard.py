"""Every page can be used with the keyboard alone: each stop in its order, seen, without a trap; and lids open."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from tests.portal.browser import NARROW, WIDE, screenshots, wider_than, without_complaints
from tests.portal.every_page import ROWS
from tests.portal.every_scene import Scene
from tests.portal.every_thing import scene_of
from tests.portal.keyboard import lids_that_stay_shut, skips, walk
from tests.portal.people import Window
from tests.portal.quarters import Town

pytestmark = pytest.mark.asyncio(loop_scope="session")
ALONE = [row for row in ROWS if not row.after and not row.closed]
SPECIMEN = """<!doctype html><html lang="sv"><head><title>Prov</title><style>:focus-visible{outline:3px solid blue}
.mute:focus{outline:none}</style></head><body><a href="#m">Hoppa</a><main id="m" tabindex="-1"><h1>Prov</h1>
<a href="/">Ett</a> <button>Två</button> <input aria-label="Tre"><details><summary>Fyra</summary><a href="/">Fem</a>
</details>{more}</main></body></html>"""

CHANGING = ("/min-plan/vem-har-last", "/foretrader/{represented}/vem-har-last", "/granskning", "/granskning/dag")
"""Pages of the log, on which the reading that was just made stands, too."""
SAME = """async () => {
  const words = of => of.querySelector("main").textContent.replace(/\\s+/g, " ").trim();
  const plain = await (await fetch(location.href)).text();
  return words(new DOMParser().parseFromString(plain, "text/html")) === words(document); }"""


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def scene(the_town_of_pages: Town) -> AsyncIterator[Scene]:
    """One person for all pages: looking changes nothing."""
    made = await scene_of(the_town_of_pages.portal)
    yield made
    await made.leave()


async def too_wide(page: Page, name: str) -> list[str]:
    """What makes the page scroll sideways, with the longest names and words that there are; takes its pictures."""
    wrong = []
    for width, height in (WIDE, NARROW):
        await page.set_viewport_size({"width": width, "height": height})
        await page.screenshot(path=screenshots() / f"{name}-{width}.png", full_page=True)
        if found := await wider_than(page, width):
            wrong.append(f"is wider than {width} pixels: {found}")
    await page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    return wrong


async def opened(scene: Scene, who: str) -> Window:
    secret = None if who == "nobody" else await scene.secret(who)
    return await scene.portal.window(secret=secret)


@pytest.mark.parametrize("who", sorted({row.who for row in ALONE}))
async def test_every_page_of_theirs_is_walked_through(who: str, scene: Scene, town_of_pages: Town) -> None:
    rows = [row for row in ALONE if row.who == who]
    for row in rows:
        for name in row.needs:
            await scene.have(name)
        await scene.path(row.address)
    window = await opened(scene, who)
    screenshots().mkdir(parents=True, exist_ok=True)
    found: dict[str, list[str]] = {}
    with without_complaints(window.page):
        for row in rows:
            assert await window.go(await scene.path(row.address)) == 200, row
            wrong = [f"{lid} stays shut" for lid in await lids_that_stay_shut(window.page)]
            wrong += (await walk(window.page)).wrong
            if not await skips(window.page):
                wrong.append("the first stop does not skip to the content")
            if row.address not in CHANGING and not await window.page.evaluate(SAME):
                wrong.append("says something else without scripts")
            wrong += await too_wide(window.page, f"full-{row.address.strip('/').replace('/', '-') or 'start'}-{who}")
            if wrong:
                found[row.address] = wrong
    assert not found, "\n".join(f"{address}: {one}" for address, all_ in found.items() for one in all_)


async def shown(browser: Browser, more: str) -> Page:
    page = await browser.new_page()
    await page.set_content(SPECIMEN.replace("{more}", more))
    return page


async def test_a_good_page_is_walked_through(the_browser: Browser) -> None:
    page = await shown(the_browser, "")

    assert await walk(page) == await walk(page)
    assert (await walk(page)).wrong == []
    assert await lids_that_stay_shut(page) == []
    again = await walk(page)
    assert (again.names, again.wrong) == (["Hoppa", "Ett", "Två", "Tre", "Fyra", "Fem"], [])
    assert await skips(page)
    await page.close()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("<a href='/' class='mute'>Sex</a>", "focus is not seen on Sex"),
        ("<a href='/' tabindex='2'>Sex</a>", "never reaches ['Sex']"),
        ("<div tabindex='0' style='position:fixed;left:-999px'>Sex</div>", "out of sight"),
        ("<button id='b'>Sex</button><a href='/'>Sju</a><script>b.onkeydown = e => e.key === 'Tab' &&"
         " e.preventDefault()</script>", "never reaches ['Sju']"),
        ("<a href='/'>Sex</a><script>document.querySelectorAll('a')[3].onfocus = () =>"
         " document.querySelector('button').focus()</script>", "comes back to Två"),
        ("<p contenteditable>Sex</p>", "stops at what is none"),
    ],
)  # fmt: skip
async def test_a_bad_page_is_found(the_browser: Browser, more: str, says: str) -> None:
    page = await shown(the_browser, more)

    found = " / ".join((await walk(page)).wrong)

    assert says in found, found
    await page.close()


async def test_a_lid_that_stays_shut_and_a_link_that_does_not_skip_are_found(the_browser: Browser) -> None:
    page = await shown(
        the_browser, "<script>document.querySelector('summary').onclick = e => e.preventDefault()</script>"
    )
    assert await lids_that_stay_shut(page) == ["Fyra"]
    await page.evaluate("document.querySelector('a').href = '#nowhere'")
    assert not await skips(page)
    await page.close()
