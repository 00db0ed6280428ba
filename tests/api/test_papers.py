"""On paper stands what the reader may see and nothing else, it is logged as a reading, and anybody can read it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from html import unescape

import httpx
import pytest
import pytest_asyncio

from app.settings import Settings
from tests.adapters.pdf_ua import breaches
from tests.api.answers import problem, served
from tests.api.witness import Witness
from tests.county import PHONE, County
from tests.service.meeting_story import HEALTH, OWNER, STATE, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
PDF = {"Accept": "application/pdf"}
OURS, THEIRS, BESIDE = "Bara för oss <b>", "Bara för psykiatrin", "Utanför planen"


async def as_it_is(html: str) -> bytes:
    """Sets nothing, so that what would be set can be read."""
    return html.encode()


@pytest_asyncio.fixture(loop_scope="session")
async def around(county: County) -> Around:
    return await told(county)


async def told(county: County) -> Around:
    """A plan in which two keep something to themselves, and one knows something beside it."""
    around = await four_agencies(county)
    today = county.today.isoformat()
    await around.done_by_put("person", "voice", text="Ring mig efter tio.")
    need = (await around.add(OWNER, "needs", category="work", start=today, title="Ett arbete"))["id"]
    await around.add(OWNER, "activities", need=need, planned_start="2026-12-01", title="Arbetsträning")
    await around.add(OWNER, "activities", planned_start="2026-12-01", title=OURS, disclosure="own")
    await around.add(HEALTH, "activities", planned_start="2026-12-01", title=THEIRS, disclosure="own")
    status = {"person_id": around.person, "kind": "status", "code": "income-support", "start": "2024-01-01"}
    put = await around.at[OWNER].put(
        f"sources/{OWNER}/facts/{around.person}-paper", json={**status, "source_version": 1, "title": BESIDE}
    )
    assert put.is_success, put.text
    await around.add(OWNER, "messages", text="Hemligt meddelande")
    await around.done(OWNER, f"/plans/{around.plan}/versions", note="Överens")
    await county.detect()
    return around


@asynccontextmanager
async def reading(around: Around, settings: Settings, who: str) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody's client of a service that answers what it would put on paper."""
    async with served(settings, replace(around.county.service, typeset=as_it_is)) as client:
        client.headers["Authorization"] = around.at[who].headers["Authorization"]
        yield client


async def paper(around: Around, settings: Settings, who: str, path: str, language: str = "sv") -> str:
    async with reading(around, settings, who) as client:
        answer = await client.get(path, headers={**PDF, "Accept-Language": language})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-language"] == language[:2]
    return unescape(answer.text)


@pytest.mark.parametrize("who", [OWNER, "person"])
async def test_a_plan_is_answered_as_a_document_that_anybody_can_read(around: Around, who: str) -> None:
    answer = await around.at[who].get(f"/plans/{around.plan}", headers=PDF)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == f'inline; filename="plan-{around.plan}.pdf"'
    assert breaches(answer.content) == []


async def test_what_a_person_takes_out_is_answered_so_too_with_the_timeline(around: Around, settings: Settings) -> None:
    answer = await around.at["person"].get(f"/persons/{around.person}/export", headers=PDF)
    assert breaches(answer.content) == []
    page = await paper(around, settings, "person", f"/persons/{around.person}/export")
    assert all(words in page for words in ("Din tidslinje", "Tidslinjen i ord", OURS, THEIRS, BESIDE))
    for stranger in (OWNER, "association"):
        problem(await around.at[stranger].get(f"/persons/{around.person}/export", headers=PDF), 404, "not-found")


async def test_on_paper_it_is_drawn_for_paper_and_as_a_page_whole(around: Around, settings: Settings) -> None:
    service = replace(
        around.county.service,
        typeset=as_it_is,
        draw_export=lambda _: "whole",
        draw_export_for_paper=lambda _: "for paper",
    )
    async with served(settings, service) as client:
        client.headers["Authorization"] = around.at["person"].headers["Authorization"]
        path = f"/persons/{around.person}/export"
        answers = [(await client.get(path, headers={"Accept": form})).text for form in ("application/pdf", "text/html")]
    assert answers == ["for paper", "whole"]


async def test_each_reader_s_paper_holds_what_that_reader_sees_of_the_plan(around: Around, settings: Settings) -> None:
    pages = {
        who: await paper(around, settings, who, f"/plans/{around.plan}") for who in (OWNER, HEALTH, STATE, "person")
    }
    assert {who for who, page in pages.items() if OURS in page} == {OWNER, "person"}
    assert {who for who, page in pages.items() if THEIRS in page} == {HEALTH, "person"}
    assert all("Ring mig efter tio." in pages[who] for who in (OWNER, "person"))
    for who in pages:
        seen = await around.read(who, f"/plans/{around.plan}")
        kinds = ("plan", "need", "activity", "goal", "voice")
        titles = {item["title"] for item in seen["items"] if item["kind"] in kinds and "title" in item}
        assert not [title for title in titles if title not in pages[who]], who


