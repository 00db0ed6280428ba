"""A first consent in a plan: a caseworker prepares it, the person says yes, and another caseworker sees by it."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import pytest_asyncio

from app.settings import Settings
from tests.api.witness import witness_of
from tests.caseload_desks import Desks, Somebody, Unit, caseload_desks
from tests.county import County
from tests.portal.browser import look
from tests.portal.people import Portal
from tests.portal.test_consent_replacing import ticked

pytestmark = pytest.mark.asyncio(loop_scope="session")
NAME = "Elias Prov"
THEIRS = "Samtal hos kuratorn"


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def many(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desks]]:
    async with caseload_desks(the_county, settings, 4) as opened:
        yield opened


@pytest.fixture
def desks(county: County, many: Iterator[Desks]) -> Desks:
    """Desks that nobody has sat at, on the day of the county."""
    return next(many)


async def secret_of(portal: Portal, unit: Unit, user: str) -> str:
    """Of a session of that caseworker's."""
    token = portal.county.token(f"/{unit.key}", "portal", user, roles=["caseworker"])
    return await portal.signed_in(token, user)


async def begun(desks: Desks) -> Somebody:
    """Anna's unit has a plan with Elias, in which her neighbours take part and have something; he has consented to
    nothing."""
    (anna,) = await desks.unit.known("anna")
    (berit,) = await desks.neighbour.known("berit")
    elias = await desks.unit.somebody(anna, NAME)
    for client, collection, said in (
        (anna, "participants", {"actor": desks.neighbour.actor}),
        (anna, "needs", {"category": "work", "start": "2026-11-01", "title": "Ett arbete i egen takt"}),
        (berit, "activities", {"category": "work", "planned_start": "2026-12-01", "title": THEIRS}),
    ):
        made = await client.post(f"/plans/{elias.plan}/{collection}", json=said)
        assert made.is_success, made.text
    return elias


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_caseworker_prepares_it_the_person_says_yes_and_another_caseworker_sees(
    portal: Portal, county: County, desks: Desks, scripts: bool
) -> None:
    elias = await begun(desks)
    at = f"/planer/{elias.plan}"
    anna = await portal.window(secret=await secret_of(portal, desks.unit, "anna"), scripts=scripts)
    berit = await portal.window(secret=await secret_of(portal, desks.neighbour, "berit"), scripts=scripts)
    page = anna.page
    await anna.go(at)
    assert THEIRS not in await page.locator("main").inner_text()
    assert "Inget samtycke finns än som du får se." in await page.locator("main").inner_text()
    if scripts:
        await look(page, "consent-none", heard=anna.heard)
    await page.get_by_role("link", name="Lägg till ett samtycke").click()
    for unit in (desks.unit, desks.neighbour):
        assert await page.get_by_role("checkbox", name=unit.key).is_checked(), "there is nobody else"
    assert await page.get_by_role("radio", name="Själv i Min plan").is_checked()
    if scripts:
        await look(page, "consent-new", heard=anna.heard)
    await page.get_by_role("checkbox", name="Arbete").check()
    await page.get_by_label("Till och med").fill("2027-11-20")
    await page.get_by_role("checkbox", name=desks.neighbour.key).uncheck()
    await page.get_by_role("button", name="Se vad samtycket öppnar").click()
    assert "Välj minst två" in await page.get_by_role("alert").inner_text()
    assert await page.get_by_role("checkbox", name="Arbete").is_checked()
    if scripts:
        await look(page, "consent-new-wrong", heard=anna.heard)
    await page.get_by_role("checkbox", name=desks.neighbour.key).check()
    await page.get_by_role("button", name="Se vad samtycket öppnar").click()

    told = await page.locator("main").inner_text()
    assert f"öppnar inget förrän {NAME} säger ja i Min plan" in told
    assert f"{desks.unit.key} får se: planen i stort, arbete. Från: {desks.neighbour.key}." in told
    assert f"Från: {desks.unit.key}. Till och med 20 november 2027." in told
    if scripts:
        await look(page, "consent-new-preview", heard=anna.heard)
    await page.get_by_role("button", name="Spara förslaget").click()
    assert f"Nu kan {NAME} säga ja i Min plan" in await page.get_by_role("status").inner_text()
    assert f"Väntar på att {NAME} säger ja" in await page.locator("main").inner_text()
    assert THEIRS not in await page.locator("main").inner_text(), "a proposal opens nothing"
    if scripts:
        await look(page, "consent-drafted", heard=anna.heard)
    assert await berit.go(at) in (200, 404)
    assert "Ett arbete i egen takt" not in await berit.page.locator("main").inner_text()

    mine = await portal.myself(elias.number, NAME, scripts=scripts)
    await mine.go("/min-plan/samtycken")
    await mine.page.get_by_role("link", name="Läs och säg ja").click()
    await mine.page.get_by_role("button", name="Ja, jag samtycker").click()
    assert await mine.page.get_by_role("status").inner_text() == "Tack. Samtycket är lämnat."

    assert await berit.go(at) == 200
    assert "Ett arbete i egen takt" in await berit.page.locator("main").inner_text()
    await anna.go(at)
    told = await page.locator("main").inner_text()
    assert THEIRS in told
    assert "Gäller till och med 20 november 2027." in told


async def test_a_person_who_becomes_protected_meanwhile_is_there_for_the_named_alone(
    portal: Portal, county: County, desks: Desks, database_url: str
) -> None:
    elias = await begun(desks)
    at = f"/planer/{elias.plan}/samtycken/nytt"
    anna, bo = [portal.over_http(await secret_of(portal, desks.unit, user)) for user in ("anna", "bo")]
    form = ticked(await bo.get(at))
    said = {"level": "marked", "reason": "Skatteverkets besked"}
    marked = await desks.unit.at("anna").post(f"/persons/{elias.person}/protection", json=said)
    assert marked.status_code == 200, marked.text
    assert NAME in (await anna.get(at)).text
    nothing = await bo.get("/planer/0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11/samtycken/nytt")
    with witness_of(database_url) as witness, witness.nothing_changes():
        for answer in (await bo.get(at), await bo.post(at, data=form), await bo.post(f"{at}/beslut", data=form)):
            assert (answer.status_code, NAME in answer.text) == (404, False)
            assert main_of(answer) == main_of(nothing)


def main_of(page: httpx.Response) -> str:
    return page.text.partition("<main")[2].partition("</main>")[0]
