"""An open worklist keeps itself up to date: politely, without moving the focus, and without using the session."""

import asyncio
import logging

import httpx
import psycopg
import pytest

from app.portal.asking import SESSION
from app.usecases.registering import issuer_id
from tests.api.test_casework import card_of
from tests.county import WORKFORCE, County
from tests.portal.browser import look
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.usefixtures("an_empty_worklist")
async def test_a_card_appears_and_goes_without_reloading_and_is_said_politely(portal: Portal, county: County) -> None:
    window = await portal.anna()
    await window.go("/arbetslista?mina=1")
    page = window.page
    await page.evaluate("window.stayed = true")
    await page.locator(".filter a").first.focus()

    card = await card_of(county)

    shown = page.locator(f"#kort-{card.id}")
    await shown.wait_for(timeout=15_000)
    assert "Arbetslistan har ändrats" in (await page.locator("#live-said").text_content() or "")
    assert await page.evaluate("[window.stayed, document.activeElement.closest('.filter') !== null]") == [True, True]
    await look(page, "worklist-live", heard=window.heard)

    await card.done("dismissal")
    await shown.wait_for(state="detached", timeout=15_000)


@pytest.mark.usefixtures("an_empty_worklist")
async def test_a_card_under_somebodys_fingers_stays_and_says_that_it_was_changed(
    portal: Portal, county: County
) -> None:
    card, window = await card_of(county), await portal.anna()
    await window.go("/arbetslista?mina=1")
    mine = window.page.locator(f"#kort-{card.id}")
    await mine.get_by_role("link", name="Öppna kortet").focus()

    await card.done("dismissal")

    await window.page.wait_for_function("id => document.getElementById(id).dataset.changed", arg=f"kort-{card.id}")
    assert await window.page.evaluate("document.activeElement.getAttribute('href')") == f"/arbetslista/{card.id}"


async def test_what_is_sent_says_that_something_has_changed_and_nothing_of_what(portal: Portal, county: County) -> None:
    cookies = {"Cookie": f"{SESSION}={await portal.anna_signed_in()}"}
    async with (
        httpx.AsyncClient(base_url=portal.address, headers=cookies) as http,
        http.stream("GET", "/arbetslista/handelser?mark=another") as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = answer.aiter_lines()
        said = [await anext(lines) for _ in range(6)]
    assert [line.partition(":")[0] for line in said if line] == ["retry", "id", "event", "data"]
    assert said[-2] == "data:"


async def test_watching_does_not_prolong_the_session(portal: Portal, database_url: str) -> None:
    secret = await portal.anna_signed_in()
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("update sip.portal_session set idle_until = now() + interval '5 minutes'")
        async with httpx.AsyncClient(base_url=portal.address, headers={"Cookie": f"{SESSION}={secret}"}) as http:
            assert (await http.get("/arbetslista/kort")).status_code == 200
            soon = "select count(*) from sip.portal_session where idle_until > now() + interval '6 minutes'"
            assert connection.execute(soon).fetchone() == (0,)
            assert (await http.get("/arbetslista")).status_code == 200
            assert connection.execute(soon).fetchone() == (1,)


async def test_whose_client_is_stopped_is_told_nothing_more(portal: Portal, county: County, database_url: str) -> None:
    secret, issuer = await portal.anna_signed_in(), issuer_id(county.issuers + WORKFORCE)
    change = b"update sip.client set active = %s where client_id = 'portal' and issuer_id = %s"
    with psycopg.connect(database_url, autocommit=True) as connection:
        try:
            async with (
                httpx.AsyncClient(base_url=portal.address, headers={"Cookie": f"{SESSION}={secret}"}) as http,
                http.stream("GET", "/arbetslista/handelser", timeout=20) as answer,
            ):
                lines = answer.aiter_lines()
                await anext(lines)
                connection.execute(change, [False, issuer])
                said = [line async for line in lines]
        finally:
            connection.execute(change, [True, issuer])
            county.read_registry_anew()
    assert "event: over" in said


async def test_a_browser_that_goes_in_the_middle_of_a_look_leaves_the_connections_whole(
    portal: Portal, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    secret = await portal.anna_signed_in()
    with psycopg.connect(database_url) as lock, psycopg.connect(database_url, autocommit=True) as connection:
        async with (
            httpx.AsyncClient(base_url=portal.address, headers={"Cookie": f"{SESSION}={secret}"}) as http,
            http.stream("GET", "/arbetslista/handelser", timeout=20) as answer,
        ):
            lines = answer.aiter_lines()
            await anext(lines)
            lock.execute("lock table sip.finding_work in access exclusive mode")
            waits = "select pid from pg_locks where not granted and relation = 'sip.finding_work'::regclass"
            async with asyncio.timeout(10):
                while (waiting := connection.execute(waits).fetchone()) is None:
                    await asyncio.sleep(0.02)
        with caplog.at_level(logging.ERROR, "sqlalchemy.pool"):
            await asyncio.sleep(0.5)  # the server hears that the browser has gone
            lock.rollback()
            idle = "select state from pg_stat_activity where pid = %s"
            async with asyncio.timeout(10):
                while (state := connection.execute(idle, waiting).fetchone()) == ("active",):
                    await asyncio.sleep(0.02)
    assert state == ("idle",)
    assert not caplog.records
