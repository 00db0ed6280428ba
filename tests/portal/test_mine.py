"""My plan, as the person meets it: what comes, whom to call, and the own words; and somebody without a plan."""

import pytest

from tests.county import PHONE, County
from tests.portal.browser import look
from tests.portal.lives_of_mine import draft_of, put_down, somebody, with_a_plan
from tests.portal.people import Portal

PAGES = ("", "/tidslinje", "/uppgifter", "/samtycken", "/vem-har-last", "/utdrag", "/foretrader")
pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_i_see_what_comes_and_whom_to_call_and_say_what_matters(portal: Portal, county: County) -> None:
    life = await with_a_plan(county)
    await draft_of(county, life)
    meeting = await put_down(county, life, "appointments", on="2026-12-03", at="10:00", place="Biblioteket")
    window = await portal.myself(life.number)
    page = window.page

    assert await window.go("/min-plan") == 200
    taken = page.get_by_role("link", name="Lägg mötet i din kalender")
    assert await taken.get_attribute("href") == f"/min-plan/moten/{meeting}/inbjudan.ics"
    main = page.locator("main")
    told = await main.inner_text()
    assert "27 november 2026\nArbetsträning i butik slutar." in told
    assert "Egen kontaktperson skulle börja då." in told
    assert "Håller ihop hela planen." in told
    assert "Ansvarar för: Komma ut i arbete." in told
    assert "Någon ber om ditt samtycke." in told
    assert await page.get_by_role("link", name=f"Ring {PHONE}").get_attribute("href") == "tel:0846500417"
    assert await page.locator('main a[href^="tel:"]').count() == 1, "psychiatry has said no number"
    assert "Står det inget nummer här? Fråga någon" in told
    await look(page, "mine", heard=window.heard)

    await page.get_by_role("link", name="Skriv vad som är viktigt").click()
    await look(page, "mine-voice", heard=window.heard)
    await page.get_by_role("button", name="Spara").click()
    assert "Skriv något" in await page.get_by_role("alert").inner_text()
    await page.get_by_label("Vad är viktigt för dig?").fill("Jag vill bo kvar nära min syster.")
    await page.get_by_role("button", name="Spara").click()
    assert await page.get_by_role("status").inner_text() == "Det du skrev är sparat."
    assert await page.locator("blockquote").inner_text() == "Jag vill bo kvar nära min syster."

    await page.get_by_role("link", name="Skriv hur du vill bli kontaktad").click()
    await look(page, "mine-wish", heard=window.heard)
    await page.get_by_role("button", name="Spara").click()
    assert "Välj hur du helst blir kontaktad." in await page.get_by_role("alert").inner_text()
    await page.get_by_label("Helst så här").select_option("text-message")
    await page.get_by_label("Telefon", exact=False).first.check()
    await page.get_by_role("button", name="Spara").click()
    assert "Helst sms, telefon." in await main.inner_text()


async def test_somebody_with_no_plan_is_told_what_to_do(portal: Portal, county: County) -> None:
    life = await somebody(county)
    for language, heading in (("sv", "Du har ingen plan här än"), ("en", "You have no plan here yet")):
        window = await portal.myself(life.number, language=language)
        for path in PAGES if language == "sv" else PAGES[:1]:
            assert await window.go(f"/min-plan{path}") == 200, path
            await look(window.page, f"none{path.replace('/', '-')}-{language}", heard=window.heard)
        await window.go("/min-plan")
        assert await window.page.locator(".empty h2").inner_text() == heading
