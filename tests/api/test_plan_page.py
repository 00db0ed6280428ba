"""The page of a plan: what is of the plan, as far as its reader sees, and nothing that the reader knows beside it."""

from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from app.domain.errors import NotFound
from app.domain.permissions import Permission, Principal
from app.usecases.plan_page import read_plan_page
from app.usecases.ports import Caller
from tests.api.test_papers import BESIDE, OURS, THEIRS, told
from tests.county import SYSTEM, County
from tests.service.meeting_story import HEALTH, OWNER, STATE, Around

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def around(county: County) -> Around:
    return await told(county)


async def page_of(around: Around, who: str, plan: str | None = None) -> dict[str, Any]:
    """The page as that agency's system would be shown it."""
    county = around.county
    client = f"{county.issuers}{SYSTEM}#{who}-system"
    principal = Principal(client=client, user=client, actor=UUID(county.actor(who)), may=frozenset(Permission))
    caller = Caller(principal=principal, today=county.today.toordinal(), request_id="0" * 32)
    service = county.service
    return await read_plan_page(service.views, service.vault, service.registry, caller, UUID(plan or around.plan))


async def test_the_page_of_a_plan_shows_what_is_of_it_and_nothing_else(around: Around) -> None:
    timeline = await around.read(OWNER, f"/persons/{around.person}/timeline")
    page = await page_of(around, OWNER)
    assert BESIDE in str(timeline), "it is there to be seen"
    beside = [item for item in page["items"] if item.get("plan_id") != around.plan]
    assert {item["kind"] for item in beside} == {"person", "consent"}, "and mandates, of which there is none"
    assert "message" not in {item["kind"] for item in page["items"]}
    of_others = {item["id"] for item in timeline["items"]} - {item["id"] for item in page["items"]}
    resting = [finding for finding in timeline["findings"] if of_others & {*finding["evidence"]}]
    assert resting
    assert not {finding["id"] for finding in resting} & {finding["id"] for finding in page["findings"]}
    asked = {"to": around.actor("association"), "form": "invitation", "sent": "2026-11-21"}
    question = await around.add(OWNER, "calls", **asked)
    await around.read("association", f"/calls/{question['id']}")
    with pytest.raises(NotFound):  # whoever is only asked something in it
        await page_of(around, "association")


async def test_each_readers_page_holds_what_that_reader_sees_of_the_plan(around: Around) -> None:
    for who, shown, hidden in ((OWNER, OURS, THEIRS), (HEALTH, THEIRS, OURS)):
        titles = {item.get("title") for item in (await page_of(around, who))["items"]}
        assert shown in titles
        assert hidden not in titles
    seen = {item["id"]: item for item in (await around.read(STATE, f"/plans/{around.plan}"))["items"]}
    page = [item for item in (await page_of(around, STATE))["items"] if item["kind"] not in ("person", "consent")]
    assert {item["id"]: item for item in page} == {one: item for one, item in seen.items() if item["kind"] != "consent"}


async def test_the_page_has_the_mandates_that_its_reader_has_and_no_others(around: Around) -> None:
    """Recorded in another plan too, since whoever acts for the person does so in all of them."""
    proxy, start = await around.county.person(), around.county.today.isoformat()
    said: dict[str, Any] = {"form": "proxy", "powers": ["read"], "proxy": proxy, "start": start, "end": "2027-06-30"}
    other = (await around.done(OWNER, "/plans", person_id=around.person))["id"]
    paths = {"here": f"/plans/{around.plan}/mandates", "there": f"/plans/{other}/mandates"}
    ids = {(await around.done(OWNER, path, **said))["id"] for path in paths.values()}
    shown = {item["id"] for item in (await page_of(around, OWNER))["items"] if item["kind"] == "mandate"}
    assert shown == ids
    for stranger in (HEALTH, STATE):
        assert not ids & {item["id"] for item in (await page_of(around, stranger))["items"]}


async def test_what_is_no_plan_has_no_page(around: Around) -> None:
    for plan in (around.person, "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"):
        with pytest.raises(NotFound):
            await page_of(around, OWNER, plan)