async def test_what_a_reader_knows_beside_the_plan_is_on_no_paper_that_is_handed_on(
    around: Around, settings: Settings
) -> None:
    timeline = await around.read(OWNER, f"/persons/{around.person}/timeline")
    assert BESIDE in str(timeline), "it is there to be seen"
    page = await paper(around, settings, OWNER, f"/plans/{around.plan}")
    assert BESIDE not in page
    assert "Hemligt meddelande" not in page
    beside = {item["id"] for item in timeline["items"] if item.get("plan_id") != around.plan}
    resting_on_it = [finding for finding in timeline["findings"] if beside & {*finding["evidence"]}]
    assert resting_on_it
    assert not [finding for finding in resting_on_it if finding["title"] in page]


async def test_whoever_sees_no_plan_gets_no_paper(around: Around) -> None:
    alike = (f"/plans/{around.plan}", f"/plans/{around.person}")
    answers = [problem(await around.at["association"].get(path, headers=PDF), 404, "not-found") for path in alike]
    assert answers[0] | {"instance": ""} == answers[1] | {"instance": ""}


async def test_taking_a_plan_to_paper_is_logged_with_all_that_stands_on_it(
    around: Around, settings: Settings, witness: Witness
) -> None:
    end = witness.log_ends()
    await paper(around, settings, OWNER, f"/plans/{around.plan}")
    (row,) = witness.logged(end)
    assert '"action": "read-plan-print"' in row
    seen = await around.read(OWNER, f"/plans/{around.plan}")
    assert all(item["id"] in row for item in seen["items"])
    assert "Ring mig" not in row


async def test_it_is_in_english_for_whoever_prefers_it(around: Around, settings: Settings) -> None:
    path = f"/plans/{around.plan}"
    assert "Coordinated individual plan" in await paper(around, settings, OWNER, path, "en-GB,sv;q=0.5")
    assert "Samordnad individuell plan" in await paper(around, settings, OWNER, path, "sv,en;q=0.9")
    headers = {"Accept": "image/svg+xml", "Accept-Language": "en"}
    picture = await around.at[OWNER].get(f"/persons/{around.person}/timeline", headers=headers)
    assert picture.headers["content-language"] == "en"
    assert "Timeline: " in picture.text


@pytest.mark.parametrize("kind", ["appointments", "calls"])
async def test_an_invitation_is_a_letter_that_says_when_where_and_from_whom_and_names_nobody(
    around: Around, settings: Settings, kind: str
) -> None:
    details = {"name": "Elias Prov"}
    named = await around.at[OWNER].put(f"/persons/{around.person}/details", json=details, headers={"If-Match": "*"})
    assert named.is_success
    meeting = await around.add(OWNER, "appointments", on="2026-12-10", at="13:00", place="Rum Solen", title="Om Elias")
    path = f"/appointments/{meeting['id']}/invitation"
    if kind == "calls":
        asked = around.county.actor(HEALTH)
        call = await around.add(OWNER, "calls", to=asked, form="call", sent="2026-11-21", appointment=meeting["id"])
        path = f"/calls/{call['id']}/invitation"
    reader = HEALTH if kind == "calls" else OWNER
    page = await paper(around, settings, reader, path)
    assert all(
        words in page for words in ("10 december 2026, kl. 13:00", "Rum Solen", f"Provköping, {OWNER}, telefon {PHONE}")
    )
    assert not [word for word in ("Elias", around.person, around.number, around.plan) if word in page]
    answer = await around.at[reader].get(path, headers=PDF)
    assert breaches(answer.content) == []


async def test_a_protected_person_s_letter_tells_neither_what_it_is_about_nor_where_nor_who_asks(
    around: Around, settings: Settings
) -> None:
    meeting = await around.add(OWNER, "appointments", on="2026-12-10", place="Rum Solen")
    marked = {"level": "marked", "reason": "Skatteverket"}
    stated = await around.county.caseworker().post(f"/persons/{around.person}/protection", json=marked)
    assert stated.is_success, stated.text
    page = await paper(around, settings, "person", f"/appointments/{meeting['id']}/invitation")
    assert not [word for word in ("Rum Solen", "plan:", "Provköping", PHONE) if word in page]
    assert "10 december 2026" in page
    for path in (f"/plans/{around.plan}", f"/plans/{around.person}"):
        problem(await around.at[HEALTH].get(path, headers=PDF), 404, "not-found")
