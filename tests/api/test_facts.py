"""Every kind of fact can be entered over REST, and comes back on the timeline with every field it was given."""

from typing import Any

import pytest

from app.api.fact_models import COLLECTIONS, IN_THE_SERVICE_ALONE
from app.domain.asking import left_to_the_addressee
from app.domain.facts import ITEM_KINDS
from app.domain.facts.json import reported_fields
from app.usecases.reporting import REPORTED_KINDS
from tests.api.answers import problem
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")

WHOLE: dict[str, dict[str, Any]] = {
    "status": {"code": "resident", "start": "2026-01-01", "end": "2026-12-31", "extent": 75, "detail": "0686"},
    "decision": {"code": "benefit-denied", "on": "2026-08-03", "detail": "omprövning begärd"},
    "assessment": {"outcome": "partly", "start": "2026-09-01", "end": "2026-10-31"},
    "contact": {"on": "2026-11-02", "outcome": "cancelled-by-agency"},
    "agency-plan": {"code": "return-to-work", "start": "2026-02-01", "end": "2026-11-01", "linked": True},
    "queue": {
        "need": "NEED", "start": "2026-03-01", "end": "2026-11-20", "limit": 90,
        "updates": ["2026-04-01", "2026-05-01"],
    },
    "sip-need": {"on": "2026-10-01", "withdrawn_on": "2026-11-01"},
    "pause": {"start": "2026-07-01", "end": "2026-07-31"},
    "case": {"start": "2025-01-01", "end": "2026-11-01"},
    "plan": {"start": "2026-11-02", "end": "2026-11-20", "internal": True},
    "need": {
        "plan": "PLAN", "category": "housing", "start": "2026-11-02", "end": "2026-11-20", "self_handled": True,
    },
    "ownership": {"need": "NEED", "actor": "ACTOR", "start": "2026-11-02", "end": "2026-11-20"},
    "goal": {"plan": "PLAN", "need": "NEED", "on": "2026-11-02", "by": "2027-06-30", "professional": "80 procent"},
    "activity": {
        "plan": "PLAN", "need": "NEED", "planned_start": "2026-11-02", "start": "2026-11-03",
        "planned_end": "2026-11-20", "end": "2026-11-19", "outcome": "dropout", "mandatory": True, "weekly_hours": 12.5,
        "weekly_cost": 1850, "payer": "municipality",
    },
    "main-responsible": {"plan": "PLAN", "actor": "ACTOR", "start": "2026-11-02", "end": "2026-11-20"},
    "handler": {"plan": "PLAN", "actor": "ACTOR", "start": "2026-11-02", "end": "2026-11-20"},
    "call": {
        "plan": "PLAN", "need": "NEED", "to": "ASKED", "form": "call", "sent": "2026-11-02",
        "meeting_on": "2026-11-12", "answered": "2026-11-03", "answer": "new-time", "cancelled_on": "2026-11-04",
    },
    "meeting": {"on": "2026-11-12", "outcome": "pending"},
    "referral": {
        "need": "NEED", "to": "ASKED", "sent": "2026-11-02", "answered": "2026-11-03", "answer": "accepted",
        "started": "2026-11-04", "closed": "2026-11-05",
    },
    "follow-up": {
        "plan": "PLAN", "due": "2026-11-12", "booked_on": "2026-11-02", "held": "2026-11-13",
        "rebooked_on": "2026-11-05",
    },
    "consent": {
        "start": "2026-11-02", "end": "2027-11-01", "withdrawn_on": "2026-11-21", "actors": ["ACTOR", "ASKED"],
        "categories": ["work", "health"],
    },
}  # fmt: skip
"""Each kind with every field that it has."""

HEADER = {"id", "actor", "category"}


async def test_the_facts_told_here_are_every_kind_with_every_field() -> None:
    assert set(WHOLE) == set(ITEM_KINDS) - {"person", *IN_THE_SERVICE_ALONE}
    assert set(WHOLE) == {*REPORTED_KINDS, *COLLECTIONS} - IN_THE_SERVICE_ALONE
    for kind, told in WHOLE.items():
        assert set(reported_fields(kind)) - HEADER == set(told) - HEADER, kind


async def a_plan(county: County) -> tuple[str, str, dict[str, str]]:
    """Somebody's number and id, and what the words in capitals stand for."""
    number = county.number()
    person, client = await county.person(number), county.system("social-services")
    plan = (await client.post("/plans", json={"person_id": person, "start": "2026-11-02"})).json()["id"]
    need = (await client.post(f"/plans/{plan}/needs", json={"category": "work", "start": "2026-11-02"})).json()["id"]
    actors = {"ACTOR": county.actor("social-services"), "ASKED": county.actor("psychiatry")}
    return number, person, {"PLAN": plan, "NEED": need, **actors}


def meant(value: Any, words: dict[str, str]) -> Any:
    return [words.get(one, one) for one in value] if isinstance(value, list) else words.get(value, value)


