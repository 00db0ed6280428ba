"""A partner without an account answers by a link: once, in time, and without learning whom it is about."""

import asyncio
import json
from datetime import date
from typing import Any

import httpx
import pytest
import pytest_asyncio

from app.usecases.throttle import MISSES, Throttle
from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import County
from tests.service.meeting_story import OWNER, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
PARTNER = "association"


class Anybody:
    """Somebody without an account, at an address of its own."""

    def __init__(self, county: County) -> None:
        self.client = county.client(None)

    async def ask(self, token: str) -> httpx.Response:
        return await self.client.post("/answer-links/question", json={"token": token})

    async def answer(self, token: str, **body: Any) -> httpx.Response:
        return await self.client.post("/answer-links/answer", json={"token": token, **body})


@pytest_asyncio.fixture(loop_scope="session")
async def around(county: County) -> Around:
    around = await four_agencies(county)
    # Every test starts with an address that has not missed yet.
    county.transport.app.routes[0].app.state.throttle = Throttle()  # type: ignore[attr-defined]  # the mounted API
    details = {"name": "Elias N.", "contact": "sms 070-174 06 05"}
    await around.at[OWNER].put(f"/persons/{around.person}/details", json=details, headers={"If-Match": "*"})
    return around


@pytest_asyncio.fixture(loop_scope="session")
async def anybody(county: County) -> Anybody:
    return Anybody(county)


async def invited(around: Around, **also: Any) -> str:
    """A call to the partner, of a need with a title that says something."""
    need = await around.add(OWNER, "needs", category="health", start="2026-11-21", title="Sömn")
    body = {"to": around.actor(PARTNER), "form": "invitation", "sent": "2026-11-21", "need": need["id"], **also}
    return str((await around.add(OWNER, "calls", **body))["id"])


async def link_of(around: Around, call: str, **body: Any) -> str:
    return str((await around.done(OWNER, f"/calls/{call}/answer-link", **body))["token"])


async def test_an_association_without_an_account_answers_and_learns_nothing_of_the_person(
    around: Around, anybody: Anybody
) -> None:
    booked = await around.add(OWNER, "appointments", on="2026-12-10", at="13:00", place="hemma hos Elias")
    call = await invited(around, appointment=booked["id"])
    made = await around.tried(OWNER, f"/calls/{call}/answer-link")
    assert (made.status_code, made.json()["until"]) == (201, "2026-12-05")

    asked = await anybody.ask(made.json()["token"])

    assert asked.json() == {
        "asker": "Provköping, social-services",
        "to": "Provköping, association",
        "about": "Möte om samordnad plan",
        "form": "invitation",
        "meeting_on": "2026-12-10",
        "at": "13:00",
        "until": "2026-12-05",
        "answers": ["coming", "declined", "new-time"],
        "codes": ["not-our-task", "other-actor", "not-needed", "no-resources", "person-declines", "other"],
    }
    done = await anybody.answer(made.json()["token"], answer="coming", deputy="Karin, verksamhetsledare")
    assert (done.status_code, done.json()) == (200, {"answer": "coming", "on": "2026-11-21"})
    for shown in (asked, done):
        for secret in ("Elias", "070", "Sömn", around.person, around.plan, call, around.number):
            assert secret not in shown.text

    known = await around.read(OWNER, f"/calls/{call}")
    assert (known["state"], known["answered"], known["deputy"]) == ("coming", "2026-11-21", "Karin, verksamhetsledare")
    log = (await around.read("person", f"/persons/{around.person}/access-log"))["entries"]
    by_link = [
        (entry["action"], entry["actor"])
        for entry in log
        if "link" in entry["action"] or entry["action"] == "call-answer"
    ]
    partner = around.actor(PARTNER)
    assert by_link == [
        ("call-answer", partner), ("answer-link-question", partner), ("call-answer-link", around.actor(OWNER)),
    ]  # fmt: skip


