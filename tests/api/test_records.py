"""What cannot be corrected so: each gives one clear problem that names the field, and nothing is changed."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from app.demo.numbers import COORDINATION
from app.demo.numbers import test_numbers as numbers_of
from tests.api.answers import problem
from tests.api.desk import CANARY, Desk
from tests.api.witness import Witness
from tests.county import County
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")
SOCIAL, HEALTH = "social-services", "psychiatry"
WHY = {"reason": "number-mistaken"}


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("item", {"item": "none"}),
    ("item", {"item": None}),
    ("reason", {"reason": "because"}),
    ("reason", {"reason": None}),
    ("rightful_person", {"rightful_person": CANARY}),
    ("rightful_person", {"rightful_person": str(uuid4())}),
    ("identity_number", {"identity_number": "19900517-9805"}),
    ("identity_number", {"identity_number": "1" * 30}),
    ("rightful_person", {"rightful_person": str(uuid4()), "identity_number": "19900517-9800"}),
    ("note", {"note": CANARY}),
]


@pytest.mark.parametrize(("field", "wrong"), WRONG)
async def test_a_correction_that_says_something_wrong_is_refused_by_field(
    desk: Desk, field: str, wrong: dict[str, Any]
) -> None:
    body = {"item": desk.need, **WHY, **wrong}
    answer = await desk.county.system(SOCIAL).post(f"persons/{desk.person}/corrections", json=body)
    assert CANARY not in answer.text
    problem(answer, 422, "invalid-request", field)


async def test_nothing_is_moved_to_the_person_it_stands_on(desk: Desk) -> None:
    body = {"item": desk.need, **WHY, "rightful_person": desk.person}
    answer = await desk.county.system(SOCIAL).post(f"persons/{desk.person}/corrections", json=body)
    problem(answer, 422, "invalid-request", "rightful_person")


async def test_what_is_not_the_caller_s_to_correct_stays_and_what_is_not_there_looks_alike(desk: Desk) -> None:
    county, path = desk.county, f"persons/{desk.person}/corrections"
    theirs = {"item": desk.need, **WHY}
    unseen = problem(await county.system(HEALTH).post(path, json=theirs), 404, "not-found")
    nowhere = problem(await county.system(HEALTH).post(path, json={**theirs, "item": str(uuid4())}), 404, "not-found")
    assert unseen["detail"] == nowhere["detail"]
    system = county.system(SOCIAL)
    problem(await system.post(path, json={**theirs, "item": desk.person}), 403, "not-permitted")
    problem(await system.post(f"persons/{uuid4()}/corrections", json=theirs), 404, "not-found")
    fact = (await system.get(f"persons/{desk.person}/timeline")).json()["items"]
    (known,) = [one["id"] for one in fact if one["kind"] == "status"]
    problem(await county.caseworker().post(path, json={**theirs, "item": known}), 409, "source-owned")
    problem(await county.caseworker(scope="sip.read").post(path, json=theirs), 403, "not-permitted")
    problem(await county.client(None).post(path, json=theirs), 401, "not-authenticated")


async def blocked(life: Life, item: str, **to: str) -> set[tuple[str, str]]:
    """What stands in the way of a correction by social services, by kind and why."""
    body = {"item": life.ids[item], **WHY, **to}
    answer = await life.county.system(SOCIAL).post(f"persons/{life.person}/corrections", json=body)
    return {(one["kind"], one["because"]) for one in problem(answer, 409, "stands-in-the-way")["obstacles"]}


async def test_what_stands_in_the_way_is_said_as_far_as_the_asker_sees_it(county: County, witness: Witness) -> None:
    life, leo = await begin(county), await county.person()
    await life.plan(SOCIAL, HEALTH)
    await life.tell(SOCIAL, "need", "need", plan="plan", category="work", start="2026-01-01")
    await life.tell(SOCIAL, "need", "other", plan="plan", category="work", start="2026-01-01")
    await life.tell(HEALTH, "activity", "activity", need="need", planned_start="2026-02-01")
    theirs = await county.system(HEALTH).post(
        f"plans/{life.ids['plan']}/messages", json={"text": "Hej", "about": life.ids["activity"]}
    )
    assert theirs.status_code == 201, theirs.text
    with witness.nothing_changes():
        assert await blocked(life, "plan") == {("participant", "takes-part")}
        assert await blocked(life, "other", rightful_person=leo) == {("need", "in-a-plan")}
    await life.consent("consent", [SOCIAL, HEALTH], ["work"])
    with witness.nothing_changes():
        assert await blocked(life, "need") == {("activity", "rests-on-it")}
        assert ("activity", "rests-on-it") in await blocked(life, "plan")
    await life.withdraw("consent")
    removed = await county.system(SOCIAL).post(
        f"persons/{life.person}/corrections", json={"item": life.ids["need"], **WHY}
    )
    assert removed.status_code == 200, "what one does not see is not hinted at: it stays, as when a need is void"
    assert (await county.system(HEALTH).get(f"activities/{life.ids['activity']}")).status_code == 200


async def test_a_consent_that_was_recorded_on_the_wrong_person_opens_nothing_of_another(county: County) -> None:
    life, leo = await begin(county), await begin(county)
    for one in (life, leo):
        await one.plan(SOCIAL, HEALTH)
        await one.tell(SOCIAL, "need", "need", plan="plan", category="work", start="2026-01-01")
    system = county.system(SOCIAL)
    given = {"actors": [county.actor(SOCIAL), county.actor(HEALTH)], "categories": ["work"], "start": "2026-01-01"}
    recorded = await system.post(f"plans/{life.ids['plan']}/consents", json=given)
    assert recorded.status_code == 201, recorded.text
    await county.system(HEALTH).post(f"plans/{life.ids['plan']}/messages", json={"text": "Hej"})
    life.ids["consent"] = recorded.json()["id"]
    blocking = await blocked(life, "consent", rightful_person=leo.person)
    assert ("consent", "never-moved") in blocking
    assert "need" not in await leo.seen(HEALTH)
    path = f"persons/{life.person}/corrections"
    assert (await system.post(path, json={"item": life.ids["consent"], **WHY})).status_code == 200
    assert "need" not in await life.seen(HEALTH)


async def test_a_correction_sent_again_is_answered_and_not_done_again(county: County) -> None:
    life = await begin(county)
    await life.tell(SOCIAL, "status", "support", code="income-support", start="2026-01-01")
    await life.tell(SOCIAL, "status", "left", code="income-support", start="2025-01-01", end="2025-02-01")
    body, key = {"item": life.ids["support"], **WHY}, {"Idempotency-Key": f'"{uuid4()}"'}
    path, system = f"persons/{life.person}/corrections", county.system(SOCIAL)
    first, second = [await system.post(path, json=body, headers=key) for _ in range(2)]
    assert first.json() == second.json()
    assert first.status_code == second.status_code == 200
    problem(await system.post(path, json=body), 404, "not-found")


BORN = date(1986, 3, 2)
FORMER = [number for number in numbers_of(BORN) if int(number[6:8]) > COORDINATION]
GIVEN = [number for number in numbers_of(BORN) if number not in FORMER]


async def numbered(county: County, former: str) -> Life:
    life = Life(county, former, await county.person(former))
    await life.tell(SOCIAL, "status", "support", code="income-support", start="2026-01-01")
    return life


async def test_a_number_that_is_not_what_it_should_be_is_refused_by_field(county: County, witness: Witness) -> None:
    life = await numbered(county, FORMER[0])
    system, path = county.system(SOCIAL), f"persons/{life.person}/identity-number"
    for field, former, given in (
        ("former_number", "198603629805", GIVEN[0]),
        ("former_number", GIVEN[1], GIVEN[0]),
        ("former_number", FORMER[1], GIVEN[0]),
        ("identity_number", FORMER[0], "198603029800"),
        ("identity_number", FORMER[0], FORMER[1]),
    ):
        with witness.nothing_changes():
            answer = await system.put(path, json={"former_number": former, "identity_number": given})
        problem(answer, 422, "invalid-request", field)
        assert not {former, given} & set(answer.text.split())
    both = {"former_number": FORMER[0], "identity_number": GIVEN[0]}
    problem(await county.system(HEALTH).put(path, json=both), 404, "not-found")
    problem(await county.myself(FORMER[0]).put(path, json=both), 403, "not-permitted")


async def test_a_number_that_is_another_s_and_a_person_who_is_protected_are_refused_alike(
    county: County, witness: Witness
) -> None:
    taken, hidden = await numbered(county, FORMER[2]), await numbered(county, FORMER[3])
    await county.person(GIVEN[2])
    anna = county.caseworker()
    assert (await anna.get("caseload")).status_code == 200
    marked = {"level": "marked", "reason": "Skatteverkets besked"}
    assert (await anna.post(f"persons/{hidden.person}/protection", json=marked)).status_code == 200
    answers = []
    for life, given in ((taken, GIVEN[2]), (hidden, GIVEN[3])):
        with witness.nothing_changes():
            both = {"former_number": life.number, "identity_number": given}
            answer = await anna.put(f"persons/{life.person}/identity-number", json=both)
        answers.append(problem(answer, 409, "conflict")["detail"])
    assert answers[0] == answers[1]
    both = {"former_number": hidden.number, "identity_number": GIVEN[3]}
    unknown = await county.system(SOCIAL).put(f"persons/{hidden.person}/identity-number", json=both)
    problem(unknown, 404, "not-found")
