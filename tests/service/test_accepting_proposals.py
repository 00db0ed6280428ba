"""An agency proposes an activity and the person says yes to it: who may, what follows, and what a yes holds for."""

from datetime import date
from typing import Any

import httpx
import pytest

from tests.api.answers import problem
from tests.api.witness import Witness, witness_of
from tests.county import County
from tests.secrecy.lives import Life
from tests.service.meeting_story import HEALTH, OWNER
from tests.service.test_agreeing import ANY, PERSON, Table, seated
from tests.service.test_mandate_stories import in_place_of, recorded, somebody

pytestmark = pytest.mark.asyncio(loop_scope="session")
BEGINS = "2026-12-01"


@pytest.fixture
def witness(database_url: str) -> Any:
    with witness_of(database_url) as seen:
        yield seen


async def proposed(table: Table, **more: Any) -> str:
    """An activity that the partner proposes for a need that social services have put down."""
    need = await table.add(table.owner, "needs", category="work", start="2026-11-20", title="Arbete")
    said = {"need": need, "planned_start": BEGINS, "title": "Samtal", "tentative": True, **more}
    return await table.add(table.partner, "activities", **said)


async def yes(client: httpx.AsyncClient, activity: str, version: str = "*") -> httpx.Response:
    etag = version if version == "*" else f'"{version}"'
    return await client.post(f"/activities/{activity}/acceptance", json={}, headers={"If-Match": etag})


async def test_the_person_says_yes_and_the_agency_goes_on(county: County) -> None:
    table = await seated(county)
    activity = await proposed(table)
    seen = (await table.myself.get(f"/activities/{activity}")).json()
    assert (seen["state"], seen["possible"]) == ("proposed", ["acceptance", "cancellation"])

    done = await yes(table.myself, activity, seen["version"])

    assert done.status_code == 200, done.text
    after = done.json()
    assert (after["state"], after["version"], after["possible"]) == ("planned", "1.1", ["start", "cancellation"])
    changed = {"state", "version", "possible", "tentative"}
    assert {k: v for k, v in after.items() if k not in changed} == {k: v for k, v in seen.items() if k not in changed}
    for reader in (table.owner, table.partner, table.myself):
        assert (await reader.get(f"/activities/{activity}")).json()["state"] == "planned"
    body = problem(await yes(table.myself, activity), 409, "illegal-transition")
    assert (body["state"], body["possible_by"]) == ("planned", {"cancellation": "owner", "start": "owner"})
    begun = await table.partner.post(f"/activities/{activity}/start", json={}, headers=ANY)
    assert begun.json()["state"] == "ongoing"


async def test_the_yes_is_the_persons_own_in_the_history(county: County) -> None:
    table = await seated(county)
    activity, other = await proposed(table), await proposed(table)
    await yes(table.myself, activity)
    await yes(table.partner, other)
    for item, who in ((activity, PERSON), (other, county.actor("psychiatry"))):
        entries = (await table.get(table.owner, "/history", limit=100))["entries"]
        last, first = [one for one in entries if one["item"] == item]
        assert (first["type"], last["type"]) == ("activity-added", "activity-acceptance")
        assert (last["actor"], last["told"], last.get("on_behalf_of")) == (who, "Insats: godkändes", None)


async def test_only_the_person_and_its_own_actor_say_yes(county: County) -> None:
    table = await seated(county)
    activity = await proposed(table)
    problem(await yes(table.owner, activity), 403, "not-permitted")
    problem(await yes(table.outsider, activity), 404, "not-found")
    somebody = county.myself((await seated(county)).number)
    problem(await yes(somebody, activity), 404, "not-found")
    problem(await yes(table.myself, activity, "1.7"), 412, "stale-version")
    read = await table.myself.get(f"/activities/{activity}")
    assert (read.json()["state"], read.json()["version"]) == ("proposed", "1.0")


async def test_a_yes_makes_nothing_begin_end_or_come_back(county: County) -> None:
    table = await seated(county)
    called_off = await proposed(table)
    await table.partner.post(f"/activities/{called_off}/cancellation", json={"reason": "Fel"}, headers=ANY)
    body = problem(await yes(table.myself, called_off), 409, "illegal-transition")
    assert (body["state"], body["possible"]) == ("cancelled", [])
    agreed = await proposed(table)
    await yes(table.myself, agreed)
    for noun, said in (("start", {}), ("cancellation", {"reason": "Vill inte"})):
        answer = await table.myself.post(f"/activities/{agreed}/{noun}", json=said, headers=ANY)
        problem(answer, 403, "not-permitted")


async def test_whoever_asks_for_something_else_of_a_proposal_is_told_who_may_say_yes(county: County) -> None:
    table = await seated(county)
    activity = await proposed(table)
    answer = await table.partner.post(f"/activities/{activity}/start", json={}, headers=ANY)
    said = problem(answer, 409, "illegal-transition")["possible_by"]
    assert said == {"acceptance": "owner-or-person", "cancellation": "owner"}
    codes = (await table.owner.get("/code-lists")).json()["code_lists"]["mover"]
    assert set(said.values()) <= {one["code"] for one in codes}


CLOSED: dict[str, Any] = {"state": "closed", "ended": ("closing", "moved"), "possible": {"reopening": "owner"}}
REFUSED: dict[str, Any] = {"state": "refused", "ended": ("refusal", "person-declines"), "possible": {}}


