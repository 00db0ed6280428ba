"""A coordination body reads its quarter, what nobody has answered, its agreements and its catalogue."""

import csv
import io
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser

from app.bootstrap.agreeing import trials
from app.usecases.trying_agreements import try_next
from tests.county import WORKFORCE
from tests.portal.browser import look
from tests.portal.people import Window
from tests.portal.quarters import BODY, TODAY, Town, town_with_quarters
from tests.service.test_escalation import LAST, SENT, called, every_day

pytestmark = pytest.mark.asyncio(loop_scope="session")
HOME = f"/samordning/{BODY}"


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def the_town(
    server_url: str, tmp_path_factory: pytest.TempPathFactory, the_browser: Browser
) -> AsyncIterator[Town]:
    async with town_with_quarters(server_url, tmp_path_factory.mktemp("town"), the_browser) as town:
        yield town


@pytest_asyncio.fixture(loop_scope="session")
async def town(the_town: Town) -> AsyncIterator[Town]:
    yield the_town
    await the_town.portal.leave()


async def text_of(window: Window) -> str:
    return await window.page.locator("main").inner_text()


async def test_the_body_reads_its_quarter(town: Town) -> None:
    window = await town.portal.anna(roles=("analyst",))
    page = window.page
    await window.go("/")

    await page.get_by_role("link", name="Samordning").click()

    assert page.url.endswith(f"{HOME}/statistik")
    said = await text_of(window)
    for words in ("Provköpings samverkan", "juli–september 2026", "Kallelse utan svar", "togs fram den 1 oktober 2026"):
        assert words in said
    row = page.locator("tr", has_text="Kallelse utan svar").first
    assert [cell.strip() for cell in await row.locator("td").all_inner_texts()] == ["24", "17", "21"]
    months = page.locator("#tabell-gap-months").locator("xpath=..")
    rows = [(await row.locator("td").all_inner_texts()) for row in await months.locator("tbody tr").all()]
    assert rows == [["visas inte", "12", "visas inte"], ["15", "13", "12"]]
    assert "Öppnade i augusti" in await months.inner_text()
    assert "12 öppnade i augusti" in (await months.locator("svg").text_content() or "")
    await look(page, "body-quarter", heard=window.heard)
    async with page.expect_download() as file:
        await page.get_by_role("link", name="Kostnader per betalare").click()
    assert (await file.value).suggested_filename == f"{BODY}-costs-2026-Q3.csv"


async def test_a_number_of_few_is_said_to_be_withheld_on_the_page_and_in_the_file(town: Town) -> None:
    window = await town.portal.anna(language="en", scripts=False)
    await window.go(f"{HOME}/statistik?kvartal=2026-Q3")

    shifts = window.page.locator("#tabell-cost-shifts").locator("xpath=..")
    assert "9 rows are not shown" in (await shifts.text_content() or "")
    withheld = window.page.locator("#visas-inte").locator("xpath=..")
    assert "Sickness benefit" in (await withheld.text_content() or "")
    assert await shifts.locator("td").first.inner_text() == "11"
    file = f"{town.portal.address}{HOME}/statistik/cost-shifts.csv?kvartal=2026-Q3"
    answer = await window.page.request.get(file)
    assert answer.headers["cache-control"] == "no-store"
    rows = {row["Code"]: row for row in csv.DictReader(io.StringIO((await answer.text()).removeprefix("\ufeff")))}
    assert (rows["all"]["shifts"], rows["sickness-benefit"]["shifts"]) == ("11", "not shown")


async def test_a_quarter_of_too_few_says_so_and_one_that_was_never_made_is_not_there(town: Town) -> None:
    window = await town.portal.anna()

    assert await window.go(f"{HOME}/statistik?kvartal=2026-Q2") == 200

    assert "Inget tal kan visas för kvartalet" in await text_of(window)
    assert await window.page.locator("table").count() == 0
    assert await window.page.locator("h2").all_inner_texts() == [
        "Inget tal kan visas för kvartalet", "Det som inte visas", "Hämta som fil",
    ]  # fmt: skip
    await window.page.locator("summary", has_text="Vilka rader det är").click()
    await look(window.page, "body-withheld", heard=window.heard)
    for wrong in ("2019-Q1", "2026-Q5", "nu"):
        assert await window.go(f"{HOME}/statistik?kvartal={wrong}") == 404


async def test_at_400_per_cent_nothing_but_the_charts_and_tables_scrolls_sideways(town: Town) -> None:
    window = await town.portal.anna(language="en")
    await window.go(f"{HOME}/statistik")
    await look(window.page, "body-quarter-en", heard=window.heard)
    await window.page.set_viewport_size({"width": 320, "height": 256})

    letters = await window.page.evaluate(
        """() => { const text = document.querySelector('.sip-statistics text');
                   return parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a }"""
    )

    assert letters > 10, "not shrunk with the screen"


