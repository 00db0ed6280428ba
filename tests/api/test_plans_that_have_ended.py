"""A plan that has ended, or was refused, takes nothing new; what was begun in it may still be ended and told of."""

import asyncio
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import httpx
import psycopg
import pytest
import pytest_asyncio

from tests.api.answers import problem
from tests.api.test_contract import operations
from tests.api.witness import Witness
from tests.county import TODAY, County
from tests.service.meeting_story import HEALTH, OWNER, STATE, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
LATER: Final = date(2027, 1, 5)

TAKEN: Final = {
    "/plans/{plan}/reopening": "is the way back",
    "/plans/{plan}/consents": "whether something may be seen does not end with the plan",
    "/plans/{plan}/mandates": "nor does whether somebody acts for the person",
    "/plans/{plan}/versions/{version}/contradiction": "nobody is bound by a signature that was none",
}
"""What a plan that has ended takes all the same, and why."""

BY_AN_AGENCY: Final[dict[str, dict[str, Any]]] = {
    "/plans/{plan}/voice": {"on_paper": "yes"},
    "/plans/{plan}/contact-wishes": {"on_paper": "yes"},
    "/plans/{plan}/refusal": {"reason": "not-now"},
    "/plans/{plan}/assignments": {"user": "anna"},
}
"""What an agency's caseworker says otherwise than the example of the contract does."""


def contributions() -> Iterator[Any]:
    """Everything that can be sent to a plan, with what the contract shows as an example: whatever is added to the
    contract is tried too."""
    for method, path, operation in operations():
        if method != "get" and path.startswith("/plans/{plan}/") and path not in TAKEN:
            body = operation["requestBody"]["content"]["application/json"]["examples"]["exempel"]["value"]
            yield pytest.param(method, path, body | BY_AN_AGENCY.get(path, {}), id=path)


class Anna:
    """A caseworker, and how a plan of hers came to stand as it does."""

    def __init__(self, county: County) -> None:
        self.county, self.client = county, county.caseworker()

    async def send(self, method: str, path: str, plan: str, body: Any) -> httpx.Response:
        address = path.format(plan=plan, version=1)
        return await self.client.request(method, address, json=body, headers={"If-Match": "*"})

    async def plan(self, *acts: tuple[str, dict[str, Any]], draft: bool = False) -> str:
        self.county.today = TODAY
        start = {"person_id": await self.county.person(), "draft": draft}
        plan: str = (await self.client.post("/plans", json=start)).json()["id"]
        for path, body in (("versions", {}), *acts):
            answer = await self.send("POST", f"/plans/{{plan}}/{path}", plan, body)
            assert answer.is_success, answer.text
        self.county.today = LATER
        return plan


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def anna(the_county: County) -> Anna:
    return Anna(the_county)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def ended(anna: Anna) -> dict[str, str]:
    """A plan for each of the ways in which one has ended."""
    return {
        "closed": await anna.plan(("closing", {"reason": "moved"})),
        "refused": await anna.plan(("refusal", {"reason": "person-declines"}), draft=True),
    }


@pytest.mark.parametrize(("state", "possible"), [("closed", ["reopening"]), ("refused", [])])
@pytest.mark.parametrize(("method", "path", "body"), list(contributions()))
async def test_a_plan_that_has_ended_takes_nothing(
    anna: Anna,
    ended: dict[str, str],
    county: County,
    witness: Witness,
    method: str,
    path: str,
    body: Any,
    state: str,
    possible: list[str],
) -> None:
    county.today = LATER
    with witness.nothing_changes():
        found = problem(await anna.send(method, path, ended[state], body), 409, "illegal-transition")
    assert (found["state"], found["possible"]) == (state, possible)


@pytest.mark.parametrize("draft", [False, True], ids=["active", "draft"])
@pytest.mark.parametrize(("method", "path", "body"), list(contributions()))
async def test_a_plan_at_work_is_not_said_to_have_ended(
    anna: Anna, county: County, method: str, path: str, body: Any, draft: bool
) -> None:
    answer = await anna.send(method, path, await anna.plan(draft=draft), body)
    assert answer.is_success or answer.json().get("state") not in ("closed", "refused"), answer.text


