"""Vilda's identity is protected: a colleague loses sight of her, her caseworker goes on, and it is lifted. By REST."""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any

import httpx
import pytest
import pytest_asyncio

from app.settings import Settings
from tests.api.witness import Witness, witness_of
from tests.caseload_desks import Desks, Somebody, caseload_desks, found, listed, names
from tests.county import County
from tests.secrecy.lives import begin

pytestmark = pytest.mark.asyncio(loop_scope="session")
MARKED = {"level": "marked", "reason": "Skatteverkets besked"}


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def many(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desks]]:
    async with caseload_desks(the_county, settings, 3) as opened:
        yield opened


@pytest.fixture
def desks(county: County, many: Iterator[Desks]) -> Desks:
    """Desks that nobody has sat at, on the day of the county."""
    return next(many)


@pytest.fixture(scope="module")
def witness(database_url: str) -> Iterator[Witness]:
    with witness_of(database_url) as seen:
        yield seen


async def sees(client: httpx.AsyncClient, vilda: Somebody) -> bool:
    """Whether the caller sees her: everywhere or nowhere."""
    paths = (f"/persons/{vilda.person}", f"/persons/{vilda.person}/timeline", f"/plans/{vilda.plan}")
    answers = {(await client.get(path)).status_code for path in paths}
    assert answers in ({200}, {404})
    return answers == {200}


async def state(client: httpx.AsyncClient, vilda: Somebody, level: str, reason: str) -> httpx.Response:
    return await client.post(f"/persons/{vilda.person}/protection", json={"level": level, "reason": reason})


async def cards(client: httpx.AsyncClient, vilda: Somebody) -> int:
    """How many of her cards are on the worklist."""
    found = (await client.get("/findings", params={"limit": 100})).json()["findings"]
    return sum(one["person_id"] == vilda.person for one in found)


async def test_a_person_is_protected_looked_after_and_at_last_open_again(county: County, desks: Desks) -> None:
    sara, bo = await desks.unit.known("sara", "bo")
    eva = desks.unit.at("eva", "coordinator")
    vilda = await desks.unit.somebody(sara, "Vilda Lind")
    other = await desks.unit.somebody(sara, "Leo Åkesson")
    invited = {"actor": desks.neighbour.actor}
    assert (await sara.post(f"/plans/{vilda.plan}/participants", json=invited)).status_code == 201
    consent = {"start": "2026-11-21", "actors": [desks.unit.actor, desks.neighbour.actor], "categories": ["work"]}
    assert (await county.myself(vilda.number).post(f"/plans/{vilda.plan}/consents", json=consent)).status_code == 201
    (berit,) = await desks.neighbour.known("berit")
    lead = desks.neighbour.at("karin", "coordinator")
    await county.detect(date(2026, 12, 31))
    assert [await sees(who, vilda) for who in (sara, bo, eva, berit)] == [True] * 4
    assert await names(eva, unit="true") == {vilda.name, other.name}
    many = await cards(bo, vilda)
    assert many

    marked = await state(sara, vilda, "marked", "Skatteverkets besked")
    assert marked.status_code == 200, marked.text
    assert (marked.json()["level"], [one["user"] for one in marked.json()["handlers"]]) == ("marked", ["sara"])
    assert [await sees(who, vilda) for who in (sara, bo, eva, berit)] == [True, False, False, False]
    assert await names(eva, unit="true") == {other.name}
    assert [await cards(who, vilda) for who in (sara, bo, eva, berit)] == [many, 0, 0, 0]
    assert (await found(sara, "vilda"), await names(sara)) == ({vilda.name}, {vilda.name, other.name})
    need = {"category": "work", "start": "2026-12-31"}
    assert (await sara.post(f"/plans/{vilda.plan}/needs", json=need)).status_code == 201
    assert (await bo.post(f"/plans/{vilda.plan}/needs", json=need)).status_code == 404

    waiting = (await lead.get("/persons-without-handler")).json()["persons"]
    assert waiting == [vilda.person]
    named = await lead.post(f"/persons/{waiting[0]}/named-handlers", json={"user": "berit", "end": "2027-01-31"})
    assert named.status_code == 200, named.text
    assert (await lead.get("/persons-without-handler")).json()["persons"] == []
    assert [await sees(who, vilda) for who in (berit, lead, bo)] == [True, False, False]
    county.today = date(2027, 2, 1)
    assert not await sees(berit, vilda), "the day after the last"
    assert (await lead.get("/persons-without-handler")).json()["persons"] == [vilda.person]

    hers = await county.myself(vilda.number).get(f"/persons/{vilda.person}/protection")
    assert (hers.json()["level"], hers.json()["stated"][0]["reason"]) == ("marked", "Skatteverkets besked")
    assert [("user" in one, one["actor"]) for one in hers.json()["handlers"]] == [(False, desks.unit.actor)]
    log = (await county.myself(vilda.number).get(f"/persons/{vilda.person}/access-log?limit=100")).json()["entries"]
    assert {"protection-stated", "handler-named", "read-unhandled"} <= {entry["action"] for entry in log}

    assert (await state(bo, vilda, "none", "Upphört")).status_code == 404
    lifted = await state(sara, vilda, "none", "Beslut om att skyddet upphör")
    assert (lifted.status_code, lifted.json()["level"]) == (200, "none")
    assert [one["level"] for one in lifted.json()["stated"]] == ["none", "marked"]
    assert [await sees(who, vilda) for who in (sara, bo, eva, berit)] == [True] * 4
    assert {one["person_name"] for one in await listed(bo, unit="false")} == set()
    assert await names(eva, unit="true") == {vilda.name, other.name}


