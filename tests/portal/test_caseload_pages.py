"""The caseload as caseworkers and those who lead them meet it: found, looked after by a deputy, handed over."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio

from app.settings import Settings
from tests.caseload_desks import Desks, Unit, caseload_desks, names
from tests.county import County
from tests.portal.browser import look
from tests.portal.people import Portal, Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

WORDS_OF = {
    "sv": ("Se vad det innebär", "Om planen för {}", "Ändra valet", "Lämna över", "Vad kollegan behöver veta",
           "Till vem", "utan personnummer"),
    "en": ("See what it means", "About the plan of {}", "Choose anew", "Hand over", "What the colleague has to know",
           "To whom", "without identity numbers"),
}  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def many(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desks]]:
    async with caseload_desks(the_county, settings, 11) as opened:
        yield opened


@pytest.fixture
def unit(county: County, many: Iterator[Desks]) -> Unit:
    return next(many).unit


async def at(portal: Portal, unit: Unit, user: str, *roles: str, **window: Any) -> Window:
    """A window of the unit's caseworker, or with which roles it is."""
    token = unit.county.token(f"/{unit.key}", "portal", user, roles=list(roles or ("caseworker",)))
    return await portal.window(secret=await portal.signed_in(token, user.capitalize()), **window)


async def test_a_plan_is_found_by_part_of_a_name_that_never_stands_in_an_address(portal: Portal, unit: Unit) -> None:
    (anna,) = await unit.known("anna")
    leo = await unit.somebody(anna, "Leo Åkesson")
    await unit.somebody(anna, "Amira Söderlund-Westergren från Norrköping")
    window = await at(portal, unit, "anna")
    page = window.page
    assert await window.go("/arenden") == 200
    await look(page, "caseload", heard=window.heard)

    await page.get_by_label("Sök på namn").fill("åkes")
    await page.get_by_role("button", name="Sök").click()

    assert await page.locator("tbody tr").count() == 1
    assert "Leo Åkesson" in await page.locator("tbody").inner_text()
    assert "Sökningen gav en plan i din lista." in await page.get_by_role("status").inner_text()
    assert "kes" not in page.url
    await look(page, "caseload-found", heard=window.heard)
    await page.get_by_label("Sök på namn").fill(leo.number)
    await page.get_by_role("button", name="Sök").click()
    assert "Personnummer går inte" in await page.get_by_role("alert").inner_text()
    assert await page.locator("tbody tr").count() == 2


async def test_a_list_without_plans_says_how_one_comes_there(portal: Portal, unit: Unit) -> None:
    window = await at(portal, unit, "anna", language="en")

    assert await window.go("/arenden") == 200

    assert "No plans on the list" in await window.page.locator("main").inner_text()
    await look(window.page, "caseload-empty", heard=window.heard)
    for path, name in (("/arenden/ersattare", "deputies-empty"), ("/arenden/overlamning", "handing-over-empty")):
        assert await window.go(path) == 200
        await look(window.page, name, heard=window.heard)


