"""The look that every page has to stand up to is seen to find what is wrong with one."""

import pytest
from playwright.async_api import Browser

from tests.portal.browser import Heard, look, screenshots

pytestmark = pytest.mark.asyncio(loop_scope="session")
GOOD = """<!doctype html><html lang="sv"><head><title>God</title></head><body><header><a href="#m">Hoppa</a></header>
<main id="m"><h1>God</h1><p>Den här sidan går att läsa.</p>{more}</main></body></html>"""


async def seen(browser: Browser, more: str, policy: str = "") -> None:
    page = await browser.new_page()
    heard = Heard()
    heard.on(page)
    headers = {"content-security-policy": policy} if policy else {}
    await page.route("**/*", lambda route: route.fulfill(
        body=GOOD.format(more=more), content_type="text/html; charset=utf-8", headers=headers))  # fmt: skip
    await page.goto("http://127.0.0.1:1/")
    try:
        await look(page, "specimen", heard=heard)
    finally:
        await page.close()


async def test_a_good_page_stands_up_to_it_and_has_its_pictures(the_browser: Browser) -> None:
    await seen(the_browser, "")

    assert {"specimen-1280.png", "specimen-320.png"} <= {picture.name for picture in screenshots().iterdir()}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('<img src="data:,">', "image-alt"),
        ("<p style='color:#ccc;background:#fff'>Svårt att läsa</p>", "color-contrast"),
        ("<h4>Hoppar över</h4>", "heading-order"),
        ("<input>", "label"),
        ("<div style='width:500px'>Bred</div>", "wider than 320 pixels"),
        ("<script>undefinedFunction()</script>", "complains"),
        ("<script>console.error('aj')</script>", "complains"),
    ],
)
async def test_a_bad_page_is_found(the_browser: Browser, more: str, says: str) -> None:
    with pytest.raises(AssertionError, match=says):
        await seen(the_browser, more)


async def test_what_the_policy_forbids_is_found(the_browser: Browser) -> None:
    with pytest.raises(AssertionError, match="complains"):
        await seen(the_browser, "<script>1</script>", "script-src 'self'")
