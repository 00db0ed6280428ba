"""The worklist and its cards, as a caseworker meets them."""

import pytest

from tests.api.test_casework import Card, card_of
from tests.county import County
from tests.portal.browser import look
from tests.portal.people import Portal, Window

pytestmark = pytest.mark.asyncio(loop_scope="session")
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


async def at_card(portal: Portal, county: County, *, scripts: bool = True) -> tuple[Card, Window]:
    card, window = await card_of(county), await portal.anna(scripts=scripts)
    assert await window.go(f"/arbetslista/{card.id}") == 200
    return card, window


async def test_the_list_shows_each_card_with_what_to_do(portal: Portal, county: County) -> None:
    await card_of(county)
    for language, heading in (("sv", "Arbetslista"), ("en", "Worklist")):
        window = await portal.anna(language=language)

        assert await window.go("/arbetslista") == 200

        assert await window.page.locator("h1").inner_text() == heading
        assert await window.page.locator(".cards > li").count() > 0
        await look(window.page, f"worklist-{language}", heard=window.heard)


@SCRIPTS
async def test_a_card_is_taken(portal: Portal, county: County, scripts: bool) -> None:
    card, window = await at_card(portal, county, scripts=scripts)
    if scripts:
        await look(window.page, "card", heard=window.heard)

    await window.page.get_by_label("Vad du tänker göra").fill("Jag ringer i morgon")
    await window.page.get_by_role("button", name="Jag tar det").click()

    assert await window.page.get_by_role("status").inner_text() == "Du har tagit kortet."
    assert (await card.read())["work"] == {
        "state": "acknowledged", "on": "2026-11-21", "reason": "Jag ringer i morgon"}  # fmt: skip


@SCRIPTS
async def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    portal: Portal, county: County, scripts: bool
) -> None:
    card, window = await at_card(portal, county, scripts=scripts)
    page = window.page
    form = page.locator("form[action$=uppskov]")
    await page.locator("summary", has_text="Låt vila").click()

    await form.get_by_label("Vilar till").fill("2027-06-01")
    await form.get_by_label("Varför").fill("Väntar på svar")
    await form.get_by_role("button").click()

    assert await page.title() == f"Fel: {await page.locator('h1').inner_text()} – Samordnad individuell plan"
    assert "högst 30 dagar fram" in await page.get_by_role("alert").inner_text()
    if scripts:
        assert await page.evaluate("document.activeElement.id") == "fel"
        await look(page, "card-wrong", heard=window.heard)
    assert await form.get_by_label("Varför").input_value() == "Väntar på svar"
    assert await form.get_by_label("Vilar till").get_attribute("aria-invalid") == "true"
    await page.get_by_role("alert").get_by_role("link").click()
    assert "work" not in await card.read()

    await form.get_by_label("Vilar till").fill("2026-12-01")
    await form.get_by_role("button").click()

    assert await page.get_by_role("status").inner_text() == "Kortet vilar."


async def test_two_at_one_card_the_second_is_told_and_keeps_what_was_typed(portal: Portal, county: County) -> None:
    card, window = await at_card(portal, county)
    page = window.page
    await card.done("acknowledgement", reason="Bo tar det")

    await page.locator("summary", has_text="Låt vila").click()
    form = page.locator("form[action$=uppskov]")
    await form.get_by_label("Vilar till").fill("2026-12-01")
    await form.get_by_label("Varför").fill("Väntar på svar")
    await form.get_by_role("button").click()

    assert "Någon annan hann före" in await page.get_by_role("alert").inner_text()
    assert "Bo tar det" in await page.locator("main").inner_text()
    assert await form.get_by_label("Varför").input_value() == "Väntar på svar"
    await look(page, "card-changed", heard=window.heard)
    await form.get_by_role("button").click()
    assert await page.get_by_role("status").inner_text() == "Kortet vilar."


async def test_a_form_that_is_sent_twice_takes_effect_once(portal: Portal, county: County) -> None:
    card, window = await at_card(portal, county)
    form = window.page.locator("form[action$=kvittering]")
    sent = await form.evaluate("form => Object.fromEntries(new FormData(form))")
    headers = {"Sec-Fetch-Site": "same-origin"}
    address = f"{portal.address}/arbetslista/{card.id}/kvittering"

    answers = [await window.page.request.post(address, form=sent, headers=headers, max_redirects=0) for _ in range(2)]

    assert [answer.status for answer in answers] == [303, 303]
    assert len((await card.read())["history"]) == 1


@pytest.mark.parametrize(
    ("change", "headers"),
    [
        ({"_csrf": ""}, {}),
        ({"_csrf": "0" * 64}, {}),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"Sec-Fetch-Site": "same-site"}),
        ({}, {"Origin": "https://example.org"}),
        ({}, {"Origin": "null"}),
    ],
)
async def test_a_form_from_elsewhere_is_refused(
    portal: Portal, county: County, change: dict[str, str], headers: dict[str, str]
) -> None:
    card, window = await at_card(portal, county)
    form = window.page.locator("form[action$=kvittering]")
    sent = await form.evaluate("form => Object.fromEntries(new FormData(form))")
    address = f"{portal.address}/arbetslista/{card.id}/kvittering"

    answer = await window.page.request.post(address, form={**sent, **change}, headers=headers)

    assert answer.status == 403
    assert "Formuläret kunde inte tas emot" in await answer.text()
    assert (await card.read())["history"] == []


async def test_the_token_of_somebody_elses_session_is_of_no_use(portal: Portal, county: County) -> None:
    card, window = await at_card(portal, county)
    _, other = await at_card(portal, county)
    sent = await other.page.locator("form[action$=kvittering]").evaluate(
        "form => Object.fromEntries(new FormData(form))"
    )

    answer = await window.page.request.post(f"{portal.address}/arbetslista/{card.id}/kvittering", form=sent)

    assert answer.status == 403


async def test_a_page_is_not_kept_behind_the_back_button(portal: Portal, county: County) -> None:
    _, window = await at_card(portal, county)
    await window.page.get_by_role("button", name="Jag tar det").click()
    async with window.page.expect_request("**/arbetslista/*") as asked:
        await window.page.go_back()

    assert (await (await asked.value).response()).status == 200  # type: ignore[union-attr]  # it has been answered