@pytest.mark.parametrize(("state", "ended", "possible"), [tuple(CLOSED.values()), tuple(REFUSED.values())])
async def test_in_a_plan_that_has_ended_the_person_is_asked_for_no_yes_and_an_agency_goes_on_with_its_own(
    county: County, witness: Witness, state: str, ended: tuple[str, str], possible: dict[str, str]
) -> None:
    table = await seated(county)
    activity, other = await proposed(table), await proposed(table)
    if state == "closed":
        await table.post(table.owner, "/activation", reason="bråttom")
    answer = await table.post(table.owner, f"/{ended[0]}", reason=ended[1])
    assert answer.is_success, answer.text
    with witness.nothing_changes():
        found = problem(await yes(table.myself, activity), 409, "illegal-transition")
    assert (found["state"], found["possible_by"]) == (state, possible)
    assert f"the plan is {state}" in found["detail"]
    assert (await yes(table.partner, other)).json()["state"] == "planned"
    if possible:
        await table.post(table.owner, "/reopening", reason="kom tillbaka")
        assert (await yes(table.myself, activity)).json()["state"] == "planned"


@pytest.mark.parametrize("form", ["guardian", "proxy"])
async def test_whoever_acts_for_the_person_reads_the_proposal_and_does_not_say_yes(
    county: County, witness: Witness, form: str
) -> None:
    number = county.number(date(2012, 3, 1))
    life = Life(county, number, await county.person(number))
    await life.plan(OWNER, HEALTH)
    await life.tell(OWNER, "activity", "place", plan="plan", planned_start=BEGINS, tentative=True)
    proxy, myself = await somebody(county), county.myself(number)
    assert (await recorded(county, life, proxy, form=form, end="2028-12-31")).is_success
    if form == "proxy":
        await myself.post(f"/mandates/{life.ids['mandate']}/acceptance", json={}, headers=ANY)
    activity, acting = life.ids["place"], in_place_of(county, proxy, life)
    assert (await acting.get(f"/activities/{activity}")).json()["state"] == "proposed"
    with witness.nothing_changes():
        problem(await yes(acting, activity), 403, "not-permitted")
    assert (await yes(myself, activity)).json()["state"] == "planned"


async def test_a_protected_person_says_yes_and_to_everybody_else_there_is_still_no_such_person(county: County) -> None:
    table = await seated(county)
    activity = await proposed(table)
    leader = county.caseworker(roles=["coordinator"])
    marked = {"level": "marked", "reason": "Skatteverkets besked"}
    assert (await leader.post(f"/persons/{table.person}/protection", json=marked)).is_success
    for client in (table.owner, table.partner):
        problem(await yes(client, activity), 404, "not-found")
    assert (await yes(table.myself, activity)).json()["state"] == "planned"
    for client in (table.owner, table.partner):
        problem(await client.get(f"/activities/{activity}"), 404, "not-found")


async def test_what_the_person_proposes_is_the_persons_own_to_do(county: County) -> None:
    table = await seated(county)
    need = await table.add(table.owner, "needs", category="work", start="2026-11-20", title="Arbete")
    own = await table.add(table.myself, "activities", need=need, planned_start=BEGINS, title="Gym", tentative=True)
    read = (await table.myself.get(f"/activities/{own}")).json()
    assert (read["owner"], read["state"]) == (PERSON, "proposed")
    for agency in (table.owner, table.partner):
        problem(await yes(agency, own), 403, "not-permitted")
    assert (await yes(table.myself, own)).json()["state"] == "planned"
    begun = await table.myself.post(f"/activities/{own}/start", json={}, headers=ANY)
    assert begun.json()["state"] == "ongoing"


async def test_a_yes_stays_when_the_agency_sends_the_same_again_and_is_asked_for_anew_when_it_is_another(
    county: County,
) -> None:
    table = await seated(county)
    address = f"/sources/psychiatry/activities/{table.person}.visit"

    async def reported(version: int, **more: Any) -> dict[str, Any]:
        said = {"planned_start": BEGINS, "title": "Samtal", "tentative": True, **more}
        body = {"person_id": table.person, "plan": table.plan, "source_version": version, **said}
        answer = await table.partner.put(address, json=body)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    activity = (await reported(1))["id"]
    problem(await yes(table.partner, activity), 409, "source-owned")
    assert (await yes(table.myself, activity)).json()["state"] == "planned"
    assert (await reported(2))["state"] == "planned"
    assert (await table.myself.get(f"/activities/{activity}")).json()["version"] == "2.1"
    assert (await reported(3, planned_start="2026-12-08"))["state"] == "proposed"
    assert (await yes(table.myself, activity)).json()["state"] == "planned"


async def test_what_the_person_has_accepted_is_a_next_step_and_a_proposal_is_none(county: County) -> None:
    table = await seated(county)
    need = await table.add(table.owner, "needs", category="work", start="2026-01-01", title="Arbete")
    said = {"need": need, "planned_start": "2026-06-01", "start": "2026-06-01", "planned_end": "2026-11-25"}
    await table.add(table.partner, "activities", title="Praktik", **said)
    await table.post(table.owner, "/activation", reason="bråttom")
    following = await table.add(
        table.partner, "activities", need=need, planned_start="2026-11-26", title="Samtal", tentative=True
    )

    async def rules() -> set[str]:
        await county.detect()
        found = (await table.owner.get(f"/persons/{table.person}/findings", params={"limit": 100})).json()["findings"]
        return {one["rule"] for one in found if one["status"] not in ("retracted", "closed")}

    assert "activity-ended-no-successor" in await rules()
    assert (await yes(table.myself, following)).status_code == 200
    assert "activity-ended-no-successor" not in await rules()
