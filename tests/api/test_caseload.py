"""A caseworker's list at one look, who may see which, what is found on it, and how it is handed over."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import date

import pytest
import pytest_asyncio

from app.settings import Settings
from tests.api.answers import problem
from tests.api.witness import Witness
from tests.caseload_desks import ANY, Desks, caseload_desks, found, listed, names
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def many(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desks]]:
    async with caseload_desks(the_county, settings) as opened:
        yield opened


@pytest.fixture
def desks(county: County, many: Iterator[Desks]) -> Desks:
    """Desks that nobody has sat at, on the day of the county."""
    return next(many)


async def test_a_plan_is_shown_with_what_comes_next_what_is_open_and_who_waits_for_whom(
    county: County, desks: Desks
) -> None:
    (anna,) = await desks.unit.known("anna")
    leo = await desks.unit.somebody(anna, "Leo Åkesson")
    asked = county.actor("psychiatry")

    async def add(collection: str, **body: object) -> str:
        answer = await anna.post(f"/plans/{leo.plan}/{collection}", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    need = await add("needs", category="work", start="2026-01-01")
    later = await add("follow-ups", due="2027-01-15")
    referral = await add("referrals", to=asked, need=need, sent="2026-11-20")
    meeting = await add("appointments", on="2026-12-10")
    call = await add("calls", to=asked, form="call", sent="2026-11-21", appointment=meeting)

    (one,) = await listed(anna)
    assert (one["person_id"], one["person_name"], one["plan_id"], one["state"], one["user"]) == (
        leo.person, leo.name, leo.plan, "active", "anna",
    )  # fmt: skip
    assert one["next"] == {"on": "2026-12-10", "item": meeting, "kind": "appointment", "label": "bokat möte"}
    assert [(wait["item"], wait["awaited"], wait["since"]) for wait in one["waits"]] == [
        (referral, asked, "2026-11-20"),
        (call, asked, "2026-11-21"),
    ]
    county.today = date(2026, 12, 11)
    assert (await listed(anna))[0]["next"]["item"] == later

    await county.detect(date(2026, 12, 20))
    (one,) = await listed(anna)
    cards = (await anna.get("/findings", params={"limit": 100})).json()["findings"]
    status = [card["status"] for card in cards]
    assert (one["open"], one["critical"]) == (status.count("open"), status.count("critical"))
    assert one["open"]
    assert one["critical"]
    county.today = date(2027, 1, 16)
    assert "next" not in (await listed(anna))[0]


async def test_the_list_is_of_those_whose_plan_is_under_way_and_has_a_caseworker(desks: Desks) -> None:
    (anna,) = await desks.unit.known("anna")
    leo, amira = [await desks.unit.somebody(anna, name) for name in ("Leo", "Amira")]
    assert await names(anna) == {"Leo", "Amira"}
    closed = await anna.post(f"/plans/{leo.plan}/closing", json={"reason": "moved"}, headers=ANY)
    assert closed.status_code == 200
    assert await names(anna) == {"Amira"}

    items = (await anna.get(f"/plans/{amira.plan}")).json()["items"]
    (handler,) = [item["id"] for item in items if item["kind"] == "handler"]
    await anna.post(f"/handlers/{handler}/closing", json={"reason": "done"}, headers=ANY)
    assert await names(anna) == set()
    (bo,) = await desks.unit.known("bo")
    assert (await bo.post(f"/plans/{amira.plan}/assignments", json={})).status_code == 201
    assert (await names(anna), await names(bo)) == (set(), {"Amira"})


async def test_the_other_parties_are_told_that_there_is_a_caseworker_and_not_who(county: County, desks: Desks) -> None:
    (anna,) = await desks.unit.known("anna")
    leo = await desks.unit.somebody(anna, "Leo")
    partner = county.system("psychiatry")
    await anna.post(f"/plans/{leo.plan}/participants", json={"actor": county.actor("psychiatry")})
    both = [desks.unit.actor, county.actor("psychiatry")]
    body = {"start": "2026-11-01", "actors": both, "categories": ["work"]}
    assert (await county.myself(leo.number).post(f"/plans/{leo.plan}/consents", json=body)).status_code == 201

    def kinds(plan: dict[str, list[dict[str, str]]]) -> set[str]:
        return {item["kind"] for item in plan["items"]}

    seen = await partner.get(f"/plans/{leo.plan}")
    assert "handler" in kinds(seen.json())
    assert "assignment" not in kinds(seen.json())
    assert "anna" not in seen.text
    mine = (await county.myself(leo.number).get(f"/plans/{leo.plan}")).json()
    assert "assignment" in kinds(mine)

    before = [await partner.get(path) for path in (f"/plans/{leo.plan}", f"/plans/{leo.plan}/history")]
    await desks.unit.known("bo")
    handed = await anna.post("/caseload-transfers", json={"to": "bo", "note": "Bo tar över."})
    assert handed.status_code == 201
    after = [await partner.get(path) for path in (f"/plans/{leo.plan}", f"/plans/{leo.plan}/history")]
    assert [one.text for one in before] == [one.text for one in after]


async def test_a_page_of_the_list_is_a_read_of_each_person_on_it_and_of_nobody_else(
    desks: Desks, witness: Witness
) -> None:
    (anna,) = await desks.unit.known("anna")
    everybody = [await desks.unit.somebody(anna, name) for name in ("Leo", "Amira", "Noor")]
    end = witness.log_ends()
    first = (await anna.get("/caseload", params={"limit": 2})).json()
    assert first["more"]
    rows = witness.logged(end)
    on_it = {one["person_id"] for one in first["plans"]}
    assert len(rows) == len(on_it) == 2
    assert all(any(person in row for row in rows) for person in on_it)
    (other,) = {one.person for one in everybody} - on_it
    assert not any(other in row for row in rows)

    end = witness.log_ends()
    assert await found(anna, "amira") == {"Amira"}
    rows = witness.logged(end)
    assert [one.person in "".join(rows) for one in everybody] == [False, True, False]
    assert not any("mira" in row for row in rows), "what was looked for stands in no log"


async def test_the_units_list_is_for_whoever_may_hand_out(desks: Desks) -> None:
    anna, bo = await desks.unit.known("anna", "bo")
    await desks.unit.somebody(anna, "Leo")
    await desks.unit.somebody(bo, "Amira")
    for role in ("coordinator", "manager"):
        lead = desks.unit.at("eva", role)
        assert await names(lead) == set()
        assert await names(lead, unit="true") == {"Leo", "Amira"}
    problem(await anna.get("/caseload", params={"unit": "true"}), 403, "not-permitted")
    assert await names(desks.neighbour.at("eva", "manager"), unit="true") == set()
    manager = desks.unit.at("eva", "manager")
    handed = await manager.post("/caseload-transfers", json={"holder": "anna", "to": "bo", "note": "Jämnare."})
    assert handed.status_code == 201, handed.text
    assert await names(bo) == {"Leo", "Amira"}


async def test_somebody_elses_person_and_nobody_at_all_are_answered_alike(desks: Desks) -> None:
    anna, bo = await desks.unit.known("anna", "bo")
    await desks.unit.somebody(anna, "Leo Åkesson")
    await desks.unit.somebody(bo, "Amira Haddad")
    hers, nobody = [await bo.post("/caseload-searches", json={"name": part}) for part in ("Leo Åkesson", "Finns Inte")]
    assert hers.status_code == nobody.status_code == 200
    assert hers.text == nobody.text
    assert hers.json()["plans"] == []
    assert {name.lower() for name in hers.headers} == {name.lower() for name in nobody.headers}
    assert hers.headers["etag"] == nobody.headers["etag"]


@pytest.mark.parametrize(
    ("part", "finds"),
    [
        ("eric", {"Éric Sjöö"}),
        ("sjöö eric", {"Éric Sjöö"}),
        ("sjoo", set()),
        ("RENÉ", {"René Ångström"}),
        ("ång", {"René Ångström"}),
        ("ang", set()),
        ("r", {"Éric Sjöö", "René Ångström"}),
    ],
)
async def test_names_are_found_as_people_write_them(desks: Desks, part: str, finds: set[str]) -> None:
    (anna,) = await desks.unit.known("anna")
    for name in ("Éric Sjöö", "René Ångström"):
        await desks.unit.somebody(anna, name)
    assert await found(anna, part) == finds


async def test_some_are_handed_over_each_with_its_own_note(desks: Desks, county: County) -> None:
    anna, bo = await desks.unit.known("anna", "bo")
    leo, amira = [await desks.unit.somebody(anna, name) for name in ("Leo", "Amira")]
    plans = [{"plan": leo.plan, "note": "Ring på måndag."}]
    body = {"to": "bo", "note": "Leo går vidare till Bo.", "plans": plans}
    headers = {"Idempotency-Key": f"over-{leo.plan}"}
    answers = [await anna.post("/caseload-transfers", json=body, headers=headers) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert answers[0].json()["plans"] == [{"plan_id": leo.plan, "person_id": leo.person, "note": "Ring på måndag."}]
    assert (await names(anna), await names(bo)) == ({"Amira"}, {"Leo"})
    mine = (await county.myself(leo.number).get(f"/plans/{leo.plan}")).json()["items"]
    (assigned,) = [item for item in mine if item["kind"] == "assignment"]
    assert (assigned["user"], assigned["note"]) == ("bo", "Ring på måndag.")
    assert "vidare" not in str(mine), "what is said of all of them is not the person's"
    assert amira.name in await names(anna)


async def test_two_handovers_of_one_plan_at_once_are_one(desks: Desks) -> None:
    anna, bo, per = await desks.unit.known("anna", "bo", "per")
    leo = await desks.unit.somebody(anna, "Leo")
    plans = [{"plan": leo.plan}]
    answers = await asyncio.gather(
        *(
            anna.post("/caseload-transfers", json={"to": to, "note": "Tar över.", "plans": plans})
            for to in ("bo", "per")
        )
    )
    assert sorted(one.status_code for one in answers)[0] == 201
    assert sorted(one.status_code for one in answers)[1] in (412, 422)
    assert len(await listed(bo)) + len(await listed(per)) == 1


async def test_a_deputy_is_named_for_a_while_and_no_longer_when_the_other_is_back(county: County, desks: Desks) -> None:
    anna, bo = await desks.unit.known("anna", "bo")
    await desks.unit.somebody(anna, "Leo")
    body = {"deputy": "bo", "start": "2026-11-21", "end": "2026-12-01"}
    first, second = [(await anna.post("/deputies", json=body)).json() for _ in range(2)]
    assert first == second
    for client in (anna, bo):
        assert (await client.get("/deputies")).json()["deputies"] == [first]
    assert await names(bo) == {"Leo"}
    problem(await bo.post(f"/deputies/{first['id']}/ending", json={}), 403, "not-permitted")
    for _ in range(2):
        ended = await anna.post(f"/deputies/{first['id']}/ending", json={})
        assert (ended.status_code, ended.json()["end"]) == (200, "2026-11-20")
    assert await names(bo) == set()
    assert (await bo.get("/deputies")).json()["deputies"] == []
    assert (await anna.post("/deputies", json=body)).json() == first
    assert await names(bo) == {"Leo"}


async def test_a_deputy_of_the_deputy_sees_nothing(desks: Desks) -> None:
    anna, bo, per = await desks.unit.known("anna", "bo", "per")
    await desks.unit.somebody(anna, "Leo")
    period = {"start": "2026-11-21", "end": "2026-12-01"}
    assert (await anna.post("/deputies", json={"deputy": "bo", **period})).status_code == 200
    assert (await bo.post("/deputies", json={"deputy": "per", **period})).status_code == 200
    assert (await names(bo), await names(per)) == ({"Leo"}, set())


async def test_a_plan_that_is_closed_to_the_actor_stays_on_the_list_and_says_nothing(
    county: County, desks: Desks
) -> None:
    (anna,) = await desks.unit.known("anna")
    leo = await desks.unit.somebody(anna, "Leo")
    (berit,) = await desks.neighbour.known("berit")
    await anna.post(f"/plans/{leo.plan}/participants", json={"actor": desks.neighbour.actor})
    assert (await berit.post(f"/plans/{leo.plan}/assignments", json={})).status_code == 201
    await anna.post(f"/plans/{leo.plan}/appointments", json={"on": "2026-12-10"})
    (one,) = await listed(berit)
    assert (one["plan_id"], one["waits"]) == (leo.plan, [])
    assert one.keys().isdisjoint({"state", "next", "title"})
    asked = {"to": desks.neighbour.actor, "form": "call", "sent": "2026-11-21"}
    assert (await anna.post(f"/plans/{leo.plan}/calls", json=asked)).status_code == 201
    assert (await listed(berit))[0]["waits"] == [], "which plan the question is about is not told without consent"


async def test_what_is_hidden_changes_nothing_of_a_list(county: County, desks: Desks) -> None:
    (anna,) = await desks.unit.known("anna")
    leo = await desks.unit.somebody(anna, "Leo")
    (berit,) = await desks.neighbour.known("berit")
    await anna.post(f"/plans/{leo.plan}/participants", json={"actor": desks.neighbour.actor})
    before = await anna.get("/caseload")
    hidden = {"on": "2026-11-30", "disclosure": "own"}
    assert (await berit.post(f"/plans/{leo.plan}/appointments", json=hidden)).status_code == 201
    asked = {"to": county.actor("psychiatry"), "sent": "2026-11-21", "disclosure": "own"}
    assert (await berit.post(f"/plans/{leo.plan}/referrals", json=asked)).status_code == 201
    after = await anna.get("/caseload")
    assert (before.text, before.headers["etag"]) == (after.text, after.headers["etag"])
