"""Places in the catalogue: taken by an activity that lives, given back when it ends, and never one too many."""

import asyncio
from typing import Any

import httpx
import pytest
import pytest_asyncio

from app.settings import Settings
from tests.api.answers import problem
from tests.api.desk import ELSEWHERE
from tests.api.test_plan import Planning, moved, planning_of
from tests.api.witness import Witness
from tests.county import County
from tests.service.offer_story import COURSE, SCHOOL, bodies_of, left, offered

pytestmark = pytest.mark.asyncio(loop_scope="session")
AHEAD = {"planned_start": "2027-01-11"}
ROUNDS = 4


@pytest_asyncio.fixture(loop_scope="session")
async def town(county: County, settings: Settings) -> County:
    await bodies_of(county, settings)
    return county


async def take(at: Planning, of: dict[str, Any], by: httpx.AsyncClient | None = None, **also: Any) -> httpx.Response:
    headers = {"Idempotency-Key": also.pop("key")} if "key" in also else {}
    body = {"offer": of["id"], **AHEAD, **also}
    return await (by or at.owner).post(f"/plans/{at.plan}/activities", json=body, headers=headers)


def live(witness: Witness, offer: dict[str, Any]) -> tuple[int, int]:
    """How many places are taken by the count that is kept, and by the activities themselves."""
    row = witness.connection.execute(
        """select taken, (select count(*) from sip.fact f
                           where f.fields ->> 'offer' = p.offer_id::text and f.current and not f.void
                             and f.fields ->> 'end' is null and f.fields ->> 'outcome' is null)
             from sip.offer_place p where p.offer_id = %s""",
        [offer["id"]],
    ).fetchone()
    assert row is not None
    return row[0], row[1]


async def test_of_many_who_take_the_last_places_at_once_as_many_get_one_as_there_are(
    town: County, witness: Witness
) -> None:
    for places in range(1, ROUNDS):
        course = await offered(town, capacity=places)
        many = [await planning_of(town) for _ in range(5)]

        answers = await asyncio.gather(*(take(at, course) for at in many))

        refused = [answer for answer in answers if answer.status_code != 201]
        assert len(refused) == len(many) - places
        for answer in refused:
            problem(answer, 409, "no-place-left")
        assert live(witness, course) == (places, places)


async def test_a_place_that_is_given_back_while_two_want_it_goes_to_one_of_them(town: County, witness: Witness) -> None:
    for _ in range(ROUNDS):
        course = await offered(town, capacity=1)
        first, second, third = [await planning_of(town) for _ in range(3)]
        held = (await take(first, course)).json()

        gone, *answers = await asyncio.gather(
            first.owner.post(
                f"/activities/{held['id']}/cancellation", json={"reason": "flyttar"}, headers={"If-Match": "*"}
            ),
            take(second, course),
            take(third, course),
        )

        assert gone.status_code == 200
        took = [answer for answer in answers if answer.status_code == 201]
        assert len(took) <= 1
        assert live(witness, course) == (len(took), len(took))


async def test_fewer_places_and_one_more_taken_at_once_never_come_to_more_than_there_are(
    town: County, witness: Witness
) -> None:
    for _ in range(ROUNDS):
        course, school = await offered(town, capacity=2), town.system(SCHOOL)
        first, second = await planning_of(town), await planning_of(town)
        assert (await take(first, course)).status_code == 201

        fewer, taken = await asyncio.gather(
            school.put(f"/offers/{course['id']}", json={**COURSE, "capacity": 1}, headers={"If-Match": '"1"'}),
            take(second, course),
        )

        if fewer.status_code == 200:
            problem(taken, 409, "no-place-left")
        else:
            problem(fewer, 409, "places-taken")
            assert taken.status_code == 201
        count = 1 if fewer.status_code == 200 else 2
        assert live(witness, course) == (count, count)


