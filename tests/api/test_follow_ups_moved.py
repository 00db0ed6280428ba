"""A follow-up moves to another day in one act: the older says that it was rebooked, and another is booked instead."""

from datetime import date

import pytest

from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import County
from tests.service.meeting_story import OWNER, STATE, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_it_moves_with_its_title_and_the_plan_is_never_without_one(county: County) -> None:
    around = await four_agencies(county)
    first = await around.add(OWNER, "follow-ups", due="2026-11-30", title="Efter praktiken", disclosure="own")
    path = f"/follow-ups/{first['id']}/rebooking"
    county.today = date(2026, 11, 28)
    moved = await around.done(OWNER, path, due="2026-12-14", version="1.0")

    older, newer = await around.items("follow-up", by=OWNER)
    assert (moved["id"], moved["state"], moved["rebooked_on"]) == (first["id"], "rebooked", "2026-11-28")
    assert (older["id"], older["state"], older["due"]) == (first["id"], "rebooked", "2026-11-30")
    assert (newer["state"], newer["due"], newer["booked_on"]) == ("current", "2026-12-14", "2026-11-28")
    assert (newer["title"], newer["disclosure"], newer["version"]) == ("Efter praktiken", "own", "1.0")
    county.today = date(2026, 12, 10)
    for rule in ("followup-overdue", "followup-missing"):
        assert [gap for gap in await around.gaps(rule) if gap["status"] == "open"] == []
    county.today = date(2026, 12, 14)
    held = await around.done(OWNER, f"/follow-ups/{newer['id']}/holding")
    assert held["state"] == "held"


async def test_a_retry_moves_it_once(county: County) -> None:
    around = await four_agencies(county)
    first = await around.add(OWNER, "follow-ups", due="2026-11-30")
    headers = {"If-Match": '"1.0"', "Idempotency-Key": "move-it"}
    for _ in range(2):
        answer = await around.at[OWNER].post(
            f"/follow-ups/{first['id']}/rebooking", json={"due": "2026-12-14"}, headers=headers
        )
        assert (answer.status_code, answer.json()["id"]) == (200, first["id"]), answer.text
    assert [one["due"] for one in await around.items("follow-up")] == ["2026-11-30", "2026-12-14"]


async def test_without_a_new_day_it_is_only_put_off(county: County) -> None:
    around = await four_agencies(county)
    first = await around.add(OWNER, "follow-ups", due="2026-11-30")
    assert (await around.done(OWNER, f"/follow-ups/{first['id']}/rebooking"))["state"] == "rebooked"
    assert len(await around.items("follow-up")) == 1


async def test_it_moves_to_no_day_that_has_been_and_by_nobody_else(county: County, witness: Witness) -> None:
    around = await four_agencies(county)
    first = await around.add(OWNER, "follow-ups", due="2026-11-30")
    path, when = f"/follow-ups/{first['id']}/rebooking", "2026-12-14"
    with witness.nothing_changes():
        for due in ("2026-11-20", "snart", "2026-02-30", "9999-12-31"):
            problem(await around.tried(OWNER, path, due=due), 422, "invalid-request", "due")
        problem(await around.tried(OWNER, path, due=when, on="2026-11-22"), 422, "invalid-request", "on")
        problem(await around.tried(OWNER, path, due=when, reason="x"), 422, "invalid-request", "reason")
        problem(await around.tried(OWNER, path, due=when, version="1.7"), 412, "stale-version")
        problem(await around.tried(STATE, path, due=when), 403, "not-permitted")
        problem(await around.tried("association", path, due=when), 404, "not-found")
    await around.done(OWNER, path, due=when)
    with witness.nothing_changes():
        assert problem(await around.tried(OWNER, path, due=when), 409, "illegal-transition")["state"] == "rebooked"


async def test_in_a_plan_that_has_ended_nothing_new_is_booked(county: County, witness: Witness) -> None:
    around = await four_agencies(county)
    first = await around.add(OWNER, "follow-ups", due="2026-11-30")
    await around.done(OWNER, f"/plans/{around.plan}/closing", reason="moved")
    path = f"/follow-ups/{first['id']}/rebooking"
    with witness.nothing_changes():
        answer = await around.tried(OWNER, path, due="2026-12-14")
        assert problem(answer, 409, "illegal-transition")["state"] == "closed"
