"""The worklist and its cards, as a caseworker meets them."""

import pytest
from playwright.async_api import Locator

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


def form_of(window: Window, deed: str) -> Locator:
    """The form of that deed on a card's page, with its lid."""
    return window.page.locator("details", has=window.page.locator("summary", has_text=deed))


async def opened(window: Window, deed: str) -> Locator:
    form = form_of(window, deed)
    await form.locator("summary").click()
    return form


async def fields_of(window: Window, deed: str) -> dict[str, str]:
    """What a browser would send of the form."""
    found: dict[str, str] = (
        await form_of(window, deed).locator("form").evaluate("form => Object.fromEntries(new FormData(form))")
    )
    return found


async def test_the_list_shows_each_card_with_what_to_do(portal: Portal, county: County) -> None:
    card = await card_of(county)
    for language, heading in (("sv", "Arbetslista"), ("en", "Worklist")):
        window = await portal.anna(language=language)

        assert await window.go("/arbetslista?mina=1") == 200

        assert await window.page.locator("h1").inner_text() == heading
        assert await window.page.locator(".cards > li").count() > 0
        await look(window.page, f"worklist-{language}", heard=window.heard)
    await card.done("snooze")
    for view in ("kommande", "vilande"):
        assert await window.go(f"/arbetslista?visa={view}") == 200
        await look(window.page, f"worklist-{view}", heard=window.heard)


async def test_an_actor_with_nothing_to_do_is_told_so(portal: Portal, county: County) -> None:
    token = county.token("/system", "student-aid-system", "student-aid-system")
    window = await portal.window(secret=await portal.signed_in(token, "Studiestödets system"))

    assert await window.go("/arbetslista") == 200

    assert "Inget att göra just nu" in await window.page.locator("main").inner_text()
    await look(window.page, "worklist-empty", heard=window.heard)


async def test_a_card_says_why_it_is_there(portal: Portal, county: County) -> None:
    card, window = await at_card(portal, county)

    await window.page.get_by_role("link", name="Varför kortet finns").click()

    said = await window.page.locator("main").inner_text()
    for words in ("Vad det bygger på", "15 oktober 2026", "14 dagar, räknat från 1 oktober 2026", "Grunder"):
        assert words in said
    await look(window.page, "card-why", heard=window.heard)
    window = await portal.anna(language="en")
    await window.go(f"/arbetslista/{card.id}/varfor")
    assert "14 days, counted from 1 October 2026" in await window.page.locator("main").inner_text()


@SCRIPTS
@pytest.mark.usefixtures("an_empty_worklist")
async def test_a_caseworkers_morning_from_the_list_to_a_card_that_is_settled(
    portal: Portal, county: County, scripts: bool
) -> None:
    card, window = await card_of(county), await portal.anna(scripts=scripts)
    page = window.page
    await window.go("/arbetslista?mina=1")
    mine = page.locator(f"#kort-{card.id}")
    await mine.get_by_role("button", name="Jag tar det").click()
    assert await page.locator(".ds-alert").inner_text() == "Du har tagit kortet."

    await page.locator(f"#kort-{card.id}").get_by_role("link", name="Öppna kortet").click()
    assert "bekräftat" in await page.locator("main").inner_text()
    form = await opened(window, "Det är löst")
    await form.get_by_label("Åtgärdat").check()
    await form.get_by_label("Mer om det").fill("Arbetsförmedlingen har tagit behovet")
    await form.get_by_role("button").click()

    assert await page.locator(".ds-alert").inner_text() == "Kortet är löst."
    assert await page.locator(f"#kort-{card.id}").count() == 0
    states = [act["state"] for act in (await card.read())["history"]]
    assert states == ["acknowledged", "resolved"]


async def test_a_card_is_settled_with_the_keyboard_alone(portal: Portal, county: County) -> None:
    card, window = await at_card(portal, county)
    page = window.page

    async def tab_to(name: str) -> None:
        for _ in range(60):
            await page.keyboard.press("Tab")
            focused = await page.evaluate("document.activeElement.innerText || document.activeElement.value || ''")
            if focused.strip().startswith(name):
                return
        raise AssertionError(f"the keyboard does not reach {name}")

    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.className") == "ds-skip-link"
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "innehall"
    await tab_to("Det är löst")
    await page.keyboard.press("Enter")
    await tab_to("fixed")
    await page.keyboard.press("Space")
    await tab_to("Det är löst")
    await page.keyboard.press("Enter")

    await page.locator(".ds-alert", has_text="Kortet är löst.").wait_for()
    assert (await card.read())["state"] == "resolved"


