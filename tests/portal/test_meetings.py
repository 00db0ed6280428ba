"""A meeting from the calls to what was agreed on, and an answer by a one-time link, as people do it."""

from datetime import date

import pytest

from tests.county import TODAY, County
from tests.portal.browser import look
from tests.portal.people import Portal, Window
from tests.service.meeting_story import HEALTH, OWNER, SCHOOL, STATE, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_four_agencies_are_called_and_the_meeting_is_held(portal: Portal, county: County) -> None:
    around = await four_agencies(county)
    await around.add(OWNER, "needs", category="work", start="2026-11-21", title="Arbete i egen takt")
    window = await portal.anna()
    page = window.page
    await window.go(f"/planer/{around.plan}")
    await page.get_by_role("link", name="Kalla till möte").click()
    await look(page, "meeting-new", heard=window.heard)
    await page.get_by_role("button", name="Skicka kallelserna").click()
    assert "Något behöver rättas" in await page.get_by_role("alert").inner_text()
    await look(page, "meeting-new-wrong", heard=window.heard)

    await page.get_by_label("Mötesdag").fill("2026-12-10")
    await page.get_by_label("Klockslag").fill("13:00")
    await page.get_by_label("Plats").fill("Kommunhuset, rum Solen")
    for function in (HEALTH, STATE, SCHOOL):
        await page.get_by_label(f"Provköping, {function}").check()
    await page.locator("summary", has_text="Andra som inte deltar").click()
    await page.get_by_label("Provköping, association").check()
    await page.get_by_role("button", name="Skicka kallelserna").click()

    assert await page.get_by_role("status").inner_text() == "Kallelserna är skickade."
    calls = {call["to"]: call for call in await around.items("call")}
    forms = {HEALTH: "call", STATE: "invitation", SCHOOL: "call", "association": "invitation"}
    assert {to: call["form"] for to, call in calls.items()} == {around.actor(f): form for f, form in forms.items()}
    for function in (HEALTH, STATE, SCHOOL):
        await around.done(function, f"/calls/{calls[around.actor(function)]['id']}/answer", answer="coming")

    county.today = date(2026, 12, 10)
    meeting = page.url.split("?")[0].removeprefix(portal.address)
    await window.go(meeting)
    await look(page, "meeting", heard=window.heard)
    await page.locator("summary", has_text="Mötet har hållits").click()
    await page.get_by_label("Ledde till plan").check()
    await page.get_by_role("button", name="Mötet har hållits").click()
    await page.get_by_label("Vad ni talade om").fill("Vi talade om vad som är viktigt.\nAlla var med.")
    await page.get_by_label("Vad ni kom överens om").fill("Arbetsträning prövas\nVi hörs i januari")
    task = page.locator("details", has_text="Uppdrag 1")
    await task.get_by_label("Vem").select_option(label="Provköping, employment-service")
    await task.get_by_label("Vad som ska göras").fill("Ordna plats för arbetsträning")
    await page.get_by_role("button", name="Spara anteckningarna").click()
    assert "Något behöver rättas" in await page.get_by_role("alert").inner_text()
    await look(page, "minutes-wrong", heard=window.heard)
    await task.get_by_label("Planerad början").fill("2027-01-11")
    await page.get_by_role("button", name="Spara anteckningarna").click()
    assert await page.get_by_role("status").inner_text() == "Anteckningarna är sparade."
    said = await page.locator("main").inner_text()
    assert "Vilka som var kallade" in said
    assert "Vilka som kommer" not in said
    assert "personen" not in await page.locator("dl.facts").first.inner_text()
    await look(page, "meeting-held", heard=window.heard)
    await amended(window)

    await page.get_by_label("Hur ni kom överens").fill("På mötet")
    await page.get_by_role("button", name="Fastställ en ny version").click()
    assert "ny version" in await page.get_by_role("status").inner_text()
    await page.get_by_role("link", name="Version 1", exact=True).click()
    await look(page, "version", heard=window.heard)
    await page.get_by_role("button", name="Stå bakom versionen").click()
    assert "Provköping, social-services" in await page.locator(".cards").inner_text()
    await look(page, "versions", heard=window.heard)
    (task_item,) = await around.items("task")
    await around.done(STATE, f"/tasks/{task_item['id']}/answer", answer="accepted")
    await page.get_by_role("link", name="Vad som har ändrats sedan dess").click()
    assert "Ordna plats för arbetsträning" in await page.locator("main").inner_text()
    await look(page, "differences", heard=window.heard)
    await window.go(f"/planer/{around.plan}/historik")
    assert "Version 1".lower() in (await page.locator("main").inner_text()).lower()
    await look(page, "history", heard=window.heard)
    county.today = TODAY