async def test_a_deputy_has_the_plans_until_the_day_and_is_sent_home_before_it(portal: Portal, unit: Unit) -> None:
    anna, bo = await unit.known("anna", "bo")
    await unit.somebody(anna, "Leo")
    window = await at(portal, unit, "anna")
    page = window.page
    await window.go("/arenden/ersattare")
    await page.get_by_label("Ersättare").select_option("bo")
    await page.get_by_label("Första dagen").fill("2026-11-21")
    await page.get_by_label("Sista dagen").fill("2026-11-01")
    await page.get_by_role("button", name="Utse").click()
    assert "inte före den första" in await page.get_by_role("alert").inner_text()
    assert await page.get_by_label("Första dagen").input_value() == "2026-11-21"
    await look(page, "deputies-wrong", heard=window.heard)

    await page.get_by_label("Sista dagen").fill("2026-12-24")
    await page.get_by_role("button", name="Utse").click()

    assert "Ersättaren är utsedd." in await page.get_by_role("status").inner_text()
    assert "24 december 2026" in await page.locator("tbody").inner_text()
    await look(page, "deputies", heard=window.heard)
    deputy = await at(portal, unit, "bo")
    await deputy.go("/arenden")
    assert "Du ersätter till och med 24 december 2026" in await deputy.page.locator("tbody").inner_text()
    assert await names(bo) == {"Leo"}
    await page.get_by_role("button", name="Avsluta i dag").click()
    assert "Ersättningen är avslutad." in await page.get_by_role("status").inner_text()
    assert await names(bo) == set()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_ten_plans_are_handed_over_after_a_look_at_what_it_means(
    portal: Portal, unit: Unit, scripts: bool
) -> None:
    anna, bo = await unit.known("anna", "bo")
    everybody = {(await unit.somebody(anna, f"Person {number}")).name for number in range(11)}
    window = await at(portal, unit, "anna", scripts=scripts)
    page = window.page
    await window.go("/arenden/overlamning")
    note = page.get_by_label("Vad kollegan behöver veta")
    await note.fill("Jag är ledig från måndag.\nRing gärna.")
    await page.get_by_role("button", name="Se vad det innebär").click()
    assert (
        await page.get_by_label("Vad kollegan behöver veta").input_value() == "Jag är ledig från måndag.\nRing gärna."
    )
    boxes = page.get_by_role("checkbox")
    for number in range(11):
        if "Person 10" not in await page.locator(f'label[for="choose-plans-{number + 1}"]').inner_text():
            await boxes.nth(number).check()
    await page.get_by_label("Till vem").select_option("bo")
    if scripts:
        await look(page, "handing-over-wrong", heard=window.heard)
    await page.get_by_role("button", name="Se vad det innebär").click()

    assert "10 planer går till bo" in await page.locator("main").inner_text()
    assert await names(bo) == set(), "nothing is done before it is said"
    if scripts:
        await look(page, "handing-over-preview", heard=window.heard)
    await page.get_by_role("button", name="Lämna över").click()

    assert "Planerna är överlämnade" in await page.get_by_role("status").inner_text()
    assert (await names(bo), await names(anna)) == (everybody - {"Person 10"}, {"Person 10"})


@pytest.mark.parametrize("language", ["sv", "en"])
async def test_choosing_anew_loses_nothing_and_each_plan_takes_its_own_note(
    portal: Portal, unit: Unit, language: str
) -> None:
    words = dict(zip(("look", "about", "again", "do", "note", "to", "wrong"), WORDS_OF[language], strict=True))
    anna, bo = await unit.known("anna", "bo")
    leo, amira, eva = [await unit.somebody(anna, name) for name in ("Leo", "Amira", "Eva")]
    window = await at(portal, unit, "anna", language=language)
    page = window.page
    await window.go("/arenden/overlamning")
    for name in ("Leo", "Amira"):
        await page.get_by_role("checkbox", name=name).check()
    await page.get_by_label(words["to"]).select_option("bo")
    await page.get_by_label(words["note"]).fill("Jag är ledig från måndag.")
    await page.get_by_role("button", name=words["look"]).click()
    await page.locator("summary").first.click()
    await (
        page.get_by_label(words["about"].format("Leo"))
        .or_(page.get_by_label(words["about"].format("Amira")))
        .first.fill("Uppföljningen är bokad.")
    )
    await look(page, f"handing-over-notes-{language}", heard=window.heard)

    await page.get_by_role("button", name=words["again"]).click()

    ticked = {name: await page.get_by_role("checkbox", name=name).is_checked() for name in ("Leo", "Amira", "Eva")}
    assert ticked == {"Leo": True, "Amira": True, "Eva": False}
    assert await page.get_by_label(words["note"]).input_value() == "Jag är ledig från måndag."
    assert await page.get_by_label(words["to"]).input_value() == "bo"
    assert await page.get_by_role("alert").count() == 0
    await page.get_by_role("checkbox", name="Eva").check()
    await page.get_by_role("button", name=words["look"]).click()
    first = page.locator("details[open] textarea")
    assert await first.input_value() == "Uppföljningen är bokad."
    await first.fill(f"Ring {leo.number}.")
    await page.get_by_role("button", name=words["do"]).click()
    assert words["wrong"] in await page.get_by_role("alert").inner_text()
    assert await first.input_value() == f"Ring {leo.number}."
    assert await names(bo) == set(), "nothing was handed over"
    await look(page, f"handing-over-notes-wrong-{language}", heard=window.heard)
    await first.fill("Uppföljningen är bokad i januari.")
    await page.get_by_role("button", name=words["do"]).click()

    assert await names(bo) == {"Leo", "Amira", "Eva"}
    notes = []
    for one in (leo, amira, eva):
        items = (await bo.get(f"/plans/{one.plan}")).json()["items"]
        notes += [item.get("note") for item in items if item["kind"] == "assignment"]
    assert sorted(notes, key=str) == [None, None, "Uppföljningen är bokad i januari."]


