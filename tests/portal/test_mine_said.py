"""What a person says to those in the plan, and what the person reads of who has read."""

import json

import pytest

from tests.county import County
from tests.portal.browser import look
from tests.portal.lives_of_mine import US, draft_of, put_down, with_a_plan
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_i_say_that_something_is_not_right_and_its_owner_gets_to_know(portal: Portal, county: County) -> None:
    life = await with_a_plan(county, activities=8)
    window = await portal.myself(life.number)
    page = window.page

    await window.go("/min-plan/uppgifter")
    await look(page, "mine-items", heard=window.heard)
    await page.locator(".lines > li", has_text="Arbetsträning i butik").get_by_role("link").click()
    await page.get_by_role("button", name="Skicka").click()
    assert "Skriv med några ord vad som inte stämmer." in await page.get_by_role("alert").inner_text()
    await look(page, "mine-not-right", heard=window.heard)
    await page.get_by_label("Vad är det som inte stämmer?").fill("Jag slutade där i oktober.")
    await page.get_by_role("button", name="Skicka").click()
    assert "är skickat" in await page.get_by_role("status").inner_text()

    plan = life.ids["plan"]
    (thread,) = (await county.system(US).get(f"/plans/{plan}/messages")).json()["threads"]
    (message,) = thread["messages"]
    assert message["text"] == "Det här stämmer inte: Jag slutade där i oktober."
    assert (message["about"], message["addressed_to"]) == (life.ids["training"], [county.actor(US)])

    answer = {"text": "Tack, jag ändrar det."}
    assert (await county.system(US).post(f"/messages/{message['id']}/answers", json=answer)).is_success
    await window.go(f"/min-plan/{plan}/meddelanden")
    assert "Tack, jag ändrar det." in await page.locator(".thread").inner_text()
    await page.locator("summary", has_text="Svara").click()
    await page.get_by_label("Vad vill du säga?").fill("Bra.")
    await look(page, "mine-messages", heard=window.heard)
    await page.get_by_role("button", name="Skicka").click()
    assert await page.get_by_role("status").inner_text() == "Svaret är skickat."

    await page.get_by_role("link", name="Skriv ett meddelande").click()
    await look(page, "mine-new-message", heard=window.heard)
    await page.get_by_label("Provköping, psychiatry").check()
    await page.get_by_label("Vad vill du säga?").fill("Kan vi ses?")
    await page.get_by_role("button", name="Skicka").click()
    assert "till Provköping, psychiatry" in await page.locator(".thread").first.inner_text()


async def test_i_read_who_has_read_and_take_everything_out(portal: Portal, county: County) -> None:
    life = await with_a_plan(county)
    for _ in range(2):
        await county.caseworker().get(f"/plans/{life.ids['plan']}")
    for language, said, times, own in (
        ("sv", "En handläggare hos Provköping, social-services läste planen.", "(2 gånger)", "Du läste"),
        ("en", "A caseworker at Provköping, social-services read the plan.", "(2 times)", "You read"),
    ):
        window = await portal.myself(life.number, language=language)
        page = window.page
        await window.go("/min-plan/vem-har-last")
        first = page.locator(".coming > li").first
        told = await first.inner_text()
        assert said in told
        assert times in told
        await look(page, f"mine-log-{language}", heard=window.heard)
        assert own not in await page.locator("main").inner_text(), "folded away"

    await window.go("/min-plan/utdrag")
    for ending in ("json", "html", "pdf"):
        async with page.expect_download() as fetched:
            await page.get_by_role("link", name=f"Fetch {ending.upper()}").click()
        file = await fetched.value
        assert file.suggested_filename == f"uppgifter-om-mig.{ending}"
        body = (await file.path()).read_bytes()
        if ending == "json":
            assert json.loads(body)["person"]["id"] == life.person
        else:
            assert body.startswith(b"%PDF" if ending == "pdf" else b"<!doctype html")
    await window.go("/min-plan/tidslinje")
    await look(page, "mine-timeline", heard=window.heard)


async def test_a_crisis_plan_says_whom_to_call(portal: Portal, county: County) -> None:
    life = await with_a_plan(county, activities=0)
    await draft_of(county, life)
    said = {"what_helps": ["Att någon ringer"], "contacts": [{"name": "Mamma", "phone": "070-174 06 05"}]}
    address = f"/plans/{life.ids['plan']}/crisis-plan"
    assert (await county.system(US).put(address, json=said, headers={"If-Match": "*"})).is_success
    await put_down(county, life, "appointments", on="2026-12-03", at="13:00", place="Stadshuset, rum 4")
    window = await portal.myself(life.number)

    await window.go("/min-plan")
    appointment = window.page.locator(".coming li", has_text="Stadshuset, rum 4")
    assert "torsdag 3 december 2026 kl. 13.00" in await appointment.inner_text()
    await window.page.get_by_role("link", name="Öppna krisplanen").click()
    assert await window.page.get_by_role("link", name="070-174 06 05").get_attribute("href") == "tel:070-1740605"
    await look(window.page, "mine-crisis", heard=window.heard)
