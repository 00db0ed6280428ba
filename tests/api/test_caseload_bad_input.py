"""Caseloads, asked for wrongly: each one clear problem, and nothing changed."""

from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from app.settings import Settings
from tests.api.answers import problem
from tests.api.witness import Witness
from tests.caseload_desks import Desks, caseload_desks, names
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")
DEPUTY: dict[str, Any] = {"deputy": "bo", "start": "2026-12-01", "end": "2026-12-20"}
OVER: dict[str, Any] = {"to": "bo", "note": "Bo tar över."}
NUMBER = "19900517-9800"


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def many(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desks]]:
    async with caseload_desks(the_county, settings, 8) as opened:
        yield opened


@pytest.fixture
def desks(county: County, many: Iterator[Desks]) -> Desks:
    """Desks that nobody has sat at, on the day of the county."""
    return next(many)


async def test_a_deputy_who_cannot_be_one_is_refused(desks: Desks, witness: Witness) -> None:
    anna, _ = await desks.unit.known("anna", "bo")
    await desks.neighbour.known("berit")
    bad: list[tuple[dict[str, Any], int, str, tuple[str, ...]]] = [
        ({**DEPUTY, "end": "2026-11-30"}, 422, "invalid-request", ("end",)),
        ({**DEPUTY, "start": "2026-11-01", "end": "2026-11-20"}, 422, "invalid-request", ("end",)),
        ({**DEPUTY, "start": "i morgon"}, 422, "invalid-request", ("start",)),
        ({**DEPUTY, "start": ""}, 422, "invalid-request", ("start",)),
        ({"deputy": "bo", "start": "2026-12-01"}, 422, "invalid-request", ("end",)),
        ({**DEPUTY, "deputy": "berit"}, 422, "unknown-reference", ("deputy",)),
        ({**DEPUTY, "deputy": "ingen"}, 422, "unknown-reference", ("deputy",)),
        ({**DEPUTY, "deputy": "anna"}, 422, "invalid-request", ("deputy",)),
        ({**DEPUTY, "deputy": ""}, 422, "invalid-request", ("deputy",)),
        ({**DEPUTY, "deputy": 7}, 422, "invalid-request", ("deputy",)),
        ({**DEPUTY, "absent": "bo", "deputy": "anna"}, 403, "not-permitted", ()),
        ({**DEPUTY, "until": "2027-01-01"}, 422, "invalid-request", ("until",)),
    ]
    with witness.nothing_changes():
        for body, status, name, fields in bad:
            problem(await anna.post("/deputies", json=body), status, name, *fields)
        problem(await anna.post(f"/deputies/{uuid4()}/ending", json={}), 404, "not-found")
        for wrong in ("2026-11-20", "i dag"):
            answer = await anna.post(f"/deputies/{uuid4()}/ending", json={"on": wrong})
            problem(answer, 422, "invalid-request", "on")
        lead = desks.unit.at("eva", "coordinator")
        problem(await lead.post("/deputies", json={**DEPUTY, "absent": "ingen"}), 422, "unknown-reference", "absent")


async def test_a_handover_that_cannot_be_is_refused_and_moves_nothing(desks: Desks, witness: Witness) -> None:
    anna, bo = await desks.unit.known("anna", "bo")
    (berit,) = await desks.neighbour.known("berit")
    leo, amira = await desks.unit.somebody(anna, "Leo"), await desks.unit.somebody(bo, "Amira")
    mine, his, none = ({"plan": one} for one in (leo.plan, amira.plan, str(uuid4())))
    bad: list[tuple[dict[str, Any], int, str, tuple[str, ...]]] = [
        ({"note": "Bo tar över."}, 422, "invalid-request", ("to",)),
        ({**OVER, "to": ""}, 422, "invalid-request", ("to",)),
        ({**OVER, "to": None}, 422, "invalid-request", ("to",)),
        ({**OVER, "to": "anna"}, 422, "invalid-request", ("to",)),
        ({**OVER, "to": "berit"}, 422, "unknown-reference", ("to",)),
        ({**OVER, "to": "ingen"}, 422, "unknown-reference", ("to",)),
        ({"to": "bo"}, 422, "invalid-request", ("note",)),
        ({**OVER, "note": ""}, 422, "invalid-request", ("note",)),
        ({**OVER, "note": f"Se {NUMBER}"}, 422, "invalid-request", ("note",)),
        ({**OVER, "plans": []}, 422, "invalid-request", ("plans",)),
        ({**OVER, "plans": [mine, his]}, 422, "unknown-reference", ("plans.1.plan",)),
        ({**OVER, "plans": [mine, none]}, 422, "unknown-reference", ("plans.1.plan",)),
        ({**OVER, "plans": [mine, mine]}, 422, "invalid-request", ("plans.1.plan",)),
        ({**OVER, "plans": [mine | {"note": NUMBER}]}, 422, "invalid-request", ("plans.0.note",)),
        ({**OVER, "holder": "bo", "to": "anna"}, 403, "not-permitted", ()),
    ]
    with witness.nothing_changes():
        for body, status, name, fields in bad:
            answer = await anna.post("/caseload-transfers", json=body)
            assert NUMBER not in problem(answer, status, name, *fields)["detail"]
        problem(await berit.post("/caseload-transfers", json={**OVER, "to": "bo"}), 422, "unknown-reference", "to")
        problem(await anna.get(f"/caseload-transfers/{uuid4()}"), 404, "not-found")
        lead = desks.unit.at("eva", "coordinator")
        empty = {**OVER, "holder": "bo", "to": "anna", "plans": [mine]}
        problem(await lead.post("/caseload-transfers", json=empty), 422, "unknown-reference", "plans.0.plan")
    assert (await names(anna), await names(bo)) == ({"Leo"}, {"Amira"})