async def test_a_note_about_a_plan_that_is_too_long_or_about_no_plan_changes_nothing(
    portal: Portal, unit: Unit
) -> None:
    anna, bo = await unit.known("anna", "bo")
    leo = await unit.somebody(anna, "Leo")
    window = await at(portal, unit, "anna", scripts=False)
    page = window.page
    await window.go("/arenden/overlamning")
    await page.get_by_role("checkbox", name="Leo").check()
    await page.get_by_label("Till vem").select_option("bo")
    await page.get_by_label("Vad kollegan behöver veta").fill("Ledig.")
    await page.get_by_role("button", name="Se vad det innebär").click()
    sent = await page.locator("main form").evaluate("form => Object.fromEntries(new FormData(form))")
    decide = f"{portal.address}/arenden/overlamning/beslut"

    for change, status in (
        ({f"{leo.plan}.plan_note": "a" * 2001}, 422),
        ({"plans": "leo"}, 422),
        ({"plans": "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"}, 422),
        ({"_csrf": "0" * 64}, 403),
    ):
        answer = await page.request.post(decide, form={**sent, **change})
        assert answer.status == status, change
    assert await names(bo) == set()


async def test_whoever_leads_a_unit_hands_out_what_others_have(portal: Portal, unit: Unit) -> None:
    anna, bo = await unit.known("anna", "bo")
    await unit.somebody(anna, "Leo")
    await unit.somebody(bo, "Amira")
    window = await at(portal, unit, "cia", "coordinator")
    page = window.page
    await window.go("/arenden?visa=enhetens")
    assert await page.locator("tbody tr").count() == 2
    await look(page, "caseload-unit", heard=window.heard)

    await page.get_by_role("link", name="Lämna över planer").click()
    for box in await page.get_by_role("checkbox").all():
        await box.check()
    await page.get_by_label("Till vem").select_option("bo")
    await page.get_by_label("Vad kollegan behöver veta").fill("Anna är sjuk.")
    await page.get_by_role("button", name="Se vad det innebär").click()
    assert "alla hos samma handläggare" in await page.get_by_role("alert").inner_text()
    await page.get_by_role("checkbox", name="Amira").uncheck()
    await page.get_by_role("button", name="Se vad det innebär").click()
    await page.get_by_role("button", name="Lämna över").click()

    assert await names(bo) == {"Leo", "Amira"}


async def test_the_units_list_is_no_page_for_a_caseworker_and_none_is_for_a_person(
    portal: Portal, unit: Unit, county: County
) -> None:
    await unit.known("anna")
    window = await at(portal, unit, "anna")
    assert await window.go("/arenden?visa=enhetens") == 404
    missing = await window.page.locator("main").inner_text()
    assert await window.go("/finns-inte") == 404
    assert await window.page.locator("main").inner_text() == missing
    number = county.number()
    await county.person(number)
    person = await portal.myself(number)
    for path in ("/arenden", "/arenden/ersattare", "/arenden/overlamning"):
        assert await person.go(path) == 404
        assert "Ärenden" not in await person.page.locator("header").inner_text()