async def test_whoever_may_not_read_it_meets_what_is_not_there(town: Town) -> None:
    stranger = await town.portal.window(
        secret=await town.portal.signed_in(town.county.token("/system", "union-system", "union-system"), "Facket")
    )
    number = town.county.number()
    await town.county.person(number)
    person = await town.portal.myself(number)
    auditor, manager = await town.portal.anna(roles=("auditor",)), await town.portal.anna(roles=("manager",))
    seen = set()
    for window, path in (
        (stranger, f"{HOME}/statistik"),
        (stranger, f"{HOME}/statistik/costs.csv"),
        (stranger, f"{HOME}/obesvarat"),
        (stranger, f"{HOME}/overenskommelser/ny"),
        (stranger, f"{HOME}/insatser/ny"),
        (person, "/samordning"),
        (person, f"{HOME}/statistik"),
        (auditor, "/samordning"),
        (auditor, f"{HOME}/statistik"),
        (manager, f"{HOME}/overenskommelser/ny"),
        (manager, f"{HOME}/statistik/nothing.csv"),
        (manager, "/samordning/nothing/statistik"),
    ):
        status = await window.go(path)
        seen.add((status, await text_of(window)))

    assert len(seen) == 1
    assert next(iter(seen))[0] == 404
    assert await stranger.go("/samordning") == 200
    assert "är inte med i något samverkansorgan" in await text_of(stranger)
    await look(stranger.page, "body-none", heard=stranger.heard)


async def test_a_file_is_for_whoever_is_signed_in(town: Town) -> None:
    async with httpx.AsyncClient(base_url=town.portal.address) as http:
        answer = await http.get(f"{HOME}/statistik/costs.csv")

    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/logga-in")


async def test_what_nobody_has_answered_is_listed_without_the_person(town: Town) -> None:
    window = await town.portal.anna()
    await window.go(f"{HOME}/obesvarat")
    assert "Inget ligger obesvarat" in await text_of(window)
    await look(window.page, "body-unanswered-none", heard=window.heard)
    life = await called(town.county, title="Elias behöver svar")
    await every_day(town.county, SENT, LAST)

    try:
        await window.go(f"{HOME}/obesvarat")

        said = await text_of(window)
        assert "Kallelse utan svar" in said
        assert "Provköping, employment-service" in said
        assert "Elias" not in said
        rest = (await town.county.caseworker().get(f"/coordination-bodies/{BODY}/escalations")).json()
        (number,) = [one["case_number"] for one in rest["escalations"]]
        await window.page.locator("summary", has_text=f"{number[:4]}-{number[4:8]}").click()
        assert (await window.page.locator(".number").inner_text()).endswith(f"Hela numret:\n{number}")
        source = await window.page.content()
        assert not any(secret in source for secret in (life.person, life.number, *life.ids.values()))
        await look(window.page, "body-unanswered", heard=window.heard)
    finally:
        town.county.today = TODAY


async def test_an_agreement_is_proposed_counted_and_taken_into_use(town: Town) -> None:
    window = await town.portal.anna(roles=("administrator",))
    page = window.page
    await window.go("/")
    await page.get_by_role("link", name="Samordning").click()
    assert "inom 3 arbetsdagar" in await text_of(window)
    await look(page, "body-agreements", heard=window.heard)
    await page.get_by_role("link", name="Föreslå en överenskommelse").click()
    await page.get_by_label("Svaret på kallelsen").or_(page.get_by_label("Svar på kallelsen")).first.fill("fem")
    await page.get_by_label("Från och med").fill("2027-01-01")
    await page.get_by_role("button", name="Se vad det skulle ändra").click()
    said = "Svar på kallelsen: skriv ett helt tal från 1 till 260 arbetsdagar, eller lämna det tomt."
    assert said in await page.get_by_role("alert").inner_text()
    await look(page, "body-agreement-wrong", heard=window.heard)
    await page.get_by_label("Svar på kallelsen").fill("4")
    await page.get_by_role("button", name="Se vad det skulle ändra").click()

    assert "Det räknas nu" in await text_of(window)
    await counted(town)
    await page.get_by_role("link", name="Titta igen").click()
    assert "inom 4 arbetsdagar" in await text_of(window)
    await look(page, "body-preview", heard=window.heard)
    proposal = page.url
    assert await page.get_by_role("button", name="Ta överenskommelsen i bruk").count() == 0
    assert "Någon annan läser det och tar det i bruk" in await text_of(window)

    await page.goto(f"{proposal}/../../ny")
    csrf = await page.locator("input[name=_csrf]").last.input_value()
    alone = await page.request.post(proposal, form={"_csrf": csrf, "_key": "k", "_form": "antagande", "_page": "/"})
    assert (alone.status, "Någon annan tar ditt förslag i bruk" in await alone.text()) == (403, True)

    second = await town.portal.window(secret=await administrator(town, "berit"))
    await second.go(f"{HOME}/overenskommelser")
    assert "av en administratör hos" in await text_of(second)
    await look(second.page, "body-proposals", heard=second.heard)
    await second.page.get_by_role("link", name="Förslag från").click()
    await look(second.page, "body-preview-to-adopt", heard=second.heard)
    await second.page.get_by_role("button", name="Ta överenskommelsen i bruk").click()

    assert await second.page.locator(".ds-alert").inner_text() == "Överenskommelsen är tagen i bruk."
    assert "Gäller framöver" in await text_of(second)


