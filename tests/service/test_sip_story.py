"""A SIP from concern to closing with four agencies and the person, told through REST alone."""

from datetime import date
from typing import Any

import pytest

from tests.api.answers import problem
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, PARTIES, SCHOOL, STATE, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
PERSON = "00000000-0000-4000-8000-000000000001"
ANSWERS = {"heard": "5", "my_goals": "4", "who_does_what": "5", "whom_to_call": "5", "better_off": "4"}
TASKS = {
    OWNER: "Kontakt varje vecka",
    HEALTH: "Samtal var fjortonde dag",
    STATE: "Ordna arbetsträning",
    SCHOOL: "Kurs i butikskunskap",
}


async def test_a_sip_from_concern_to_closing_with_four_agencies(county: County) -> None:
    around = await four_agencies(county, draft=True, categories=["work", "education", "health", "social"])
    await concern(around)
    ids = await agreed_at_a_meeting(around)
    await done_together(around)
    first = await followed_up(around, "2027-03-15", ids, {"work": "partly", "calm": "met"}, "training")
    await around.done("person", f"/follow-ups/{first}/questionnaires", **ANSWERS, words="Det går åt rätt håll")
    await reported(around, STATE, "status", code="work", start="2027-04-01", extent=75)
    second = await followed_up(around, "2027-07-05", ids, {"work": "met"}, "without-support", **written_down())
    await what_came_of_it(around, ids, (first, second))
    await closed(around, ids)
    await told_in_the_history(around)


async def reported(around: Around, by: str, kind: str, **fields: Any) -> None:
    """A fact in the words of the agency's own system, which the parties may receive."""
    body = {"person_id": around.person, "source_version": 1, "kind": kind, "disclosure": "parties", **fields}
    answer = await around.at[by].put(f"/sources/{by}/facts/{around.person}.{kind}", json=body)
    assert answer.status_code == 201, answer.text


async def concern(around: Around) -> None:
    """Psychiatry judges that coordination is needed; while nobody calls, that is a gap for everybody who sees it."""
    await reported(around, HEALTH, "sip-need", on="2026-11-16")
    around.county.today = date(2026, 12, 7)
    assert [gap["status"] for gap in await around.gaps("sip-not-started")] == ["open"]


async def agreed_at_a_meeting(around: Around) -> dict[str, str]:
    """Needs and goals, the call, the meeting with its minutes, and everybody behind the whole plan; ids by what."""
    need = await around.add(OWNER, "needs", category="work", start="2026-12-07", title="Arbete i egen takt")
    health = await around.add(HEALTH, "needs", category="health", start="2026-12-07", title="Mindre oro")
    goal = await around.add("person", "goals", need=need["id"], on="2026-12-07", title="Jag vill jobba i en butik")
    calm = await around.add(HEALTH, "goals", need=health["id"], on="2026-12-07", title="Sova hela natten")
    booked = await around.add(OWNER, "appointments", on="2026-12-15", at="13:00", title="SIP-möte")
    for function, form in ((HEALTH, "call"), (SCHOOL, "call"), (STATE, "invitation")):
        to = {"to": around.actor(function), "form": form, "sent": "2026-12-07", "appointment": booked["id"]}
        call = await around.add(OWNER, "calls", **to)
        await around.done(function, f"/calls/{call['id']}/answer", answer="coming")
    assert [gap["status"] for gap in await around.gaps("sip-not-started")] == ["closed"]

    around.county.today = date(2026, 12, 15)
    await around.done(OWNER, f"/appointments/{booked['id']}/holding", outcome="plan")
    await around.add(OWNER, "main-responsible", start="2026-12-15")
    incomplete = problem(await around.tried(OWNER, f"/plans/{around.plan}/activation"), 409, "plan-incomplete")
    assert {one["key"] for one in incomplete["missing"]} == {"activities", "principals", "others"}
    needs = {OWNER: need, HEALTH: health, STATE: need, SCHOOL: need}
    tasks = [
        {"actor": around.actor(who), "what": TASKS[who], "need": needs[who]["id"], "planned_start": "2027-01-11"}
        for who in PARTIES
    ]
    path = f"/appointments/{booked['id']}/minutes"
    await around.done(OWNER, path, text="Alla var med, och vi är överens.", tasks=tasks)
    for task in await around.items("task"):
        who = next(function for function in PARTIES if around.actor(function) == task["to"])
        if task["state"] == "put":
            await around.done(who, f"/tasks/{task['id']}/answer", answer="accepted")
    for who in PARTIES:
        await around.add(who, "ownerships", need=needs[who]["id"], start="2026-12-15")

    plan = await around.done(OWNER, f"/plans/{around.plan}/activation")
    assert (plan["state"], plan.get("reason")) == ("active", None), "it says all that it has to"
    await around.done(OWNER, f"/plans/{around.plan}/versions", note="Överenskommen på mötet 15 december")
    for who in (*PARTIES, "person"):
        version = await around.done(who, f"/plans/{around.plan}/versions/1/acceptance")
    behind = {one["acceptor"] for one in version["acceptances"]}
    assert behind == {PERSON, *(around.actor(who) for who in PARTIES)}
    return {"work": goal["id"], "calm": calm["id"]}


