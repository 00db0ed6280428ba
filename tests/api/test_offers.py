"""The catalogue of activities: who says what in it, what is found there, and what makes no sense."""

import asyncio
from typing import Any

import httpx
import pytest
import pytest_asyncio

from app.settings import Settings
from tests.api.answers import problem, untold
from tests.api.desk import ELSEWHERE
from tests.api.witness import Witness
from tests.county import County
from tests.service.offer_story import COURSE, MUNICIPALITY, SCHOOL, STATE, bodies_of, left, looked_up, offered

pytestmark = pytest.mark.asyncio(loop_scope="session")
CATALOGUE = "/coordination-bodies/norrbotten/offers"


@pytest_asyncio.fixture(loop_scope="session")
async def town(county: County, settings: Settings) -> County:
    await bodies_of(county, settings)
    return county


async def changed(client: httpx.AsyncClient, offer: str, version: str, **said: Any) -> httpx.Response:
    body = {**COURSE, **said}
    return await client.put(f"/offers/{offer}", json=body, headers={"If-Match": f'"{version}"'})


async def test_a_catalogue_is_looked_through_by_category_and_group_and_page_by_page(town: County) -> None:
    client = town.system(MUNICIPALITY)
    word = await offered(town, title="Praktik i skogen", category="work", target_groups=["disability"])
    open_to_all = await offered(town, title="Cv-verkstad", category="work", target_groups=[], start_dates=[])
    national = await offered(town, STATE, "malmfalten", title="Jobbgaranti", category="work", scope="national")
    local = await offered(town, STATE, "malmfalten", title="Bara här", category="work")
    word_ids = {word["id"], open_to_all["id"], national["id"], local["id"]}

    async def found(**query: Any) -> set[str]:
        return {one["id"] for one in await looked_up(client, **query)} & word_ids

    assert await found() == {word["id"], open_to_all["id"], national["id"]}
    assert await found(target_group="disability") == {word["id"], open_to_all["id"]}
    assert await found(target_group="newly-arrived") == {open_to_all["id"]}
    assert await found(category="work", target_group="long-term-unemployed") == {open_to_all["id"], national["id"]}
    assert await found(category="health") == set()
    assert await found(body="malmfalten") == {national["id"], local["id"]}
    one_by_one = await looked_up(client, limit=1)
    assert [one["title"] for one in one_by_one] == sorted(one["title"] for one in one_by_one)
    assert len({one["id"] for one in one_by_one}) == len(one_by_one) == len(await looked_up(client, limit=100))
    first = await client.get(CATALOGUE, params={"limit": 1, "category": "work"})
    assert "category=work" in first.links["next"]["url"]


async def test_a_person_sees_what_is_offered_and_offers_nothing(town: County) -> None:
    number = town.number()
    await town.person(number)
    myself = town.myself(number)
    assert await looked_up(myself)
    problem(await myself.post(CATALOGUE, json=COURSE), 403, "not-permitted")


async def test_only_members_offer_and_only_who_offers_something_changes_it(town: County, witness: Witness) -> None:
    course = await offered(town)
    with witness.nothing_changes():
        problem(await town.system("psychiatry").post(CATALOGUE, json=COURSE), 403, "not-permitted")
        problem(await town.system(SCHOOL).post(CATALOGUE.replace("nor", "sor"), json=COURSE), 404, "not-found")
        problem(await town.system(SCHOOL).get(CATALOGUE.replace("nor", "sor")), 404, "not-found")
        problem(await changed(town.system(STATE), course["id"], "1"), 403, "not-permitted")
        problem(await changed(town.system(SCHOOL), ELSEWHERE, "1"), 404, "not-found")
        problem(await town.system(SCHOOL).get(f"/offers/{ELSEWHERE}"), 404, "not-found")
        path, why = f"/offers/{course['id']}/withdrawal", {"reason": "byter lokal"}
        problem(await town.system(STATE).post(path, json=why, headers={"If-Match": "*"}), 403, "not-permitted")
        problem(await town.system(SCHOOL).post(path, json=why), 428, "version-needed")
        problem(await town.system(SCHOOL).put(f"/offers/{course['id']}", json=COURSE), 428, "version-needed")
        problem(await changed(town.system(SCHOOL), course["id"], "2"), 412, "stale-version")