@pytest.mark.parametrize("noun", ["cancellation", "completion", "interruption", "dropout"])
async def test_a_place_is_given_back_when_the_activity_is_over(town: County, witness: Witness, noun: str) -> None:
    course, at = await offered(town, capacity=1), await planning_of(town)
    activity = (await take(at, course, tentative=noun == "cancellation")).json()
    assert await left(at.owner, course) == 0, "also when it is only proposed"
    if noun != "cancellation":
        activity = await moved(at.owner, activity, "activities", "start", on="2026-11-20")
        assert await left(at.owner, course) == 0
    why = {} if noun == "completion" else {"reason": "personen flyttar"}
    over = await moved(at.owner, activity, "activities", noun, **why)
    assert over["offer"] == course["id"], "where it was stays told"
    assert await left(at.owner, course) == 1
    assert live(witness, course) == (0, 0)


async def test_a_place_that_is_taken_again_with_the_same_key_is_one_place(town: County, witness: Witness) -> None:
    course, at = await offered(town, capacity=2), await planning_of(town)
    first = await take(at, course, key="one-place")
    together = await asyncio.gather(*(take(at, course, key="one-place") for _ in range(3)))
    assert {answer.headers["location"] for answer in together} == {first.headers["location"]}
    assert {answer.status_code for answer in together} == {201}
    assert live(witness, course) == (1, 1)
    anew = await asyncio.gather(*(take(at, course, key="another-place") for _ in range(3)))
    assert {answer.status_code for answer in anew} == {201}
    assert len({answer.json()["id"] for answer in anew}) == 1
    assert live(witness, course) == (2, 2)
    full = await take(at, course, key="another-place")
    assert full.status_code == 201, "it was taken before, and is answered as it was"
    problem(await take(at, course, key="a-third-place"), 409, "no-place-left")


async def test_what_an_activity_says_itself_counts_before_what_its_offer_says(town: County) -> None:
    course, at = await offered(town, capacity=9), await planning_of(town)
    need = await at.add(at.owner, "needs", category="health", start="2026-11-03")

    async def told(**also: Any) -> tuple[Any, ...]:
        found = (await take(at, course, **also)).json()
        return tuple(found.get(name) for name in ("weekly_cost", "payer", "category"))

    assert await told() == (1850, "municipality", "education")
    assert await told(weekly_cost=0, payer="national") == (0, "national", "education")
    assert await told(category="work") == (1850, "municipality", "work")
    assert await told(need=need["id"]) == (1850, "municipality", "health")
    free = await offered(town, weekly_cost=None, payer=None)
    unpaid = (await take(at, free)).json()
    assert {"weekly_cost", "payer"}.isdisjoint(unpaid)


@pytest.mark.parametrize(
    ("name", "field", "said"),
    [
        ("unknown-reference", "offer", {"offer": ELSEWHERE}),
        ("unknown-reference", "offer", {"offer": "a course"}),
        ("invalid-request", "payer", {"weekly_cost": 1850}),
        ("invalid-request", "weekly_cost", {"payer": "region"}),
        ("invalid-request", "end", {"start": "2026-11-02", "end": "2026-11-20"}),
        ("invalid-request", "outcome", {"outcome": "cancelled"}),
        ("unknown-reference", "need", {"need": ELSEWHERE}),
    ],
)
async def test_a_place_that_cannot_be_taken_is_one_clear_problem_and_stays_free(
    town: County, witness: Witness, name: str, field: str, said: dict[str, Any]
) -> None:
    course, at = await offered(town), await planning_of(town)
    with witness.nothing_changes():
        problem(await take(at, course, **said), 422, name, field)


async def test_a_place_is_taken_by_a_party_and_by_no_one_else(town: County, witness: Witness) -> None:
    course, at = await offered(town), await planning_of(town)
    with witness.nothing_changes():
        problem(await take(at, course, at.asked), 404, "not-found")
        problem(await take(at, course, at.myself), 403, "not-permitted")
        report = {"person_id": at.person, "plan": at.plan, "offer": course["id"], "source_version": 1, **AHEAD}
        answer = await at.owner.put("/sources/social-services/activities/course", json=report)
        problem(answer, 422, "invalid-request", "offer")
    assert (await take(at, course, at.partner)).status_code == 201