async def test_a_card_that_is_somebody_elses_is_sent_on(portal: Portal, county: County) -> None:
    card, window = await at_card(portal, county)

    form = await opened(window, "Fel mottagare")
    await form.get_by_label("Vem det hör till").select_option(label="Provköping, psychiatry")
    await look(window.page, "card-elsewhere", heard=window.heard)
    await form.get_by_role("button").click()

    assert await window.page.locator(".ds-alert").inner_text() == "Kortet är löst."
    work = (await card.read())["work"]
    assert (work["code"], work["routed_to"]) == ("wrong-recipient", county.actor("psychiatry"))


async def test_a_card_is_put_aside_with_a_reason_and_not_without(portal: Portal, county: County) -> None:
    card, window = await at_card(portal, county)
    form = await opened(window, "Lägg åt sidan")

    await form.get_by_role("button").click()
    assert await form.locator(".ds-validation-message").inner_text() == "Fyll i det här."
    await form.get_by_label("Varför").fill("Personen har bett oss vänta")
    await form.get_by_role("button").click()

    assert await window.page.locator(".ds-alert").inner_text() == "Kortet är lagt åt sidan."
    assert (await card.read())["state"] == "dismissed"


@SCRIPTS
async def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    portal: Portal, county: County, scripts: bool
) -> None:
    card, window = await at_card(portal, county, scripts=scripts)
    page = window.page
    form = await opened(window, "Låt vila")

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

    assert await page.locator(".ds-alert").inner_text() == "Kortet vilar."


async def test_two_at_one_card_the_second_is_told_and_keeps_what_was_typed(portal: Portal, county: County) -> None:
    card, window = await at_card(portal, county)
    page = window.page
    await card.done("acknowledgement", reason="Bo tar det")

    form = await opened(window, "Låt vila")
    await form.get_by_label("Vilar till").fill("2026-12-01")
    await form.get_by_label("Varför").fill("Väntar på svar")
    await form.get_by_role("button").click()

    assert "Någon annan hann före" in await page.get_by_role("alert").inner_text()
    assert "Bo tar det" in await page.locator("main").inner_text()
    assert await form.get_by_label("Varför").input_value() == "Väntar på svar"
    await look(page, "card-changed", heard=window.heard)
    await form.get_by_role("button").click()
    assert await page.locator(".ds-alert").inner_text() == "Kortet vilar."


async def test_a_form_that_is_sent_twice_takes_effect_once(portal: Portal, county: County) -> None:
    card, window = await at_card(portal, county)
    sent: dict[str, str | float | bool] = {**await fields_of(window, "Jag tar det")}
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
    sent: dict[str, str | float | bool] = {**await fields_of(window, "Jag tar det")}
    address = f"{portal.address}/arbetslista/{card.id}/kvittering"

    answer = await window.page.request.post(address, form={**sent, **change}, headers=headers)

    assert answer.status == 403
    assert "Formuläret kunde inte tas emot" in await answer.text()
    assert (await card.read())["history"] == []


async def test_the_token_of_somebody_elses_session_is_of_no_use(portal: Portal, county: County) -> None:
    card, window = await at_card(portal, county)
    _, other = await at_card(portal, county)
    sent: dict[str, str | float | bool] = {**await fields_of(other, "Jag tar det")}

    answer = await window.page.request.post(f"{portal.address}/arbetslista/{card.id}/kvittering", form=sent)

    assert answer.status == 403


async def test_a_page_is_not_kept_behind_the_back_button(portal: Portal, county: County) -> None:
    _, window = await at_card(portal, county)
    await (await opened(window, "Jag tar det")).get_by_role("button").click()
    await window.page.locator(".ds-alert").wait_for()
    async with window.page.expect_request("**/arbetslista/*") as asked:
        # By the page itself: the browser's own way back is refused in the moment in which a page takes another's place.
        await window.page.evaluate("setTimeout(() => history.back())")

    assert (await (await asked.value).response()).status == 200  # type: ignore[union-attr]  # it has been answered
