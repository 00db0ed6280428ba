"""Meetings, minutes and tasks refuse what makes no sense: one clear problem each, and nothing is changed."""

import asyncio
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from tests.api.answers import problem, untold
from tests.api.witness import Witness
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, SCHOOL, STATE, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
ELSEWHERE = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"


@pytest_asyncio.fixture(loop_scope="session")
async def around(county: County) -> Around:
    return await four_agencies(county)


async def booked(around: Around, on: str = "2026-12-10", **also: Any) -> str:
    return str((await around.add(OWNER, "appointments", on=on, **also))["id"])


@pytest.mark.parametrize(
    ("field", "to", "body"),
    [
        ("to", OWNER, {"form": "call"}),
        ("form", STATE, {"form": "call"}),
        ("form", HEALTH, {"form": "invitation"}),
        ("meeting_on", HEALTH, {"form": "call", "meeting_on": "2026-11-20"}),
        ("sent", HEALTH, {"form": "call", "sent": "2026-11-22"}),
        ("form", HEALTH, {"form": "summons"}),
        ("at", HEALTH, {"form": "call", "at": "13:00"}),
        ("deputy", HEALTH, {"form": "call", "deputy": "Lena"}),
    ],
)
async def test_a_call_that_makes_no_sense_is_refused_with_what_to_do(
    around: Around, witness: Witness, field: str, to: str, body: dict[str, Any]
) -> None:
    with witness.nothing_changes():
        answer = await around.tried(
            OWNER, f"/plans/{around.plan}/calls", to=around.actor(to), **{"sent": "2026-11-21", **body}
        )

    problem(answer, 422, "invalid-request", field)


async def test_the_wrong_form_says_which_to_use(around: Around) -> None:
    body = {"to": around.actor(STATE), "form": "call", "sent": "2026-11-21"}
    assert "use invitation" in (await around.tried(OWNER, f"/plans/{around.plan}/calls", **body)).text


async def test_a_call_names_a_meeting_that_is_still_to_be_held_and_ones_own(around: Around, witness: Witness) -> None:
    meeting = await booked(around)
    call = {"to": around.actor(HEALTH), "form": "call", "sent": "2026-11-21"}
    path = f"/plans/{around.plan}/calls"
    with witness.nothing_changes():
        problem(await around.tried(OWNER, path, appointment=ELSEWHERE, **call), 422, "unknown-reference", "appointment")
        problem(await around.tried(OWNER, path, appointment=meeting, meeting_on="2026-12-10", **call), 422,
                "invalid-request", "meeting_on")  # fmt: skip
        problem(await around.tried(STATE, path, appointment=meeting, **call), 403, "not-permitted")
    await around.done(OWNER, f"/appointments/{meeting}/cancellation", reason="behövs inte")
    with witness.nothing_changes():
        late = problem(await around.tried(OWNER, path, appointment=meeting, **call), 409, "illegal-transition")
    assert late["state"] == "cancelled"


@pytest.mark.parametrize(
    ("field", "body"),
    [
        ("on", {"on": "2026-11-20"}),
        ("on", {"on": "2026-02-30"}),
        ("at", {"on": "2026-12-10", "at": "25:00"}),
        ("at", {"on": "2026-12-10", "at": "9:30"}),
        ("duration", {"on": "2026-12-10", "duration": 0}),
        ("place", {"on": "2026-12-10", "place": "hos 19900517-9800"}),
        ("held", {"on": "2026-12-10", "held": "2026-12-10"}),
        ("tentative", {"on": "2026-12-10", "tentative": True}),
    ],
)
async def test_a_meeting_that_cannot_be_booked(
    around: Around, witness: Witness, field: str, body: dict[str, Any]
) -> None:
    with witness.nothing_changes():
        answer = await around.tried(OWNER, f"/plans/{around.plan}/appointments", **body)

    problem(answer, 422, "invalid-request", field)
    untold(answer, "1990")


async def test_a_meeting_that_has_not_been_is_booked_and_not_told_of(around: Around, witness: Witness) -> None:
    with witness.nothing_changes():
        ahead = await around.tried(OWNER, f"/plans/{around.plan}/meetings", on="2026-11-22", outcome="plan")
    problem(ahead, 422, "invalid-request", "on")


