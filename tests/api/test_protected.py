"""To whoever may not open a protected person every answer is that of a person who does not exist, to the letter."""

from dataclasses import dataclass
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from tests.api.answers import problem
from tests.api.everything import (
    FOR_THE_PERSON,
    LEADING,
    LISTS,
    Everything,
    address,
    caseworker,
    doings,
    everything,
    example,
    readings,
)
from tests.api.witness import Witness
from tests.county import TODAY, County
from tests.service.meeting_story import HEALTH, OWNER, STATE

pytestmark = pytest.mark.asyncio(loop_scope="session")
LEADER, SYSTEM = OF_ITS_ACTOR = ("a colleague who leads the unit", "the system of the handler's actor")
MARKED = {"level": "marked", "reason": "Skatteverkets besked"}


@dataclass
class Closed:
    """The person, who is protected, and what some saw in their lists before there was such a person."""

    all: Everything
    bystanders: dict[str, httpx.AsyncClient]
    before: dict[tuple[str, str], tuple[int, str]]


def answer_of(answer: httpx.Response) -> tuple[int, str, dict[str, str]]:
    """All of an answer but what is of that request alone."""
    its_own = ("traceparent", "content-length")
    return answer.status_code, answer.text, {name: said for name, said in answer.headers.items() if name not in its_own}


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def closed(the_county: County) -> Closed:
    county = the_county
    county.today = TODAY
    await county.detect()
    bystanders = {
        LEADER: caseworker(county, "bo", "coordinator"),
        "a party's system": county.system(HEALTH),
        SYSTEM: county.system(OWNER),
        "somebody who has nothing to do with it": county.system("association"),
    }
    for user in ("anna", "bo", "cia"):
        await caseworker(county, user).get("/caseload")
    # A system has no list of its own; what it is answered is the same each time.
    answers = {(who, path): await client.get(path) for who, client in bystanders.items() for path in LISTS}
    before = {asked: (answer.status_code, answer.text) for asked, answer in answers.items()}
    made = await everything(county)
    marked = await made.anna.post(f"/persons/{made.around.person}/protection", json=MARKED)
    assert marked.status_code == 200, marked.text
    return Closed(made, bystanders, before)


@pytest.mark.parametrize("path", readings())
async def test_a_named_handler_reads_it_and_nobody_else_can_tell_it_from_what_is_not_there(
    closed: Closed, path: str
) -> None:
    here, elsewhere = closed.all.ids, closed.all.strangers()
    reader = closed.all.around.at["person"] if path in FOR_THE_PERSON else closed.all.anna
    if path != LEADING:
        assert (await reader.get(address(path, here))).status_code == 200, "else nothing is shown by what follows"
    for who, client in closed.bystanders.items():
        real, none = await client.get(address(path, here)), await client.get(address(path, elsewhere))
        if who == SYSTEM and path == "/facts/{fact}":
            assert real.status_code == 200, "its receipt"
            continue
        if who in OF_ITS_ACTOR and path == LEADING:
            assert [one["user"] for one in real.json()["handlers"]] == ["anna"], "whom it can name anew or take away"
            continue
        status, text, headers = answer_of(none)
        for name, strange in elsewhere.items():
            if f"{{{name}}}" in path and name != "version":
                text = text.replace(strange, here[name])
                headers = {key: said.replace(strange, here[name]) for key, said in headers.items()}
        assert answer_of(real) == (status, text, headers), who


@pytest.mark.parametrize(("method", "path"), doings())
async def test_nobody_else_can_do_anything_with_what_is_not_there_for_them(
    closed: Closed, witness: Witness, method: str, path: str
) -> None:
    here = {"source": "social-services", "key": "k", "deputy": str(uuid4()), **closed.all.ids}
    elsewhere = here | closed.all.strangers()
    for user, role in (("bo", "caseworker"), ("eva", "coordinator")):
        client, answers = caseworker(closed.all.around.county, user, role), []
        with witness.nothing_changes():
            for ids in (here, elsewhere):
                body = example(method, path, ids)
                answers.append(await client.request(method, address(path, ids), json=body, headers={"If-Match": "*"}))
        real, none = answers
        assert real.status_code >= 400 or path == "/facts", "a batch tells of each"
        text = none.text
        for name, strange in elsewhere.items():
            text = text.replace(strange, here[name]) if len(strange) == 36 else text
        assert (real.status_code, real.text) == (none.status_code, text), user


@pytest.mark.parametrize("path", LISTS)
async def test_no_list_count_or_total_knows_of_the_person(closed: Closed, path: str) -> None:
    for who, client in closed.bystanders.items():
        answer = await client.get(path)
        if path == "/persons-without-handler" and who == "a party's system":
            assert set(answer.json()["persons"]) >= {closed.all.around.person}
            assert answer.json().keys() == {"persons", "more"}
        else:
            assert (answer.status_code, answer.text) == closed.before[who, path], who


