"""What surrounds every page: who one is, the language, the browser's rules, and pages that say no."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import psycopg
import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from app.adapters.postgres.sessions import PostgresSessions
from app.bootstrap.service import Service
from app.settings import Settings
from tests.county import County
from tests.portal.browser import look
from tests.portal.conftest import serving
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")
MISSING = "Sidan finns inte, eller inte för dig"


async def test_the_statement_on_accessibility_is_there_for_everybody(portal: Portal) -> None:
    for language, heading in (("sv", "Tillgänglighet för den här webbplatsen"), ("en", "Accessibility of this site")):
        window = await portal.window(language=language)

        assert await window.go("/tillganglighet") == 200

        assert await window.page.locator("h1").inner_text() == heading
        assert await window.page.locator("html").get_attribute("lang") == language
        await look(window.page, f"accessibility-{language}", heard=window.heard)


async def test_one_chooses_the_language_and_stays_where_one_is(portal: Portal) -> None:
    window = await portal.window()
    await window.go("/tillganglighet")

    await window.page.get_by_role("link", name="In English").click()

    assert window.page.url.endswith("/tillganglighet")
    assert await window.page.locator("h1").inner_text() == "Accessibility of this site"
    (kept,) = await window.page.context.cookies()
    assert (kept["name"], kept["secure"], kept["httpOnly"], kept["sameSite"]) == ("__Host-language", True, True, "Lax")


@pytest.mark.parametrize("elsewhere", ["//example.org", "https://example.org", "/\\example.org", "javascript:alert(1)"])
async def test_nobody_is_led_away_by_an_address(portal: Portal, elsewhere: str) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.get(portal.address + "/sprak/en", params={"till": elsewhere})

    assert (answer.status_code, answer.headers["location"]) == (303, "/")


async def test_every_answer_tells_the_browser_what_it_may_do(portal: Portal) -> None:
    async with httpx.AsyncClient() as http:
        for path in ("/tillganglighet", "/nothing", "/", "/arbetslista"):
            answer = await http.get(portal.address + path)
            policy = answer.headers["content-security-policy"]
            assert "unsafe" not in policy
            assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy.split("; "))
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "same-origin"
            assert answer.headers["cache-control"] == "no-store"
            assert "strict-transport-security" not in answer.headers
        safe = await http.get(portal.address + "/", headers={"X-Forwarded-Proto": "https"})
        assert safe.headers["strict-transport-security"].startswith("max-age=31536000")


async def test_a_style_sheet_is_kept_for_as_long_as_it_says_the_same(portal: Portal) -> None:
    async with httpx.AsyncClient() as http:
        page = (await http.get(portal.address + "/tillganglighet")).text
        sheets = [part.split('"')[0] for part in page.split('href="')[1:] if part.startswith("/static/")]
        for sheet in sheets:
            answer = await http.get(portal.address + sheet)
            assert (answer.status_code, "immutable" in answer.headers["cache-control"]) == (200, True)
        assert (await http.get(portal.address + sheets[0].replace("/static/", "/static/0"))).status_code == 404
        assert len(sheets) == 5


async def test_what_does_not_exist_and_what_one_may_not_see_look_alike(portal: Portal) -> None:
    window = await portal.anna()
    seen = []
    for path in ("/nothing", "/arbetslista/0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11", "/arbetslista/not-an-id"):
        status = await window.go(path)
        seen.append((status, await window.page.locator("main").inner_text()))

    assert len(set(seen)) == 1
    assert seen[0][0] == 404
    assert MISSING in seen[0][1]
    await look(window.page, "missing", heard=window.heard)


async def test_whoever_is_not_signed_in_is_led_to_sign_in(portal: Portal) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.get(portal.address + "/arbetslista")

    assert (answer.status_code, answer.headers["location"]) == (303, "/logga-in?till=/arbetslista")


async def test_an_auditor_has_no_worklist_and_the_log_tells_what_was_tried(portal: Portal, database_url: str) -> None:
    window = await portal.anna(roles=("auditor",))

    assert await window.go("/arbetslista") == 404

    assert await window.page.get_by_role("link", name="Arbetslista").count() == 0
    with psycopg.connect(database_url) as connection:
        (last,) = connection.execute(
            """select action, outcome, reason, "user" from sip.audit where action = 'GET /arbetslista'
                order by n desc limit 1"""
        )
    assert last == ("GET /arbetslista", "refused", "not-permitted", "anna")


@asynccontextmanager
async def broken(settings: Settings, service: Service) -> AsyncIterator[str]:
    async with serving(settings, service) as address:
        yield address


async def test_a_database_that_is_away_is_told_as_such(portal: Portal, county: County, settings: Settings) -> None:
    nowhere = create_async_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    secret = await portal.anna_signed_in()
    async with broken(settings, replace(county.service, sessions=PostgresSessions(nowhere))) as address:
        window = await replace(portal, address=address, open=portal.open).window(secret=secret)

        assert await window.go("/arbetslista") == 503

        assert "Försök igen om en liten stund" in await window.page.locator("main").inner_text()
        await look(window.page, "away", heard=window.heard)
    await nowhere.dispose()


async def test_a_fault_of_ours_says_a_number_and_nothing_else(
    portal: Portal, county: County, settings: Settings
) -> None:
    def faulty() -> int:
        raise RuntimeError("Elias Nord 19900517-9805")

    secret = await portal.anna_signed_in()
    async with broken(settings, replace(county.service, clock=faulty)) as address:
        window = await replace(portal, address=address, open=portal.open).window(secret=secret)

        assert await window.go("/arbetslista") == 500

        said = await window.page.locator("main").inner_text()
        assert "Nummer att uppge" in said
        assert "Elias" not in said
        await look(window.page, "fault", heard=window.heard)