async def test_a_question_that_was_taken_back_is_not_answered(around: Around, witness: Witness) -> None:
    call = await around.add(OWNER, "calls", to=around.actor(HEALTH), form="call", sent="2026-11-21")
    path = f"/calls/{call['id']}"
    await around.done(OWNER, f"{path}/cancellation", reason="personen är sjuk")
    with witness.nothing_changes():
        for answer in ({"answer": "coming"}, {"answer": "declined", "code": "other"}):
            late = problem(await around.tried(HEALTH, f"{path}/answer", **answer), 409, "illegal-transition")
            assert (late["state"], late["possible"], late["possible_by"]) == ("cancelled", [], {})
        again = await around.tried(OWNER, f"{path}/cancellation", reason="fortfarande sjuk")
        assert problem(again, 409, "illegal-transition")["state"] == "cancelled"


async def test_a_meeting_moves_ahead_and_is_held_when_it_has_been(around: Around, witness: Witness) -> None:
    path = f"/appointments/{await booked(around)}"
    with witness.nothing_changes():
        problem(await around.tried(OWNER, f"{path}/rebooking", on="2026-11-20"), 422, "invalid-request", "on")
        problem(await around.tried(OWNER, f"{path}/holding", outcome="plan"), 422, "invalid-request", "on")
        ahead = await around.tried(OWNER, f"{path}/holding", outcome="plan", on="2026-12-10")
        problem(ahead, 422, "invalid-request", "on")
        problem(await around.tried(STATE, f"{path}/holding", outcome="plan", on="2026-11-21"), 403, "not-permitted")
        problem(await around.tried("association", f"{path}/rebooking", on="2026-12-11"), 404, "not-found")
        problem(await around.tried(OWNER, f"/appointments/{around.plan}/holding", outcome="plan"), 404, "not-found")


async def test_two_who_move_one_meeting_at_once_do_not_both_succeed(around: Around) -> None:
    meeting = await booked(around)
    tries = [
        around.tried(OWNER, f"/appointments/{meeting}/rebooking", version="1.0", on=day)
        for day in ("2026-12-11", "2026-12-14")
    ]

    won, lost = sorted(await asyncio.gather(*tries), key=lambda answer: answer.status_code)

    assert won.status_code == 200
    problem(lost, 412, "stale-version")
    assert (await around.read(OWNER, f"/appointments/{meeting}"))["on"] == won.json()["on"]


async def test_an_answer_and_a_move_at_once_leave_one_standing_question(around: Around) -> None:
    meeting = await booked(around)
    body = {"to": around.actor(HEALTH), "form": "call", "sent": "2026-11-21", "appointment": meeting}
    call = await around.add(OWNER, "calls", **body)

    answer, moved = await asyncio.gather(
        around.tried(HEALTH, f"/calls/{call['id']}/answer", version="1.0", answer="coming"),
        around.tried(OWNER, f"/appointments/{meeting}/rebooking", on="2026-12-14"),
    )

    assert moved.status_code == 200
    assert answer.status_code in (200, 412)
    standing = [one for one in await around.items("call") if one["state"] != "rebooked"]
    assert [(one["state"], one["meeting_on"]) for one in standing] == [("sent", "2026-12-14")]


async def test_minutes_are_of_a_meeting_that_was_held_once_and_by_whoever_called_it(
    around: Around, witness: Witness
) -> None:
    meeting = await booked(around, on="2026-11-21")
    path = f"/appointments/{meeting}/minutes"
    with witness.nothing_changes():
        early = problem(await around.tried(OWNER, path, text="Vi sågs."), 409, "illegal-transition")
    assert (early["state"], early["possible"]) == ("called", ["cancellation", "holding", "rebooking"])
    await around.done(OWNER, f"/appointments/{meeting}/holding", outcome="pending")
    with witness.nothing_changes():
        problem(await around.tried(STATE, path, text="Vi sågs."), 403, "not-permitted")
        problem(await around.tried(OWNER, path, text=""), 422, "invalid-request", "text")
        problem(await around.tried(OWNER, path, text="bell\x07"), 422, "invalid-request", "text")
        problem(await around.tried(OWNER, path, text="om 19900517-9800"), 422, "invalid-request", "text")
        problem(await around.tried(OWNER, path, text="x", decisions=["om 199005179800"]), 422, "invalid-request",
                "decisions.0")  # fmt: skip
        problem(await around.tried(OWNER, path, text="x", category="plan"), 422, "invalid-request", "category")
    first, second = await asyncio.gather(*(around.tried(OWNER, path, text="Vi sågs.") for _ in range(2)))
    won, lost = sorted((first, second), key=lambda answer: answer.status_code)
    assert won.status_code == 201
    problem(lost, 409, "conflict")


