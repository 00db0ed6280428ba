"""Neither an emergency nor a mandate opens a protected person, and neither tells that there is one."""

from datetime import date
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest

from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import County
from tests.secrecy.lives import Life
from tests.service.test_granting_stories import a_plan_without_consent
from tests.service.test_mandate_stories import BORN, US, a_plan_of, consent, in_place_of, recorded, somebody

pytestmark = pytest.mark.asyncio(loop_scope="session")
WHY: Final = {"why": "Fara för personens liv"}


async def state(county: County, life: Life, level: str = "marked") -> None:
    """Anna states it, and is the first who is named."""
    said = {"level": level, "reason": "Skatteverkets besked"}
    answer = await county.caseworker().post(f"/persons/{life.person}/protection", json=said)
    assert answer.status_code == 200, answer.text


def bo(county: County) -> httpx.AsyncClient:
    """Anna's colleague, who is not named."""
    return county.caseworker(sub="bo")


def said_of(answer: httpx.Response, *ids: str) -> str:
    """What is answered, but for what was asked about."""
    text = answer.text
    for one in ids:
        text = text.replace(one, "…")
    return text


async def test_an_emergency_opens_a_protected_persons_plan_to_those_who_are_named_alone(
    county: County, witness: Witness
) -> None:
    life = await a_plan_without_consent(county)
    await state(county, life)
    calm, none = f"/needs/{life.ids['calm']}", str(uuid4())
    with witness.nothing_changes():
        told = []
        for plan in (life.ids["plan"], none):
            answer = await bo(county).post(f"/plans/{plan}/emergency-accesses", json=WHY)
            problem(answer, 404, "not-found")
            told.append(said_of(answer, plan))
        assert told[0] == told[1]
    anna = county.caseworker()
    problem(await anna.get(calm), 404, "not-found")
    opened = await anna.post(f"/plans/{life.ids['plan']}/emergency-accesses", json=WHY)
    assert opened.status_code == 201, opened.text
    assert (await anna.get(calm)).status_code == 200
    for other in (bo(county), bo(county), county.system(US), county.caseworker(sub="eva", roles=["coordinator"])):
        problem(await other.get(calm), 404, "not-found")
        problem(await other.get(f"/emergency-accesses/{opened.json()['id']}"), 404, "not-found")
    myself = county.myself(life.number)
    entries = (await myself.get(f"/persons/{life.person}/access-log", params={"limit": 100})).json()["entries"]
    assert [one["outcome"] for one in entries if one["action"] == "emergency-access-add"] == ["done"]
    bases = [one["basis"] for entry in entries for one in entry["items"] if one["id"] == life.ids["calm"]]
    assert opened.json()["id"] in bases


async def test_what_was_opened_in_an_emergency_is_closed_to_whoever_is_not_named(county: County) -> None:
    life = await a_plan_without_consent(county)
    calm = f"/needs/{life.ids['calm']}"
    assert (await bo(county).post(f"/plans/{life.ids['plan']}/emergency-accesses", json=WHY)).status_code == 201
    assert (await bo(county).get(calm)).status_code == 200
    await state(county, life)
    problem(await bo(county).get(calm), 404, "not-found")
    assert (await county.caseworker().get(calm)).status_code == 200
    await state(county, life, "none")
    assert (await bo(county).get(calm)).status_code == 200


async def test_nobody_acts_for_a_protected_person_or_learns_that_there_is_one(county: County, witness: Witness) -> None:
    leo, mother = await a_plan_of(county, BORN), await somebody(county)
    assert (await recorded(county, leo, mother, form="guardian")).status_code == 201
    guardian, plan = in_place_of(county, mother, leo), f"/plans/{leo.ids['plan']}"
    assert (await guardian.get(plan)).status_code == 200
    await state(county, leo)
    consents: dict[str, Any] = {"json": consent(county)}
    with witness.nothing_changes():
        for method, path, sent in (
            *(("GET", path, {}) for path in (plan, f"/persons/{leo.person}/timeline", "/findings")),
            ("POST", f"{plan}/consents", consents),
        ):
            told = []
            for person in (leo.person, str(uuid4())):
                guardian.headers["Acting-For"] = person
                answer = await guardian.request(method, path, **sent)
                problem(answer, 404, "not-found")
                told.append(said_of(answer, person, leo.person))
            assert told[0] == told[1], path
    guardian.headers["Acting-For"] = leo.person
    assert (await county.myself(leo.number).get(plan)).status_code == 200, "Leo is Leo still"
    await state(county, leo, "none")
    assert (await guardian.get(plan)).status_code == 200


async def test_a_mandate_that_a_handler_records_waits_until_the_person_is_open(county: County) -> None:
    leo, mother = await a_plan_of(county, BORN), await somebody(county)
    await state(county, leo)
    assert (await recorded(county, leo, mother, form="guardian")).status_code == 201
    guardian, plan = in_place_of(county, mother, leo), f"/plans/{leo.ids['plan']}"
    problem(await guardian.get(plan), 404, "not-found")
    await state(county, leo, "none")
    assert (await guardian.get(plan)).status_code == 200


async def test_a_protected_person_acts_for_somebody_and_is_named_by_nobody_else_as_who_does(county: County) -> None:
    leo, mother = await a_plan_of(county, BORN), await a_plan_of(county, date(1981, 10, 3))
    assert (await recorded(county, leo, mother, form="guardian")).status_code == 201
    await state(county, mother)
    assert (await in_place_of(county, mother, leo).get(f"/plans/{leo.ids['plan']}")).status_code == 200
    said = {"form": "guardian", "powers": ["read"], "start": "2026-11-21", "end": "2027-11-22"}
    told = []
    for proxy in (mother.person, str(uuid4())):
        answer = await bo(county).post(f"/plans/{leo.ids['plan']}/mandates", json={**said, "proxy": proxy})
        problem(answer, 422, "unknown-reference", "proxy")
        told.append(said_of(answer, proxy))
    assert told[0] == told[1]
