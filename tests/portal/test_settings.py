"""A caseworker's own settings: a letter in the morning is asked for, sent elsewhere and ended; nobody else has them."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from pydantic import SecretStr

from app.portal.asking import SESSION
from app.settings import Settings
from tests.caseload_desks import Desks, Unit, caseload_desks
from tests.county import County
from tests.portal.browser import look
from tests.portal.conftest import serving
from tests.portal.people import Portal, Window
from tests.portal.test_plan_over_http import HIDDEN

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def many(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desks]]:
    async with caseload_desks(the_county, settings, 12) as opened:
        yield opened


@pytest.fixture
def unit(county: County, many: Iterator[Desks]) -> Unit:
    return next(many).unit


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def with_mail(the_portal: Portal, the_county: County, settings: Settings) -> AsyncIterator[Portal]:
    """The portal where a mail server is set, which no page talks to."""
    given = {"smtp_url": SecretStr("smtp://127.0.0.1:9"), "mail_from": "sip@example.se"}
    service = replace(the_county.service, settings=settings.model_copy(update=given))
    async with serving(service.settings, service) as address:
        yield replace(the_portal, address=address, open=[])


@pytest_asyncio.fixture(loop_scope="session")
async def mail(with_mail: Portal) -> AsyncIterator[Portal]:
    yield with_mail
    await with_mail.leave()


async def secret_of(portal: Portal, unit: Unit, user: str = "anna", *roles: str) -> str:
    token = unit.county.token(f"/{unit.key}", "portal", user, roles=list(roles or ("caseworker",)))
    return await portal.signed_in(token, user.capitalize())


async def at_settings(portal: Portal, unit: Unit, user: str = "anna", language: str = "sv") -> Window:
    window = await portal.window(secret=await secret_of(portal, unit, user), language=language)
    assert await window.go("/installningar") == 200
    return window


def client_of(portal: Portal, secret: str) -> httpx.AsyncClient:
    made = httpx.AsyncClient(base_url=portal.address, headers={"Cookie": f"{SESSION}={secret}"})
    portal.county.clients.append(made)
    return made


async def test_letters_are_asked_for_sent_elsewhere_and_ended(mail: Portal, unit: Unit) -> None:
    first, second = (f"{uuid4().hex[:8]}@example.se" for _ in range(2))
    window = await at_settings(mail, unit)
    page, main = window.page, window.page.locator("main")
    assert "Du får inga brev nu." in await main.inner_text()
    await look(page, "settings", heard=window.heard)
    await page.get_by_label("E-postadress i arbetet").fill("anna.ek")
    await page.get_by_role("button", name="Skicka brev på morgonen").click()
    assert "Skriv en e-postadress" in await page.get_by_role("alert").inner_text()
    assert await page.get_by_label("E-postadress i arbetet").input_value() == "anna.ek"
    await look(page, "settings-wrong", heard=window.heard)

    await page.get_by_label("E-postadress i arbetet").fill(first)
    await page.get_by_role("button", name="Skicka brev på morgonen").click()
    assert "nästa morgon då något väntar" in await page.get_by_role("status").inner_text()
    assert f"Breven går till {first}." in await main.inner_text()
    assert "@" not in page.url
    await look(page, "settings-asked", heard=window.heard)
    await page.get_by_label("E-postadress i arbetet").fill(second)
    await page.get_by_role("button", name="Byt adress").click()
    assert second in await main.inner_text()
    assert first not in await main.inner_text()
    colleague = await at_settings(mail, unit, "bo", "en")
    assert "You get no letters now." in await colleague.page.locator("main").inner_text()
    await look(colleague.page, "settings-en", heard=colleague.heard)

    await page.get_by_role("button", name="Sluta skicka brev").click()

    assert "adressen är borttagen" in await page.get_by_role("status").inner_text()
    assert second not in await main.inner_text()


async def test_where_no_mail_is_set_nothing_can_be_asked_for_but_ended(
    portal: Portal, mail: Portal, unit: Unit, settings: Settings
) -> None:
    window = await at_settings(portal, unit)
    assert "Breven är inte igång här ännu." in await window.page.locator("main").inner_text()
    assert await window.page.locator("main form").count() == 0
    await look(window.page, "settings-no-mail", heard=window.heard)

    secret = await secret_of(portal, unit)
    asking, here = client_of(mail, secret), client_of(portal, secret)
    form = (await asking.get("/installningar")).text.split('action="/installningar/brev"')[1]
    typed = {**dict(HIDDEN.findall(form)), "address": "anna.ek@example.se"}
    assert (await here.post("/installningar/brev", data=typed)).status_code == 404
    assert "anna.ek@" not in (await here.get("/installningar")).text
    assert (await asking.post("/installningar/brev", data=typed)).status_code == 303
    assert "Sluta skicka brev" in (await here.get("/installningar")).text


@pytest.mark.parametrize("role", ["analyst", "auditor", "administrator"])
async def test_whoever_has_no_worklist_has_no_such_page(mail: Portal, unit: Unit, role: str) -> None:
    client = client_of(mail, await secret_of(mail, unit, "anna", role))
    assert (await client.get("/installningar")).status_code == 404
    assert 'href="/installningar"' not in (await client.get("/regler")).text


async def test_a_person_has_no_such_page(mail: Portal, county: County) -> None:
    number = county.number()
    await county.person(number)
    claim = {"https://id.oidc.se/claim/personalIdentityNumber": number}
    client = client_of(mail, await mail.signed_in(county.token("/person", "my-plan", "p", **claim), "Elias"))
    assert (await client.get("/installningar")).status_code == 404
    assert 'href="/installningar"' not in (await client.get("/regler")).text


async def test_nobody_who_is_not_signed_in_comes_there(mail: Portal) -> None:
    async with httpx.AsyncClient(base_url=mail.address) as nobody:
        answer = await nobody.get("/installningar")
    assert (answer.status_code, answer.headers["location"]) == (303, "/logga-in?till=/installningar")


@pytest.mark.parametrize("path", ["/installningar/brev", "/installningar/brev/slut"])
async def test_a_forged_form_changes_nothing(mail: Portal, unit: Unit, path: str) -> None:
    client = client_of(mail, await secret_of(mail, unit))
    for forged in ({"_csrf": ""}, {"_csrf": "0" * 64}, {}):
        answer = await client.post(path, data={**forged, "address": "anna.ek@example.se"})
        assert answer.status_code in (303, 403), answer.status_code
    assert "anna.ek@example.se" not in (await client.get("/installningar")).text


async def test_the_menu_leads_there(mail: Portal, unit: Unit) -> None:
    client = client_of(mail, await secret_of(mail, unit))
    assert 'href="/installningar"' in (await client.get("/arbetslista")).text
