"""What a person has agreed to: given, taken back with what follows, and at once felt by those who read."""

import pytest

from tests.county import County
from tests.portal.browser import look
from tests.portal.lives_of_mine import US, draft_of, with_a_plan
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_consent_is_taken_back_and_the_caseworkers_page_changes(portal: Portal, county: County) -> None:
    life = await with_a_plan(county, activities=1, name="Nora Prov")
    mine, anna = await portal.myself(life.number), await portal.anna()
    talk = "Samtalsbehandling hos öppenvårdsmottagningen 1"
    await anna.go(f"/planer/{life.ids['plan']}")
    assert talk in await anna.page.locator("main").inner_text()
    page = mine.page

    await mine.go("/min-plan/samtycken")
    told = await page.locator(".cards").inner_text()
    for said in ("arbete, sociala frågor, hälsa", "Från 1 januari 2026, tills du säger nej", "dig själv", "psychiatry"):
        assert said in told
    await look(page, "mine-consents", heard=mine.heard)
    await page.get_by_role("link", name="Återkalla samtycket").click()
    assert "Det gäller genast." in await page.locator("main").inner_text()
    await look(page, "mine-withdrawal", heard=mine.heard)
    assert "talk-0" in await life.seen(US), "reading what would follow does nothing"
    await page.get_by_role("button", name="Ja, återkalla samtycket nu").click()

    assert await page.get_by_role("status").inner_text() == "Samtycket gäller inte längre."
    assert await page.locator("h2").all_inner_texts() == ["Gäller inte längre"]
    assert "talk-0" not in await life.seen(US)
    await anna.page.reload()
    theirs = await anna.page.locator("main").inner_text()
    assert "Arbetsträning i butik" in theirs
    assert talk not in theirs


async def test_a_consent_that_waits_is_given_or_not(portal: Portal, county: County) -> None:
    life = await with_a_plan(county, activities=0)
    await draft_of(county, life)
    window = await portal.myself(life.number)
    page = window.page

    await window.go("/min-plan/samtycken")
    card = page.locator(".cards > li").first
    assert "Så att vårdcentralen kan hjälpa till med sömnen." in await card.inner_text()
    await card.get_by_role("link", name="Läs och säg ja").click()
    await look(page, "mine-giving", heard=window.heard)
    await page.get_by_role("button", name="Ja, jag samtycker").click()
    assert await page.get_by_role("status").inner_text() == "Tack. Samtycket är lämnat."
    assert await page.locator("h2").all_inner_texts() == ["Gäller", "Gäller inte längre"]
    assert "Från 21 november 2026 till och med 20 november 2027" in await page.locator("main").inner_text()

    await draft_of(county, life)
    await window.go("/min-plan/samtycken")
    await page.get_by_role("link", name="Säg nej till samtycket").click()
    await page.get_by_role("button", name="Nej, jag samtycker inte").click()
    ledger = (await county.myself(life.number).get(f"/persons/{life.person}/consents")).json()["consents"]
    assert sorted(one["state"] for one in ledger) == ["in-force", "in-force", "replaced", "withdrawn"]


async def test_whoever_reads_an_old_page_of_a_consent_changes_nothing(portal: Portal, county: County) -> None:
    life = await with_a_plan(county, activities=0)
    window = await portal.myself(life.number)
    await window.go(f"/min-plan/samtycken/{life.ids['yes']}/aterkalla")
    await life.withdraw("yes")
    await window.page.get_by_role("button", name="Ja, återkalla samtycket nu").click()
    assert "Någon annan hann före" in await window.page.get_by_role("alert").inner_text()
    assert "Samtycket gäller inte längre." in await window.page.locator("main").inner_text()
