"""Sending again is safe, and nobody overwrites what they have not read: versions and idempotency keys."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def made(client: httpx.AsyncClient, path: str, body: dict[str, Any], key: str | None = None) -> httpx.Response:
    answer = await client.post(path, json=body, headers={"Idempotency-Key": key} if key else {})
    assert answer.status_code == 201, answer.text
    return answer


async def test_a_plan_asked_for_twice_with_one_key_is_started_once(county: County, witness: Witness) -> None:
    client, body = county.system("social-services"), {"person_id": await county.person(), "start": "2026-11-01"}
    first = await made(client, "/plans", body, "k-1")

    with witness.nothing_changes():
        second = await made(client, "/plans", body, "k-1")

    assert second.headers["location"] == first.headers["location"]
    assert second.headers["etag"] == first.headers["etag"]
    assert second.json() == first.json()
    assert (await client.get(f"http://sip{first.headers['location']}")).status_code == 200


async def test_a_contribution_sent_again_answers_what_it_is_now(county: County) -> None:
    client = county.system("social-services")
    plan = (await made(client, "/plans", {"person_id": await county.person()})).json()["id"]
    path, body = f"/plans/{plan}/activities", {"planned_start": "2026-12-01", "title": "Praktik"}
    first = await made(client, path, body, "k-2")
    begun = await client.post(f"/activities/{first.json()['id']}/start", json={}, headers={"If-Match": "*"})
    assert begun.status_code == 200

    again = await made(client, path, body, "k-2")

    assert again.headers["location"] == first.headers["location"]
    assert (first.json()["state"], again.json()["state"]) == ("planned", "ongoing")
    assert again.headers["etag"] == begun.headers["etag"]


async def test_a_move_sent_again_is_made_once_although_the_version_it_knew_is_gone(
    county: County, witness: Witness
) -> None:
    client = county.system("social-services")
    plan = (await made(client, "/plans", {"person_id": await county.person()})).json()["id"]
    activity = await made(client, f"/plans/{plan}/activities", {"planned_start": "2026-12-01"})
    headers = {"If-Match": activity.headers["etag"], "Idempotency-Key": "k-3"}
    path = f"/activities/{activity.json()['id']}/start"
    first = await client.post(path, json={"on": "2026-11-21"}, headers=headers)

    with witness.nothing_changes():
        second = await client.post(path, json={"on": "2026-11-21"}, headers=headers)

    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json() == first.json()


async def test_a_death_sent_again_is_answered_as_before(county: County) -> None:
    client, person = county.system("social-services"), await county.person()
    await made(client, "/plans", {"person_id": person})

    for _ in range(2):
        headers = {"Idempotency-Key": "k-4"}
        answer = await client.post(f"/persons/{person}/death", json={"on": "2026-11-20"}, headers=headers)
        assert (answer.status_code, answer.content) == (204, b"")

    (born,) = [item for item in (await timeline(client, person)) if item["kind"] == "person"]
    assert (born["version"], born["deceased_on"]) == ("1.1", "2026-11-20")


async def timeline(client: httpx.AsyncClient, person: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await client.get(f"/persons/{person}/timeline")).json()["items"]
    return items


async def test_a_key_that_comes_back_with_another_request_is_refused(county: County, witness: Witness) -> None:
    client, body = county.system("social-services"), {"person_id": await county.person()}
    plan = (await made(client, "/plans", body, "k-5")).json()["id"]

    for path, other in (("/plans", {**body, "internal": True}), (f"/plans/{plan}/activities", body)):
        with witness.nothing_changes():
            answer = await client.post(path, json=other, headers={"Idempotency-Key": "k-5"})
        assert answer.status_code == 422
    problem(await client.post("/plans", json={**body, "internal": True}, headers={"Idempotency-Key": "k-5"}), 422,
            "key-reused")  # fmt: skip


async def test_the_key_of_another_client_is_another_key(county: County) -> None:
    person = await county.person()
    ours = await made(county.system("social-services"), "/plans", {"person_id": person}, "k-6")
    theirs = await made(county.system("psychiatry"), "/plans", {"person_id": person}, "k-6")

    assert ours.json()["id"] != theirs.json()["id"]


async def test_two_who_use_one_client_have_keys_of_their_own(county: County) -> None:
    numbers = [county.number(), county.number()]
    persons = [await county.person(number) for number in numbers]

    plans = [
        await made(county.myself(number), "/plans", {"person_id": person}, "k-7")
        for number, person in zip(numbers, persons, strict=True)
    ]

    assert plans[0].json()["id"] != plans[1].json()["id"]


async def test_a_user_and_a_key_are_told_apart_wherever_the_one_ends(county: County) -> None:
    person = await county.person()
    who = (("anna", "berg k-8"), ("anna berg", "k-8"))

    plans = [await made(county.caseworker(sub=user), "/plans", {"person_id": person}, key) for user, key in who]

    assert plans[0].json()["id"] != plans[1].json()["id"]


async def test_a_request_that_was_refused_leaves_its_key_free(county: County) -> None:
    client, person = county.system("social-services"), await county.person()
    wrong = {"person_id": person, "start": "2025-02-30"}
    problem(
        await client.post("/plans", json=wrong, headers={"Idempotency-Key": "k-8"}), 422, "invalid-request", "start"
    )

    await made(client, "/plans", {"person_id": person}, "k-8")


async def test_many_at_once_with_one_key_make_one_plan(county: County, witness: Witness) -> None:
    client, body = county.system("social-services"), {"person_id": await county.person()}
    before = witness.counts()

    answers = await asyncio.gather(*(made(client, "/plans", body, "k-9") for _ in range(6)))

    assert len({answer.headers["location"] for answer in answers}) == 1
    after = witness.counts()
    assert after["fact"] - before["fact"] == 2, "the plan, and its owner as a participant"
    assert after["event"] - before["event"] == 2, "an event for each"


@pytest.mark.parametrize("key", ["", "x" * 101])
async def test_a_key_that_cannot_be_one_is_refused(county: County, key: str) -> None:
    answer = await county.system("social-services").post(
        "/plans", json={"person_id": await county.person()}, headers={"Idempotency-Key": key}
    )

    problem(answer, 422, "invalid-request", "Idempotency-Key")


async def an_activity(county: County) -> tuple[httpx.AsyncClient, httpx.Response]:
    client = county.system("social-services")
    plan = (await made(client, "/plans", {"person_id": await county.person()})).json()["id"]
    return client, await made(client, f"/plans/{plan}/activities", {"planned_start": "2026-12-01"})


async def test_a_change_says_which_version_it_rests_on(county: County, witness: Witness) -> None:
    client, activity = await an_activity(county)
    path = f"/activities/{activity.json()['id']}/start"

    with witness.nothing_changes():
        problem(await client.post(path, json={}), 428, "version-needed")
        problem(await client.post(path, json={}, headers={"If-Match": '"7.0"'}), 412, "stale-version")
        problem(await client.post(path, json={}, headers={"If-Match": "1.0"}), 422, "invalid-request", "If-Match")
        problem(await client.post(path, json={}, headers={"If-Match": ""}), 422, "invalid-request", "If-Match")

    assert (await client.post(path, json={}, headers={"If-Match": activity.headers["etag"]})).status_code == 200


async def test_two_who_move_one_activity_at_once_do_not_both_succeed(county: County, witness: Witness) -> None:
    client, activity = await an_activity(county)
    before = witness.counts()["fact"]

    answers = await asyncio.gather(
        *(
            client.post(
                f"/activities/{activity.json()['id']}/{noun}",
                json=body,
                headers={"If-Match": activity.headers["etag"]},
            )
            for noun, body in (("start", {}), ("cancellation", {"reason": "moved"}))
        )
    )

    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert won.status_code == 200
    problem(lost, 412, "stale-version")
    assert witness.counts()["fact"] == before + 1
    now = await client.get(f"/activities/{activity.json()['id']}")
    assert now.headers["etag"] == won.headers["etag"]


async def test_the_details_of_a_person_have_a_version_too(county: County) -> None:
    client, person = county.system("social-services"), await county.person()
    await made(client, "/plans", {"person_id": person})
    etag = (await client.get(f"/persons/{person}")).headers["etag"]
    path, body = f"/persons/{person}/details", {"name": "Elias N.", "contact": "sms 070-174 06 05", "language": "sv"}

    problem(await client.put(path, json=body), 428, "version-needed")
    described = await client.put(path, json=body, headers={"If-Match": etag})
    problem(await client.put(path, json={"name": "X"}, headers={"If-Match": etag}), 412, "stale-version")
    problem(await client.put(path, json={}, headers=[(b"If-Match", b'"\xb2"')]), 412, "stale-version")
    assert (await client.put(path, json={**body, "interpreter": True}, headers={"If-Match": "*"})).status_code == 200

    assert described.headers["etag"] == '"2"'
    read = await client.get(f"/persons/{person}")
    assert {**body, "interpreter": True}.items() <= read.json().items()
    assert read.headers["etag"] == '"3"'


async def test_what_is_composed_has_a_tag_that_changes_with_what_the_reader_sees(county: County) -> None:
    client, activity = await an_activity(county)
    plan = activity.json()["plan_id"]
    first = await client.get(f"/plans/{plan}")
    again = await client.get(f"/plans/{plan}")
    await made(client, f"/plans/{plan}/goals", {"on": "2026-11-21", "title": "Eget arbete"})
    later = await client.get(f"/plans/{plan}")

    assert first.headers["etag"] == again.headers["etag"] != later.headers["etag"]
