"""What is told at a follow-up: once, of goals of the plan, by whoever may; and read as far as each reader sees."""

import asyncio
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from app.api.outcome_models import OutcomeView
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.api.witness import Witness
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, STATE, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
ELSEWHERE = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"
ANSWERS = {"heard": "5", "my_goals": "1", "who_does_what": "3", "whom_to_call": "declined", "better_off": "2"}
NUMBER = "ring 19900517-9800"


@pytest_asyncio.fixture(loop_scope="session")
async def around(county: County) -> Around:
    return await four_agencies(county)


async def goal_of(around: Around, by: str = "person", **also: Any) -> str:
    return str((await around.add(by, "goals", on="2026-11-21", title="Jag vill jobba", **also))["id"])


async def held(around: Around, by: str = OWNER) -> str:
    """A follow-up that was held today."""
    booked = await around.add(by, "follow-ups", due="2026-11-21")
    await around.done(by, f"/follow-ups/{booked['id']}/holding")
    return f"/follow-ups/{booked['id']}"


async def test_a_follow_up_is_not_of_a_day_before_the_plan_began(around: Around, witness: Witness) -> None:
    path = f"/plans/{around.plan}/follow-ups"
    booked = await around.add(OWNER, "follow-ups", due="2026-11-21")
    with witness.nothing_changes():
        problem(await around.tried(OWNER, path, due="2026-11-20"), 422, "invalid-request", "due")
        problem(await around.tried(OWNER, path, due="2026-12-01", held="2026-11-20"), 422, "invalid-request", "held")
        early = await around.tried(OWNER, f"/follow-ups/{booked['id']}/holding", on="2026-11-20")
        problem(early, 422, "invalid-request", "on")
    assert "2026-11-21" in early.json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("status", "name", "field", "told"),
    [
        (422, "unknown-reference", "goals.0.goal", {"goals": [{"goal": ELSEWHERE, "outcome": "met"}]}),
        (422, "invalid-request", "goals.0.outcome", {"goals": [{"goal": ELSEWHERE, "outcome": "nearly"}]}),
        (422, "invalid-request", "goals.0.note", {"goals": [{"goal": ELSEWHERE, "outcome": "met", "note": NUMBER}]}),
        (422, "invalid-request", "ladder_step.step", {"ladder_step": {"step": "7"}}),
        (422, "invalid-request", "ladder_step.note", {"ladder_step": {"step": "seeking", "note": NUMBER}}),
        (422, "invalid-request", "questionnaire.written_down", {"questionnaire": ANSWERS}),
        (422, "invalid-request", "questionnaire.heard", {"questionnaire": {**ANSWERS, "heard": "6"}}),
        (422, "invalid-request", "questionnaire.heard", {"questionnaire": {**ANSWERS, "heard": 5}}),
        (422, "invalid-request", "questionnaire.words",
         {"questionnaire": {**ANSWERS, "written_down": True, "words": NUMBER}}),
    ],
)  # fmt: skip
async def test_what_cannot_be_told_leaves_the_follow_up_as_it_was(
    around: Around, witness: Witness, status: int, name: str, field: str, told: dict[str, Any]
) -> None:
    booked = await around.add(OWNER, "follow-ups", due="2026-11-21")
    with witness.nothing_changes():
        answer = await around.tried(OWNER, f"/follow-ups/{booked['id']}/holding", **told)
    problem(answer, status, name, field)
    assert NUMBER.split()[1] not in answer.text


async def test_a_goal_of_another_plan_has_no_outcome_in_this_one(county: County, around: Around) -> None:
    theirs = (await around.done(OWNER, "/plans", person_id=around.person))["id"]
    answer = await around.at["person"].post(f"/plans/{theirs}/goals", json={"on": "2026-11-21", "title": "Annat"})
    path = f"{await held(around)}/goal-outcomes"
    other = await around.tried(OWNER, path, goal=answer.json()["id"], outcome="met")
    problem(other, 422, "unknown-reference", "goal")


