"""Two agencies and the person agree on a plan: what it lacks, what they stand behind, what changed, and who did what.

Everything through REST, as their systems and the person see it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx
import pytest

from tests.api.answers import problem
from tests.county import TODAY, County

pytestmark = pytest.mark.asyncio(loop_scope="session")
ANY = {"If-Match": "*"}
PERSON = "00000000-0000-4000-8000-000000000001"


@dataclass
class Table:
    """Social services and psychiatry at one table with the person, over a draft of a plan."""

    county: County
    number: str
    person: str
    plan: str

    def __post_init__(self) -> None:
        self.owner = self.county.system("social-services")
        self.partner = self.county.system("psychiatry")
        self.outsider = self.county.system("employment-service")
        self.myself = self.county.myself(self.number)

    async def add(self, client: httpx.AsyncClient, collection: str, **body: Any) -> str:
        answer = await client.post(f"/plans/{self.plan}/{collection}", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def get(self, client: httpx.AsyncClient, path: str = "", **query: Any) -> Any:
        answer = await client.get(f"/plans/{self.plan}{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, client: httpx.AsyncClient, path: str, **body: Any) -> httpx.Response:
        return await client.post(f"/plans/{self.plan}{path}", json=body, headers=ANY)

    async def lacks(self, client: httpx.AsyncClient) -> dict[str, str]:
        """What the plan has to say and does not, by what this reader sees of it."""
        found = (await self.get(client, "/completeness"))["requirements"]
        return {one["key"]: one["state"] for one in found if one["state"] != "met"}

    async def frozen(self, n: int) -> None:
        answer = await self.post(self.owner, "/versions", note="på mötet")
        assert (answer.status_code, answer.json()["n"]) == (201, n), answer.text
        assert answer.headers["location"].endswith(f"/plans/{self.plan}/versions/{n}")


async def seated(county: County, *, consent: bool = True) -> Table:
    number = county.number()
    person = await county.person(number)
    started = await county.system("social-services").post("/plans", json={"person_id": person, "title": "SIP"})
    table = Table(county, number, person, started.json()["id"])
    await table.add(table.owner, "participants", actor=county.actor("psychiatry"))
    if consent:
        actors = [county.actor("social-services"), county.actor("psychiatry")]
        categories = ["work", "health", "social", "economy", "education", "housing"]
        await table.add(table.myself, "consents", start="2026-11-01", actors=actors, categories=categories)
    return table


async def made_whole(table: Table) -> dict[str, str]:
    """Everything that the plan has to say; the ids by what they are."""
    need = await table.add(table.owner, "needs", category="work", start="2026-11-20", title="Arbete")
    ours = await table.add(table.owner, "activities", need=need, planned_start="2026-12-01", title="Praktik")
    theirs = await table.add(table.partner, "activities", need=need, planned_start="2026-12-01", title="Samtal")
    main = await table.add(table.owner, "main-responsible", start="2026-11-20")
    return {"need": need, "ours": ours, "theirs": theirs, "main": main}


async def test_two_agencies_and_the_person_agree_and_agree_anew_when_something_has_changed(county: County) -> None:
    table = await seated(county)
    ids = await made_whole(table)
    assert await table.lacks(table.owner) == {}
    active = await table.post(table.owner, "/activation", on="2026-11-21")
    assert (active.status_code, active.json()["state"]) == (200, "active")
    assert "reason" not in active.json()
    await table.frozen(1)
    for client in (table.partner, table.owner, table.myself):
        accepted = await table.post(client, "/versions/1/acceptance")
        assert accepted.status_code == 200, accepted.text
    first = await table.get(table.partner, "/versions/1")
    behind = [table.county.actor("psychiatry"), table.county.actor("social-services"), PERSON]
    assert [one["acceptor"] for one in first["acceptances"]] == behind
    assert first["state"] == "current"

    county.today = date(2026, 12, 3)
    await table.county.system("psychiatry").post(f"/activities/{ids['theirs']}/start", json={}, headers=ANY)
    goal = await table.add(table.myself, "goals", on="2026-12-03", title="Jag vill jobba i butik")
    await table.frozen(2)

    listed = (await table.get(table.myself, "/versions"))["versions"]
    assert [(one["n"], one["state"], len(one["acceptances"])) for one in listed] == [
        (2, "current", 0),
        (1, "superseded", 3),
    ]
    body = problem(await table.post(table.partner, "/versions/1/acceptance"), 409, "illegal-transition")
    assert (body["state"], body["possible"]) == ("superseded", [])
    told = (await table.get(table.owner, "/versions/1/differences", to=2))["items"]
    assert [(one["id"], one["change"], one["label"], one["fields"]) for one in told if one["change"] == "changed"] == [
        (ids["theirs"], "changed", "insats", [{"field": "start", "label": "början", "old": None, "new": "2026-12-03"}])
    ]
    assert [(one["id"], one["title"]) for one in told if one["change"] == "added"] == [(goal, "Jag vill jobba i butik")]
    assert (await table.get(table.owner, "/versions/2/differences"))["items"] == []
    assert (await table.get(table.partner, "/versions/1"))["items"] == first["items"]
    county.today = TODAY


async def test_the_picture_of_the_timeline_shows_a_version_to_whoever_sees_the_plan(county: County) -> None:
    table = await seated(county)
    await table.frozen(1)
    await table.post(table.partner, "/versions/1/acceptance")
    stranger = county.system("union")
    body = {"person_id": table.person, "kind": "status", "code": "work", "start": "2026-01-01", "source_version": 1}
    await stranger.put(f"/sources/union/facts/{table.person}.work", json=body)
    drawn = {}
    for by, client in (("partner", table.partner), ("person", table.myself), ("stranger", stranger)):
        picture = await client.get(f"/persons/{table.person}/timeline", headers={"Accept": "image/svg+xml"})
        assert picture.status_code == 200, picture.text
        drawn[by] = "Version 1 av planen" in picture.text and "godkände version 1" in picture.text
    assert drawn == {"partner": True, "person": True, "stranger": False}
    assert "versions" not in (await table.partner.get(f"/persons/{table.person}/timeline")).json()


async def test_a_plan_that_lacks_something_is_agreed_on_for_a_reason_alone_and_that_is_recorded(county: County) -> None:
    table = await seated(county)
    need = await table.add(table.owner, "needs", category="work", start="2026-11-20")
    await table.add(table.owner, "activities", need=need, planned_start="2026-12-01")
    assert await table.lacks(table.owner) == {"principals": "not-met", "main-responsible": "not-met"}

    body = problem(await table.post(table.owner, "/activation"), 409, "plan-incomplete")

    assert [one["key"] for one in body["missing"]] == ["principals", "main-responsible"]
    assert (await table.get(table.owner))["items"][0]["state"] == "draft"
    done = await table.post(table.owner, "/activation", reason="Praktiken börjar i morgon")
    reason = done.json()["reason"]
    assert (done.json()["state"], reason.split(" (")[0]) == ("active", "Praktiken börjar i morgon")
    assert "övergripande ansvaret" in reason
    line = (await table.get(table.partner, "/history"))["entries"][0]
    assert (line["type"], line["reason"], line["actor"]) == ("plan-activation", reason, county.actor("social-services"))


async def test_what_only_seems_to_be_missing_is_told_as_unconfirmed(county: County) -> None:
    table = await seated(county, consent=False)
    await made_whole(table)
    assert await table.lacks(table.myself) == {}
    assert await table.lacks(table.owner) == {"principals": "unconfirmed"}
    problem(await table.partner.get(f"/plans/{table.plan}/completeness"), 404, "not-found")


async def test_a_requirement_is_told_with_its_provision_as_it_read_that_day_and_what_to_do(county: County) -> None:
    table = await seated(county)
    now = (await table.get(table.owner, "/completeness"))["requirements"][0]
    county.today = date(2025, 6, 30)
    then = (await table.get(table.owner, "/completeness"))["requirements"][0]
    county.today = TODAY
    assert "SoL (2025:400)" in now["provision"]
    assert "2 kap. 7 § SoL (2001:453, lydelse" in then["provision"]
    assert all("ska bekräftas av jurist" in one["provision"] for one in (now, then))
    assert (now["told"], bool(now["remedy"])) == ("Saknas", True)


@pytest.mark.parametrize("by_person", [True, False])
async def test_a_plan_that_the_person_does_not_want_is_refused_and_who_asked_and_why_is_known(
    county: County, by_person: bool
) -> None:
    table = await seated(county)
    who = table.myself if by_person else table.owner
    problem(await table.post(table.partner, "/refusal", reason="person-declines"), 403, "not-permitted")
    problem(await table.post(who, "/refusal", reason="nej"), 422, "invalid-request", "reason")

    done = await table.post(who, "/refusal", reason="person-declines")

    assert (done.status_code, done.json()["state"], done.json()["possible"]) == (200, "refused", [])
    for noun, reason in (("activation", "bråttom"), ("refusal", "not-now"), ("closing", "declined")):
        answer = await table.post(table.owner, f"/{noun}", reason=reason)
        assert problem(answer, 409, "illegal-transition")["state"] == "refused"
    problem(await table.post(table.owner, "/versions"), 409, "illegal-transition")
    lines = [one for one in (await table.get(table.myself, "/history"))["entries"] if one["kind"] == "plan"]
    assert [(one["type"], one["actor"]) for one in lines] == [
        ("plan-refusal", PERSON if by_person else county.actor("social-services")),
        ("plan-added", county.actor("social-services")),
    ]
    assert lines[0]["reason"] == "person-declines"
    assert lines[0]["told"] == "Gemensam plan (SIP): avböjdes, personen vill inte ha en plan"
    assert lines[0].get("on_behalf_of") == (None if by_person else PERSON)
    await county.detect()
    timeline = (await table.owner.get(f"/persons/{table.person}/timeline")).json()
    assert timeline["findings"] == []


async def test_a_plan_in_force_is_not_refused_but_closed(county: County) -> None:
    table = await seated(county)
    await table.post(table.owner, "/activation", reason="bråttom")
    for client in (table.myself, table.owner):
        answer = await table.post(client, "/refusal", reason="not-now")
        assert problem(answer, 409, "illegal-transition")["possible"] == ["closing"]
