"""From the call to the minutes, among four agencies and the person: each story through REST alone."""

from datetime import date

import pytest

from app.api.link_models import InvitationView
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, SCHOOL, STATE, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_meeting_is_called_to_moved_held_and_written_down_and_its_tasks_become_activities(
    county: County,
) -> None:
    around = await four_agencies(county)
    need = await around.add(OWNER, "needs", category="work", start="2026-11-21", title="Arbete i egen takt")
    booked = await around.add(OWNER, "appointments", on="2026-12-10", at="13:00", place="Kommunhuset, rum Solen")
    forms = {HEALTH: "call", SCHOOL: "call", STATE: "invitation"}
    calls = {
        function: await around.add(
            OWNER, "calls", to=around.actor(function), form=form, sent="2026-11-21", appointment=booked["id"]
        )
        for function, form in forms.items()
    }
    assert {(c["meeting_on"], c["at"], c["place"]) for c in calls.values()} == {
        ("2026-12-10", "13:00", "Kommunhuset, rum Solen")
    }

    await around.done(SCHOOL, f"/calls/{calls[SCHOOL]['id']}/answer", answer="coming", deputy="Lena, teamledare")
    await around.done(HEALTH, f"/calls/{calls[HEALTH]['id']}/answer", answer="new-time")
    county.today = date(2026, 11, 23)
    moved = await around.done(OWNER, f"/appointments/{booked['id']}/rebooking", on="2026-12-17", at="09:30")

    assert (moved["state"], moved["on"], moved["at"], moved["place"]) == (
        "rescheduled", "2026-12-17", "09:30", "Kommunhuset, rum Solen",
    )  # fmt: skip
    standing = {c["to"]: c for c in await around.items("call") if c["state"] != "rebooked"}
    assert {c["state"] for c in standing.values()} == {"sent"}
    assert {c["meeting_on"] for c in standing.values()} == {"2026-12-17"}
    assert standing[around.actor(STATE)]["id"] == calls[STATE]["id"], "it had not answered: the same question"
    again = standing[around.actor(SCHOOL)]
    assert again["id"] != calls[SCHOOL]["id"], "it had answered for another day: a new question"
    assert (again["sent"], again.get("deputy")) == ("2026-11-23", None)
    for call in standing.values():
        function = next(name for name in forms if around.actor(name) == call["to"])
        assert (await around.done(function, f"/calls/{call['id']}/answer", answer="coming"))["state"] == "coming"

    county.today = date(2026, 12, 17)
    held = await around.done(OWNER, f"/appointments/{booked['id']}/holding", outcome="plan")
    assert (held["state"], held["held"], held["possible"]) == ("held", "2026-12-17", [])
    (met,) = await around.items("meeting")
    assert (met["id"], met["on"], met["outcome"]) == (held["meeting"], "2026-12-17", "plan")

    tasks = [
        {"actor": around.actor(OWNER), "what": "Kontakt varje vecka", "planned_start": "2026-12-21"},
        {
            "actor": around.actor(STATE),
            "what": "Ordna arbetsträning",
            "need": need["id"],
            "planned_start": "2027-01-11",
        },
        {"actor": around.actor(SCHOOL), "what": "Boka studievägledare", "planned_start": "2027-01-11"},
    ]
    minutes = await around.done(
        OWNER,
        f"/appointments/{booked['id']}/minutes",
        text="Alla var med.\nVi är överens.",
        decisions=["Arbetsträning prövas"],
        tasks=tasks,
    )
    assert (minutes["category"], minutes["text"]) == ("social", "Alla var med.\nVi är överens.")
    (own,) = await around.items("activity")
    assert (own["title"], own["owner"], own["state"]) == ("Kontakt varje vecka", around.actor(OWNER), "planned")

    states = {task["to"]: task for task in await around.items("task")}
    assert [states[around.actor(f)]["state"] for f in (OWNER, STATE, SCHOOL)] == ["accepted", "put", "put"]
    taken = await around.done(STATE, f"/tasks/{states[around.actor(STATE)]['id']}/answer", answer="accepted")
    theirs = await around.read(OWNER, f"/activities/{taken['activity']}")
    assert (theirs["owner"], theirs["need"], theirs["category"], theirs["planned_start"], theirs["state"]) == (
        around.actor(STATE), need["id"], "work", "2027-01-11", "planned",
    )  # fmt: skip
    no = await around.done(
        SCHOOL, f"/tasks/{states[around.actor(SCHOOL)]['id']}/answer", answer="declined", code="other-actor"
    )
    assert (no["state"], no["refusal"]) == ("declined", "other-actor")
    assert len(await around.items("activity")) == 2


