"""The auditor's pages: a sample that can be drawn again, a whole day, and nothing for anybody else."""

import re

import pytest

from tests.api.test_auditing import life
from tests.county import County
from tests.portal.browser import look
from tests.portal.people import Portal
from tests.secrecy.lives import Life

pytestmark = pytest.mark.asyncio(loop_scope="session")
__all__ = ["life"]


async def test_a_sample_is_drawn_and_drawn_again(portal: Portal, life: Life) -> None:
    window = await portal.anna(roles=("auditor",))
    page = window.page
    assert await window.go("/granskning") == 200
    today = await page.evaluate("new Date().toISOString().slice(0, 10)")
    await page.get_by_label("Till och med").fill(today)
    await page.get_by_label("Från och med").fill(today)
    await page.get_by_role("button", name="Dra ett nytt stickprov").click()

    rows = await page.locator("tbody").inner_text()
    assert re.search("[0-9a-f]{8}-[0-9a-f]{4}", rows), "persons are there by their ids"
    await look(page, "auditing", heard=window.heard)
    other = await portal.anna(roles=("auditor",), language="en")
    address = await page.get_by_role("link", name="Adress till just det här stickprovet").get_attribute("href")
    await other.go(str(address))
    again = await other.page.locator("tbody").inner_text()
    ids = r"[0-9a-f]{8}-[0-9a-f-]{27}"
    assert re.findall(ids, again) == re.findall(ids, rows)
    await page.get_by_label("Från och med").fill("2026-01-01")
    await page.get_by_role("button", name="Dra ett nytt stickprov").click()
    assert "högst 31 dagar" in await page.get_by_role("alert").inner_text()


async def test_a_day_of_the_log_is_read_page_by_page(portal: Portal, life: Life) -> None:
    window = await portal.anna(roles=("auditor",))
    page = window.page
    today = await page.evaluate("new Date().toISOString().slice(0, 10)")

    assert await window.go(f"/granskning/dag?dag={today}") == 200

    assert await page.locator("tbody tr").count() > 0
    await look(page, "auditing-day", heard=window.heard)
    assert await window.go("/granskning/dag?dag=2020-01-01") == 200
    assert "Loggen har inga rader" in await page.locator("main").inner_text()
    assert await window.go("/granskning/dag?dag=nu") == 422


async def test_nobody_but_an_auditor_finds_the_pages(portal: Portal, county: County) -> None:
    window = await portal.anna()
    for path in ("/granskning", "/granskning/dag"):
        assert await window.go(path) == 404
    assert "Granskning" not in await window.page.locator("header").inner_text()
