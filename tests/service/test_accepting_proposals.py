"""An agency proposes an activity and the person says yes to it: who may, what follows, and what a yes holds for."""

from typing import Any

import httpx
import pytest

from tests.api.answers import problem
from tests.county import County
from tests.service.test_agreeing import ANY, PERSON, Table, seated

pytestmark = pytest.mark.asyncio(loop_scope="session")
BEGINS = "2026-12-01"


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