async def administrator(town: Town, who: str) -> str:
    """The secret of a session of an administrator's at the same actor."""
    token = town.county.token(WORKFORCE, "portal", who, roles=["administrator"])
    return await town.portal.signed_in(token, "Berit Ek")


async def counted(town: Town) -> None:
    """Let a worker count what the proposal would change."""
    async with trials(town.settings) as (waiting, everybody):
        assert await try_next(waiting, everybody, town.county.detector)


async def test_an_activity_is_offered_and_withdrawn_without_scripts(town: Town) -> None:
    window = await town.portal.anna(scripts=False)
    page = window.page
    await window.go(f"{HOME}/insatser")
    assert "Ingen insats i katalogen som du får se" in await text_of(window)
    await page.get_by_role("link", name="Erbjud en insats").click()
    await page.get_by_label("Vad den heter").fill("Yrkeskurs i lager och logistik")
    await page.get_by_role("button").last.click()
    assert "Välj ett område." in await page.get_by_role("alert").inner_text()
    assert await page.get_by_label("Vad den heter").input_value() == "Yrkeskurs i lager och logistik"
    await page.get_by_label("Område").select_option("education")
    await page.get_by_label("Antal platser").fill("12")
    await page.get_by_label("Startar").fill("2027-01-11")
    await page.get_by_role("button", name="Lägg i katalogen").click()

    assert "12 av 12 platser lediga" in await text_of(window)
    await page.get_by_role("link", name="Yrkeskurs").click()
    assert "11 januari 2027" in await text_of(window)
    await page.get_by_role("link", name="Ändra erbjudandet").click()
    assert await page.get_by_label("Vad den heter").input_value() == "Yrkeskurs i lager och logistik"
    assert await page.get_by_label("Startar").input_value() == "2027-01-11"
    await page.get_by_label("Startar").fill("2027-02-01\n30 februari")
    await page.get_by_label("Antal platser").fill("10")
    await page.get_by_role("button", name="Spara ändringen").click()
    assert "Skriv en dag på varje rad" in await page.get_by_role("alert").inner_text()
    assert await page.get_by_label("Antal platser").input_value() == "10"
    await page.get_by_label("Startar").fill("2027-02-01\n2027-03-01")
    await page.get_by_role("button", name="Spara ändringen").click()
    assert await page.locator(".ds-alert").inner_text() == "Erbjudandet är ändrat."
    said = await text_of(window)
    assert "10 av 10 platser lediga" in said
    assert "1 februari 2027, 1 mars 2027" in said
    await page.get_by_label("Varför").fill("Ges inte i vår")
    await page.get_by_role("button", name="Dra in erbjudandet").click()
    assert await page.locator(".ds-alert").inner_text() == "Erbjudandet är indraget."


async def test_an_offer_is_changed_by_whoever_offers_it_as_it_was_read(town: Town) -> None:
    said = {"title": "Studiebesök", "category": "education", "capacity": 6, "start_dates": ["2027-01-11"]}
    anna = town.county.caseworker()
    made = (await anna.post(f"/coordination-bodies/{BODY}/offers", json=said)).json()
    path = f"{HOME}/insatser/{made['id']}"
    window = await town.portal.anna(language="en")
    page = window.page
    await window.go(f"{path}/andra")
    await look(page, "offer-change", heard=window.heard)
    now = {"If-Match": f'"{made["version"]}"'}
    assert (await anna.put(f"/offers/{made['id']}", json={**said, "capacity": 8}, headers=now)).status_code == 200
    await page.get_by_label("What it is called").fill("Studiebesök i januari")
    await page.get_by_role("button", name="Save the change").click()
    assert "Somebody else was first" in await page.get_by_role("alert").inner_text()
    assert await page.get_by_label("What it is called").input_value() == "Studiebesök i januari"
    await page.get_by_role("button", name="Save the change").click()
    assert await page.locator("h1").inner_text() == "Studiebesök i januari"
    await look(page, "offer-changed", heard=window.heard)

    stranger = await town.portal.window(
        secret=await town.portal.signed_in(town.county.token("/system", "union-system", "union-system"), "Facket")
    )
    assert await stranger.go(f"{path}/andra") == 404
    gone = f"/offers/{made['id']}/withdrawal"
    withdrawn = await anna.post(gone, json={"reason": "Ges inte"}, headers={"If-Match": "*"})
    assert withdrawn.status_code == 200
    assert await window.go(f"{path}/andra") == 404
