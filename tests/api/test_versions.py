"""Versions, completeness and refusal, asked for wrongly: each one clear problem, and nothing changed."""

import asyncio
from datetime import date
from typing import Any

import pytest

from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import TODAY, County
from tests.service.test_agreeing import ANY, made_whole, seated

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_version_that_is_asked_for_twice_with_one_key_is_frozen_once(county: County) -> None:
    table = await seated(county)
    headers = {"Idempotency-Key": f"freeze-{table.plan}"}
    first, second = [
        await table.owner.post(f"/plans/{table.plan}/versions", json={"note": "på mötet"}, headers=headers)
        for _ in range(2)
    ]
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert first.headers["location"] == second.headers["location"]
    assert len((await table.get(table.owner, "/versions"))["versions"]) == 1
    key = {"Idempotency-Key": f"accept-{table.plan}"}
    for _ in range(2):
        answer = await table.myself.post(f"/plans/{table.plan}/versions/1/acceptance", json={}, headers=key)
        assert answer.status_code == 200, answer.text


async def test_versions_that_are_frozen_at_once_each_have_a_number_of_their_own(county: County) -> None:
    table = await seated(county)
    made = await asyncio.gather(*(table.post(table.owner, "/versions") for _ in range(5)))
    assert sorted(answer.json()["n"] for answer in made) == [1, 2, 3, 4, 5]
    accepted = await asyncio.gather(*(table.post(table.myself, "/versions/5/acceptance") for _ in range(3)))
    assert [answer.status_code for answer in accepted] == [200, 200, 200]
    assert len((await table.get(table.myself, "/versions/5"))["acceptances"]) == 1


async def test_whoever_accepts_twice_is_told_once(county: County) -> None:
    table = await seated(county)
    await table.frozen(1)
    for day in (date(2026, 11, 22), date(2026, 11, 23)):
        county.today = day
        found = (await table.post(table.partner, "/versions/1/acceptance")).json()
    county.today = TODAY
    assert [one["on"] for one in found["acceptances"]] == ["2026-11-22"]


async def test_what_cannot_be_done_with_a_version_is_refused_and_changes_nothing(
    county: County, witness: Witness
) -> None:
    table = await seated(county)
    county.today = date(2026, 11, 23)
    await table.frozen(1)
    bad: list[tuple[Any, str, dict[str, Any], int, str, tuple[str, ...]]] = [
        (table.partner, "/versions", {}, 403, "not-permitted", ()),
        (table.myself, "/versions", {}, 403, "not-permitted", ()),
        (table.outsider, "/versions", {}, 404, "not-found", ()),
        (table.outsider, "/versions/1/acceptance", {}, 404, "not-found", ()),
        (table.owner, "/versions/2/acceptance", {}, 404, "not-found", ()),
        (table.owner, "/versions/0/acceptance", {}, 422, "invalid-request", ("version",)),
        (table.owner, "/versions/1/acceptance", {"on": "2026-11-24"}, 422, "invalid-request", ("on",)),
        (table.owner, "/versions/1/acceptance", {"on": "2026-11-22"}, 422, "invalid-request", ("on",)),
        (table.owner, "/versions/1/acceptance", {"on": "i går"}, 422, "invalid-request", ("on",)),
        (table.owner, "/versions", {"note": 7}, 422, "invalid-request", ("note",)),
        (table.owner, "/activation", {"reason": ""}, 422, "invalid-request", ("reason",)),
        (table.owner, "/activation", {}, 409, "plan-incomplete", ()),
        (table.partner, "/activation", {"reason": "bråttom"}, 403, "not-permitted", ()),
        (table.outsider, "/activation", {"reason": "bråttom"}, 404, "not-found", ()),
        (table.owner, "/refusal", {}, 422, "invalid-request", ("reason",)),
        (table.outsider, "/refusal", {"reason": "not-now"}, 404, "not-found", ()),
    ]
    with witness.nothing_changes():
        for client, path, body, status, name, fields in bad:
            problem(await table.post(client, path, **body), status, name, *fields)
        for path in ("/versions/2", "/versions/2/differences", "/versions/1/differences?to=2"):
            problem(await table.owner.get(f"/plans/{table.plan}{path}"), 404, "not-found")
        for path, field in (("/versions/1/differences?to=x", "to"), ("/versions/99999999999", "version")):
            problem(await table.owner.get(f"/plans/{table.plan}{path}"), 422, "invalid-request", field)
    county.today = TODAY


