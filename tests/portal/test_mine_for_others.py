"""Acting for somebody: whom, said on every page; no more than the mandate lets; and nobody else comes in."""

from datetime import date

import pytest

from tests.county import County
from tests.portal.browser import look
from tests.portal.lives_of_mine import draft_of, put_down, somebody, with_a_plan
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")
PAGES = ("", "/tidslinje", "/uppgifter", "/samtycken", "/vem-har-last", "/utdrag")


async def test_a_guardian_sees_always_for_whom_and_gives_and_takes_back(portal: Portal, county: County) -> None:
    leo = await with_a_plan(county, date(2015, 3, 1), consents=False, name="Leo Prov")
    mother = await somebody(county, date(1981, 10, 3))
    await put_down(county, leo, "mandates", form="guardian", proxy=mother.person, powers=["read", "consent"],
                   start="2026-11-01", end="2029-12-31")  # fmt: skip
    draft = await draft_of(county, leo)
    window = await portal.myself(mother.number, name="Maria Prov")
    page = window.page

    await window.go("/min-plan/foretrader")
    await look(page, "represented", heard=window.heard)
    await page.get_by_role("link", name="Öppna sidorna för Leo Prov").click()
    for path in (*PAGES, f"/{leo.ids['plan']}/meddelanden", f"/samtycken/{draft}/ge"):
        assert await window.go(f"/foretrader/{leo.person}{path}") == 200, path
        banner = page.get_by_role("region", name="Vem du företräder")
        assert "Du företräder Leo Prov." in await banner.inner_text()
        assert "Du företräder någon annan" in await page.locator("header").inner_text()
    await page.get_by_role("button", name="Ja, jag samtycker").click()
    assert await page.get_by_role("status").inner_text() == "Tack. Samtycket är lämnat."
    assert "någon som företräder dig" in await page.locator("main").inner_text()
    await page.get_by_role("link", name="Återkalla samtycket").click()
    await look(page, "represented-withdrawal", heard=window.heard)
    await page.get_by_role("button", name="Ja, återkalla samtycket nu").click()
    assert await page.get_by_role("status").inner_text() == "Samtycket gäller inte längre."
    assert page.url.endswith(f"/foretrader/{leo.person}/samtycken?klart=withdrawn")
    await window.go(f"/foretrader/{leo.person}")
    await look(page, "represented-plan", heard=window.heard)
    assert await page.get_by_role("link", name="Skriv vad som är viktigt").count() == 0
    assert await window.go("/min-plan") == 200
    assert await page.get_by_role("region", name="Vem du företräder").count() == 0


async def test_who_may_not_see_gets_what_there_is_not(portal: Portal, county: County) -> None:
    eva, stranger = await with_a_plan(county), await with_a_plan(county)
    plan, consent = eva.ids["plan"], eva.ids["yes"]
    window, anna = await portal.myself(stranger.number, scripts=False), await portal.anna(scripts=False)
    nobody = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"
    await window.go(f"/min-plan/{nobody}/meddelanden")
    missing = await window.page.locator("main").inner_text()
    for path in (
        *(f"/foretrader/{eva.person}{page}" for page in PAGES),
        *(f"/min-plan/{plan}/{page}" for page in ("viktigt", "kontakt", "kris", "meddelanden", "meddelanden/nytt")),
        *(f"/min-plan/samtycken/{consent}/{page}" for page in ("aterkalla", "ge")),
        f"/min-plan/uppgifter/{eva.ids['training']}/stammer-inte",
        f"/min-plan/uppgifter/{stranger.ids['yes']}/stammer-inte",
        f"/min-plan/uppgifter/{stranger.ids['support']}/stammer-inte",
        f"/foretrader/{nobody}",
        "/foretrader/eva",
    ):
        assert await window.go(path) == 404, path
        assert await window.page.locator("main").inner_text() == missing, path
    for path in (*(f"/min-plan{page}" for page in PAGES), f"/foretrader/{eva.person}", "/min-plan/foretrader"):
        assert await anna.go(path) == 404, path

    await window.go(f"/min-plan/samtycken/{stranger.ids['yes']}/aterkalla")
    sent = await window.page.locator("main form").evaluate("form => Object.fromEntries(new FormData(form))")
    own = f"{portal.address}/min-plan/samtycken/{stranger.ids['yes']}/aterkalla"
    for address, change, status in (
        (own, {"_csrf": "0" * 64}, 403),
        (own, {"_csrf": ""}, 403),
        (own.replace(stranger.ids["yes"], consent), {}, 404),
        (own.replace("/min-plan", f"/foretrader/{eva.person}").replace(stranger.ids["yes"], consent), {}, 404),
    ):
        answer = await window.page.request.post(address, form={**sent, **change})
        assert answer.status == status, address
    for life in (eva, stranger):
        ledger = (await county.myself(life.number).get(f"/persons/{life.person}/consents")).json()["consents"]
        assert [one["state"] for one in ledger] == ["in-force"]
