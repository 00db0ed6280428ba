"""Several are called to one meeting in one act: each in the form that is due, once, and all of them or nobody."""

from typing import Any

import pytest
import pytest_asyncio

from app.api.view_models import ITEM_VIEWS
from app.domain.errors import FactError
from app.usecases import calling
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.api.witness import Witness
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, SCHOOL, STATE, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
ELSEWHERE = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"
ON = "2026-12-10"


@pytest_asyncio.fixture(loop_scope="session")
async def around(county: County) -> Around:
    return await four_agencies(county)


def to(around: Around, *functions: str) -> list[str]:
    return [around.actor(function) for function in functions]


async def test_each_is_asked_once_and_in_the_form_that_is_due(around: Around) -> None:
    asked = to(around, HEALTH, STATE, "association", HEALTH)
    booked = await around.add(OWNER, "convenings", on=ON, at="13:00", place="Kommunhuset", to=asked)

    promised(ITEM_VIEWS["appointment"], booked)
    assert (booked["state"], booked["on"], booked["at"]) == ("called", ON, "13:00")
    calls = [call for call in await around.items("call") if call["appointment"] == booked["id"]]
    forms = {HEALTH: "call", STATE: "invitation", "association": "invitation"}
    assert {call["to"]: call["form"] for call in calls} == {around.actor(who): form for who, form in forms.items()}
    assert {(call["meeting_on"], call["at"], call["place"]) for call in calls} == {(ON, "13:00", "Kommunhuset")}
    assert len(calls) == 3


async def test_a_request_that_comes_twice_is_carried_out_once(around: Around) -> None:
    path, body = f"/plans/{around.plan}/convenings", {"on": ON, "to": to(around, HEALTH, SCHOOL)}
    once = {"Idempotency-Key": "convene"}
    first, second = [await around.at[OWNER].post(path, json=body, headers=once) for _ in range(2)]

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.headers["location"] == second.headers["location"]
    assert first.json()["id"] == second.json()["id"]
    assert len(await around.items("call")) == 2
    other = await around.at[OWNER].post(path, json={**body, "on": "2026-12-11"}, headers=once)
    problem(other, 422, "key-reused")


@pytest.mark.parametrize(
    ("kind", "field", "changed"),
    [
        ("invalid-request", "to", {"to": []}),
        ("invalid-request", "to", {"to": None}),
        ("invalid-request", "to.0", {"to": ["psychiatry"]}),
        ("unknown-reference", "to.1", {"to": [HEALTH, ELSEWHERE]}),
        ("invalid-request", "to.1", {"to": [HEALTH, OWNER]}),
        ("invalid-request", "on", {"on": "2026-11-20"}),
        ("invalid-request", "duration", {"duration": 0}),
        ("invalid-request", "form", {"form": "call"}),
    ],
)
async def test_what_makes_no_sense_calls_nobody(
    around: Around, witness: Witness, kind: str, field: str, changed: dict[str, Any]
) -> None:
    body = {"on": ON, "to": [HEALTH], **changed}
    if body["to"]:
        body["to"] = [around.actor(one) if one in (OWNER, HEALTH) and field != "to.0" else one for one in body["to"]]
    with witness.nothing_changes():
        problem(await around.tried(OWNER, f"/plans/{around.plan}/convenings", **body), 422, kind, field)


async def test_when_the_last_cannot_be_asked_nothing_is_booked(
    around: Around, witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last question is refused at the last moment, whatever the cause."""

    async def refuses_the_employment_service(*given: Any) -> Any:
        prepare, rightly = await whole(*given)

        def check(item: Any) -> None:
            rightly(item)
            if item.content.to == around.actor(STATE):
                raise FactError("to", "cannot be asked")

        return prepare, check

    whole = calling.question
    monkeypatch.setattr(calling, "question", refuses_the_employment_service)
    with witness.nothing_changes():
        body: dict[str, Any] = {"on": ON, "to": to(around, HEALTH, STATE)}
        problem(await around.tried(OWNER, f"/plans/{around.plan}/convenings", **body), 422, "invalid-request", "to")
    monkeypatch.setattr(calling, "question", whole)
    assert (await around.add(OWNER, "convenings", on=ON, to=to(around, HEALTH, STATE)))["state"] == "called"


async def test_whoever_takes_no_part_books_nothing(around: Around, witness: Witness) -> None:
    body: dict[str, Any] = {"on": ON, "to": to(around, HEALTH)}
    with witness.nothing_changes():
        problem(await around.tried("association", f"/plans/{around.plan}/convenings", **body), 404, "not-found")
        problem(await around.tried(OWNER, f"/plans/{ELSEWHERE}/convenings", **body), 404, "not-found")