@pytest.mark.parametrize("kind", WHOLE)
async def test_a_source_reports_it_and_the_person_reads_it_whole(county: County, kind: str) -> None:
    number, person, words = await a_plan(county)
    told = {name: meant(value, words) for name, value in WHOLE[kind].items()}
    collection = COLLECTIONS.get(kind, "facts")
    body = {"person_id": person, "source_version": 7, "title": "Egen rubrik", "disclosure": "parties", **told}
    if collection == "facts":
        body["kind"] = kind
    path = f"/sources/social-services/{collection}/{person}.{kind}"

    answer = await county.system("social-services").put(path, json=body)

    assert answer.status_code == 201, answer.text
    reported = answer.json()
    assert reported.pop("result") == "created"
    timeline = (await county.myself(number).get(f"/persons/{person}/timeline")).json()
    (item,) = [one for one in timeline["items"] if one["id"] == reported["id"]]
    expected = {**told, "kind": kind, "title": "Egen rubrik", "version": "7.0", "disclosure": "parties"}
    assert {name: item.get(name) for name in expected} == expected
    assert item["owner"] == county.actor("social-services")
    assert reported == {**item, "person_id": person}
    read = await county.system("social-services").get(f"http://sip{answer.headers['location']}")
    assert (read.json()["items"][0] | {"person_id": person} if kind == "plan" else read.json()) == reported


@pytest.mark.parametrize("kind", [kind for kind in COLLECTIONS if kind not in IN_THE_SERVICE_ALONE | {"plan"}])
async def test_a_party_contributes_it_and_the_person_reads_it_whole(county: County, kind: str) -> None:
    number, person, words = await a_plan(county)
    told = {
        name: meant(value, words)
        for name, value in WHOLE[kind].items()
        if name != "plan" and name not in left_to_the_addressee(kind)
    }
    path = f"/plans/{words['PLAN']}/{COLLECTIONS[kind]}"

    answer = await county.system("social-services").post(path, json={**told, "title": "Egen rubrik"})

    assert answer.status_code == 201, answer.text
    timeline = (await county.myself(number).get(f"/persons/{person}/timeline")).json()
    (item,) = [one for one in timeline["items"] if one["id"] == answer.json()["id"]]
    expected = {**told, "kind": kind, "title": "Egen rubrik", "plan_id": words["PLAN"]}
    assert {name: item.get(name) for name in expected} == expected
    assert answer.json() == {**item, "person_id": person}


async def test_a_source_refers_by_its_own_keys_even_when_they_look_like_ids(county: County) -> None:
    _, person, words = await a_plan(county)
    client = county.system("social-services")
    for key in ("need-17", "11111111-2222-4333-8444-555555555555"):
        need = {
            "person_id": person,
            "source_version": 1,
            "plan": words["PLAN"],
            "category": "work",
            "start": "2026-11-02",
        }
        made = await client.put(f"/sources/social-services/needs/{key}", json=need)
        activity = {"person_id": person, "source_version": 1, "need": key, "planned_start": "2026-11-02"}

        tied = await client.put(f"/sources/social-services/activities/a.{key}", json=activity)

        assert tied.status_code == 201, tied.text
        assert tied.json()["need"] == made.json()["id"]


async def test_a_fact_is_changed_superseded_repeated_and_taken_away(county: County) -> None:
    number, person, _ = await a_plan(county)
    client, path = county.system("social-services"), f"/sources/social-services/facts/{person}.life"

    async def put(version: int, **more: Any) -> tuple[int, str, str]:
        support = {"kind": "status", "code": "income-support", "start": "2026-01-01"}
        answer = await client.put(path, json={"person_id": person, "source_version": version, **support, **more})
        return answer.status_code, answer.json()["result"], answer.json()["state"]

    assert await put(5) == (201, "created", "current")
    assert await put(5) == (200, "unchanged", "current")
    assert await put(3, end="2026-02-01") == (200, "superseded", "ended")
    assert await put(6, end="2026-03-01") == (200, "changed", "ended")
    assert await put(6, end="2026-03-01") == (200, "unchanged", "ended")
    timeline = (await county.myself(number).get(f"/persons/{person}/timeline")).json()["items"]
    assert [item["end"] for item in timeline if item["kind"] == "status"] == ["2026-03-01"]
    assert await put(7, void=True) == (200, "changed", "void")
    timeline = (await county.myself(number).get(f"/persons/{person}/timeline")).json()["items"]
    assert not [item for item in timeline if item["kind"] == "status"]


async def test_what_is_a_fact_is_not_read_as_something_else(county: County) -> None:
    _, _, words = await a_plan(county)
    client = county.system("social-services")

    problem(await client.get(f"/facts/{words['NEED']}"), 404, "not-found")
    problem(await client.get(f"/activities/{words['NEED']}"), 404, "not-found")
    problem(await client.get(f"/plans/{words['NEED']}"), 404, "not-found")
    assert (await client.get(f"/needs/{words['NEED']}")).status_code == 200


async def test_a_death_ends_every_gap(county: County) -> None:
    number, person, _ = await a_plan(county)
    client = county.system("social-services")
    support = {"kind": "status", "code": "income-support", "start": "2025-01-01"}
    body = {"person_id": person, "source_version": 1, **support}
    assert (await client.put(f"/sources/social-services/facts/{person}.support", json=body)).status_code == 201
    await county.detect()
    open_before = (await county.myself(number).get(f"/persons/{person}/findings")).json()["findings"]

    assert (await client.post(f"/persons/{person}/death", json={"on": "2026-11-20"})).status_code == 204
    await county.detect()

    after = (await county.myself(number).get(f"/persons/{person}/findings")).json()["findings"]
    assert {finding["status"] for finding in open_before} & {"open", "critical"}
    assert not {finding["status"] for finding in after} & {"open", "critical", "upcoming"}
    assert (await client.get(f"/persons/{person}")).json()["deceased_on"] == "2026-11-20"
