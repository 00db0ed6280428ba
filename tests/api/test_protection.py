"""Levels and named handlers: what makes no sense is one clear problem, changes nothing and tells nothing."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.api.answers import problem, untold
from tests.api.everything import caseworker
from tests.api.witness import Witness
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")
MARKED = {"level": "marked", "reason": "Besked"}
ELSEWHERE = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"


@pytest_asyncio.fixture(loop_scope="session")
async def anna(county: County) -> AsyncIterator[httpx.AsyncClient]:
    client = caseworker(county, "anna")
    assert (await client.get("/caseload")).status_code == 200
    yield client


@pytest_asyncio.fixture(loop_scope="session")
async def person(county: County, anna: httpx.AsyncClient) -> str:
    """Somebody of whom social services has something."""
    found = await county.person()
    assert (await anna.post("/plans", json={"person_id": found})).status_code == 201
    return found


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (["level", "reason"], {}),
        (["reason"], {"level": "marked"}),
        (["reason"], {"level": "marked", "reason": ""}),
        (["reason"], {"level": "marked", "reason": "gäller 19900517-9800"}),
        (["level"], {"level": "secret", "reason": "Besked"}),
        (["on"], {**MARKED, "on": "2026-11-21"}),
    ],
)
async def test_a_level_that_makes_no_sense(
    anna: httpx.AsyncClient, person: str, witness: Witness, fields: list[str], body: dict[str, Any]
) -> None:
    with witness.nothing_changes():
        answer = await anna.post(f"/persons/{person}/protection", json=body)
    problem(answer, 422, "invalid-request", *fields)
    untold(answer, "1990")


async def test_only_a_caseworker_of_an_actor_that_has_something_states_a_level(
    county: County, anna: httpx.AsyncClient, witness: Witness
) -> None:
    number = county.number()
    nobodys = await county.person(number)
    path = f"/persons/{nobodys}/protection"
    with witness.nothing_changes():
        unknown = await anna.post(f"/persons/{ELSEWHERE}/protection", json=MARKED)
        mine = await anna.post(path, json=MARKED)
        problem(mine, 404, "not-found")
        assert mine.json()["detail"] == problem(unknown, 404, "not-found")["detail"]
        problem(await county.system("social-services").post(path, json=MARKED), 403, "not-permitted")
        problem(await county.myself(number).post(path, json=MARKED), 403, "not-permitted")
        reader = caseworker(county, "maj", "manager")
        problem(await reader.post(path, json=MARKED), 403, "not-permitted")


async def test_what_is_stated_already_is_stated_once(anna: httpx.AsyncClient, person: str, witness: Witness) -> None:
    path = f"/persons/{person}/protection"
    first = await anna.post(path, json=MARKED)
    with witness.nothing_changes():
        again = await anna.post(path, json={**MARKED, "reason": "Samma sak"})
    assert (again.status_code, again.json()) == (200, first.json())
    assert (await anna.get(path)).json() == first.json()
    assert (await anna.get(f"/persons/{person}")).json()["protection"] == "marked"


@pytest.mark.parametrize(
    ("status", "name", "field", "body"),
    [
        (422, "invalid-request", "user", {}),
        (422, "unknown-reference", "user", {"user": "nobody-we-know"}),
        (422, "invalid-request", "end", {"user": "anna", "start": "2026-12-02", "end": "2026-12-01"}),
        (422, "invalid-request", "end", {"user": "anna", "start": "2026-10-01", "end": "2026-11-20"}),
        (422, "invalid-request", "start", {"user": "anna", "start": "2026-02-30"}),
    ],
)
async def test_a_naming_that_makes_no_sense(
    county: County,
    anna: httpx.AsyncClient,
    person: str,
    witness: Witness,
    status: int,
    name: str,
    field: str,
    body: dict[str, Any],
) -> None:
    lead = caseworker(county, "eva", "coordinator")
    with witness.nothing_changes():
        problem(await lead.post(f"/persons/{person}/named-handlers", json=body), status, name, field)


async def test_whoever_leads_names_and_nobody_else(county: County, person: str, witness: Witness) -> None:
    await caseworker(county, "bo").get("/caseload")
    path, body = f"/persons/{person}/named-handlers", {"user": "bo"}
    for user in ("anna", "bo"):
        with witness.nothing_changes():
            problem(await caseworker(county, user).post(path, json=body), 403, "not-permitted")
            problem(await caseworker(county, user).get(path), 403, "not-permitted")
            problem(await caseworker(county, user).get("/persons-without-handler"), 403, "not-permitted")
    lead = caseworker(county, "eva", "manager")
    with witness.nothing_changes():
        problem(await lead.post(f"/persons/{ELSEWHERE}/named-handlers", json=body), 404, "not-found")
        gone = await lead.post(f"{path}/{ELSEWHERE}/ending", json={})
        problem(gone, 404, "not-found")
    named = await lead.post(path, json=body)
    assert named.status_code == 200, named.text
    with witness.nothing_changes():
        assert (await lead.post(path, json=body)).json() == named.json()
        early = await lead.post(f"{path}/{named.json()['id']}/ending", json={"on": "2026-11-20"})
        problem(early, 422, "invalid-request", "on")
        theirs = county.system("psychiatry")
        problem(await theirs.post(f"{path}/{named.json()['id']}/ending", json={}), 404, "not-found")
    assert (await lead.get(path)).json() == {"handlers": [named.json()]}
    ended = await lead.post(f"{path}/{named.json()['id']}/ending", json={"on": "2026-12-01"})
    assert ended.json()["end"] == "2026-11-30"
    with witness.nothing_changes():
        assert (
            await lead.post(f"{path}/{named.json()['id']}/ending", json={"on": "2026-12-01"})
        ).json() == ended.json()
