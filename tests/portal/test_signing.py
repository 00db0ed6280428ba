"""Signing in and out in a real browser, at a real provider; and every way in which it must not come about."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.async_api import Page

from app.adapters.identity.demo_provider import SIGN_IN_CLIENT
from app.adapters.identity.relying_party import RelyingParty
from app.portal.asking import SESSION
from app.settings import Settings
from app.usecases.signing_in import end_session
from tests.api.test_casework import card_of
from tests.county import County
from tests.portal.browser import look
from tests.portal.conftest import serving
from tests.portal.people import Window
from tests.portal.provider import SignIn

pytestmark = pytest.mark.asyncio(loop_scope="session")
REFUSED = "Inloggningen gick inte igenom"


async def as_anna(sign_in: SignIn, *, to: str = "/arbetslista", **window: Any) -> Window:
    """A window in which Anna has signed in, at her own agency."""
    opened = await sign_in.portal.window(**window)
    await opened.go(f"{sign_in.door('agency')}?till={to}")
    await opened.page.get_by_role("button", name="Anna Ek").click()
    return opened


async def secret_of(window: Window) -> str | None:
    cookies = await window.page.context.cookies()
    return next((cookie["value"] for cookie in cookies if cookie["name"] == SESSION), None)


async def said(page: Page) -> str:
    return await page.locator("main").inner_text()


@pytest.mark.parametrize("scripts", [True, False])
async def test_a_caseworker_signs_in_at_the_own_agency_and_comes_where_one_was_going(
    sign_in: SignIn, scripts: bool
) -> None:
    window = await sign_in.portal.window(scripts=scripts)
    await window.go("/arbetslista")
    if scripts:
        await look(window.page, "sign-in", heard=window.heard)

    await window.page.get_by_role("link", name="Provköping, social-services").click()
    await window.page.get_by_role("button", name="Anna Ek").click()

    assert window.page.url == sign_in.portal.address + "/arbetslista"
    assert "Anna Ek" in await window.page.locator("header").inner_text()
    (kept,) = [cookie for cookie in await window.page.context.cookies() if cookie["name"] == SESSION]
    assert (kept["secure"], kept["httpOnly"], kept["sameSite"], kept["path"]) == (True, True, "Lax", "/")


async def test_the_person_signs_in_to_the_own_plan_and_finds_that_in_the_own_log(
    sign_in: SignIn, county: County
) -> None:
    window = await sign_in.portal.window()
    await window.go("/logga-in")
    await window.page.locator(f"a[href^='{sign_in.door('person')}']").click()
    await window.page.get_by_role("button", name="Elias Nord").click()

    header = await window.page.locator("header").inner_text()
    assert "Elias Nord" in header
    assert "Din egen plan" in header
    log = (await county.myself(sign_in.number).get(f"/persons/{sign_in.person}/access-log")).json()["entries"]
    assert "Du loggade in." in [entry["words"] for entry in log]


async def test_signing_out_ends_it_here_and_at_the_provider(sign_in: SignIn) -> None:
    window = await as_anna(sign_in)
    secret = await secret_of(window)
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url))

    await window.page.get_by_role("button", name="Logga ut").click()

    assert window.page.url == sign_in.portal.address + "/utloggad"
    await look(window.page, "signed-out", heard=window.heard)
    (at_provider,) = [url for url in asked if url.startswith(sign_in.servers["agency"].issuer)]
    assert {"client_id", "id_token_hint", "post_logout_redirect_uri"} == parse_qs(urlsplit(at_provider).query).keys()
    assert await secret_of(window) is None
    again = await sign_in.portal.window(secret=secret)
    await again.go("/arbetslista")
    assert again.page.url.endswith("/logga-in?till=/arbetslista")


async def test_a_session_that_somebody_planted_becomes_nobodys(sign_in: SignIn) -> None:
    planted = "planted-by-somebody-else"
    window = await as_anna(sign_in, secret=planted)

    assert await secret_of(window) not in (None, planted)
    other = await sign_in.portal.window(secret=planted)
    await other.go("/arbetslista")
    assert "/logga-in" in other.page.url


async def test_who_signs_in_anew_has_a_new_session_and_the_old_one_is_over(sign_in: SignIn) -> None:
    window = await as_anna(sign_in)
    first = await secret_of(window)

    await window.go(sign_in.door("agency"))
    await window.page.get_by_role("button", name="Bo Ås").click()

    assert await secret_of(window) != first
    other = await sign_in.portal.window(secret=first)
    await other.go("/arbetslista")
    assert "/logga-in" in other.page.url


async def caught(sign_in: SignIn) -> tuple[Window, str]:
    """A window that is at the provider, and the address at which it is to come back."""
    window = await sign_in.portal.window()
    await window.go(sign_in.door("agency"))
    answer = await sign_in.http.post(window.page.url, data={"sub": "anna"})
    assert answer.status_code == 302
    return window, answer.headers["location"]


async def refused(window: Window, address: str) -> None:
    answer = await window.page.goto(address)
    assert answer is not None
    assert (answer.status, REFUSED in await said(window.page)) == (403, True)
    assert await secret_of(window) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("state", "another"), ("state", ""), ("code", "made-up"), ("code", ""), ("iss", "https://id.example.org")],
)
async def test_what_comes_back_otherwise_than_it_was_asked_for_is_refused(
    sign_in: SignIn, name: str, value: str
) -> None:
    window, address = await caught(sign_in)
    query = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
    assert name in query

    changed = "&".join(f"{key}={text}" for key, text in {**query, name: value}.items())

    await refused(window, f"{sign_in.portal.address}/inloggad?{changed}")


async def test_an_answer_that_does_not_say_whose_it_is_is_refused(sign_in: SignIn) -> None:
    window, address = await caught(sign_in)

    await refused(window, address.partition("&iss=")[0])


async def test_what_comes_back_in_another_browser_is_refused(sign_in: SignIn) -> None:
    _, address = await caught(sign_in)

    await refused(await sign_in.portal.window(), address)


async def test_what_has_come_back_once_is_refused_the_second_time(sign_in: SignIn) -> None:
    window, address = await caught(sign_in)
    await window.page.goto(address)
    assert await secret_of(window) is not None

    other = await sign_in.portal.window()
    under_way = [cookie for cookie in await window.page.context.cookies() if cookie["name"].startswith("__Host-sign")]
    assert under_way == []
    await refused(other, address)


async def test_an_id_token_of_another_sign_in_is_refused(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    window, address = await caught(sign_in)
    codes = sign_in.servers["agency"].codes
    code = parse_qs(urlsplit(address).query)["code"][0]
    monkeypatch.setitem(codes, code, replace(codes[code], nonce="of another sign-in"))

    await refused(window, address)


async def test_a_provider_that_is_away_is_told_as_such(sign_in: SignIn, county: County, settings: Settings) -> None:
    class Nobody(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("nobody is there", request=request)

    async with httpx.AsyncClient(transport=Nobody()) as http:
        alone = replace(sign_in.service, provider=RelyingParty(SIGN_IN_CLIENT, None, http))
        async with serving(settings, alone) as address:
            window = await replace(sign_in.portal, address=address, open=sign_in.portal.open).window()

            assert await window.go(sign_in.door("agency")) == 503

            assert "Inloggningstjänsten svarar inte" in await said(window.page)
            await look(window.page, "provider-away", heard=window.heard)


async def test_what_was_typed_when_the_session_ended_is_put_back_and_nothing_is_sent(
    sign_in: SignIn, county: County
) -> None:
    card = await card_of(county)
    window = await as_anna(sign_in, to=f"/arbetslista/{card.id}")
    page = window.page
    await page.locator("summary", has_text="Låt vila").click()
    form = page.locator("form[action$=uppskov]")
    await form.get_by_label("Vilar till").fill("2026-12-01")
    await form.get_by_label("Varför").fill("Väntar på svar")
    await sign_out_elsewhere(sign_in, window)

    await form.get_by_role("button").click()
    await page.get_by_role("link", name="Provköping, social-services").click()
    await page.get_by_role("button", name="Anna Ek").click()

    assert page.url == f"{sign_in.portal.address}/arbetslista/{card.id}"
    assert "Inget har skickats" in await page.get_by_role("status").inner_text()
    assert await form.get_by_label("Varför").input_value() == "Väntar på svar"
    assert (await card.read())["history"] == []
    await look(page, "card-put-back", heard=window.heard)
    await form.get_by_role("button").click()
    assert await page.locator(".ds-alert").inner_text() == "Kortet vilar."


async def test_what_was_typed_is_put_back_for_nobody_else(sign_in: SignIn, county: County) -> None:
    card = await card_of(county)
    window = await as_anna(sign_in, to=f"/arbetslista/{card.id}")
    page = window.page
    await page.locator("summary", has_text="Jag tar det").click()
    await page.get_by_label("Vad du tänker göra").fill("Hemligt")
    await sign_out_elsewhere(sign_in, window)
    await page.locator("form[action$=kvittering]").get_by_role("button").click()

    await page.get_by_role("link", name="Provköping, social-services").click()
    await page.get_by_role("button", name="Bo Ås").click()

    assert page.url == f"{sign_in.portal.address}/arbetslista/{card.id}"
    assert await page.get_by_label("Vad du tänker göra").input_value() == ""
    assert "Hemligt" not in await page.content()


async def sign_out_elsewhere(sign_in: SignIn, window: Window) -> None:
    """The session ends while its page stands open."""
    await end_session(sign_in.service.sessions, sign_in.service.boxes, await secret_of(window) or "")
