"""A day that is said of what was done is named as it was sent, and none of them lies ahead; else nothing is changed."""

from typing import Any

import pytest

from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, STATE, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
TODAY, BEFORE, AHEAD = "2026-11-21", "2026-11-20", "2026-11-22"
REPORT = {"end_report": {"done": "Arbetsträning"}}


async def test_a_move_before_what_it_follows_is_told_by_the_day_that_was_sent(county: County, witness: Witness) -> None:
    around = await four_agencies(county)
    meeting = await around.add(OWNER, "appointments", on="2026-12-10")
    to_meeting = {"to": around.actor(HEALTH), "form": "call", "sent": TODAY, "appointment": meeting["id"]}
    call = await around.add(OWNER, "calls", **to_meeting)
    asked = await around.add(OWNER, "referrals", to=around.actor(STATE), sent=TODAY, title="Bedömning")
    taken = await around.add(OWNER, "referrals", to=around.actor(STATE), sent=TODAY, title="Samtal")
    await around.done(STATE, f"/referrals/{taken['id']}/answer", answer="accepted")
    activity = await around.add(STATE, "activities", category="work", planned_start=TODAY, start=TODAY)
    need = await around.add(OWNER, "needs", category="work", start=TODAY)
    moves: list[tuple[str, str, dict[str, Any]]] = [
        (HEALTH, f"/calls/{call['id']}/answer", {"answer": "coming"}),
        (OWNER, f"/calls/{call['id']}/cancellation", {"reason": "fel dag"}),
        (OWNER, f"/appointments/{meeting['id']}/cancellation", {"reason": "behövs inte"}),
        (STATE, f"/referrals/{asked['id']}/answer", {"answer": "accepted"}),
        (OWNER, f"/referrals/{asked['id']}/withdrawal", {"reason": "fel mottagare"}),
        (STATE, f"/referrals/{taken['id']}/start", {}),
        (STATE, f"/referrals/{taken['id']}/failure", {"code": "not-reached"}),
        (STATE, f"/activities/{activity['id']}/completion", {}),
        (STATE, f"/activities/{activity['id']}/dropout", {"reason": "kom inte"}),
        (OWNER, f"/needs/{need['id']}/closing", {"reason": "är löst"}),
        (OWNER, f"/plans/{around.plan}/closing", {"reason": "moved", **REPORT}),
    ]
    with witness.nothing_changes():
        for by, path, said in moves:
            found = problem(await around.tried(by, path, on=BEFORE, **said), 422, "invalid-request", "on")
            assert "is before" in found["errors"][0]["detail"], path


@pytest.mark.parametrize(
    ("collection", "field", "body"),
    [
        ("activities", "start", {"category": "work", "planned_start": AHEAD}),
        ("calls", "cancelled_on", {"form": "call", "sent": TODAY}),
        ("calls", "sent", {"form": "call"}),
        ("referrals", "sent", {}),
        ("follow-ups", "held", {"due": AHEAD}),
        ("meetings", "on", {"outcome": "plan"}),
    ],
)
async def test_what_lies_ahead_has_not_happened(
    county: County, witness: Witness, collection: str, field: str, body: dict[str, Any]
) -> None:
    around = await four_agencies(county)
    to = {"to": around.actor(HEALTH)} if collection in ("calls", "referrals") else {}
    with witness.nothing_changes():
        answer = await around.tried(OWNER, f"/plans/{around.plan}/{collection}", **to, **body, **{field: AHEAD})
        problem(answer, 422, "invalid-request", field)
    assert (await around.tried(OWNER, f"/plans/{around.plan}/{collection}", **to, **body, **{field: TODAY})).is_success


async def test_an_empty_day_is_no_day_and_not_today(county: County, witness: Witness) -> None:
    around = await four_agencies(county)
    activity = await around.add(STATE, "activities", category="work", planned_start=TODAY)
    with witness.nothing_changes():
        for day in ("", " ", "idag"):
            answer = await around.tried(STATE, f"/activities/{activity['id']}/start", on=day)
            problem(answer, 422, "invalid-request", "on")
            started = await around.at[OWNER].post("/plans", json={"person_id": around.person, "start": day})
            problem(started, 422, "invalid-request", "start")


async def test_what_has_no_end_is_sent_without_one(county: County, witness: Witness) -> None:
    around = await four_agencies(county)
    terms = {"start": TODAY, "actors": [around.actor(OWNER), around.actor(STATE)], "categories": ["work"]}
    endless: list[tuple[str, str, str, dict[str, Any]]] = [
        (OWNER, f"/plans/{around.plan}/needs", "end", {"category": "work", "start": TODAY}),
        (OWNER, f"/plans/{around.plan}/main-responsible", "end", {"start": TODAY}),
        (STATE, f"/plans/{around.plan}/activities", "planned_end", {"planned_start": TODAY}),
        ("person", f"/plans/{around.plan}/consents", "end", terms),
    ]
    with witness.nothing_changes():
        for by, path, field, said in endless:
            for day in ("9999-12-31", "2201-01-01"):
                found = problem(await around.tried(by, path, **said, **{field: day}), 422, "invalid-request", field)
                assert "leave it out when there is none" in found["errors"][0]["detail"], path
        # A basis that the law gives, and a mandate, have a last day.
        basis = {
            "provision": "disclosure-duty",
            "actors": [around.actor(STATE)],
            "categories": ["work"],
            "start": TODAY,
        }
        answer = await around.at[OWNER].post(
            f"/persons/{around.person}/legal-bases", json={**basis, "end": "9999-12-31"}
        )
        assert "leave" not in problem(answer, 422, "invalid-request", "end")["errors"][0]["detail"]


async def test_nobody_has_died_tomorrow(county: County, witness: Witness) -> None:
    around = await four_agencies(county)
    with witness.nothing_changes():
        for day in (AHEAD, "2200-12-31"):
            problem(await around.tried(OWNER, f"/persons/{around.person}/death", on=day), 422, "invalid-request", "on")


async def test_a_task_that_is_declined_starts_on_no_day(county: County, witness: Witness) -> None:
    around = await four_agencies(county)
    meeting = await around.add(OWNER, "appointments", on=TODAY)
    await around.done(OWNER, f"/appointments/{meeting['id']}/holding", outcome="plan")
    task = {"actor": around.actor(STATE), "what": "Ordna plats", "planned_start": "2026-12-01"}
    await around.done(OWNER, f"/appointments/{meeting['id']}/minutes", text="Vi är överens.", tasks=[task])
    (put,) = await around.items("task")
    said = {"answer": "declined", "code": "not-our-task", "planned_start": "2026-12-07"}
    with witness.nothing_changes():
        answer = await around.tried(STATE, f"/tasks/{put['id']}/answer", **said)
        problem(answer, 422, "invalid-request", "planned_start")