@pytest.mark.parametrize(
    ("name", "field", "task"),
    [
        ("unknown-reference", "tasks.0.actor", {"actor": "association"}),
        ("unknown-reference", "tasks.0.actor", {"actor": ELSEWHERE}),
        ("unknown-reference", "tasks.0.need", {"need": ELSEWHERE}),
        ("invalid-request", "tasks.0.planned_start", {"planned_start": "2026-02-30"}),
        ("invalid-request", "tasks.0.what", {"what": "ring 19900517-9800"}),
    ],
)
async def test_a_task_that_cannot_be_put_leaves_no_minutes_behind(
    around: Around, witness: Witness, name: str, field: str, task: dict[str, Any]
) -> None:
    meeting = await booked(around, on="2026-11-21")
    await around.done(OWNER, f"/appointments/{meeting}/holding", outcome="pending")
    whole = {"actor": STATE, "what": "Ring", "planned_start": "2026-12-01", **task}
    given = {**whole, "actor": whole["actor"] if whole["actor"] == ELSEWHERE else around.actor(whole["actor"])}

    with witness.nothing_changes():
        answer = await around.tried(OWNER, f"/appointments/{meeting}/minutes", text="Vi sågs.", tasks=[given])

    problem(answer, 422, name, field)


async def test_a_task_is_answered_once_and_by_its_party(around: Around, witness: Witness, county: County) -> None:
    meeting = await booked(around, on="2026-11-21")
    await around.done(OWNER, f"/appointments/{meeting}/holding", outcome="pending")
    tasks = [
        {"actor": around.actor(SCHOOL), "what": "Boka tid", "planned_start": "2026-12-01"},
        {"actor": "00000000-0000-4000-8000-000000000001", "what": "Skriva ett cv", "planned_start": "2026-12-01"},
    ]
    await around.done(OWNER, f"/appointments/{meeting}/minutes", text="Vi sågs.", tasks=tasks)
    theirs, mine = sorted(await around.items("task"), key=lambda task: str(task["title"]))
    path = f"/tasks/{theirs['id']}/answer"
    with witness.nothing_changes():
        problem(await around.tried(STATE, path, answer="accepted"), 403, "not-permitted")
        problem(await around.tried("association", path, answer="accepted"), 404, "not-found")
        problem(await around.tried(SCHOOL, path, answer="declined"), 422, "invalid-request", "code")
        problem(await around.tried(SCHOOL, path, answer="accepted", code="other"), 422, "invalid-request", "code")
        problem(await around.tried(SCHOOL, path, answer="perhaps"), 422, "invalid-request", "answer")
        problem(await around.tried(SCHOOL, path, answer="accepted", version="7.0"), 412, "stale-version")

    both = await asyncio.gather(*(around.tried(SCHOOL, path, version="1.0", answer="accepted") for _ in range(2)))
    assert sorted(answer.status_code for answer in both) == [200, 412]
    again = await around.tried(SCHOOL, path, answer="declined", code="other")
    assert problem(again, 409, "illegal-transition")["state"] == "accepted"
    taken = await around.done("person", f"/tasks/{mine['id']}/answer", answer="accepted", planned_start="2026-12-07")
    (own,) = [item for item in await around.items("activity") if item["title"] == "Skriva ett cv"]
    assert (own["id"], own["planned_start"]) == (taken["activity"], "2026-12-07")
    county.today = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("field", "body"),
    [
        ("code", {"answer": "declined"}),
        ("code", {"answer": "declined", "code": "vi orkar inte"}),
        ("code", {"answer": "coming", "code": "other"}),
        ("deputy", {"answer": "declined", "code": "other", "deputy": "Lena"}),
        ("deputy", {"answer": "coming", "deputy": "19900517-9800"}),
        ("answer", {"answer": "perhaps"}),
        ("on", {"answer": "coming", "on": "2026-11-22"}),
    ],
)
async def test_an_answer_that_is_none(around: Around, witness: Witness, field: str, body: dict[str, Any]) -> None:
    call = await around.add(OWNER, "calls", to=around.actor(HEALTH), form="call", sent="2026-11-21")
    with witness.nothing_changes():
        problem(await around.tried(HEALTH, f"/calls/{call['id']}/answer", **body), 422, "invalid-request", field)
