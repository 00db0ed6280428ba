"""A plan ends for a reason, and with an end report when work had begun; else it stays as it was."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio

from tests.api.answers import problem, untold
from tests.api.witness import Witness
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, STATE, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
ELSEWHERE = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"
REPORT: dict[str, Any] = {"done": "Arbetsträning i ett halvår"}
NUMBER = "ring 19900517-9800"


@pytest_asyncio.fixture(loop_scope="session")
async def around(county: County) -> Around:
    return await four_agencies(county)


async def begun(around: Around, by: str = OWNER, **also: Any) -> None:
    """An activity that has started."""
    await around.add(by, "activities", planned_start="2026-11-21", start="2026-11-21", **also)


def closing(around: Around) -> str:
    return f"/plans/{around.plan}/closing"


@pytest.mark.parametrize(
    ("name", "field", "body"),
    [
        ("invalid-request", "reason", {}),
        ("invalid-request", "reason", {"reason": "börjar om"}),
        ("invalid-request", "note", {"reason": "other"}),
        ("invalid-request", "note", {"reason": "other", "note": NUMBER}),
        ("invalid-request", "on", {"reason": "moved", "on": "2026-11-22"}),
        ("invalid-request", "end_report.done", {"reason": "moved", "end_report": {}}),
        ("invalid-request", "end_report.done", {"reason": "moved", "end_report": {"done": NUMBER}}),
        ("invalid-request", "end_report.words", {"reason": "moved", "end_report": {**REPORT, "words": NUMBER}}),
        ("invalid-request", "end_report.actors", {"reason": "moved", "end_report": {**REPORT, "remains": "Vård"}}),
        ("invalid-request", "end_report.category", {"reason": "moved", "end_report": {**REPORT, "category": "plan"}}),
        ("unknown-reference", "end_report.reached.0",
         {"reason": "goals-met", "end_report": {**REPORT, "reached": [ELSEWHERE]}}),
        ("unknown-reference", "end_report.actors",
         {"reason": "moved", "end_report": {**REPORT, "remains": "Vård", "actors": [ELSEWHERE]}}),
    ],
)  # fmt: skip
async def test_a_closing_that_makes_no_sense_leaves_the_plan_open(
    around: Around, witness: Witness, name: str, field: str, body: dict[str, Any]
) -> None:
    with witness.nothing_changes():
        answer = await around.tried(OWNER, closing(around), **body)
    problem(answer, 422, name, field)
    untold(answer, "1990")


async def test_a_plan_in_which_nothing_has_begun_needs_no_report(around: Around) -> None:
    await around.add(OWNER, "activities", planned_start="2026-12-01")
    plan = await around.done(OWNER, closing(around), reason="other", note="Flyttar till sin syster")
    assert (plan["state"], plan["reason"], plan["closing_note"]) == ("closed", "other", "Flyttar till sin syster")
    again = await around.done(OWNER, f"/plans/{around.plan}/reopening", reason="kom tillbaka")
    assert (again["state"], "closing_note" in again) == ("active", False)


async def test_once_work_has_begun_the_plan_is_closed_with_a_report_alone_and_anew_each_time(
    around: Around, witness: Witness
) -> None:
    await begun(around, STATE)
    with witness.nothing_changes():
        missing = problem(await around.tried(OWNER, closing(around), reason="moved"), 409, "end-report-missing")
        problem(await around.tried(STATE, closing(around), reason="moved"), 403, "not-permitted")
        problem(await around.tried("association", closing(around), reason="moved"), 404, "not-found")
    assert {one["key"]: bool(one["title"]) for one in missing["missing"]} == dict.fromkeys(
        ["done", "reached", "remains", "words"], True
    )
    plan = await around.done(OWNER, closing(around), reason="moved", end_report=REPORT)
    (report,) = await around.items("end-report")
    assert (plan["state"], report["state"], report["closed_on"]) == ("closed", "final", "2026-11-21")
    await around.done(OWNER, f"/plans/{around.plan}/reopening", reason="kom tillbaka")
    problem(await around.tried(OWNER, closing(around), reason="moved"), 409, "end-report-missing")
    final = problem(
        await around.tried(OWNER, f"/end-reports/{report['id']}/withdrawal", reason="fel"), 409, "illegal-transition"
    )
    assert (final["state"], final["possible"]) == ("final", [])
    await around.done(OWNER, closing(around), reason="moved", end_report={"done": "Inget mer"})
    assert [one["done"] for one in await around.items("end-report")] == [REPORT["done"], "Inget mer"]


async def test_what_the_owner_does_not_see_has_not_begun_for_it(around: Around) -> None:
    await begun(around, HEALTH, disclosure="own")
    assert (await around.done(OWNER, closing(around), reason="declined"))["state"] == "closed"


async def test_a_report_written_before_is_the_one_that_the_plan_is_closed_with(
    around: Around, witness: Witness
) -> None:
    await begun(around)
    path = f"/plans/{around.plan}/end-reports"
    with witness.nothing_changes():
        problem(await around.tried(STATE, path, **REPORT), 403, "not-permitted")
        problem(await around.tried("person", path, **REPORT), 403, "not-permitted")
        problem(await around.tried("association", path, **REPORT), 404, "not-found")
        problem(await around.tried(OWNER, path, **REPORT, closed_on="2026-11-21"), 422, "invalid-request", "closed_on")
    first, second = await asyncio.gather(*(around.tried(OWNER, path, **REPORT) for _ in range(2)))
    assert sorted((first.status_code, second.status_code)) == [201, 409]
    (report,) = await around.items("end-report")
    assert (report["state"], report["category"], report["possible"]) == ("current", "social", ["withdrawal"])
    with witness.nothing_changes():
        two = await around.tried(OWNER, closing(around), reason="moved", end_report=REPORT)
        problem(two, 409, "conflict")
    await around.done(OWNER, f"/end-reports/{report['id']}/withdrawal", reason="fel mål")
    problem(await around.tried(OWNER, closing(around), reason="moved"), 409, "end-report-missing")
    again = await around.add(OWNER, "end-reports", **REPORT)
    await around.done(OWNER, closing(around), reason="moved")
    assert (await around.read(STATE, f"/end-reports/{again['id']}"))["state"] == "final"
    late = problem(await around.tried(OWNER, path, **REPORT), 409, "illegal-transition")
    assert (late["state"], late["possible"]) == ("closed", ["reopening"])


async def test_a_closing_that_is_sent_twice_is_done_once(around: Around) -> None:
    await begun(around)
    headers = {"If-Match": "*", "Idempotency-Key": f"close-{around.plan}"}
    body = {"reason": "goals-met", "end_report": REPORT}
    first, second = [await around.at[OWNER].post(closing(around), json=body, headers=headers) for _ in range(2)]
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["id"] == second.json()["id"] == around.plan
    assert len(await around.items("end-report")) == 1


async def test_what_an_agencys_system_reports_as_ended_has_ended(county: County) -> None:
    person = await county.person()
    owner = county.system(OWNER)
    address = f"/sources/{OWNER}/plans/{person}.plan"
    body = {"person_id": person, "start": "2026-11-01", "source_version": 1}
    plan = (await owner.put(address, json=body)).json()["id"]
    activity = {"planned_start": "2026-11-01", "start": "2026-11-01"}
    assert (await owner.post(f"/plans/{plan}/activities", json=activity)).status_code == 201
    ended = await owner.put(address, json={**body, "end": "2026-11-20", "source_version": 2})
    assert (ended.status_code, ended.json()["state"]) == (200, "closed")