async def test_an_offer_is_changed_and_withdrawn_each_by_a_version_of_its_own(town: County, witness: Witness) -> None:
    course, school = await offered(town), town.system(SCHOOL)
    after = await changed(school, course["id"], "1", capacity=5, weekly_cost=None, payer=None, start_dates=[])
    assert (after.status_code, after.headers["etag"]) == (200, '"2"')
    assert (after.json()["capacity"], after.json()["start_dates"]) == (5, [])
    assert "weekly_cost" not in after.json()
    path, why = f"/offers/{course['id']}/withdrawal", {"reason": "byter lokal"}
    gone = await school.post(path, json=why, headers={"If-Match": '"2"'})
    assert (gone.json()["version"], gone.json()["withdrawn_on"]) == ("3", "2026-11-21")
    with witness.nothing_changes():
        again = await school.post(path, json=why, headers={"If-Match": '"3"'})
        assert problem(again, 409, "illegal-transition")["state"] == "withdrawn"
        problem(await changed(school, course["id"], "3"), 409, "illegal-transition")
    kept = witness.connection.execute(
        'select version, capacity, "user" is not null from sip.offer where id = %s order by 1', [course["id"]]
    )
    assert kept.fetchall() == [(1, 2, True), (2, 5, True), (3, 5, True)]


async def test_two_who_change_one_offer_at_once_do_not_both_succeed(town: County) -> None:
    course, school = await offered(town), town.system(SCHOOL)
    both = await asyncio.gather(*(changed(school, course["id"], "1", capacity=n) for n in (5, 6)))
    won, lost = sorted(both, key=lambda answer: answer.status_code)
    problem(lost, 412, "stale-version")
    assert (await school.get(f"/offers/{course['id']}")).json() == won.json()


async def test_an_offer_that_is_sent_again_is_put_in_once(town: County, witness: Witness) -> None:
    school, key = town.system(SCHOOL), {"Idempotency-Key": "one-offer"}
    first = await school.post(CATALOGUE, json=COURSE, headers=key)
    with witness.nothing_changes():
        second = await school.post(CATALOGUE, json=COURSE, headers=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.headers["location"] == second.headers["location"]
    off = {**key, "Idempotency-Key": "one-withdrawal", "If-Match": '"1"'}
    path = f"/offers/{first.json()['id']}/withdrawal"
    for _ in range(2):
        gone = await school.post(path, json={"reason": "ställs in"}, headers=off)
        assert (gone.status_code, gone.json()["version"]) == (200, "2")
    assert await left(school, first.json()) == 2


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("title", {"title": ""}),
        ("title", {"title": "Kurs för 19900517-9800"}),
        ("category", {"category": "plan"}),
        ("target_groups", {"target_groups": ["pensioners"]}),
        ("target_groups", {"target_groups": ["disability", "disability"]}),
        ("scope", {"scope": "world"}),
        ("capacity", {"capacity": -1}),
        ("capacity", {"capacity": 100_001}),
        ("capacity", {"capacity": "12"}),
        ("start_dates.1", {"start_dates": ["2027-01-11", "2027-02-30"]}),
        ("start_dates.0", {"start_dates": [""]}),
        ("start_dates", {"start_dates": ["2027-01-11", "2027-01-11"]}),
        ("payer", {"payer": None}),
        ("weekly_cost", {"weekly_cost": None}),
        ("payer", {"payer": "kommunen"}),
        ("payer", {"payer": ""}),
        ("title", {"title": " "}),
        ("weekly_cost", {"weekly_cost": -1}),
        ("weekly_cost", {"weekly_cost": 18.5}),
        ("taken", {"taken": 0}),
    ],
)
async def test_an_offer_that_makes_no_sense(town: County, witness: Witness, field: str, said: dict[str, Any]) -> None:
    course, school = await offered(town), town.system(SCHOOL)
    with witness.nothing_changes():
        problem(await school.post(CATALOGUE, json={**COURSE, **said}), 422, "invalid-request", field)
        answer = await changed(school, course["id"], "1", **said)
        problem(answer, 422, "invalid-request", field)
    untold(answer, "9800")


@pytest.mark.parametrize("query", ["category=plan", "target_group=pensioners", "payer=region"])
async def test_a_filter_that_the_catalogue_does_not_know_is_refused(town: County, query: str) -> None:
    answer = await town.system(SCHOOL).get(f"{CATALOGUE}?{query}")
    problem(answer, 422, "invalid-request", query.split("=")[0])