async def amended(window: Window) -> None:
    """The minutes are amended with a reason, and what they said before can be read."""
    page = window.page
    await page.locator("summary", has_text="Rätta anteckningarna").click()
    form = page.locator("details", has_text="Varför de rättas")
    assert "Alla var med." in await form.get_by_label("Vad ni talade om").input_value()
    assert await form.get_by_label("Vad ni kom överens om").input_value() == "Arbetsträning prövas\nVi hörs i januari"
    await form.get_by_label("Vad ni talade om").fill("Vi talade om vad som är viktigt.\nSkolan var inte med.")
    await page.get_by_role("button", name="Spara de rättade anteckningarna").click()
    assert "Säg varför." in await page.get_by_role("alert").inner_text()
    assert "Skolan var inte med." in await form.get_by_label("Vad ni talade om").input_value()
    await look(page, "minutes-amending-wrong", heard=window.heard)
    await form.get_by_label("Varför de rättas").fill("Fel om vilka som var med")
    await page.get_by_role("button", name="Spara de rättade anteckningarna").click()

    assert "Anteckningarna är rättade." in await page.get_by_role("status").inner_text()
    assert "Skolan var inte med." in await page.locator("article").first.inner_text()
    older = page.locator("details", has_text="Tidigare anteckningar, 1")
    await older.locator("summary").click()
    await older.get_by_text("Rättades därför att: Fel om vilka som var med").wait_for()
    assert "Alla var med." in await older.inner_text()
    await look(page, "minutes-amended", heard=window.heard)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_call_is_answered_by_a_link_without_an_account(portal: Portal, county: County, scripts: bool) -> None:
    around = await four_agencies(county)
    call = await around.add(OWNER, "calls", to=around.actor("association"), form="invitation", sent="2026-11-21")
    window = await portal.anna()
    await window.go(f"/poster/{call['id']}")
    await window.page.get_by_role("button", name="Gör en svarslänk").click()
    link = await window.page.locator(".token").inner_text()
    address, token = link.split("#")
    assert address == f"{portal.address}/svar"
    await look(window.page, "link-made", heard=window.heard)

    partner = await portal.window(scripts=scripts)
    page = partner.page
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    await page.goto(link if scripts else address)
    if not scripts:
        await page.get_by_label("Kod ur länken").fill(token)
        await page.get_by_role("button", name="Visa frågan").click()
    await page.get_by_role("heading", name="Du är inbjuden till ett möte").wait_for()
    if scripts:
        await look(page, "link-question", heard=partner.heard)
    await page.get_by_label("Vi tackar nej").check()
    await page.get_by_label("Mer om varför").fill("Vi har stängt")
    await page.get_by_role("button", name="Skicka svaret").click()
    assert "Välj ett skäl" in await page.get_by_role("alert").inner_text()
    assert await page.get_by_label("Mer om varför").input_value() == "Vi har stängt"
    await page.get_by_label("Skäl", exact=False).first.select_option(index=1)
    await page.get_by_role("button", name="Skicka svaret").click()

    assert "Tack för svaret" in await page.locator("main").inner_text()
    if scripts:
        await look(page, "link-answered", heard=partner.heard)
    assert not [url for url in sent if token in url.split("#")[0]], "the code goes in the body alone"
    (found,) = await around.items("call")
    assert found["state"] == "declined"
    await page.goto(address)
    await page.get_by_label("Kod ur länken").fill(token)
    await page.get_by_role("button", name="Visa frågan").click()
    assert "går inte att använda" in await page.get_by_role("alert").inner_text()
    if scripts:
        await look(page, "link-dead", heard=partner.heard)
