"""Sara goes on leave: Bo has her list meanwhile, and for good when she does not come back. Through REST alone."""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any

import httpx
import pytest
import pytest_asyncio

from app.settings import Settings
from tests.caseload_desks import Desks, caseload_desks, found, listed, names
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")
NOTE = "Sara är borta. Alla är informerade om att de får en ny handläggare."


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def many(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desks]]:
    async with caseload_desks(the_county, settings, 1) as opened:
        yield opened


@pytest.fixture
def desks(county: County, many: Iterator[Desks]) -> Desks:
    """Desks that nobody has sat at, on the day of the county."""
    return next(many)


async def history(client: httpx.AsyncClient, plan: str) -> list[dict[str, Any]]:
    answer = await client.get(f"/plans/{plan}/history")
    assert answer.status_code == 200, answer.text
    entries: list[dict[str, Any]] = answer.json()["entries"]
    return entries


async def test_a_caseload_is_looked_after_by_a_deputy_and_then_handed_over(county: County, desks: Desks) -> None:
    unit = desks.unit
    sara, bo, per = await unit.known("sara", "bo", "per")
    (berit,) = await desks.neighbour.known("berit")
    leo = await unit.somebody(sara, "Leo Åkesson")
    others = [await unit.somebody(sara, name) for name in ("Amira Haddad", "Noor Öberg")]
    everybody = {leo.name, *(one.name for one in others)}
    assert await names(sara) == everybody

    named = {"deputy": "bo", "start": "2026-12-01", "end": "2026-12-20"}
    assert (await sara.post("/deputies", json=named)).status_code == 200
    assert await names(bo) == set()
    county.today = date(2026, 12, 1)
    on_bos_list = await listed(bo)
    assert {one["person_name"] for one in on_bos_list} == everybody
    assert {(one["user"], one["deputy_until"]) for one in on_bos_list} == {("sara", "2026-12-20")}
    assert await found(bo, "LEO å") == {leo.name}
    assert await names(sara) == everybody

    county.today = date(2026, 12, 21)
    assert await names(bo) == set()
    assert await found(bo, "leo") == set()

    lead = unit.at("eva", "coordinator")
    act = await lead.post("/caseload-transfers", json={"holder": "sara", "to": "bo", "note": NOTE})
    assert act.status_code == 201, act.text
    assert {one["plan_id"] for one in act.json()["plans"]} == {leo.plan, *(one.plan for one in others)}
    assert await names(sara) == set()
    assert {one["person_name"]: one["user"] for one in await listed(bo)} == dict.fromkeys(everybody, "bo")
    assert await found(bo, "leo") == {leo.name}
    told = await bo.get(act.headers["location"].removeprefix("/sip-api/v1"))
    assert (told.json()["note"], told.json()["holder"], told.json()["by"]) == (NOTE, "sara", "eva")

    for somebody in (leo, *others):
        handed = next(one for one in await history(bo, somebody.plan) if one["type"] == "assignment-transfer")
        assert (handed["told"], handed["user"]) == ("Tilldelad handläggare: lämnades över till en kollega", "eva")
        assert {"field": "user", "label": "handläggare", "old": "sara", "new": "bo"} in handed["changes"]
    assert any(one["type"] == "assignment-transfer" for one in await history(county.myself(leo.number), leo.plan))
    for outside in (per, berit):
        assert await names(outside) == set()
        assert await found(outside, "leo") == set()
    assert (await berit.get(f"/plans/{leo.plan}/history")).status_code == 404
    assert (await berit.get(f"/caseload-transfers/{act.json()['id']}")).status_code == 404