async def test_an_item_is_no_plan(county: County) -> None:
    table = await seated(county)
    need = await table.add(table.owner, "needs", category="work", start="2026-11-20")
    for path in ("versions", "history", "completeness"):
        problem(await table.owner.get(f"/plans/{need}/{path}"), 404, "not-found")
    problem(await table.owner.post(f"/plans/{need}/versions", json={}), 404, "not-found")
    problem(await table.owner.post(f"/plans/{need}/activation", json={}, headers=ANY), 404, "not-found")


async def test_a_plan_that_has_ended_gets_no_versions_and_no_acceptances(county: County) -> None:
    table = await seated(county)
    await table.post(table.owner, "/activation", reason="bråttom")
    await table.frozen(1)
    await table.post(table.owner, "/closing", reason="moved")
    for path in ("/versions", "/versions/1/acceptance"):
        body = problem(await table.post(table.owner, path), 409, "illegal-transition")
        assert (body["state"], body["possible"]) == ("closed", ["reopening"])


async def test_what_is_hidden_changes_nothing_of_what_another_reads_of_the_versions(county: County) -> None:
    table = await seated(county)
    await made_whole(table)
    await table.frozen(1)
    paths = ("/versions", "/versions/1", "/versions/1/differences", "/completeness", "/history")
    before = [await table.partner.get(f"/plans/{table.plan}{path}") for path in paths]
    hidden = await table.add(table.owner, "activities", planned_start="2026-12-01", disclosure="own")
    await table.owner.post(f"/activities/{hidden}/start", json={}, headers=ANY)
    after = [await table.partner.get(f"/plans/{table.plan}{path}") for path in paths]
    assert [one.text for one in before] == [one.text for one in after]
    assert [one.headers["etag"] for one in before] == [one.headers["etag"] for one in after]


async def test_a_plan_reported_as_in_force_is_a_fact_and_asks_for_nothing(county: County) -> None:
    number = county.number()
    person = await county.person(number)
    owner = county.system("social-services")
    body = {"person_id": person, "start": "2026-11-01", "source_version": 1}
    reported = await owner.put(f"/sources/social-services/plans/{person}.plan", json=body)
    assert (reported.status_code, reported.json()["state"]) == (201, "active")
    plan = reported.json()["id"]
    assert (await owner.get(f"/plans/{plan}/completeness")).json()["complete"] is False
    assert (await owner.post(f"/plans/{plan}/versions", json={})).status_code == 201


async def test_the_owners_system_is_told_that_its_draft_was_refused(county: County) -> None:
    number = county.number()
    person = await county.person(number)
    owner, myself = county.system("social-services"), county.myself(number)
    body = {"person_id": person, "start": "2026-11-01", "tentative": True}
    address = f"/sources/social-services/plans/{person}.draft"
    plan = (await owner.put(address, json={**body, "source_version": 1})).json()["id"]
    problem(await owner.post(f"/plans/{plan}/refusal", json={"reason": "not-now"}, headers=ANY), 409, "source-owned")
    assert (await myself.post(f"/plans/{plan}/refusal", json={"reason": "not-now"}, headers=ANY)).status_code == 200
    again = (await owner.put(address, json={**body, "source_version": 2})).json()
    assert (again["state"], again["reason"]) == ("refused", "not-now")
    agreed = (await owner.put(address, json={**body, "source_version": 3, "tentative": False})).json()
    assert agreed["state"] == "active"