async def test_a_search_finds_whom_the_searcher_may_open_alone(closed: Closed) -> None:
    described = await closed.all.anna.put(
        f"/persons/{closed.all.around.person}/details", json={"name": "Vilda Lind"}, headers={"If-Match": "*"}
    )
    assert described.status_code == 200
    cia = caseworker(closed.all.around.county, "cia")
    part = {"name": "vilda"}
    assert (await cia.post("/caseload-searches", json=part)).json()["plans"] == [], "it is on cia's list"
    lead = caseworker(closed.all.around.county, "bo", "coordinator")
    path = f"/persons/{closed.all.around.person}/named-handlers"
    named = await lead.post(path, json={"user": "cia"})
    assert named.status_code == 200, named.text
    (plan,) = (await cia.post("/caseload-searches", json=part)).json()["plans"]
    assert plan["person_name"] == "Vilda Lind"
    ended = await lead.post(f"{path}/{named.json()['id']}/ending", json={})
    assert ended.json()["end"] < ended.json()["start"]
    assert (await cia.post("/caseload-searches", json=part)).json()["plans"] == []


@pytest.mark.parametrize("path", ["/persons/{person}/timeline", "/plans/{plan}"])
async def test_the_person_sees_everything(closed: Closed, path: str) -> None:
    answer = await closed.all.around.at["person"].get(address(path, closed.all.ids))
    assert answer.status_code == 200
    assert len(answer.json()["items"]) > 10


@pytest.mark.parametrize("path", ["/appointments/{appointment}/invitation", "/calls/{call}/invitation"])
async def test_a_calendar_is_told_neither_where_nor_what_about(closed: Closed, path: str) -> None:
    for reader in (closed.all.anna, closed.all.around.at["person"]):
        answer = await reader.get(address(path, closed.all.ids), headers={"Accept": "application/json"})
        assert (answer.json()["title"], "place" in answer.json()) == ("Möte", False)
        calendar = await reader.get(address(path, closed.all.ids), headers={"Accept": "text/calendar"})
        assert "LOCATION" not in calendar.text
        assert "plan" not in calendar.text.split("PRODID")[1].split("BEGIN:VEVENT")[1]


async def test_whoever_asked_by_a_link_still_answers(closed: Closed) -> None:
    path = address("/calls/{call}/answer-link", closed.all.ids)
    issued = await closed.all.anna.post(path, json={})
    assert issued.is_success, issued.text
    nobody = closed.all.around.county.client(None)
    question = await nobody.post("/answer-links/question", json={"token": issued.json()["token"]})
    assert question.status_code == 200, question.text
    assert "Storgatan" not in question.text
    assert closed.all.around.person not in question.text


async def test_a_number_leads_to_an_id_as_ever_and_then_no_further(closed: Closed) -> None:
    around = closed.all.around
    bo, nobody = caseworker(around.county, "bo"), around.county.number()
    found = await bo.post("/person-lookups", json={"identity_number": around.number})
    assert found.json() == {"person_id": around.person}
    assert answer_of(await bo.post("/person-lookups", json={"identity_number": nobody}))[0] == found.status_code


async def test_an_agency_s_system_reports_as_before_and_is_answered_with_its_receipt(closed: Closed) -> None:
    around = closed.all.around
    body = {"person_id": around.person, "kind": "status", "code": "job-seeker", "start": "2026-11-01"}
    path = f"/sources/{STATE}/facts/receipt"
    for version, status in ((1, 201), (1, 200), (2, 200)):
        answer = await around.at[STATE].put(path, json={**body, "source_version": version})
        assert answer.status_code == status, answer.text
    receipt = await around.at[STATE].get(f"/facts/{answer.json()['id']}")
    assert receipt.json() | {"result": "changed"} == answer.json()
    problem(await around.at[STATE].get(f"/persons/{around.person}/timeline"), 404, "not-found")
    problem(await around.at[STATE].get(f"/plans/{around.plan}"), 404, "not-found")


async def test_an_agency_s_system_that_only_writes_calls_by_the_day_and_learns_of_no_meeting(
    closed: Closed, witness: Witness
) -> None:
    """What it is answered would say when and where the meeting is, which a handler may have moved since."""
    around = closed.all.around
    system, path = around.at[OWNER], f"/plans/{around.plan}/calls"
    asked = {"to": around.actor("association"), "form": "invitation", "sent": TODAY.isoformat()}
    own = (await system.post(f"/plans/{around.plan}/appointments", json={"on": "2026-12-11"})).json()["id"]
    told = set()
    with witness.nothing_changes():
        for meeting in (own, closed.all.ids["appointment"], str(uuid4())):
            answer = await system.post(path, json={**asked, "appointment": meeting})
            problem(answer, 422, "unknown-reference", "appointment")
            told.add(answer.text)
    assert len(told) == 1
    by_day = await system.post(path, json={**asked, "meeting_on": "2026-12-11"})
    assert (by_day.status_code, by_day.json()["state"]) == (201, "sent"), by_day.text
    both = {"on": "2026-12-14", "to": [asked["to"]]}
    assert (await system.post(f"/plans/{around.plan}/convenings", json=both)).status_code == 201
    called = await closed.all.anna.post(path, json={**asked, "appointment": own})
    assert (called.status_code, called.json()["meeting_on"]) == (201, "2026-12-11"), called.text
