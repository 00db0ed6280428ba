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
CONSENT = {"start": "2026-11-21", "categories": ["work"]}
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
async def test_a_plan_with_blanks_that_were_stored_before_they_were_refused_is_read(
    county: County, witness: Witness, blank: str
) -> None:
    around = await four_agencies(county)
    call = await around.add(OWNER, "calls", to=around.actor(HEALTH), form="call", sent="2026-11-21")
    await around.done(HEALTH, f"/calls/{call['id']}/answer", answer="coming", deputy="Lena")
    await around.done(OWNER, f"/plans/{around.plan}/closing", reason="other", note="Flyttar")
    with witness.connection.transaction():
        witness.connection.execute("set local session_replication_role = replica")
        for field in ("deputy", "closing_note"):
            witness.connection.execute(
                "update sip.fact set fields = jsonb_set(fields, array[%s], to_jsonb(%s::text))"
                " where plan_id = %s and fields ? %s",
                [field, blank, around.plan, field],
            )
    for by in (OWNER, "person"):
        read = await around.read(by, f"/plans/{around.plan}")
        assert {one["kind"]: one["state"] for one in read["items"] if one["kind"] in ("plan", "call")} == {
            "plan": "closed",
            "call": "coming",
        }
        for path in (f"/calls/{call['id']}", f"/persons/{around.person}/timeline", f"/plans/{around.plan}/history"):
            assert await around.read(by, path)
    picture = await around.at[OWNER].get(f"/persons/{around.person}/timeline", headers={"Accept": "image/svg+xml"})
    assert picture.status_code == 200, picture.text
    await county.detect()
    await around.done(OWNER, f"/plans/{around.plan}/reopening", reason="Flyttade inte")


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
    assert all(bool(re.search(pattern, f"rad{end}rad")) is (pattern == LINES) for end in ("\n", "\r\n"))


TURNING = [*map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))]
READ_BY_ALL = [
    *("Möte på Åsa, kl. 13", "اجتماع", "می\u200cروم", "👩\u200d👩\u200d👧", "SFI\u200e och \u200fסדנה"),
    *("e\u0301", "\u061cنص"),
]


@pytest.mark.parametrize("pattern", [LINE, LINES])
async def test_no_text_is_turned_around_and_every_language_is_written(pattern: str) -> None:
    assert not any(re.search(pattern, f"Anna {turning}nekad") for turning in TURNING)
    assert all(re.search(pattern, text) for text in READ_BY_ALL)


@pytest.mark.parametrize("turning", TURNING, ids=ascii)
async def test_what_is_turned_around_is_refused_with_the_reason(around: Around, witness: Witness, turning: str) -> None:
    text, work = f"Möte {turning}ednereoK", {"category": "work"}
    sent: list[tuple[str, str, dict[str, Any]]] = [
        (f"/plans/{around.plan}/activities", "title", {**work, "planned_start": "2026-12-01", "title": text}),
        (f"/plans/{around.plan}/goals", "professional", {"on": "2026-11-21", "title": "Jobb", "professional": text}),
        (f"/plans/{around.plan}/messages", "text", {"text": text}),
        (f"/plans/{around.plan}/appointments", "place", {"on": "2026-12-10", "place": text}),
        (f"/plans/{around.plan}/consents", "purpose", {**CONSENT, "actors": [around.actor(OWNER)], "purpose": text}),
        (f"/plans/{around.plan}/emergency-accesses", "why", {"why": f"{text} och mer"}),
    ]
    with witness.nothing_changes():
        for path, field, body in sent:
            answer = await around.tried(OWNER, path, **body)
            assert "turns the text around" in problem(answer, 422, "invalid-request", field)["errors"][0]["detail"]
            assert turning not in answer.text


async def test_every_language_is_written_as_it_was_meant(around: Around) -> None:
    for text in READ_BY_ALL:
        goal = await around.add(OWNER, "goals", on="2026-11-21", title=text)
        assert goal["title"] == text


async def test_lines_end_as_they_do_where_they_were_written(around: Around) -> None:
    text = "Först\r\nsedan\n\tsist"
    consent = await around.add(OWNER, "consents", **CONSENT, actors=[around.actor(OWNER)], purpose=text)
    message = await around.add(OWNER, "messages", text=text)
    assert (consent["purpose"], message["text"]) == (text, text)


@pytest.mark.parametrize("key", ["", " ", "\t ", "   "], ids=ascii)
async def test_a_key_that_says_nothing_is_none(around: Around, witness: Witness, key: str) -> None:
    body = {"category": "work", "start": "2026-11-21"}
    with witness.nothing_changes():
        answer = await around.at[OWNER].post(f"/plans/{around.plan}/needs", json=body, headers={"Idempotency-Key": key})
        assert "is empty" in problem(answer, 422, "invalid-request", "Idempotency-Key")["errors"][0]["detail"]
