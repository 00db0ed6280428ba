"""Messages around one person, each story through REST alone: who is waited for, since when, and who knows of it."""

from datetime import date
from typing import Any

import pytest

from app.domain.messages import PERSON
from tests.api.answers import problem
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, SCHOOL, STATE, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
MONDAY, TUESDAY, NEXT_MONDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 30)


async def threads(around: Around, by: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await around.read(by, f"/plans/{around.plan}/messages"))["threads"]
    return found


async def clocks(around: Around, by: str) -> list[tuple[Any, Any]]:
    """The two clocks of every thread, for that reader."""
    return [(one["waiting_for_agency"], one["waiting_for_person"]) for one in await threads(around, by)]


async def waiting(around: Around, by: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await around.read(by, f"/plans/{around.plan}"))["waiting"]
    return found


async def test_a_message_from_school_waits_for_leo_and_his_answer_for_the_school(county: County) -> None:
    around = await four_agencies(county)
    school = around.actor(SCHOOL)
    course = await around.add(SCHOOL, "activities", planned_start="2026-12-01", title="Kurs", category="education")
    county.today = MONDAY
    asked = await around.add(
        SCHOOL, "messages", about=course["id"], addressed_to=[PERSON], text="Passar det att börja på torsdag?"
    )
    for reader in (SCHOOL, OWNER, STATE, "person"):
        assert await clocks(around, reader) == [
            (None, {"parties": [PERSON], "since": "2026-11-23", "working_days": 0})
        ], reader

    county.today = TUESDAY
    answer = await around.done("person", f"/messages/{asked['id']}/answers", text="Ja, om det är efter tio.")
    assert (answer["thread"], answer["addressed_to"], answer["owner"]) == (asked["id"], [school], PERSON)
    assert await clocks(around, SCHOOL) == [({"parties": [school], "since": "2026-11-24", "working_days": 0}, None)]

    county.today = NEXT_MONDAY
    (thread,) = await threads(around, "person")
    assert thread["waiting_for_agency"] == {"parties": [school], "since": "2026-11-24", "working_days": 4}
    assert [message["text"] for message in thread["messages"]] == [
        "Passar det att börja på torsdag?", "Ja, om det är efter tio.",
    ]  # fmt: skip
    assert (thread["about"], thread["state"], thread["possible"]) == (course["id"], "open", ["answers", "closing"])
    told = {name: value for name, value in thread.items() if name != "messages"}
    assert await waiting(around, SCHOOL) == [told], "the plan itself says that it waits"
    kinds = {item["kind"] for item in (await around.read(SCHOOL, f"/plans/{around.plan}"))["items"]}
    assert "message" not in kinds, "what is said is read in its thread"

    await around.done(SCHOOL, f"/messages/{answer['id']}/closing", text="Då ses vi klockan tio.")
    assert await waiting(around, "person") == []
    (closed,) = await threads(around, "person")
    assert (closed["state"], closed["possible"], closed["waiting_for_agency"]) == ("closed", [], None)
    late = problem(await around.tried("person", f"/messages/{asked['id']}/answers", text="Bra."), 409,
                   "illegal-transition")  # fmt: skip
    assert (late["state"], late["possible"]) == ("closed", [])


async def test_a_party_without_consent_sees_neither_thread_nor_count(county: County) -> None:
    around = await four_agencies(county)
    around.at["primary-care"] = county.system("primary-care")
    await around.add(OWNER, "participants", actor=around.actor("primary-care"))
    about = await around.add(OWNER, "needs", category="education", start="2026-11-21", title="Läsa färdigt")
    said = await around.add(
        OWNER, "messages", about=about["id"], addressed_to=[around.actor(SCHOOL), PERSON], text="Hur går det?"
    )
    paths = (f"/plans/{around.plan}/messages", f"/messages/{said['id']}", f"/plans/{around.plan}")
    for path in paths:
        problem(await around.at["primary-care"].get(path), 404, "not-found")
    nowhere = {"about": "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11", "text": "Hej"}
    hidden = {"about": about["id"], "text": "Hej"}
    first = await around.tried("primary-care", f"/plans/{around.plan}/messages", **nowhere)
    second = await around.tried("primary-care", f"/plans/{around.plan}/messages", **hidden)
    assert (first.status_code, first.json()) == (second.status_code, second.json()), "hidden and missing look alike"
    problem(await around.tried("primary-care", f"/messages/{said['id']}/answers", text="Hej"), 404, "not-found")

    # With consent for another category the plan is seen, and of the thread still nothing at all.
    consent = {"start": "2026-11-21", "actors": [around.actor(OWNER), around.actor("primary-care")]}
    await around.add("person", "consents", **consent, categories=["health"])
    before = await around.read("primary-care", f"/plans/{around.plan}/messages")
    assert (before["threads"], before["more"]) == ([], False)
    assert await waiting(around, "primary-care") == []
    problem(await around.at["primary-care"].get(f"/messages/{said['id']}"), 404, "not-found")
    history = await around.read("primary-care", f"/plans/{around.plan}/history?limit=100")
    assert "message" not in {entry["kind"] for entry in history["entries"]}

    given = await around.add("person", "consents", **consent, categories=["education"])
    assert [one["id"] for one in await threads(around, "primary-care")] == [said["id"]]
    await around.done("person", f"/consents/{given['id']}/withdrawal")
    assert await threads(around, "primary-care") == []
    assert len(await threads(around, "person")) == 1


async def test_the_person_writes_to_an_agency_about_what_it_does_and_needs_no_consent_for_that(county: County) -> None:
    number = county.number()
    person, mine = await county.person(number), county.myself(number)
    client = county.system(OWNER)
    plan = (await client.post("/plans", json={"person_id": person})).json()["id"]
    around = Around(county, number, person, plan, {OWNER: client, HEALTH: county.system(HEALTH), "person": mine})
    await around.add(OWNER, "participants", actor=around.actor(HEALTH))
    kept = await around.add(OWNER, "needs", category="economy", start="2026-11-21", disclosure="own")
    await around.add(
        "person", "messages", about=kept["id"], addressed_to=[around.actor(OWNER)], text="Vad betyder det här?"
    )

    (thread,) = await threads(around, OWNER)
    assert thread["waiting_for_agency"]["parties"] == [around.actor(OWNER)]
    problem(await around.at[HEALTH].get(f"/plans/{plan}/messages"), 404, "not-found")
    unreadable = await around.tried(
        "person", f"/plans/{plan}/messages", addressed_to=[around.actor(HEALTH)], text="Får ni läsa det här?"
    )
    problem(unreadable, 422, "unknown-reference", "addressed_to")


async def test_what_is_said_about_something_that_is_taken_away_is_seen_by_whoever_said_it_alone(county: County) -> None:
    around = await four_agencies(county)
    wish = await around.done_by_put("person", "voice", text="Jag vill bo kvar.")
    said = await around.add(SCHOOL, "messages", about=wish["id"], addressed_to=[PERSON], text="Berätta mer!")
    assert len(await threads(around, OWNER)) == 1

    await around.done("person", f"/voices/{wish['id']}/withdrawal", reason="Jag har ändrat mig")

    assert await threads(around, OWNER) == []
    assert [len(await threads(around, reader)) for reader in (SCHOOL, "person")] == [1, 1]
    problem(await around.tried(SCHOOL, f"/messages/{said['id']}/answers", text="Hallå?"), 404, "not-found")