async def test_an_empty_caseload_is_not_handed_over(desks: Desks, witness: Witness) -> None:
    anna, _ = await desks.unit.known("anna", "bo")
    with witness.nothing_changes():
        problem(await anna.post("/caseload-transfers", json=OVER), 409, "conflict")


async def test_what_a_deputy_has_is_not_the_deputys_to_hand_over(desks: Desks) -> None:
    anna, bo, _ = await desks.unit.known("anna", "bo", "per")
    leo = await desks.unit.somebody(anna, "Leo")
    await anna.post("/deputies", json={**DEPUTY, "start": "2026-11-21"})
    assert await names(bo) == {"Leo"}
    body = {"to": "per", "note": "Per tar över.", "plans": [{"plan": leo.plan}]}
    problem(await bo.post("/caseload-transfers", json=body), 422, "unknown-reference", "plans.0.plan")
    assert await names(anna) == {"Leo"}


async def test_a_plan_is_taken_on_by_one_of_a_party_while_it_is_under_way(
    county: County, desks: Desks, witness: Witness
) -> None:
    anna, bo = await desks.unit.known("anna", "bo")
    (berit,) = await desks.neighbour.known("berit")
    leo = await desks.unit.somebody(anna, "Leo")
    path = f"/plans/{leo.plan}/assignments"
    with witness.nothing_changes():
        problem(await bo.post(path, json={}), 409, "conflict")
        problem(await bo.post(path, json={"user": "anna"}), 403, "not-permitted")
        problem(await berit.post(path, json={}), 404, "not-found")
        problem(await county.myself(leo.number).post(path, json={}), 403, "not-permitted")
        problem(await county.system("psychiatry").post(path, json={}), 403, "not-permitted")
        problem(await bo.post(f"/plans/{uuid4()}/assignments", json={}), 404, "not-found")
        problem(await bo.post(path, json={"user": "x" * 256}), 422, "invalid-request", "user")
    again = await anna.post(path, json={})
    assert (again.status_code, again.json()["version"]) == (201, "1.0")
    await anna.post(f"/plans/{leo.plan}/closing", json={"reason": "moved"}, headers={"If-Match": "*"})
    with witness.nothing_changes():
        problem(await bo.post(path, json={}), 409, "illegal-transition")
    lead = desks.unit.at("eva", "coordinator")
    other = await desks.unit.somebody(lead, "Amira")
    with witness.nothing_changes():
        problem(
            await lead.post(f"/plans/{other.plan}/assignments", json={"user": "ingen"}),
            422, "unknown-reference", "user",
        )  # fmt: skip


async def test_whoever_has_no_caseload_is_told_so(county: County, desks: Desks, witness: Witness) -> None:
    number = county.number()
    await county.person(number)
    system, myself = county.system("psychiatry"), county.myself(number)
    analyst = desks.unit.at("eva", "analyst")
    with witness.nothing_changes():
        for client in (system, myself, analyst):
            problem(await client.get("/caseload"), 403, "not-permitted")
            problem(await client.post("/caseload-searches", json={"name": "leo"}), 403, "not-permitted")
            problem(await client.get("/deputies"), 403, "not-permitted")
            problem(await client.post("/deputies", json=DEPUTY), 403, "not-permitted")
            problem(await client.post("/caseload-transfers", json=OVER), 403, "not-permitted")
        problem(await myself.get("/colleagues"), 403, "not-permitted")


async def test_a_search_without_a_name_or_with_a_number_is_refused(desks: Desks, witness: Witness) -> None:
    (anna,) = await desks.unit.known("anna")
    with witness.nothing_changes():
        for name in ("", NUMBER, f"Leo {NUMBER}", None, 7, "x" * 201):
            answer = await anna.post("/caseload-searches", json={"name": name})
            assert NUMBER not in problem(answer, 422, "invalid-request", "name")["detail"]
        problem(await anna.get("/caseload", params={"name": "leo"}), 422, "invalid-request", "name")
