"""A message that makes no sense is one clear problem and changes nothing; what was written stays as it was written."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio

from app.domain.messages import PERSON
from tests.api.answers import problem, untold
from tests.api.witness import Witness
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, SCHOOL, STATE, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
ELSEWHERE = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"


@pytest_asyncio.fixture(loop_scope="session")
async def around(county: County) -> Around:
    return await four_agencies(county)


@pytest.mark.parametrize(
    ("field", "name", "body"),
    [
        ("text", "invalid-request", {}),
        ("text", "invalid-request", {"text": ""}),
        ("text", "invalid-request", {"text": " \n "}),
        ("text", "invalid-request", {"text": "x" * 4_001}),
        ("text", "invalid-request", {"text": "bell\x07"}),
        ("text", "invalid-request", {"text": "om 19900517-9800"}),
        ("addressed_to", "unknown-reference", {"text": "Hej", "addressed_to": [ELSEWHERE]}),
        ("about", "unknown-reference", {"text": "Hej", "about": ELSEWHERE}),
        ("about", "invalid-request", {"text": "Hej", "about": "planen"}),
        ("closes", "invalid-request", {"text": "Hej", "closes": True}),
        ("on", "invalid-request", {"text": "Hej", "on": "2026-11-01"}),
    ],
)
async def test_a_message_that_cannot_be_written(
    around: Around, witness: Witness, field: str, name: str, body: dict[str, Any]
) -> None:
    with witness.nothing_changes():
        answer = await around.tried(OWNER, f"/plans/{around.plan}/messages", **body)

    found = answer.json()
    assert answer.status_code == 422, answer.text
    assert found["type"] == f"urn:sip:problem:{name}"
    assert {error["field"].split(".")[0] for error in found["errors"]} == {field}
    untold(answer, "1990")


async def test_a_message_names_what_is_in_the_plan_and_those_who_can_read_it(around: Around, witness: Witness) -> None:
    other = await four_agencies(around.county)
    theirs = await other.add(OWNER, "needs", category="work", start="2026-11-21")
    kept = await around.add(OWNER, "needs", category="work", start="2026-11-21", disclosure="own")
    said = await around.add(OWNER, "messages", text="Välkomna!")
    assert (said["about"], said["addressed_to"], said["category"]) == (around.plan, [], "plan")
    path = f"/plans/{around.plan}/messages"
    with witness.nothing_changes():
        for about in (theirs["id"], said["id"]):
            problem(await around.tried(OWNER, path, about=about, text="Hej"), 422, "unknown-reference", "about")
        problem(await around.tried(STATE, path, about=kept["id"], text="Hej"), 422, "unknown-reference", "about")
        oneself = await around.tried(OWNER, path, text="Hej", addressed_to=[around.actor(OWNER)])
        problem(oneself, 422, "invalid-request", "addressed_to")
        stranger = await around.tried(OWNER, path, text="Hej", addressed_to=[around.actor("association")])
        problem(stranger, 422, "unknown-reference", "addressed_to")
        problem(await around.tried("association", path, text="Hej"), 404, "not-found")
        problem(await around.tried(OWNER, f"/plans/{kept['id']}/messages", text="Hej"), 404, "not-found")
        problem(await around.tried(OWNER, f"/messages/{kept['id']}/answers", text="Hej"), 404, "not-found")
        problem(await around.tried("association", f"/messages/{said['id']}/closing"), 404, "not-found")


async def test_both_clocks_run_when_both_are_asked_and_each_stops_by_itself(around: Around) -> None:
    asked = await around.add(
        OWNER, "messages", addressed_to=[PERSON, around.actor(HEALTH), PERSON], text="När passar det?"
    )
    assert asked["addressed_to"] == [PERSON, around.actor(HEALTH)]
    (thread,) = (await around.read(STATE, f"/plans/{around.plan}/messages"))["threads"]
    assert thread["waiting_for_agency"]["parties"] == [around.actor(HEALTH)]
    assert thread["waiting_for_person"]["parties"] == [PERSON]

    answer = await around.done(HEALTH, f"/messages/{asked['id']}/answers", text="På fredag.", addressed_to=[])

    (thread,) = (await around.read(STATE, f"/plans/{around.plan}/messages"))["threads"]
    assert (thread["waiting_for_agency"], answer["addressed_to"]) == (None, [])
    assert thread["waiting_for_person"]["since"] == "2026-11-21"


async def test_only_whoever_has_a_part_in_a_thread_closes_it_and_once(around: Around, witness: Witness) -> None:
    asked = await around.add(OWNER, "messages", addressed_to=[around.actor(HEALTH)], text="Ska vi ringa?")
    path = f"/messages/{asked['id']}/closing"
    with witness.nothing_changes():
        problem(await around.tried(STATE, path), 403, "not-permitted")
    closing = await around.done(HEALTH, path)
    assert (closing["closes"], closing["thread"], closing.get("text")) == (True, asked["id"], None)
    with witness.nothing_changes():
        again = problem(await around.tried(OWNER, path), 409, "illegal-transition")
    assert again["state"] == "closed"


async def test_an_answer_and_a_closing_at_once_leave_a_thread_that_is_closed_last(around: Around) -> None:
    asked = await around.add(OWNER, "messages", addressed_to=[around.actor(HEALTH)], text="Ska vi ringa?")
    answers = await asyncio.gather(
        *(around.tried(STATE, f"/messages/{asked['id']}/answers", text=f"Svar {n}") for n in range(3)),
        around.tried(HEALTH, f"/messages/{asked['id']}/closing"),
    )

    (thread,) = (await around.read(OWNER, f"/plans/{around.plan}/messages"))["threads"]
    written = [message["closes"] for message in thread["messages"]]
    assert [answer.status_code for answer in answers[:-1] if answer.status_code != 201] == [409] * (5 - len(written))
    assert written == [False] * (len(written) - 1) + [True]


async def test_a_message_is_never_edited_and_taken_away_by_its_writer_alone_leaving_a_trace(around: Around) -> None:
    asked = await around.add(OWNER, "messages", addressed_to=[PERSON], text="Fel person, förlåt.")
    await around.done("person", f"/messages/{asked['id']}/answers", text="Ingen fara.")
    path = f"/messages/{asked['id']}"
    assert (await around.at[OWNER].put(path, json={"text": "Rätt"})).status_code == 405
    problem(await around.tried(HEALTH, f"{path}/withdrawal", reason="nej"), 403, "not-permitted")
    problem(await around.tried(OWNER, f"{path}/withdrawal"), 422, "invalid-request", "reason")

    gone = await around.done(OWNER, f"{path}/withdrawal", version="1.0", reason="fel person")

    assert (gone["state"], gone["possible"]) == ("void", [])
    for reader in (OWNER, HEALTH, "person"):
        problem(await around.at[reader].get(path), 404, "not-found")
        (thread,) = (await around.read(reader, f"/plans/{around.plan}/messages"))["threads"]
        assert [message["text"] for message in thread["messages"]] == ["Ingen fara."]
    for reader, traces in ((OWNER, 1), ("person", 1), (HEALTH, 0)):
        history = (await around.read(reader, f"/plans/{around.plan}/history?limit=100"))["entries"]
        voided = [entry for entry in history if entry["type"] == "message-voided"]
        assert [entry["reason"] for entry in voided] == ["fel person"] * traces, reader


async def test_threads_come_a_page_at_a_time_with_the_latest_first(around: Around) -> None:
    asked = [await around.add(SCHOOL, "messages", text=f"Fråga {n}") for n in range(3)]
    await around.done(OWNER, f"/messages/{asked[0]['id']}/answers", text="Svar")
    path = f"/plans/{around.plan}/messages"
    answer = await around.at[STATE].get(path, params={"limit": 2})
    assert 'rel="next"' in answer.headers["Link"]
    pages = [answer.json(), (await around.at[STATE].get(path, params={"limit": 2, "page": 2})).json()]
    assert [[thread["id"] for thread in page["threads"]] for page in pages] == [
        [asked[0]["id"], asked[2]["id"]], [asked[1]["id"]],
    ]  # fmt: skip
    assert [page["more"] for page in pages] == [True, False]
    assert len(pages[0]["threads"][0]["messages"]) == 2


async def test_a_message_that_is_sent_again_is_written_once_and_what_is_read_is_logged(
    around: Around, witness: Witness
) -> None:
    client, path = around.at[OWNER], f"/plans/{around.plan}/messages"
    sent = [await client.post(path, json={"text": "Hej på dig"}, headers={"Idempotency-Key": "hej"}) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[0].json()["id"] == sent[1].json()["id"]
    end = witness.log_ends()
    (thread,) = (await around.read(STATE, path))["threads"]
    (row,) = witness.logged(end)
    assert thread["messages"][0]["id"] in row
    assert "Hej på" not in row


async def test_messages_are_no_part_of_what_is_agreed_on(around: Around) -> None:
    await around.add(OWNER, "messages", text="Innan vi är överens")
    frozen = await around.done(OWNER, f"/plans/{around.plan}/versions")
    assert "message" not in {item["kind"] for item in frozen["items"]}
    await around.add(OWNER, "messages", text="Efteråt")
    assert (await around.read(OWNER, f"/plans/{around.plan}/versions/1/differences"))["items"] == []