async def done_together(around: Around) -> None:
    """Each party starts what it took on."""
    around.county.today = date(2027, 1, 11)
    started = []
    for activity in await around.items("activity"):
        who = next(function for function in PARTIES if around.actor(function) == activity["owner"])
        started.append(await around.done(who, f"/activities/{activity['id']}/start"))
    assert {one["title"] for one in started} == set(TASKS.values())
    assert {one["state"] for one in started} == {"ongoing"}


async def followed_up(
    around: Around, on: str, goals: dict[str, str], outcomes: dict[str, str], step: str, **also: Any
) -> str:
    """A follow-up is booked, and held on that day with what was told of the goals and of the way to work."""
    booked = await around.add(OWNER, "follow-ups", due=on)
    around.county.today = date.fromisoformat(on)
    told = [{"goal": goals[which], "outcome": outcome} for which, outcome in outcomes.items()]
    path = f"/follow-ups/{booked['id']}/holding"
    held = await around.done(OWNER, path, goals=told, ladder_step={"step": step}, **also)
    assert (held["state"], held["held"]) == ("held", on)
    return str(held["id"])


def written_down() -> dict[str, Any]:
    return {"questionnaire": {**ANSWERS, "better_off": "5", "written_down": True, "words": "Nu har jag ett jobb"}}


async def what_came_of_it(around: Around, goals: dict[str, str], held: tuple[str, str]) -> None:
    """The parties and the person read of the goals over time, the way to work, self-sufficiency and the answers."""
    for reader in (OWNER, STATE, "person"):
        outcome = await around.read(reader, f"/plans/{around.plan}/outcome")
        told = {one["goal"]["id"]: [o["outcome"] for o in one["outcomes"]] for one in outcome["goals"]}
        assert told == {goals["work"]: ["partly", "met"], goals["calm"]: ["met"]}
        assert [one["step"] for one in outcome["ladder"]] == ["training", "without-support"]
        assert [one["follow_up"] for one in outcome["ladder"]] == [*held]
        own, noted = outcome["questionnaires"]
        assert (own["owner"], own["written_down"], own["better_off"]) == (PERSON, False, "4")
        assert (noted["owner"], noted["written_down"], noted["words"]) == (
            around.actor(OWNER), True, "Nu har jag ett jobb",
        )  # fmt: skip
        stands = {"since": "2027-04-01", "established": "2027-06-30", "unconfirmed": reader != "person"}
        assert outcome["self_sufficiency"] == stands, "who does not see economy cannot be sure"


async def closed(around: Around, goals: dict[str, str]) -> None:
    """Refused while nobody has said what the plan came to; and then the plan ends with its report."""
    around.county.today = date(2027, 8, 16)
    for activity in await around.items("activity"):
        who = next(function for function in PARTIES if around.actor(function) == activity["owner"])
        await around.done(who, f"/activities/{activity['id']}/completion")
    path = f"/plans/{around.plan}/closing"
    missing = problem(await around.tried(OWNER, path, reason="self-sufficient"), 409, "end-report-missing")
    assert [one["key"] for one in missing["missing"]] == ["done", "reached", "remains", "words"]
    report = await around.add(
        OWNER,
        "end-reports",
        done="Samtal, kurs och arbetsträning som blev en anställning.",
        reached=[*goals.values()],
        remains="Samtal glesare under hösten",
        actors=[around.actor(HEALTH)],
        words="Jag sover, och jag har ett jobb.",
    )
    plan = await around.done(OWNER, path, reason="self-sufficient")
    assert (plan["state"], plan["end"], plan["reason"]) == ("closed", "2027-08-16", "self-sufficient")
    for reader in (HEALTH, "person"):
        final = await around.read(reader, f"/end-reports/{report['id']}")
        assert (final["state"], final["closed_on"], final["possible"]) == ("final", "2027-08-16", [])


async def told_in_the_history(around: Around) -> None:
    """Everything that happened, in its order, in the words of whoever reads."""
    entries: list[dict[str, Any]] = []
    page = 1
    while page:
        found = await around.read("person", f"/plans/{around.plan}/history?limit=100&page={page}")
        entries += found["entries"]
        page = page + 1 if found["more"] else 0
    told = [one["type"] for one in reversed(entries)]
    firsts = [told.index(act) for act in IN_ORDER]
    assert firsts == sorted(firsts), [told[first] for first in sorted(firsts)]
    said = "Gemensam plan (SIP): avslutades, personen försörjer sig själv"
    assert said in [one["told"] for one in entries]
    assert {one["actor"] for one in entries} == {PERSON, *(around.actor(who) for who in PARTIES)}


IN_ORDER = (
    *("plan-added", "participant-added", "consent-added", "need-added", "goal-added", "appointment-added"),
    *("call-added", "call-answer", "appointment-holding", "minutes-added", "task-answer", "plan-activation"),
    *("activity-start", "follow-up-added", "follow-up-holding", "goal-outcome-added", "ladder-step-added"),
    *("questionnaire-added", "activity-completion", "end-report-added", "plan-closing", "end-report-closing"),
)
"""What happened, by when it first did."""