async def test_outcomes_are_told_when_the_follow_up_was_held_by_its_own_actor_and_once(
    around: Around, witness: Witness
) -> None:
    goal = await goal_of(around)
    booked = await around.add(OWNER, "follow-ups", due="2026-12-01")
    ahead = f"/follow-ups/{booked['id']}"
    past = await held(around)
    told: dict[str, dict[str, Any]] = {"goal-outcomes": {"goal": goal, "outcome": "met"}}
    told["ladder-steps"] = {"step": "seeking"}
    told["questionnaires"] = {**ANSWERS, "written_down": True}
    with witness.nothing_changes():
        for noun, body in told.items():
            early = problem(await around.tried(OWNER, f"{ahead}/{noun}", **body), 409, "illegal-transition")
            assert early["state"] == "current"
            problem(await around.tried(STATE, f"{past}/{noun}", **body), 403, "not-permitted")
            problem(await around.tried("association", f"{past}/{noun}", **body), 404, "not-found")
            problem(await around.tried(OWNER, f"/follow-ups/{goal}/{noun}", **body), 404, "not-found")
    for noun, body in told.items():
        made = await around.done(OWNER, f"{past}/{noun}", **body)
        assert (made["state"], made["possible"]) == ("current", ["withdrawal"])
        with witness.nothing_changes():
            problem(await around.tried(OWNER, f"{past}/{noun}", **body), 409, "conflict")
        gone = await around.done(OWNER, f"/{noun}/{made['id']}/withdrawal", reason="blev fel")
        assert gone["state"] == "withdrawn"
        assert (await around.done(OWNER, f"{past}/{noun}", **body))["id"] != made["id"]


async def test_two_who_tell_the_same_at_once_tell_it_once(around: Around) -> None:
    path = f"{await held(around)}/ladder-steps"
    tries = await asyncio.gather(*(around.tried(OWNER, path, step="seeking") for _ in range(3)))
    assert sorted(answer.status_code for answer in tries) == [201, 409, 409]


async def test_the_person_answers_alone_and_an_actor_says_that_it_writes_down(around: Around, witness: Witness) -> None:
    goal, path = await goal_of(around), await held(around)
    with witness.nothing_changes():
        as_actor = await around.tried("person", f"{path}/questionnaires", **ANSWERS, written_down=True)
        problem(as_actor, 422, "invalid-request", "written_down")
        silent = await around.tried(OWNER, f"{path}/questionnaires", **ANSWERS)
        problem(silent, 422, "invalid-request", "written_down")
        missing = await around.tried("person", f"{path}/questionnaires", heard="5")
        problem(missing, 422, "invalid-request", *[*ANSWERS][1:])
        told = {"goal": goal, "outcome": "met"}
        problem(await around.tried("person", f"{path}/goal-outcomes", **told), 403, "not-permitted")
    mine = await around.done("person", f"{path}/questionnaires", **ANSWERS, disclosure="own")
    assert (mine["owner"], mine["disclosure"]) == ("00000000-0000-4000-8000-000000000001", "own")
    noted = await around.done(OWNER, f"{path}/questionnaires", **ANSWERS, written_down=True)
    assert noted["owner"] == around.actor(OWNER)
    problem(await around.tried(OWNER, f"/questionnaires/{mine['id']}/withdrawal", reason="nej"), 404, "not-found")
    read = {reader: await around.read(reader, f"/plans/{around.plan}/outcome") for reader in (OWNER, "person")}
    assert [one["id"] for one in read[OWNER]["questionnaires"]] == [noted["id"]]
    assert {one["id"] for one in read["person"]["questionnaires"]} == {mine["id"], noted["id"]}