async def test_amended_minutes_are_new_ones_with_a_reason_and_the_older_stay_readable(county: County) -> None:
    around = await four_agencies(county)
    booked = await around.add(OWNER, "appointments", on="2026-11-21")
    await around.done(OWNER, f"/appointments/{booked['id']}/holding", outcome="pending")
    first = await around.done(OWNER, f"/appointments/{booked['id']}/minutes", text="Start i januari.")

    second = await around.done(
        OWNER, f"/minutes/{first['id']}/amendment", version="1.0", text="Start i februari.", reason="Fel månad"
    )

    assert (second["amends"], second["reason"], second["state"]) == (first["id"], "Fel månad", "current")
    for reader in (STATE, "person"):
        older = await around.read(reader, f"/minutes/{first['id']}")
        assert (older["state"], older["text"], older["amended_by"]) == ("amended", "Start i januari.", second["id"])
    late = await around.tried(OWNER, f"/minutes/{first['id']}/amendment", version="1.0", text="Mars.", reason="Nej")
    problem(late, 412, "stale-version")
    gone = await around.tried(OWNER, f"/minutes/{first['id']}/amendment", text="Mars.", reason="Nej")
    assert problem(gone, 409, "illegal-transition")["state"] == "amended"


async def test_a_declined_call_is_a_gap_until_somebody_else_takes_the_need(county: County) -> None:
    around = await four_agencies(county)
    need = await around.add(OWNER, "needs", category="work", start="2026-11-21")
    booked = await around.add(OWNER, "appointments", on="2026-12-10")
    to = {"form": "invitation", "sent": "2026-11-21", "appointment": booked["id"], "need": need["id"]}
    call = await around.add(OWNER, "calls", to=around.actor(STATE), **to)

    wordless = await around.tried(STATE, f"/calls/{call['id']}/answer", answer="declined")
    problem(wordless, 422, "invalid-request", "code")
    declined = await around.done(STATE, f"/calls/{call['id']}/answer", answer="declined", code="no-resources")
    assert (declined["state"], declined["refusal"]) == ("declined", "no-resources")
    await around.done(OWNER, f"/appointments/{booked['id']}/rebooking", on="2026-12-14")
    assert (await around.read(OWNER, f"/calls/{call['id']}"))["state"] == "declined", "a no stands when the day moves"

    county.today = date(2026, 12, 1)
    (gap,) = await around.gaps("call-declined-uncovered")
    assert (gap["subject"], gap["status"]) == (call["id"], "open")
    school = await around.add(
        OWNER, "calls", to=around.actor(SCHOOL), form="call", sent="2026-12-01", appointment=booked["id"],
        need=need["id"],
    )  # fmt: skip
    coming = await around.done(
        SCHOOL, f"/calls/{school['id']}/answer", answer="coming", deputy="Karim, studievägledare"
    )
    assert (await around.read(OWNER, f"/calls/{school['id']}"))["deputy"] == coming["deputy"]
    await around.add(SCHOOL, "ownerships", need=need["id"], start="2026-12-01")

    (gap,) = await around.gaps("call-declined-uncovered")
    assert gap["status"] == "closed"


async def test_a_meeting_that_is_called_off_takes_its_questions_with_it(county: County) -> None:
    around = await four_agencies(county)
    booked = await around.add(OWNER, "appointments", on="2026-12-10")
    calls = [
        await around.add(
            OWNER, "calls", to=around.actor(function), form=form, sent="2026-11-21", appointment=booked["id"]
        )
        for function, form in ((HEALTH, "call"), (STATE, "invitation"))
    ]
    await around.done(STATE, f"/calls/{calls[1]['id']}/answer", answer="declined", code="not-needed")

    off = await around.done(OWNER, f"/appointments/{booked['id']}/cancellation", reason="personen är sjuk")

    assert (off["state"], off["reason"]) == ("cancelled", "personen är sjuk")
    states = {call["to"]: (call["state"], call.get("refusal") or call["reason"]) for call in await around.items("call")}
    assert states[around.actor(HEALTH)] == ("cancelled", "mötet är inställt"), "who is only asked is told no more"
    assert states[around.actor(STATE)] == ("declined", "not-needed")
    late = await around.tried(HEALTH, f"/calls/{calls[0]['id']}/answer", answer="coming")
    assert problem(late, 409, "illegal-transition")["state"] == "cancelled"
    entry = await around.at[OWNER].get(f"/appointments/{booked['id']}/invitation")
    assert "STATUS:CANCELLED" in entry.text