async def test_where_a_register_says_that_somebody_protected_lives_is_held_against_nobody(county: County) -> None:
    life = await begin(county)
    await life.plan("social-services", start="2026-01-01")
    lived: dict[str, Any] = {"code": "resident", "start": "2020-01-01", "end": "2026-09-30", "detail": "0680"}
    await life.tell("social-services", "status", "before", **lived)
    await life.tell("social-services", "status", "after", code="resident", start="2026-10-01", detail="0687")
    await county.detect()
    assert ("moved-mid-plan", "after") in await life.found("social-services")
    anna = county.caseworker()
    assert (await anna.post(f"/persons/{life.person}/protection", json=MARKED)).status_code == 200
    await county.detect()
    assert await life.found("social-services") == set()
    answer = await anna.get(f"/persons/{life.person}/findings", params={"limit": 100})
    rules = {one["rule"] for one in answer.json()["findings"] if one["status"] in ("open", "critical", "upcoming")}
    assert rules
    assert "moved-mid-plan" not in rules


async def test_what_two_have_closed_is_open_when_both_have_lifted_it(county: County, desks: Desks) -> None:
    sara, bo = await desks.unit.known("sara", "bo")
    (berit,) = await desks.neighbour.known("berit")
    vilda = await desks.unit.somebody(sara, "Vilda Lind")
    theirs = {"person_id": vilda.person, "draft": False}
    assert (await berit.post("/plans", json=theirs)).status_code == 201
    assert (await state(berit, vilda, "marked", "Eget besked")).json()["level"] == "marked"
    lead = desks.unit.at("eva", "coordinator")
    path = f"/persons/{vilda.person}/named-handlers"
    assert (await lead.post(path, json={"user": "sara"})).status_code == 200
    higher = await state(sara, vilda, "new-identity", "Beslut")
    assert (higher.json()["level"], len(higher.json()["stated"])) == ("new-identity", 1)
    assert (await state(berit, vilda, "none", "Upphört")).json()["level"] == "new-identity"
    assert not await sees(bo, vilda)
    assert (await state(sara, vilda, "none", "Upphört")).json()["level"] == "none"
    assert await sees(bo, vilda)


async def test_what_is_told_of_a_naming_and_a_level_is_ids_alone(
    county: County, desks: Desks, witness: Witness
) -> None:
    (sara,) = await desks.unit.known("sara")
    vilda = await desks.unit.somebody(sara, "Vilda Lind")
    assert (await state(sara, vilda, "marked", "Hotbild från Storgatan")).status_code == 200
    told = witness.connection.execute(
        "select type, item_id, reader, changed, guarded from sip.event where person_id = %s and type = any(%s)",
        [vilda.person, ["protection-stated", "handler-named"]],
    ).fetchall()
    assert [(what, item, str(reader), changed) for what, item, reader, changed, _ in told] == [
        ("protection-stated", None, desks.unit.actor, [])
    ]
    rows = witness.connection.execute("select to_jsonb(a)::text from sip.audit a where person_id = %s", [vilda.person])
    assert not [row for (row,) in rows if "Storgatan" in row]
