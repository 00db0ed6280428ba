"""An agency decides to keep what it has about a person, and that it is over; each bad wish is one clear problem."""

from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from app.api.holds import LegalHolds
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.api.witness import Witness
from tests.county import County
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")

OWNER, OTHER, STRANGER = "social-services", "employment-service", "association"
REASON = {"reason": "Ärendet prövas i förvaltningsrätten"}


@pytest_asyncio.fixture(loop_scope="session")
async def life(county: County) -> Life:
    life = await begin(county)
    await life.plan(OWNER, OTHER)
    return life


async def holds(county: County, life: Life, who: str) -> list[dict[str, Any]]:
    client, _ = life.voice(who)
    answer = await client.get(f"/persons/{life.person}/legal-holds")
    assert answer.status_code == 200, answer.text
    promised(LegalHolds, answer.json())
    found: list[dict[str, Any]] = answer.json()["holds"]
    return found


async def test_a_hold_is_placed_once_and_released_once(county: County, life: Life, witness: Witness) -> None:
    client, address = county.caseworker(), f"/persons/{life.person}/legal-holds"
    again = {"Idempotency-Key": str(uuid4())}
    end = witness.log_ends()
    first = await client.post(address, json=REASON, headers=again)
    assert first.status_code == 200, first.text
    assert (await client.post(address, json=REASON, headers=again)).json() == first.json()
    (hold,) = await holds(county, life, OWNER)
    assert (hold["reason"], hold["on"], "released" in hold) == (REASON["reason"], "2026-11-21", False)
    assert sum('"action": "legal-hold-placed"' in row for row in witness.logged(end)) == 1

    released = await client.post(f"{address}/{hold['id']}/release", json={"reason": "Klart"})
    assert released.json()["holds"][0]["released"] == {"on": "2026-11-21", "reason": "Klart"}
    with witness.nothing_changes():
        problem(await client.post(f"{address}/{hold['id']}/release", json={"reason": "Klart"}), 409, "conflict")


async def test_a_hold_is_its_actors_and_the_persons_to_see(county: County, life: Life) -> None:
    address = f"/persons/{life.person}/legal-holds"
    body = {**REASON, "plan": life.ids["plan"]}
    assert (await county.system(OWNER).post(address, json=body)).status_code == 200
    assert [one["plan_id"] for one in await holds(county, life, "person")] == [life.ids["plan"]]
    await life.tell(OTHER, "status", "seeker", code="job-seeker", start="2026-06-01")
    assert await holds(county, life, OTHER) == []
    (hold,) = await holds(county, life, OWNER)
    theirs = county.system(OTHER)
    problem(await theirs.post(f"{address}/{hold['id']}/release", json=REASON), 404, "not-found")
    problem(await county.system(STRANGER).get(address), 404, "not-found")


@pytest.mark.parametrize(
    ("who", "body", "expected"),
    [
        (STRANGER, REASON, (404, "not-found")),
        (OTHER, REASON, (404, "not-found")),
        ("person", REASON, (403, "not-permitted")),
        (OWNER, {}, (422, "invalid-request", "reason")),
        (OWNER, {"reason": ""}, (422, "invalid-request", "reason")),
        (OWNER, {"reason": "Gäller 19900517-9800"}, (422, "invalid-request", "reason")),
        (OWNER, {**REASON, "until": "2030-01-01"}, (422, "invalid-request", "until")),
        (OWNER, {**REASON, "plan": "x"}, (422, "invalid-request", "plan")),
        (OWNER, {**REASON, "plan": str(uuid4())}, (422, "unknown-reference", "plan")),
    ],
)
async def test_a_bad_wish_is_one_clear_problem_and_changes_nothing(
    county: County, life: Life, witness: Witness, who: str, body: dict[str, str], expected: tuple[Any, ...]
) -> None:
    client, _ = life.voice(who)
    with witness.nothing_changes():
        problem(await client.post(f"/persons/{life.person}/legal-holds", json=body), *expected)


async def test_the_person_takes_its_holds_out_with_everything_else(county: County, life: Life) -> None:
    await county.system(OWNER).post(f"/persons/{life.person}/legal-holds", json=REASON)
    export = (await county.myself(life.number).get(f"/persons/{life.person}/export")).json()
    assert [hold["reason"] for hold in export["holds"]] == [REASON["reason"]]