async def test_whoever_was_called_takes_the_meeting_into_a_calendar_that_names_nobody(county: County) -> None:
    around = await four_agencies(county)
    await around.at[OWNER].put(
        f"/persons/{around.person}/details", json={"name": "Elias N."}, headers={"If-Match": "*"}
    )
    booked = await around.add(
        OWNER, "appointments", on="2026-12-10", at="13:00", duration=90, place="Rum Solen", title="Om Elias"
    )
    to = {"to": around.actor("association"), "form": "invitation", "sent": "2026-11-21", "appointment": booked["id"]}
    call = await around.add(OWNER, "calls", **to)

    entries = [
        await around.at[STATE].get(f"/appointments/{booked['id']}/invitation"),
        await around.at["association"].get(f"/calls/{call['id']}/invitation"),
    ]

    for entry in entries:
        assert entry.status_code == 200
        assert entry.headers["content-type"] == "text/calendar; charset=utf-8"
        assert "DTSTART:20261210T120000Z\r\nDTEND:20261210T133000Z" in entry.text
        assert "SUMMARY:Möte om samordnad plan" in entry.text
        for secret in ("Elias", around.person, around.plan):
            assert secret not in entry.text
    problem(await around.at["association"].get(f"/appointments/{booked['id']}/invitation"), 404, "not-found")
    as_json = {"Accept": "application/json"}
    entry = await around.at["association"].get(f"/calls/{call['id']}/invitation", headers=as_json)
    promised(InvitationView, entry.json())
    assert (entry.json()["on"], entry.json()["at"], entry.json()["place"]) == ("2026-12-10", "13:00", "Rum Solen")


async def test_a_party_that_sees_nothing_yet_sees_the_task_it_was_given_and_takes_it(county: County) -> None:
    around = await four_agencies(county)
    await around.add(OWNER, "participants", actor=around.actor("association"))
    booked = await around.add(OWNER, "appointments", on="2026-11-21")
    await around.done(OWNER, f"/appointments/{booked['id']}/holding", outcome="plan")
    task = {"actor": around.actor("association"), "what": "Erbjuda praktik", "planned_start": "2026-12-01"}
    minutes = await around.done(OWNER, f"/appointments/{booked['id']}/minutes", text="Vi är överens.", tasks=[task])

    (put,) = await around.items("task")
    seen = await around.read("association", f"/tasks/{put['id']}")
    assert (seen["title"], seen["state"], seen["possible"]) == ("Erbjuda praktik", "put", ["answer"])
    problem(await around.at["association"].get(f"/minutes/{minutes['id']}"), 404, "not-found")
    taken = await around.done("association", f"/tasks/{put['id']}/answer", answer="accepted")

    (activity,) = await around.items("activity")
    assert (activity["id"], activity["owner"]) == (taken["activity"], around.actor("association"))


async def test_what_a_meeting_came_to_may_be_said_later_and_ends_the_gap(county: County) -> None:
    around = await four_agencies(county)
    booked = await around.add(OWNER, "appointments", on="2026-11-23")
    await around.done(OWNER, f"/plans/{around.plan}/closing", reason="other", note="börjar om")
    county.today = date(2026, 11, 23)
    held = await around.done(OWNER, f"/appointments/{booked['id']}/holding", outcome="pending")
    county.today = date(2026, 12, 10)
    assert [gap["status"] for gap in await around.gaps("meeting-without-plan")] == ["open"]

    met = await around.done(OWNER, f"/meetings/{held['meeting']}/outcome", answer="no-plan")

    assert (met["state"], met["possible"]) == ("no-plan", [])
    assert await around.gaps("meeting-without-plan") == []


async def test_a_newer_version_from_the_callers_system_keeps_the_answer_with_its_reason_and_deputy(
    county: County,
) -> None:
    around = await four_agencies(county)

    async def sent(key: str, version: int) -> str:
        body = {"person_id": around.person, "source_version": version, "plan": around.plan, "form": "call"}
        body |= {"to": around.actor(HEALTH), "sent": "2026-11-20", "meeting_on": f"2026-12-{10 + version}"}
        answer = await around.at[OWNER].put(f"/sources/{OWNER}/calls/{around.person}.{key}", json=body)
        assert answer.is_success, answer.text
        return str(answer.json()["id"])

    no, yes = await sent("no", 1), await sent("yes", 1)
    await around.done(HEALTH, f"/calls/{no}/answer", answer="declined", code="not-our-task")
    await around.done(HEALTH, f"/calls/{yes}/answer", answer="coming", deputy="Lena, teamledare")

    for key in ("no", "yes"):
        await sent(key, 2)

    kept = await around.read(OWNER, f"/calls/{no}")
    assert (kept["state"], kept["refusal"], kept["meeting_on"]) == ("declined", "not-our-task", "2026-12-12")
    kept = await around.read(OWNER, f"/calls/{yes}")
    assert (kept["state"], kept["deputy"], kept["version"]) == ("coming", "Lena, teamledare", "2.1")
