"""Administration as an administrator meets it: shown before it is saved, stopped at the next request."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from app.settings import Settings
from tests.county import AUDIENCE, County
from tests.offices import Office, Offices, open_offices, saved
from tests.portal.browser import look
from tests.portal.people import Portal, Window

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def offices(county: County, settings: Settings) -> AsyncIterator[Offices]:
    async with open_offices(county, settings) as opened:
        yield opened


async def at(portal: Portal, office: Office, *roles: str, **window: Any) -> Window:
    """A window of the office's administrator, or with which roles it is."""
    token = office.county.token(f"/{office.key}", "portal", "adam", roles=list(roles or ("administrator",)))
    return await portal.window(secret=await portal.signed_in(token, "Adam Ek"), **window)


async def test_an_issuer_is_let_in_as_it_was_shown(portal: Portal, offices: Offices) -> None:
    office = offices.one
    window = await at(portal, office)
    page, url = window.page, f"{office.county.issuers}/{office.key}/{uuid4().hex[:6]}"
    assert await window.go("/administration") == 200
    await look(page, "administration", heard=window.heard)
    await page.get_by_role("link", name="Ny utfärdare").click()
    await page.get_by_label("Adress (iss)").fill(url)
    await page.get_by_label("Vilka som loggar in").select_option("workforce")
    await page.get_by_label("Aktör", exact=False).first.select_option(office.actor)
    await page.get_by_label("Mottagare (aud)").fill(AUDIENCE)
    await page.get_by_label("Adress till nycklarna").fill("https://id.eksjo.example.se/jwks")
    await page.get_by_label("Roller", exact=False).last.fill("Enhetschef")
    await page.get_by_role("button", name="Se vad det släpper in").click()
    assert "utfärdarens namn = vårt" in await page.get_by_role("alert").inner_text()
    assert await page.get_by_label("Adress (iss)").input_value() == url
    await look(page, "registration-wrong", heard=window.heard)

    await page.get_by_label("Roller", exact=False).last.fill("Enhetschef = manager")
    await page.get_by_role("button", name="Se vad det släpper in").click()

    assert "Inget är sparat än." in await page.locator("main").inner_text()
    await look(page, "registration-preview", heard=window.heard)
    issuers = (await office.admin.get("/issuers")).json()["issuers"]
    assert url not in {one["url"] for one in issuers}
    await page.get_by_role("button", name="Spara").click()
    assert "Sparat, så som det visades." in await page.get_by_role("status").inner_text()
    await look(page, "registration", heard=window.heard)
    issuers = (await office.admin.get("/issuers")).json()["issuers"]
    (made,) = [one for one in issuers if one["url"] == url]
    assert (made["role_names"], made["algorithms"]) == ({"Enhetschef": "manager"}, ["ES256"])


async def test_a_client_is_stopped_at_its_next_request_and_started_again(portal: Portal, offices: Offices) -> None:
    office = offices.one
    path = f"/{office.key}/{uuid4().hex[:6]}"
    issuer = await saved(office.admin, "issuer", office.an_issuer(path))
    said = {"issuer": issuer["id"], "client_id": "case", "actor": office.actor, "scopes": ["sip.read", "sip.lookup"]}
    made = await saved(office.admin, "client", said)
    system = office.system("case", path)
    assert (await system.get("/findings")).status_code == 200
    window = await at(portal, office, language="en", scripts=False)
    page = window.page
    assert await window.go(f"/administration/klienter/{made['id']}") == 200

    await page.locator("summary", has_text="Stop").click()
    await page.get_by_role("button", name="Stop it now").click()
    assert "Fill this in" in await page.get_by_role("alert").inner_text()
    assert (await system.get("/findings")).status_code == 200
    await page.get_by_label("it is used for something else").check()
    await page.get_by_role("button", name="Stop it now").click()

    assert "Nobody comes in by it any more." in await page.get_by_role("status").inner_text()
    assert (await system.get("/findings")).status_code == 401
    assert "look persons up, read" in await page.locator("main").inner_text()
    await page.get_by_role("button", name="Start").click()
    assert (await system.get("/findings")).status_code == 200


async def test_a_unit_is_registered_and_renamed(portal: Portal, offices: Offices) -> None:
    office, key = offices.one, f"unit-{uuid4().hex[:8]}"
    window = await at(portal, office)
    page = window.page
    await window.go("/administration/aktorer/ny")
    await look(page, "registration-new", heard=window.heard)
    await page.get_by_label("Enhet till").select_option(office.actor)
    await page.get_by_label("Namn").fill("Ekonomiskt bistånd och försörjningsstödshandläggning i Eksjö kommun")
    await page.get_by_label("Nyckel").fill(key)
    await page.get_by_label("Funktion").select_option("social-services")
    await page.get_by_role("button", name="Se vad det släpper in").click()
    await page.get_by_role("button", name="Spara").click()
    assert "Sparat" in await page.get_by_role("status").inner_text()

    await page.locator("summary", has_text="Ändra").click()
    await page.get_by_label("Namn").fill("Försörjningsstöd")
    await page.get_by_label("Telefon").fill("ring växeln")
    await page.get_by_role("button", name="Se vad det släpper in").click()
    assert "Skriv numret med siffror" in await page.get_by_role("alert").inner_text()
    await page.get_by_label("Telefon").fill("08-465 004 40")
    await page.get_by_role("button", name="Se vad det släpper in").click()
    assert await page.get_by_role("heading", name="Det här ändras").locator("+ ul").inner_text() == "Namn\nTelefon"
    await page.get_by_role("button", name="Spara").click()

    assert await page.locator("h1").inner_text() == "Försörjningsstöd"
    units = (await office.admin.get(f"/actors/{office.actor}/units")).json()["units"]
    assert [(one["key"], one["name"], one["phone"]) for one in units] == [(key, "Försörjningsstöd", "08-465 004 40")]


