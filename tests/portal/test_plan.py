"""The plan's pages, as caseworkers meet them: who holds, what is done, what the plan lacks, and each step."""

import time
from typing import Any

import pytest

from tests.county import County
from tests.portal.browser import look
from tests.portal.people import Portal, Window
from tests.service.meeting_story import HEALTH, OWNER, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
LONG = "Arbetslivsinriktad rehabiliteringsutredning med arbetsförmågebedömning"


async def full(county: County, activities: int = 3) -> Around:
    """A plan among four agencies with a need, a goal and so many activities."""
    around = await four_agencies(county)
    details = {"name": "Elias Nord", "contact": "sms 070-174 06 05"}
    await around.at[OWNER].put(f"/persons/{around.person}/details", json=details, headers={"If-Match": "*"})
    need = await around.add(OWNER, "needs", category="work", start="2026-11-02", title="Ett arbete i egen takt")
    await around.add(OWNER, "goals", need=need["id"], on="2026-11-02", title="Jag vill jobba i butik")
    for number in range(activities):
        day = f"2026-{12 if number % 2 else 11}-{number % 27 + 1:02}"
        await around.add(OWNER, "activities", need=need["id"], planned_start=day, title=f"{LONG} {number}")
    return around


async def at(portal: Portal, path: str, **window: Any) -> Window:
    opened = await portal.anna(**window)
    assert await opened.go(path) == 200
    return opened


async def test_a_plan_shows_who_holds_and_what_it_lacks(portal: Portal, county: County) -> None:
    around = await full(county)
    await around.add(OWNER, "handlers", start="2026-11-02", title="Anna Ek")
    for language in ("sv", "en"):
        window = await at(portal, f"/planer/{around.plan}", language=language)
        said = await window.page.locator("main").inner_text()

        assert "Elias Nord" in said
        assert "Elias" not in await window.page.title()
        assert await window.page.locator("svg.sip-timeline").count() == 1
        await look(window.page, f"plan-{language}", heard=window.heard)
    await window.page.locator(".lacks a[href$=huvudansvarig]").click()
    await look(window.page, "plan-adding", heard=window.heard)
    await window.page.get_by_role("button", name="Take the main responsibility").click()
    assert "It has been added" in await window.page.get_by_role("status").inner_text()
    assert await window.page.locator(".lacks a[href$=huvudansvarig]").count() == 0


async def test_a_plan_with_nothing_in_it_says_what_to_do(portal: Portal, county: County) -> None:
    around = await four_agencies(county)
    window = await at(portal, f"/planer/{around.plan}")

    assert "Börja med att skriva in ett behov" in await window.page.locator("main").inner_text()
    await look(window.page, "plan-empty", heard=window.heard)


async def test_a_plan_with_sixty_activities_is_readable(portal: Portal, county: County) -> None:
    around = await full(county, 60)
    window = await at(portal, f"/planer/{around.plan}")

    assert await window.page.locator(".lines li").count() > 60
    await look(window.page, "plan-sixty", heard=window.heard)
    took = []
    for _ in range(5):
        began = time.perf_counter()
        answer = await window.page.request.get(f"{portal.address}/planer/{around.plan}")
        took.append(time.perf_counter() - began)
    print(f"a plan of sixty: {min(took) * 1000:.0f} ms, {len(await answer.body()) / 1000:.0f} kB")


async def test_steps_are_those_that_the_answer_lists(portal: Portal, county: County) -> None:
    around = await full(county, 1)
    (activity,) = await around.items("activity")
    window = await at(portal, f"/poster/{activity['id']}")

    assert await window.page.locator(".deeds summary").count() == len(activity["possible"])
    await look(window.page, "plan-item", heard=window.heard)
    await window.page.locator("summary", has_text="Den har börjat").click()
    await window.page.get_by_role("button", name="Den har börjat").click()

    assert await window.page.get_by_role("status").inner_text() == "Det är gjort."
    (activity,) = await around.items("activity")
    assert activity["state"] == "ongoing"


@pytest.mark.parametrize("still", [True, False], ids=["the step is still there", "the step is there no more"])
async def test_two_at_one_item_the_second_is_told_and_keeps_what_was_typed(
    portal: Portal, county: County, still: bool
) -> None:
    around = await full(county, 0)
    made = await around.add(OWNER, "activities", planned_start="2026-12-01", category="work", tentative=True)
    window = await at(portal, f"/poster/{made['id']}")
    page = window.page
    done, why = ("acceptance", {}) if still else ("cancellation", {"reason": "Bo tog det"})
    await around.done(OWNER, f"/activities/{made['id']}/{done}", **why)

    await page.locator("summary", has_text="Ställ in").click()
    form = page.locator("form[action*='/cancellation']")
    await form.get_by_label("Varför").fill("Butiken stänger")
    await form.get_by_role("button").click()

    assert "Någon annan hann före" in await page.get_by_role("alert").inner_text()
    await look(page, f"plan-item-changed-{still}", heard=window.heard)
    if not still:
        assert "Butiken stänger" in await page.locator("main").inner_text()
        return
    assert await form.get_by_label("Varför").input_value() == "Butiken stänger"
    await form.get_by_role("button").click()
    assert await page.get_by_role("status").inner_text() == "Det är gjort."


async def test_it_is_printed_by_the_browser_and_as_a_document(portal: Portal, county: County) -> None:
    around = await full(county)
    window = await at(portal, f"/planer/{around.plan}")

    printed = await window.page.pdf()
    answer = await window.page.request.get(f"{portal.address}/planer/{around.plan}/utskrift")

    assert printed.startswith(b"%PDF")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert (await answer.body()).startswith(b"%PDF")


async def test_what_one_may_not_see_looks_like_what_is_not_there(portal: Portal, county: County) -> None:
    theirs = await county.system(HEALTH).post("/plans", json={"person_id": await county.person(by=HEALTH)})
    plan = theirs.json()["id"]
    window = await portal.anna()
    for path in ("", "/utskrift", "/versioner", "/historik", "/nytt/behov", "/moten/nytt"):
        assert await window.go(f"/planer/{plan}{path}") == 404
        hidden = await window.page.locator("main").inner_text()
        assert await window.go(f"/planer/0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11{path}") == 404
        assert await window.page.locator("main").inner_text() == hidden