async def test_a_decline_by_a_link_carries_its_code(around: Around, anybody: Anybody, witness: Witness) -> None:
    call = await invited(around)
    token = await link_of(around, call)
    with witness.nothing_changes():
        problem(await anybody.answer(token, answer="declined"), 422, "invalid-request", "code")
        problem(await anybody.answer(token, answer="perhaps"), 422, "invalid-request", "answer")
        problem(await anybody.answer(token, answer="coming", on="2026-11-20"), 422, "invalid-request", "on")

    assert (await anybody.answer(token, answer="declined", code="no-resources")).status_code == 200

    known = await around.read(OWNER, f"/calls/{call}")
    assert (known["state"], known["refusal"]) == ("declined", "no-resources")


async def test_every_dead_link_looks_the_same(
    around: Around, anybody: Anybody, county: County, witness: Witness
) -> None:
    used = await link_of(around, await invited(around))
    assert (await anybody.answer(used, answer="new-time")).status_code == 200
    expired = await link_of(around, await invited(around), days=1)
    replaced_call = await invited(around)
    replaced = await link_of(around, replaced_call)
    await link_of(around, replaced_call)
    cancelled_call = await invited(around)
    cancelled = await link_of(around, cancelled_call)
    await around.done(OWNER, f"/calls/{cancelled_call}/cancellation", reason="mötet behövs inte")
    answered_call = await invited(around)
    answered = await link_of(around, answered_call)
    await around.done(PARTNER, f"/calls/{answered_call}/answer", answer="coming")
    county.today = date(2026, 11, 23)

    dead = [used, expired, replaced, cancelled, answered, "unknown", "x" * 43]
    with witness.nothing_changes():
        answers = [await anybody.answer(token, answer="coming") for token in dead[:4]]
        answers += [await anybody.ask(token) for token in dead[4:]]

    for answer in answers:
        problem(answer, 404, "dead-link")
    said = {json.dumps({**answer.json(), "instance": ""}, sort_keys=True) for answer in answers}
    assert len(said) == 1, "nothing tells them apart"


async def test_the_last_day_of_a_link_is_one_of_its_days(around: Around, anybody: Anybody, county: County) -> None:
    token = await link_of(around, await invited(around), days=2)
    county.today = date(2026, 11, 23)
    assert (await anybody.ask(token)).status_code == 200
    county.today = date(2026, 11, 24)
    problem(await anybody.ask(token), 404, "dead-link")


async def test_a_link_ends_with_the_day_of_the_meeting(around: Around) -> None:
    call = await invited(around, meeting_on="2026-11-24")
    assert (await around.done(OWNER, f"/calls/{call}/answer-link"))["until"] == "2026-11-24"


async def test_no_link_is_made_for_a_day_that_has_been(county: County, around: Around, witness: Witness) -> None:
    call = await invited(around, meeting_on="2026-11-24")
    county.today = date(2026, 11, 25)
    with witness.nothing_changes():
        problem(await around.tried(OWNER, f"/calls/{call}/answer-link"), 409, "illegal-transition")


