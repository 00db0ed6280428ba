"""What an agency proposes to a person: read, said yes to, or answered with a no, by nobody but the person."""

import pytest

from tests.county import County
from tests.portal.browser import look
from tests.portal.lives_of_mine import US, put_down, somebody, with_a_plan
from tests.portal.people import Portal
from tests.secrecy.lives import Life

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def proposed(county: County, life: Life, title: str, begins: str) -> str:
    said = {"need": life.ids["work"], "planned_start": begins, "planned_end": "2027-02-26", "weekly_hours": 8}
    return await put_down(county, life, "activities", title=title, tentative=True, **said)


async def state_of(county: County, activity: str) -> str:
    return str((await county.system(US).get(f"/activities/{activity}")).json()["state"])


async def test_i_say_yes_to_one_proposal_and_no_to_another(portal: Portal, county: County) -> None:
    life = await with_a_plan(county)
    shop = await proposed(county, life, "Praktik i butik", "2026-12-01")
    course = await proposed(county, life, "Kurs i jobbsökande", "2026-12-07")
    window = await portal.myself(life.number)
    page, main = window.page, window.page.locator("main")

    await window.go("/min-plan")
    assert "Förslag till dig" in await main.inner_text()
    await look(page, "mine-proposals", heard=window.heard)
    await page.get_by_role("link").filter(has_text="Praktik i butik").click()
    assert "Förslag från Provköping, social-services. Börjar tisdag 1 december" in await main.inner_text()
    await look(page, "mine-proposal", heard=window.heard)
    await page.get_by_role("button", name="Ja, det vill jag").click()
    assert await page.get_by_role("status").inner_text() == "Du har sagt ja. Insatsen är nu planerad."
    assert await page.get_by_role("link").filter(has_text="Praktik i butik").count() == 0
    assert "Praktik i butik börjar." in await main.inner_text()
    assert await state_of(county, shop) == "planned"

    await page.get_by_role("link").filter(has_text="Kurs i jobbsökande").click()
    await page.get_by_label("Vad vill du i stället?").fill("Hellre på eftermiddagen.")
    await page.get_by_role("button", name="Nej, skicka mitt svar").click()
    assert "Ditt nej är skickat." in await page.get_by_role("status").inner_text()
    assert "du har skrivit om det" in await main.inner_text()
    assert await state_of(county, course) == "proposed"
    (thread,) = (await county.system(US).get(f"/plans/{life.ids['plan']}/messages")).json()["threads"]
    (message,) = thread["messages"]
    assert message["text"] == "Jag säger nej till det här förslaget. Hellre på eftermiddagen."
    assert (message["about"], message["addressed_to"]) == (course, [county.actor(US)])


async def test_a_no_needs_no_words(portal: Portal, county: County) -> None:
    life = await with_a_plan(county, activities=0)
    course = await proposed(county, life, "Kurs i jobbsökande", "2026-12-07")
    window = await portal.myself(life.number)
    await window.go(f"/min-plan/forslag/{course}")
    await window.page.get_by_role("button", name="Nej, skicka mitt svar").click()
    (thread,) = (await county.system(US).get(f"/plans/{life.ids['plan']}/messages")).json()["threads"]
    assert [one["text"] for one in thread["messages"]] == ["Jag säger nej till det här förslaget."]


async def test_what_was_changed_meanwhile_is_shown_before_anybody_says_yes(portal: Portal, county: County) -> None:
    life = await with_a_plan(county, activities=0)
    await life.tell(US, "activity", "visit", plan="plan", planned_start="2026-12-01", title="Besök", tentative=True)
    window = await portal.myself(life.number)
    page = window.page
    address = f"/min-plan/forslag/{life.ids['visit']}"
    await window.go(address)
    await life.tell(
        US, "activity", "visit", version=2, plan="plan", planned_start="2026-12-08", title="Besök", tentative=True
    )
    await page.get_by_role("button", name="Ja, det vill jag").click()
    assert await page.get_by_role("alert").count() == 1
    assert "8 december" in await page.locator("main").inner_text()
    assert await state_of(county, life.ids["visit"]) == "proposed"
    await life.tell(
        US, "activity", "visit", version=3, plan="plan", planned_start="2026-12-08", title="Besök",
        outcome="cancelled",
    )  # fmt: skip
    assert await window.go(address) == 200
    assert "Det här väntar inte längre på ditt svar." in await page.locator("main").inner_text()


async def test_a_plan_that_ends_meanwhile_leaves_nothing_to_answer(portal: Portal, county: County) -> None:
    life = await with_a_plan(county, activities=0)
    course = await proposed(county, life, "Kurs i jobbsökande", "2026-12-07")
    window = await portal.myself(life.number)
    page, main = window.page, window.page.locator("main")
    await window.go(f"/min-plan/forslag/{course}")
    await life.tell(US, "plan", "plan", version=2, start="2026-01-01", end="2026-11-21")
    await page.get_by_role("button", name="Ja, det vill jag").click()
    assert "går inte att ta i det läge som råder nu" in await page.get_by_role("alert").inner_text()
    assert "Det här väntar inte längre på ditt svar." in await main.inner_text()
    assert await page.get_by_role("button", name="Ja, det vill jag").count() == 0
    await look(page, "mine-proposal-over", heard=window.heard)
    assert await state_of(county, course) == "proposed"
    await window.go("/min-plan")
    assert "Förslag till dig" not in await main.inner_text()


async def test_nobody_else_answers(portal: Portal, county: County) -> None:
    life, sister = await with_a_plan(county, activities=0), await somebody(county)
    course = await proposed(county, life, "Kurs i jobbsökande", "2026-12-07")
    own = await life.tell("person", "activity", "gym", plan="plan", planned_start="2026-12-01", tentative=True)
    mandate = await put_down(
        county, life, "mandates", form="proxy", proxy=sister.person, powers=["read", "consent"],
        start="2026-11-20", end="2027-11-20",
    )  # fmt: skip
    await county.myself(life.number).post(f"/mandates/{mandate}/acceptance", json={}, headers={"If-Match": "*"})
    proxy, mine = await portal.myself(sister.number), await portal.myself(life.number)
    assert await proxy.go(f"/foretrader/{life.person}") == 200
    assert "Förslag till dig" not in await proxy.page.locator("main").inner_text()
    assert await proxy.go(f"/foretrader/{life.person}/forslag/{course}") == 404
    assert await proxy.go(f"/min-plan/forslag/{course}") == 404
    assert await mine.go(f"/min-plan/forslag/{own.json()['id']}") == 404
    assert await mine.go(f"/min-plan/forslag/{life.ids['work']}") == 404