async def closed(county: County) -> Around:
    around = await four_agencies(county)
    await around.done(OWNER, f"/plans/{around.plan}/closing", reason="moved")
    return around


async def test_it_is_said_what_can_be_done_and_by_whom(county: County, witness: Witness) -> None:
    around = await closed(county)
    with witness.nothing_changes():
        for by in (OWNER, STATE, "person"):
            answer = await around.tried(by, f"/plans/{around.plan}/needs", category="work", start="2026-11-21")
            found = problem(answer, 409, "illegal-transition")
            assert found["possible_by"] == {"reopening": "owner"}
            assert "the plan is closed" in found["detail"]
    await around.done(OWNER, f"/plans/{around.plan}/reopening", reason="kom tillbaka")
    await around.add(STATE, "needs", category="work", start="2026-11-21")


async def test_whoever_takes_part_in_it_still_does_however_often_it_is_said(county: County, witness: Witness) -> None:
    around = await closed(county)
    part = await around.add(OWNER, "participants", actor=around.actor(STATE))
    assert part["actor"] == around.actor(STATE)
    with witness.nothing_changes():
        newcomer = await around.tried(OWNER, f"/plans/{around.plan}/participants", actor=around.actor("association"))
        problem(newcomer, 409, "illegal-transition")


async def test_whoever_may_not_see_that_a_plan_has_ended_is_not_told_so(county: County) -> None:
    around = await closed(county)
    (consent,) = await around.items("consent")
    await around.done("person", f"/consents/{consent['id']}/withdrawal")
    added = await around.add(STATE, "activities", category="work", planned_start="2026-12-01")
    assert added["state"] == "planned"


async def test_a_plan_whose_end_lies_ahead_is_at_work_until_that_day(county: County, witness: Witness) -> None:
    person, owner = await county.person(), county.system(OWNER)
    reported = {"person_id": person, "start": "2026-11-01", "end": "2026-11-23", "source_version": 1}
    plan = (await owner.put(f"/sources/{OWNER}/plans/{person}.plan", json=reported)).json()["id"]
    need = {"category": "work", "start": "2026-11-20"}
    county.today = date(2026, 11, 22)
    assert (await owner.post(f"/plans/{plan}/needs", json=need)).status_code == 201
    county.today = date(2026, 11, 23)
    with witness.nothing_changes():
        problem(await owner.post(f"/plans/{plan}/needs", json=need), 409, "illegal-transition")


async def test_an_agencys_system_reports_of_a_plan_that_has_ended_in_any_order(county: County) -> None:
    around = await closed(county)
    body = {"person_id": around.person, "plan": around.plan, "planned_start": "2026-11-01", "source_version": 1}
    address = f"/sources/{STATE}/activities/{around.person}.late"
    first = await around.at[STATE].put(address, json=body)
    again = await around.at[STATE].put(address, json={**body, "start": "2026-11-02", "source_version": 2})
    taken_away = await around.at[STATE].put(address, json={**body, "void": True, "source_version": 3})
    assert [one.status_code for one in (first, again, taken_away)] == [201, 200, 200]


async def test_what_was_while_the_plan_was_at_work_may_be_told_afterwards(county: County, witness: Witness) -> None:
    around = await four_agencies(county)
    county.today = date(2026, 12, 1)
    await around.done(OWNER, f"/plans/{around.plan}/closing", reason="moved")
    held = await around.add(OWNER, "follow-ups", due="2026-11-25", held="2026-11-30")
    await around.add(OWNER, "meetings", on="2026-11-30", outcome="plan")
    told = await around.done(OWNER, f"/follow-ups/{held['id']}/ladder-steps", step="training")
    assert (held["state"], told["state"]) == ("held", "current")
    with witness.nothing_changes():
        for collection, body in (
            ("follow-ups", {"due": "2026-11-25"}),
            ("follow-ups", {"due": "2026-11-25", "held": "2026-12-01"}),
            ("meetings", {"on": "2026-12-01", "outcome": "plan"}),
        ):
            answer = await around.tried(OWNER, f"/plans/{around.plan}/{collection}", **body)
            problem(answer, 409, "illegal-transition")


