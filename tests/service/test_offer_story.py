"""An agency offers a course with two places and three want it, told through REST alone."""

import asyncio
from datetime import date

import httpx
import pytest

from app.settings import Settings
from tests.api.answers import problem
from tests.api.test_plan import moved, planning_of
from tests.county import County
from tests.service.offer_story import COURSE, SCHOOL, bodies_of, left, looked_up, offered

pytestmark = pytest.mark.asyncio(loop_scope="session")
ANY = {"If-Match": "*"}


async def test_a_course_with_two_places_that_three_want(county: County, settings: Settings) -> None:
    await bodies_of(county, settings)
    course = await offered(county, title="Svetskurs", target_groups=["youth-duty"])
    three = [await planning_of(county) for _ in range(3)]

    # Whoever looks for something finds it, with its places and what it costs.
    for at in three:
        (seen,) = [
            one for one in await looked_up(at.owner, category="education", target_group="youth-duty")
            if one["id"] == course["id"]
        ]  # fmt: skip
        assert (seen["places_left"], seen["weekly_cost"], seen["payer"]) == (2, 1850, "municipality")

    # Three take a place at the same moment, each for somebody else: two get one, the third is told clearly.
    body = {"offer": course["id"], "planned_start": "2027-01-11", "planned_end": "2027-03-21", "title": "Svetskurs"}
    answers = await asyncio.gather(*(at.owner.post(f"/plans/{at.plan}/activities", json=body) for at in three))
    got = [(at, answer.json()) for at, answer in zip(three, answers, strict=True) if answer.status_code == 201]
    ((without, refused),) = [
        (at, answer) for at, answer in zip(three, answers, strict=True) if answer.status_code != 201
    ]
    assert len(got) == 2
    told = problem(refused, 409, "no-place-left")
    assert "look for another offer" in told["detail"]
    assert await left(without.owner, course) == 0
    seen = (await without.owner.get(f"/plans/{without.plan}")).json()["items"]
    assert "activity" not in {item["kind"] for item in seen}, "whoever got no place has no activity either"

    # What the course costs stands in the plan of whoever got in, and the person sees who pays.
    (first, activity), (_, other) = got
    assert (activity["offer"], activity["weekly_cost"], activity["payer"]) == (course["id"], 1850, "municipality")
    assert activity["category"] == "education"
    costs = (await first.myself.get(f"/plans/{first.plan}/costs")).json()
    (line,) = costs["activities"]
    assert (line["weeks_planned"], line["kronor_planned"], costs["payers"][0]["label"]) == (10.0, 18500, "kommunen")

    # One of them begins and drops out: the place is given back, and the third gets it.
    county.today = date(2027, 1, 25)
    activity = await moved(first.owner, activity, "activities", "start", on="2027-01-11")
    assert await left(first.owner, course) == 0
    await moved(first.owner, activity, "activities", "dropout", on="2027-01-17", reason="personen fick ett arbete")
    assert await left(first.owner, course) == 1
    costs = (await first.myself.get(f"/plans/{first.plan}/costs")).json()
    assert [(one["kronor_so_far"], one["kronor_planned"]) for one in costs["payers"]] == [(1850, 1850)]
    late = await without.owner.post(f"/plans/{without.plan}/activities", json=body)
    assert late.status_code == 201, late.text
    assert await left(without.owner, course) == 0

    # The school cannot have fewer places than are taken; it can have more, and stop offering the course.
    school = county.system(SCHOOL)
    terms = {**COURSE, "title": "Svetskurs", "target_groups": ["youth-duty"]}
    fewer = await school.put(f"/offers/{course['id']}", json={**terms, "capacity": 1}, headers={"If-Match": '"1"'})
    assert "2 places are taken" in problem(fewer, 409, "places-taken")["detail"]
    more = await school.put(f"/offers/{course['id']}", json={**terms, "capacity": 3}, headers={"If-Match": '"1"'})
    assert (more.status_code, more.headers["etag"], more.json()["places_left"]) == (200, '"2"', 1)
    gone = await withdrawn(school, course["id"])
    assert (gone["state"], gone["reason"], gone["places_left"]) == ("withdrawn", "Kursen ges inte till våren", 1)
    too_late = await first.owner.post(f"/plans/{first.plan}/activities", json=body)
    assert problem(too_late, 409, "illegal-transition")["state"] == "withdrawn"
    assert course["id"] not in {one["id"] for one in await looked_up(first.owner)}

    # Whoever has a place keeps it.
    await moved(first.owner, other, "activities", "start", on="2027-01-11")
    assert await left(first.owner, course) == 1


async def withdrawn(client: httpx.AsyncClient, offer: str) -> dict[str, object]:
    answer = await client.post(
        f"/offers/{offer}/withdrawal", json={"reason": "Kursen ges inte till våren"}, headers=ANY
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found