async def test_the_operator_changes_what_an_actor_does_and_where_it_is(portal: Portal, offices: Offices) -> None:
    window = await at(portal, offices.operator)
    page = window.page
    await window.go(f"/administration/aktorer/{offices.other.actor}")
    assert "Inga enheter än." in await page.locator("main").inner_text()
    await page.locator("summary", has_text="Ändra").click()
    assert await page.get_by_label("Kommunkod").input_value() == "0686"
    await page.get_by_label("Kommunkod").fill("686")
    await page.get_by_label("Organisationsnummer").fill("2120000555")
    await page.get_by_role("button", name="Se vad det släpper in").click()
    said = await page.get_by_role("alert").inner_text()
    assert "Skriv kommunkoden med fyra siffror" in said
    assert "Skriv organisationsnumret så här" in said
    await look(page, "actor-change-wrong", heard=window.heard)
    await page.get_by_label("Kommunkod").fill("0682")
    await page.get_by_label("Organisationsnummer").fill("212000-0555")
    await page.get_by_label("Funktion").select_option("school")
    await page.get_by_role("button", name="Se vad det släpper in").click()
    changed = await page.get_by_role("heading", name="Det här ändras").locator("+ ul").locator("li").all_inner_texts()
    assert changed == ["Funktion", "Kommunkod, fyra siffror", "Organisationsnummer"]
    await page.get_by_role("button", name="Spara").click()

    assert "Sparat" in await page.get_by_role("status").inner_text()
    stands = (await offices.other.admin.get(f"/actors/{offices.other.actor}")).json()
    assert (stands["function"], stands["municipality_code"]) == ("school", "0682")
    await look(page, "actor", heard=window.heard)


async def test_an_actors_own_administrators_change_its_name_and_a_unit_whole(portal: Portal, offices: Offices) -> None:
    office, key = offices.one, f"unit-{uuid4().hex[:8]}"
    unit = {"key": key, "name": "Öppna enheten", "function": "school"}
    digest = (await office.admin.post("/registrations/previews", json={"unit": unit, "part_of": office.actor})).json()
    made = await office.admin.post(f"/actors/{office.actor}/units", json={**unit, "preview": digest["digest"]})
    assert made.status_code == 201, made.text
    window = await at(portal, office, language="en", scripts=False)
    page = window.page
    await window.go(f"/administration/aktorer/{office.actor}")
    fields = page.locator("details", has_text="Before anything is saved")
    assert await fields.locator("input:not([type=hidden]), select").count() == 3
    assert "the service's operators change" in (await fields.text_content() or "")
    await page.get_by_role("link", name="Öppna enheten").click()

    await page.locator("summary", has_text="Change").click()
    assert await page.get_by_label("Municipality code").count() == 0
    await page.get_by_label("Function").select_option("social-services")
    await page.get_by_role("button", name="See what it lets in").click()
    await page.get_by_role("button", name="Save").click()
    assert "Saved" in await page.get_by_role("status").inner_text()
    (stands,) = (await office.admin.get(f"/actors/{office.actor}/units")).json()["units"]
    assert (stands["function"], stands["municipality_code"]) == ("social-services", "0686")


async def test_what_was_not_asked_for_is_not_changed_by_sending_it(portal: Portal, offices: Offices) -> None:
    """An actor's own administrators are not asked where it is; sent all the same, it is passed over."""
    office = offices.one
    window = await at(portal, office, scripts=False)
    page = window.page
    await window.go(f"/administration/aktorer/{office.actor}")
    await page.locator("summary", has_text="Ändra").click()
    form = page.locator("form", has=page.get_by_role("button", name="Se vad det släpper in"))
    await form.wait_for()  # the lid is opening, and a list of its fields waits for nothing
    sent = {
        str(await one.get_attribute("name")): str(await one.input_value()) for one in await form.locator("input").all()
    }
    answer = await page.request.post(
        f"{portal.address}/administration/aktorer/{office.actor}",
        form={**sent, "municipality_code": "0180", "level": "state"},
    )
    assert "Ingenting står annorlunda än förut." in await answer.text()


async def test_what_is_another_actors_and_what_is_not_there_look_alike(portal: Portal, offices: Offices) -> None:
    window = await at(portal, offices.one)
    said = []
    for which in (offices.other.door, uuid4()):
        assert await window.go(f"/administration/utfardare/{which}") == 404
        said.append(await window.page.locator("main").inner_text())
    assert said[0] == said[1]
    caseworker = await at(portal, offices.one, "caseworker")
    for path in ("/administration", "/administration/utfardare/ny", f"/administration/aktorer/{offices.one.actor}"):
        assert await caseworker.go(path) == 404
        assert await caseworker.page.locator("main").inner_text() == said[0]
    assert "Administration" not in await caseworker.page.locator("header").inner_text()
