"""The auditor's pages: a sample that can be drawn again, a whole day, and nothing for anybody else."""

import re
from uuid import uuid4

import psycopg
import pytest

from app.bootstrap.sealing import sealer
from app.settings import Settings
from tests.api.test_auditing import its_day, life
from tests.api.witness import witness_of
from tests.county import County
from tests.portal.browser import look
from tests.portal.people import Portal
from tests.secrecy.lives import Life

pytestmark = pytest.mark.asyncio(loop_scope="session")
__all__ = ["life"]
NOBODY = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"
ASKED = f"referens={NOBODY}&skal=sample"


async def test_a_sample_is_drawn_and_drawn_again(portal: Portal, life: Life, database_url: str) -> None:
    window = await portal.anna(roles=("auditor",))
    page = window.page
    assert await window.go("/granskning") == 200
    with witness_of(database_url) as witness:
        day = its_day(witness, life)
    await page.get_by_label("Till och med").fill(day)
    await page.get_by_label("Från och med").fill(day)
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


async def test_a_day_of_the_log_is_read_page_by_page(portal: Portal, life: Life, database_url: str) -> None:
    window = await portal.anna(roles=("auditor",))
    page = window.page
    with witness_of(database_url) as witness:
        day = its_day(witness, life)

    assert await window.go(f"/granskning/dag?dag={day}") == 200

    assert await page.locator("tbody tr").count() > 0
    await look(page, "auditing-day", heard=window.heard)
    assert await window.go("/granskning/dag?dag=2020-01-01") == 200
    assert "Loggen har inga rader" in await page.locator("main").inner_text()
    assert await window.go("/granskning/dag?dag=nu") == 422


@pytest.mark.parametrize(("language", "read", "why"), [
    ("sv", "Läs loggen om personen", "Personen har frågat vem som läst"),
    ("en", "Read the log about the person", "The person has asked who has read"),
])  # fmt: skip
async def test_one_person_is_followed_up_from_a_row_for_a_reason_and_is_told(
    portal: Portal, life: Life, database_url: str, language: str, read: str, why: str
) -> None:
    window = await portal.anna(roles=("auditor",), language=language)
    page = window.page
    with witness_of(database_url) as witness:
        day = its_day(witness, life)
    await window.go(f"/granskning?fran={day}&till={day}")
    await page.locator("tbody td a").first.click()
    await look(page, f"auditing-person-asked-{language}", heard=window.heard)
    assert await page.get_by_role("alert").count() == 0

    assert await window.go(f"/granskning/person?referens={life.person}") == 200
    assert await page.locator("table").count() == 0, "nothing is read before it is said why"
    await page.get_by_role("button", name=read).click()
    alert = page.get_by_role("alert")
    await alert.wait_for()
    await look(page, f"auditing-person-wrong-{language}", heard=window.heard)
    await page.get_by_label(why).check()
    await page.get_by_role("button", name=read).click()

    await page.locator("tbody tr").first.wait_for()
    assert life.person in await page.locator("tbody").inner_text()
    await look(page, f"auditing-person-{language}", heard=window.heard)
    mine = await portal.myself(life.number)
    await mine.go("/min-plan/vem-har-last")
    assert "läste som granskare vad som loggats om dig" in (await mine.page.content())


async def test_a_reference_that_leads_nowhere_is_told_alike_and_logged(portal: Portal, database_url: str) -> None:
    window = await portal.anna(roles=("auditor",), scripts=False)
    told = set()
    for reference in (uuid4(), uuid4()):
        assert await window.go(f"/granskning/person?referens={reference}&skal=sample") == 404
        told.add(await window.page.get_by_role("alert").inner_text())
    assert len(told) == 1
    for query in ("referens=eva&skal=sample", f"referens={NOBODY}&skal=nyfiken", f"referens={NOBODY}&las=1"):
        assert await window.go(f"/granskning/person?{query}") == 422, query
        assert await window.page.get_by_role("alert").count() == 1
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "select count(*) from sip.audit where action = 'GET /granskning/person' and reason = 'not-found'"
        ).fetchone()
    assert rows is not None
    assert rows[0] >= 2


@pytest.mark.parametrize(("language", "said"), [("sv", "Är loggen orörd?"), ("en", "Is the log untouched?")])
async def test_the_seal_is_there_to_be_held_against_the_head(
    portal: Portal, settings: Settings, language: str, said: str
) -> None:
    window = await portal.anna(roles=("auditor",), language=language)
    async with sealer(settings) as opened:
        opened.seal()
        last = opened.log.last()
    assert last is not None

    assert await window.go("/granskning/sigill") == 200

    shown = await window.page.locator("main").inner_text()
    assert said in shown
    assert last.seal.hex() in shown
    assert str(last.block) in shown
    await look(window.page, f"auditing-seal-{language}", heard=window.heard)


async def test_nobody_but_an_auditor_finds_the_pages(portal: Portal, county: County) -> None:
    window = await portal.anna()
    for path in (
        "/granskning",
        "/granskning/dag",
        "/granskning/person",
        f"/granskning/person?{ASKED}",
        "/granskning/sigill",
    ):
        assert await window.go(path) == 404
    assert "Granskning" not in await window.page.locator("header").inner_text()
