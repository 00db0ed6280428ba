"""A timeline inside a page: accessible, with no style inline, and whole by the keyboard at 320 pixels."""

import pytest
from playwright.async_api import Browser, Page, Route

from app.adapters.documents.timeline_figure import PAGE_STYLE, render
from app.domain.locale import ENGLISH, SWEDISH, Locale
from app.usecases.chart import layout
from tests.adapters.paper_plan import a_plan
from tests.portal.browser import NARROW, Heard, look

pytestmark = pytest.mark.asyncio(loop_scope="session")
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'"
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Tidslinje</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/timeline.css"></head>
<body><main><h1>Tidslinje</h1>{figure}</main></body></html>"""


async def opened(browser: Browser, activities: int, locale: Locale) -> tuple[Page, Heard]:
    page, heard = await browser.new_page(), Heard()
    heard.on(page)
    figure = render(layout(a_plan(activities), locale=locale))

    async def answer(route: Route) -> None:
        if route.request.url.endswith(".css"):
            await route.fulfill(body=PAGE_STYLE, content_type="text/css; charset=utf-8")
        else:
            text = PAGE.format(language=locale.language, figure=figure)
            headers = {"content-security-policy": POLICY}
            await route.fulfill(body=text, content_type="text/html; charset=utf-8", headers=headers)

    await page.route("**/*", answer)
    await page.goto("http://127.0.0.1:1/")
    return page, heard


@pytest.mark.parametrize("activities", [0, 7, 60])
@pytest.mark.parametrize("locale", [SWEDISH, ENGLISH], ids=["sv", "en"])
async def test_a_page_with_a_timeline_stands_up_to_the_look(
    the_browser: Browser, activities: int, locale: Locale
) -> None:
    page, heard = await opened(the_browser, activities, locale)
    try:
        await look(page, f"timeline-{activities}-{locale.language}", heard=heard)
    finally:
        await page.close()


async def test_at_320_pixels_the_keyboard_reaches_all_of_it(the_browser: Browser) -> None:
    page, _ = await opened(the_browser, 7, SWEDISH)
    try:
        await page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        for name in ("Tidslinje, bild", "Tidslinje, tabell"):
            await page.keyboard.press("Tab")
            if name == "Tidslinje, tabell":
                await page.keyboard.press("Enter")  # the table is opened by its summary, and comes next
                await page.keyboard.press("Tab")
            focused = page.locator(":focus")
            assert (await focused.get_attribute("aria-label") or "").startswith(f"{name}: ")
            assert await focused.evaluate("region => region.scrollWidth > region.clientWidth")
            await focused.evaluate("region => { region.scrollLeft = 0 }")
            await page.keyboard.press("ArrowRight")
            await page.wait_for_function("() => document.activeElement.scrollLeft > 0")
        letters = await page.evaluate(
            """() => { const text = document.querySelector('.sip-timeline .label');
                       return parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a }"""
        )
        assert letters > 8, "not shrunk with the screen"
    finally:
        await page.close()