async def test_an_outcome_is_seen_by_whoever_sees_the_goal_and_nobody_else(around: Around) -> None:
    need = await around.add(OWNER, "needs", category="health", start="2026-11-21")
    shared, health = await goal_of(around), await goal_of(around, OWNER, need=need["id"])
    own = await goal_of(around, OWNER, disclosure="own")
    path = await held(around)
    for goal in (shared, health, own):
        await around.done(OWNER, f"{path}/goal-outcomes", goal=goal, outcome="partly")
    await around.done(OWNER, f"{path}/ladder-steps", step="seeking")
    sees = {OWNER: {shared, health, own}, STATE: {shared}, "person": {shared, health, own}}
    for reader, goals in sees.items():
        outcome = await around.read(reader, f"/plans/{around.plan}/outcome")
        promised(OutcomeView, outcome)
        assert {one["goal"]["id"]: len(one["outcomes"]) for one in outcome["goals"]} == dict.fromkeys(goals, 1)
        assert [one["step"] for one in outcome["ladder"]] == ["seeking"]
        assert {one["id"] for one in await around.items("goal-outcome", reader)} == {
            outcomes["id"] for one in outcome["goals"] for outcomes in one["outcomes"]
        }
    problem(await around.at["association"].get(f"/plans/{around.plan}/outcome"), 404, "not-found")
    problem(await around.at[OWNER].get(f"/plans/{shared}/outcome"), 404, "not-found")


async def test_an_outcome_of_a_goal_that_the_reader_does_not_see_is_not_told_nor_logged(
    around: Around, witness: Witness
) -> None:
    friend = around.actor("association")
    await around.add(OWNER, "participants", actor=friend)
    await around.add(
        "person", "consents", start="2026-11-21", actors=[around.actor(OWNER), friend], categories=["work"]
    )
    theirs, ours = await goal_of(around, HEALTH), await goal_of(around, OWNER)
    path = await held(around)
    hidden, seen = [
        (await around.done(OWNER, f"{path}/goal-outcomes", goal=goal, outcome="met"))["id"] for goal in (theirs, ours)
    ]
    end = witness.log_ends()
    told = await around.at["association"].get(f"/plans/{around.plan}/outcome")
    assert [(one["goal"]["id"], len(one["outcomes"])) for one in told.json()["goals"]] == [(ours, 1)]
    assert theirs not in told.text
    (row,) = witness.logged(end)
    assert (seen in row, hidden in row) == (True, False)


async def test_what_is_hidden_changes_nothing_of_the_outcome_that_another_reads(around: Around) -> None:
    path = f"/plans/{around.plan}/outcome"
    before = await around.at[STATE].get(path)
    own = await goal_of(around, OWNER, disclosure="own")
    await around.done(OWNER, f"{await held(around)}/goal-outcomes", goal=own, outcome="met")
    body = {"person_id": around.person, "source_version": 1, "kind": "status", "code": "work", "start": "2026-01-01"}
    told = await around.at[OWNER].put(f"/sources/{OWNER}/facts/{around.person}.job", json=body)
    assert told.status_code == 201
    after = await around.at[STATE].get(path)
    assert (before.text, before.headers["etag"]) == (after.text, after.headers["etag"])
    assert (await around.read(OWNER, path))["self_sufficiency"] == {
        "since": "2026-01-01", "established": "2026-04-01", "unconfirmed": True,
    }  # fmt: skip


async def test_the_reading_is_logged_with_what_was_told_and_nothing_else(around: Around, witness: Witness) -> None:
    await around.add(OWNER, "activities", planned_start="2026-12-01")
    goal, path = await goal_of(around), await held(around)
    step = await around.done(OWNER, f"{path}/ladder-steps", step="seeking")
    gone = await around.done(OWNER, f"{path}/goal-outcomes", goal=goal, outcome="met")
    await around.done(OWNER, f"/goal-outcomes/{gone['id']}/withdrawal", reason="blev fel")
    end = witness.log_ends()
    await around.read(STATE, f"/plans/{around.plan}/outcome")
    (row,) = witness.logged(end)
    assert '"read-plan-outcome"' in row
    assert all(told in row for told in (goal, step["id"], around.plan))
    assert row.count('"basis"') == 4, "the person, the plan, the goal and the step"


async def test_a_withdrawn_consent_takes_the_outcome_with_it(county: County, around: Around) -> None:
    await around.done(OWNER, f"{await held(around)}/ladder-steps", step="seeking")
    (consent,) = await around.items("consent")
    await around.done("person", f"/consents/{consent['id']}/withdrawal")
    problem(await around.at[HEALTH].get(f"/plans/{around.plan}/outcome"), 404, "not-found")
    county.today = date(2026, 12, 1)
    assert (await around.read("person", f"/plans/{around.plan}/outcome"))["ladder"]
