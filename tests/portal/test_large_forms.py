"""A form that is larger than it may be is answered by a page to a browser, and by a problem to a system."""

from collections.abc import AsyncIterator

import httpx
import pytest

from app.portal.asking import LANGUAGE, SESSION
from app.portal.forms import FIELDS
from tests.api.answers import problem
from tests.county import County
from tests.portal.browser import look
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PARTS = {"Content-Type": "multipart/form-data; boundary=b"}
TOO_LARGE = b"text=" + b"a" * 1_000_000
PATH = "/arenden/overlamning"


async def in_pieces() -> AsyncIterator[bytes]:
    for _ in range(1001):
        yield b"a" * 1000


@pytest.mark.parametrize(("language", "said"), [("sv", "för stort"), ("en", "too large")])
async def test_a_form_that_is_too_large_is_answered_by_a_page(portal: Portal, language: str, said: str) -> None:
    cookies = {SESSION: await portal.anna_signed_in(), LANGUAGE: language}
    async with httpx.AsyncClient(cookies=cookies, base_url=portal.address) as http:
        for content, kind in ((TOO_LARGE, FORM), (in_pieces(), FORM), (TOO_LARGE, PARTS)):
            answer = await http.post(PATH, content=content, headers=kind)
            assert (answer.status_code, answer.headers["content-type"]) == (413, "text/html; charset=utf-8")
            assert said in answer.text
            assert answer.headers["cache-control"] == "no-store"
            assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_a_form_of_more_fields_than_any_page_has_is_answered_by_a_page(portal: Portal) -> None:
    cookies = {SESSION: await portal.anna_signed_in()}
    async with httpx.AsyncClient(cookies=cookies, base_url=portal.address) as http:
        answer = await http.post(PATH, content=b"&".join([b"plans=1"] * (FIELDS + 1)), headers=FORM)

    assert (answer.status_code, answer.headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert "Inget har ändrats" in answer.text


async def test_a_system_gets_a_problem_whatever_it_says_that_it_sends(county: County) -> None:
    for kind in (FORM, {"Content-Type": "application/json"}):
        answer = await county.system("social-services").post("/plans", content=TOO_LARGE, headers=kind)
        problem(answer, 413, "too-large")


async def test_somebody_who_writes_too_much_is_told_what_to_do(portal: Portal) -> None:
    window = await portal.anna()
    page = window.page
    await window.go("/arbetslista")
    await page.evaluate(
        """() => { const form = document.createElement("form"), text = document.createElement("textarea");
                   form.method = "post"; form.action = "/arenden/overlamning"; text.name = "note";
                   text.value = "a".repeat(1000001); form.append(text); document.body.append(form);
                   form.submit(); }"""
    )
    await page.wait_for_url("**/arenden/overlamning")

    assert "Det som skickades är för stort" in await page.locator("h1").inner_text()
    assert "skriv kortare och skicka igen" in await page.locator("main").inner_text()
    await look(page, "too-large", heard=window.heard)