async def test_of_many_who_answer_at_once_one_is_heard(around: Around, anybody: Anybody) -> None:
    token = await link_of(around, await invited(around))

    answers = await asyncio.gather(*(anybody.answer(token, answer="new-time") for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404, 404]


async def test_a_moved_meeting_is_asked_about_anew_and_a_link_never_answers_for_the_old_day(
    around: Around, anybody: Anybody
) -> None:
    booked = await around.add(OWNER, "appointments", on="2026-12-10")
    unanswered = await link_of(around, await invited(around, appointment=booked["id"]))
    call = await invited(around, appointment=booked["id"])
    asked_again = await link_of(around, call)
    await around.done(PARTNER, f"/calls/{call}/answer", answer="new-time")

    await around.done(OWNER, f"/appointments/{booked['id']}/rebooking", on="2026-12-14")

    assert (await anybody.ask(unanswered)).json()["meeting_on"] == "2026-12-14"
    problem(await anybody.answer(asked_again, answer="coming"), 404, "dead-link")


async def test_a_link_is_made_by_whoever_asked_while_there_is_something_to_answer(
    around: Around, witness: Witness
) -> None:
    call = await invited(around)
    mine = await around.add(OWNER, "calls", to="00000000-0000-4000-8000-000000000001", form="invitation",
                            sent="2026-11-21")  # fmt: skip
    off = await invited(around)
    await around.done(OWNER, f"/calls/{off}/cancellation", reason="mötet behövs inte")
    with witness.nothing_changes():
        problem(await around.tried(PARTNER, f"/calls/{call}/answer-link"), 403, "not-permitted")
        problem(await around.tried("psychiatry", f"/calls/{around.plan}/answer-link"), 404, "not-found")
        problem(await around.tried(OWNER, f"/calls/{mine['id']}/answer-link"), 403, "not-permitted")
        problem(await around.tried(OWNER, f"/calls/{call}/answer-link", days=61), 422, "invalid-request", "days")
        gone = problem(await around.tried(OWNER, f"/calls/{off}/answer-link"), 409, "illegal-transition")
    assert gone["state"] == "cancelled"


async def test_sent_again_with_its_key_a_link_is_another_and_the_first_is_dead(
    around: Around, anybody: Anybody
) -> None:
    path, key = f"/calls/{await invited(around)}/answer-link", {"Idempotency-Key": "one-link"}
    first, second = [(await around.at[OWNER].post(path, json={}, headers=key)).json()["token"] for _ in range(2)]
    problem(await anybody.ask(first), 404, "dead-link")
    assert (await anybody.ask(second)).status_code == 200


async def test_no_token_is_kept(around: Around, anybody: Anybody, witness: Witness) -> None:
    end = witness.log_ends()
    token = await link_of(around, await invited(around))
    await anybody.ask(token)
    await anybody.answer(token, answer="coming")
    await anybody.answer(token, answer="coming")

    row = witness.connection.execute(
        """select string_agg(t::text, ' ') from (select to_jsonb(l) t from sip.answer_link l union all
           select to_jsonb(f) from sip.fact f union all select to_jsonb(e) from sip.event e
           union all select to_jsonb(i) from sip.idempotency i) as everything"""
    ).fetchone()
    kept = "".join([*witness.logged(end), str(row)])
    assert token not in kept
    assert token.encode().hex() not in kept


async def test_who_guesses_has_to_wait_and_is_logged_as_nobody(
    around: Around, anybody: Anybody, witness: Witness
) -> None:
    token, end = await link_of(around, await invited(around)), witness.log_ends()
    for number in range(MISSES):
        problem(await anybody.ask(f"guess-{number}"), 404, "dead-link")
    waits = await anybody.ask(token)
    problem(waits, 429, "too-many")
    assert 0 < int(waits.headers["retry-after"]) <= 61
    rows = [json.loads(row) for row in witness.logged(end)]
    assert {(row["action"], row["outcome"], row["actor"]) for row in rows} == {
        ("POST /answer-links/question", "refused", None)
    }


async def test_a_link_that_is_altered_in_anything_is_none(around: Around, anybody: Anybody, witness: Witness) -> None:
    token = await link_of(around, await invited(around))
    other = "A" if token[5] != "A" else "B"
    altered = [token[:5] + other + token[6:], token.swapcase(), token[:-1], f"{token}=", f"{token}A", token[::-1]]
    with witness.nothing_changes():
        for one in altered:
            problem(await anybody.ask(one), 404, "dead-link")
    assert (await anybody.ask(token)).status_code == 200


async def test_when_the_plan_has_ended_a_link_takes_no_more_than_its_addressee_could_say_itself(
    around: Around, anybody: Anybody
) -> None:
    by_link, by_itself = await invited(around), await invited(around)
    token = await link_of(around, by_link)
    await around.done(OWNER, f"/plans/{around.plan}/closing", reason="goals-met")
    asked, said = await anybody.ask(token), await anybody.answer(token, answer="coming")
    directly = await around.tried(PARTNER, f"/calls/{by_itself}/answer", answer="coming")
    assert said.status_code == directly.status_code == 200, "a question that stands may be answered"
    assert around.plan not in asked.text + said.text + directly.text
    problem(await anybody.answer(token, answer="coming"), 404, "dead-link")
