"""One of those who see a gap has its card, and everything that counts cards says so: told through REST."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import httpx
import psycopg
import pytest
import pytest_asyncio

from app.settings import Settings
from tests.caseload_desks import ANY, Desks, Somebody, caseload_desks, listed
from tests.county import TODAY, County
from tests.secrecy.quiet import quiet_county
from tests.secrecy.worlds import Connection

pytestmark = pytest.mark.asyncio(loop_scope="session")
Quiet = tuple[County, Settings, Connection]
LATER = TODAY + timedelta(45)
LEAVES: bytes = b"""
    insert into sip.fact (person_id, id, source_version, source, kind, owner, category, disclosed, plan_id, fields,
                          named, void, current)
    select person_id, id, source_version + 1, source, kind, owner, category, disclosed, plan_id, fields, named, true,
           true
      from sip.fact where person_id = %s and kind = 'participant' and current and named = array[%s::uuid]"""


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def quiet(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Quiet]:
    """A county in which no body has agreed on anything: by such terms everybody holds their own."""
    async with quiet_county(server_url, tmp_path_factory.mktemp("keys")) as quiet:
        yield quiet


@pytest.fixture
def county(quiet: Quiet) -> County:
    return quiet[0]


@pytest.fixture
def database_url(quiet: Quiet) -> str:
    return str(quiet[1].database_url)


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def every_desk(quiet: Quiet) -> AsyncIterator[Iterator[Desks]]:
    async with caseload_desks(quiet[0], quiet[1], 6) as desks:
        yield desks


@pytest.fixture
def desks(every_desk: Iterator[Desks]) -> Desks:
    return next(every_desk)


async def shared(county: County, desks: Desks, *, leads: str | None = None, known: tuple[str, ...] = ()) -> Somebody:
    """A plan of the unit's with a need that nobody has, which its neighbour has at hand too; `leads` and `known` take
    part as well, and `known` are named in the consent. The detector has looked, long after."""
    county.today = TODAY
    anna, bo = desks.unit.at("anna"), desks.neighbour.at("bo")
    somebody = await desks.unit.somebody(anna, "Leo")
    at = f"/plans/{somebody.plan}"
    for actor in {desks.neighbour.actor, *([leads] if leads else ()), *known}:
        await done(anna, f"{at}/participants", actor=actor)
    actors = [desks.unit.actor, desks.neighbour.actor, *known]
    await done(county.myself(somebody.number), f"{at}/consents", actors=actors, categories=["work"], start=str(TODAY))
    await done(anna, f"{at}/needs", category="work", start=str(TODAY))
    if leads:
        await done(anna, f"{at}/main-responsible", actor=leads, start=str(TODAY))
    await done(bo, f"{at}/assignments")
    await county.detect(LATER)
    return somebody


async def done(client: httpx.AsyncClient, path: str, **body: Any) -> dict[str, Any]:
    answer = await client.post(path, json=body, headers=ANY)
    assert answer.is_success, f"{path}: {answer.text}"
    return dict(answer.json())


async def worklist(client: httpx.AsyncClient, somebody: Somebody) -> dict[str, dict[str, Any]]:
    """The cards about the person, by rule; their number is what the caseload says."""
    cards = (await client.get("/findings", params={"limit": 100})).json()["findings"]
    mine = {card["rule"]: card for card in cards if card["person_id"] == somebody.person}
    (entry,) = [plan for plan in await listed(client) if plan["plan_id"] == somebody.plan]
    assert entry["open"] + entry["critical"] == len(mine)
    return mine


async def all_gaps(client: httpx.AsyncClient, somebody: Somebody) -> dict[str, dict[str, Any]]:
    """The gaps that the reader sees, alike in the list and on the timeline."""
    listed_ = (await client.get(f"/persons/{somebody.person}/findings", params={"limit": 100})).json()["findings"]
    drawn = (await client.get(f"/persons/{somebody.person}/timeline")).json()["findings"]
    found = {gap["rule"]: (gap["holder"], gap.get("turn")) for gap in listed_}
    assert found == {gap["rule"]: (gap["holder"], gap.get("turn")) for gap in drawn}
    return {gap["rule"]: gap for gap in listed_}


async def test_the_owner_has_the_card_and_the_other_party_knows_of_it(county: County, desks: Desks) -> None:
    somebody = await shared(county, desks)
    anna, bo = desks.unit.at("anna"), desks.neighbour.at("bo")
    cards = await worklist(anna, somebody)
    assert "need-unowned" in cards
    assert {card["holder"] for card in cards.values()} == {desks.unit.actor}
    assert not any("turn" in card for card in cards.values())
    assert await worklist(bo, somebody) == {}
    seen = await all_gaps(bo, somebody)
    assert seen.keys() >= cards.keys()
    assert {gap["turn"] for gap in seen.values()} == {f"Hålls av {desks.unit.key}"}
    ahead = (await bo.get("/findings", params={"ahead": True, "limit": 100})).json()["findings"]
    assert somebody.person not in {card["person_id"] for card in ahead}
    told = await all_gaps(county.myself(somebody.number), somebody)
    assert told["need-unowned"]["holder"] == desks.unit.actor


async def test_in_the_place_of_an_owner_that_does_not_see_the_next_has_the_card_and_reads_whom_to_contact(
    county: County, desks: Desks
) -> None:
    somebody = await shared(county, desks, leads=desks.small)
    anna, bo = desks.unit.at("anna"), desks.neighbour.at("bo")
    card = (await worklist(anna, somebody))["need-unowned"]
    small = f"small-{desks.unit.key.removeprefix('unit-')}"
    assert (card["owner"], card["holder"], card["turn"]) == (desks.small, desks.unit.actor, f"Kontakta {small}")
    assert "need-unowned" not in await worklist(bo, somebody)
    mine = (await anna.get("/findings", params={"mine": True, "limit": 100})).json()["findings"]
    assert "need-unowned" not in {one["rule"] for one in mine if one["person_id"] == somebody.person}


async def test_when_the_holder_leaves_the_plan_the_next_has_the_card_at_once(
    county: County, desks: Desks, database_url: str
) -> None:
    somebody = await shared(county, desks, leads=desks.small, known=(desks.small,))
    anna = desks.unit.at("anna")
    assert "need-unowned" not in await worklist(anna, somebody)
    before = (await all_gaps(anna, somebody))["need-unowned"]
    assert before["holder"] == desks.small
    with psycopg.connect(database_url) as database:
        assert database.execute(LEAVES, (somebody.person, desks.small)).rowcount == 1
    assert (await worklist(anna, somebody))["need-unowned"]["opens"] == before["opens"]
    await county.detect(LATER)
    assert (await worklist(anna, somebody))["need-unowned"]["opens"] == before["opens"]


async def test_who_holds_the_card_for_somebody_elses_gives_it_to_the_next(county: County, desks: Desks) -> None:
    somebody = await shared(county, desks, leads=desks.neighbour.actor)
    anna, bo = desks.unit.at("anna"), desks.neighbour.at("bo")
    card = (await worklist(bo, somebody))["need-unowned"]
    assert "need-unowned" not in await worklist(anna, somebody)
    await done(bo, f"/findings/{card['id']}/resolution", code="wrong-recipient", to=desks.unit.actor)
    await county.detect(LATER)
    assert "need-unowned" not in await worklist(bo, somebody)
    taken = (await worklist(anna, somebody))["need-unowned"]
    assert taken["turn"] == f"Kontakta {desks.neighbour.key}"
    resolved = (await bo.get("/findings", params={"state": "resolved", "limit": 100})).json()["findings"]
    assert card["id"] in {one["id"] for one in resolved}
