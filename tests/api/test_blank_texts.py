"""Blanks say nothing: they are no reason, no note and no name, and none is kept that would make a plan unreadable."""

import re
from typing import Any

import pytest
import pytest_asyncio

from app.usecases.texts import LINE, LINES
from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, STATE, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
BLANKS = [" ", "   ", "\u00a0", "\u2003 \u3000"]


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def around(the_county: County) -> Around:
    return await four_agencies(the_county)


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
async def test_an_answer_by_blanks_leaves_the_plan_readable(county: County, witness: Witness, blank: str) -> None:
    around = await four_agencies(county)
    call = await around.add(OWNER, "calls", to=around.actor(HEALTH), form="call", sent="2026-11-21")
    link = await around.done(OWNER, f"/calls/{call['id']}/answer-link")
    said = {"answer": "coming", "deputy": blank}
    with witness.nothing_changes():
        problem(await around.tried(HEALTH, f"/calls/{call['id']}/answer", **said), 422, "invalid-request", "deputy")
        by_link = await county.client(None).post("/answer-links/answer", json={"token": link["token"], **said})
        problem(by_link, 422, "invalid-request", "deputy")
    assert [one["state"] for one in await around.items("call")] == ["sent"]


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
async def test_a_plan_that_ends_for_another_reason_says_which(around: Around, witness: Witness, blank: str) -> None:
    with witness.nothing_changes():
        answer = await around.tried(OWNER, f"/plans/{around.plan}/closing", reason="other", note=blank)
        assert "is empty" in problem(answer, 422, "invalid-request", "note")["errors"][0]["detail"]
    assert [one["state"] for one in await around.items("plan")] == ["active"]


@pytest.mark.parametrize(
    ("collection", "body", "noun", "said"),
    [
        ("needs", {"category": "work", "start": "2026-11-21"}, "closing", {}),
        ("appointments", {"on": "2026-12-10"}, "cancellation", {}),
        ("main-responsible", {"start": "2026-11-21"}, "closing", {}),
        ("activities", {"planned_start": "2026-12-01"}, "cancellation", {}),
        ("activities", {"planned_start": "2026-11-01", "start": "2026-11-01"}, "interruption", {}),
        ("activities", {"planned_start": "2026-11-01", "start": "2026-11-01"}, "dropout", {}),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_what_ends_something_says_why(
    around: Around, witness: Witness, collection: str, body: dict[str, Any], noun: str, said: dict[str, Any]
) -> None:
    item = await around.add(OWNER, collection, **body)
    with witness.nothing_changes():
        for blank in BLANKS:
            answer = await around.tried(OWNER, f"/{collection}/{item['id']}/{noun}", reason=blank, **said)
            problem(answer, 422, "invalid-request", "reason")


async def test_a_plan_is_not_agreed_on_for_no_reason(county: County, witness: Witness) -> None:
    around = await four_agencies(county, draft=True)
    with witness.nothing_changes():
        for blank in BLANKS:
            answer = await around.tried(OWNER, f"/plans/{around.plan}/activation", reason=blank)
            problem(answer, 422, "invalid-request", "reason")


async def test_nothing_is_called_by_blanks(around: Around, witness: Witness) -> None:
    with witness.nothing_changes():
        for blank in BLANKS:
            body = {"category": "work", "planned_start": "2026-12-01", "title": blank}
            answer = await around.tried(STATE, f"/plans/{around.plan}/activities", **body)
            problem(answer, 422, "invalid-request", "title")


@pytest.mark.parametrize("pattern", [LINE, LINES])
async def test_a_text_holds_something_and_blanks_around_it_are_let_be(pattern: str) -> None:
    assert all(re.search(pattern, right) for right in (" ja ", "å", "två ord"))
    assert not any(re.search(pattern, wrong) for wrong in (*BLANKS, "", "\t", "nul\x00", "\x7f", "bell\x07"))
    assert bool(re.search(pattern, "rad\nrad")) is (pattern == LINES)