async def test_what_was_begun_in_a_plan_is_ended_and_answered_after_it(county: County) -> None:
    around = await four_agencies(county)
    activity = await around.add(STATE, "activities", planned_start="2026-11-21", start="2026-11-21")
    call = await around.add(OWNER, "calls", to=around.actor(HEALTH), form="call", sent="2026-11-21")
    said = await around.add(OWNER, "messages", text="Hur går det?", addressed_to=[around.actor(STATE)])
    (consent,) = await around.items("consent")
    report = {"done": "Arbetsträning"}
    await around.done(OWNER, f"/plans/{around.plan}/closing", reason="moved", end_report=report)

    await around.done(STATE, f"/activities/{activity['id']}/completion")
    await around.done(HEALTH, f"/calls/{call['id']}/answer", answer="declined", code="not-our-task")
    await around.done(STATE, f"/messages/{said['id']}/answers", text="Bra.")
    await around.done("person", f"/consents/{consent['id']}/withdrawal")
    again = {"start": "2026-11-21", "actors": [around.actor(OWNER)], "categories": ["work"]}
    await around.add("person", "consents", **again)


async def test_a_meeting_that_was_booked_may_be_held_and_called_off_but_not_moved(
    county: County, witness: Witness
) -> None:
    around = await four_agencies(county)
    met, off = [await around.add(OWNER, "appointments", on="2026-11-21") for _ in range(2)]
    await around.done(OWNER, f"/plans/{around.plan}/closing", reason="moved")
    with witness.nothing_changes():
        moved = await around.tried(OWNER, f"/appointments/{met['id']}/rebooking", on="2026-11-24")
        assert problem(moved, 409, "illegal-transition")["state"] == "closed"
    await around.done(OWNER, f"/appointments/{met['id']}/holding", outcome="plan")
    await around.done(OWNER, f"/appointments/{off['id']}/cancellation", reason="planen är avslutad")


async def test_minutes_may_be_written_afterwards_but_nothing_new_taken_on(county: County, witness: Witness) -> None:
    around = await four_agencies(county)
    booked = await around.add(OWNER, "appointments", on="2026-11-21")
    await around.done(OWNER, f"/appointments/{booked['id']}/holding", outcome="plan")
    address = f"/appointments/{booked['id']}/minutes"
    task = {"actor": around.actor(STATE), "what": "Ordna plats", "planned_start": "2026-12-01"}
    minutes = await around.done(OWNER, address, text="Vi är överens.", tasks=[task])
    (put,) = await around.items("task")
    await around.done(OWNER, f"/plans/{around.plan}/closing", reason="moved")
    amended = {"text": "Vi var överens.", "reason": "fel tempus"}
    with witness.nothing_changes():
        for by, path, body in (
            (STATE, f"/tasks/{put['id']}/answer", {"answer": "accepted"}),
            (OWNER, f"/minutes/{minutes['id']}/amendment", {**amended, "tasks": [task]}),
        ):
            problem(await around.tried(by, path, **body), 409, "illegal-transition")
    await around.done(STATE, f"/tasks/{put['id']}/answer", answer="declined", code="not-our-task")
    await around.done(OWNER, f"/minutes/{minutes['id']}/amendment", **amended)


AS_CLOSED: Final = """
insert into sip.fact (person_id, id, source, source_version, revision, kind, owner, category, disclosed, plan_id, title,
                      fields, named, tentative, void, reason, current)
select person_id, id, source, source_version, revision + 1, kind, owner, category, disclosed, plan_id, title,
       fields || '{"end": "2026-11-21"}', named, tentative, void, 'moved', true
  from sip.fact where id = %s and current"""


async def test_nobody_contributes_while_a_plan_is_being_closed(county: County, database_url: str) -> None:
    around = await four_agencies(county)
    with psycopg.connect(database_url) as closing:
        closing.execute("select pg_advisory_xact_lock(hashtextextended(%s, 2))", [around.plan])
        closing.execute(AS_CLOSED, [around.plan])
        need = {"category": "work", "start": "2026-11-21"}
        adding = asyncio.create_task(around.tried(STATE, f"/plans/{around.plan}/needs", **need))
        await asyncio.wait([adding], timeout=0.3)
        assert not adding.done()
        closing.commit()
        problem(await adding, 409, "illegal-transition")
