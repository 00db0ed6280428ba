"""A person takes out everything about itself; an agency its own items in a plan, and nothing of anybody else's."""

import hashlib
import io
import json
import re
import zipfile
from typing import Any

import pytest
import pytest_asyncio

from app.api.export_models import PersonExport, PlanArchive
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.api.witness import Witness
from tests.county import County
from tests.secrecy.lives import Life, begin
from tests.service.test_mandate_stories import BORN, a_plan_of, recorded, somebody

pytestmark = pytest.mark.asyncio(loop_scope="session")

OWNER, OTHER, HEALTH = "social-services", "employment-service", "psychiatry"
SECRET = "Bara för oss <b>&"
PHONE = "070-174 06 05"


@pytest_asyncio.fixture(loop_scope="session")
async def life(county: County) -> Life:
    """A plan of three, where one keeps something to itself, and another has read what a consent opened to it."""
    life = await begin(county)
    await life.plan(OWNER, OTHER, HEALTH)
    await life.consent("consent", [OWNER, OTHER], ["work"])
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    await life.tell(HEALTH, "status", "ward", code="inpatient", start="2026-06-01", disclosure="own", title=SECRET)
    client, plan = county.system(OWNER), life.ids["plan"]
    for version in (1, 2):
        await life.tell(OWNER, "activity", "course", version=version, plan="plan", need="job",
                        planned_start=f"2026-12-0{version}", title=f"Kurs {version}")  # fmt: skip
    details = {"name": "Elias Prov", "contact": "brev"}
    answers = [
        await client.put(f"/persons/{life.person}/details", json=details, headers={"If-Match": "*"}),
        await client.put(
            f"/plans/{plan}/crisis-plan",
            json={"what_helps": ["Ring"], "contacts": [{"name": "Mamma", "phone": PHONE}]},
            headers={"If-Match": "*"},
        ),
        await client.post(f"/plans/{plan}/versions", json={}),
        await county.system(OTHER).get(f"/plans/{plan}"),
    ]
    assert [answer.status_code // 100 for answer in answers] == [2] * 4, [answer.text for answer in answers]
    await county.detect()
    return life


def kinds(items: list[dict[str, Any]]) -> set[str]:
    return {item["kind"] for item in items}


async def taken_out(county: County, life: Life) -> dict[str, Any]:
    answer = await county.myself(life.number).get(f"/persons/{life.person}/export")
    assert answer.status_code == 200, answer.text
    whole: dict[str, Any] = answer.json()
    return whole


async def test_the_person_takes_out_everything_whoever_keeps_it(county: County, life: Life, witness: Witness) -> None:
    whole = await taken_out(county, life)
    promised(PersonExport, whole)
    there = witness.connection.execute(
        "select count(*), count(distinct id) from sip.fact where person_id = %s", (life.person,)
    ).fetchone()
    assert there == (sum(len(item["versions"]) for item in whole["items"]), len(whole["items"]))
    (course,) = [item for item in whole["items"] if item["id"] == life.ids["course"]]
    assert [version["title"] for version in course["versions"]] == ["Kurs 1", "Kurs 2"]
    assert [version["current"] for version in course["versions"]] == [False, True]
    assert {version["by"] for version in course["versions"]} == {county.actor(OWNER)}
    assert SECRET in str(whole["items"])
    assert whole["person"]["identity_number"] == life.number.replace("-", "")
    assert whole["person"]["name"] == "Elias Prov"
    assert PHONE in str(whole["items"]), "what was sealed is told in the clear"
    assert [version["n"] for version in whole["plan_versions"]] == [1]
    assert whole["findings"], "an empty list would promise nothing"


async def test_it_tells_what_went_where_and_who_can_see_it_now(county: County, life: Life) -> None:
    whole = await taken_out(county, life)
    told = {(one["actor"], one["category"], one["basis"]) for one in whole["delivered"]}
    assert (county.actor(OTHER), "work", "consent") in told
    assert not [one for one in whole["delivered"] if one["actor"] == county.actor(OWNER) and one["basis"] == "own"]
    opened = {(one["owner"], one["reader"]) for one in whole["sharing"] if one["kind"] == "consent"}
    assert (county.actor(OWNER), county.actor(OTHER)) in opened
    assert any("läste planen" in entry["words"] for entry in whole["log"])

    await life.withdraw("consent")
    after = await taken_out(county, life)
    assert not [one for one in after["sharing"] if one["kind"] == "consent"]
    assert after["delivered"][0]["actor"] == whole["delivered"][0]["actor"], "what was delivered stays told"


async def test_taking_it_out_is_in_the_log(county: County, life: Life, witness: Witness) -> None:
    end = witness.log_ends()
    whole = await taken_out(county, life)
    (row,) = witness.logged(end)
    assert '"action": "read-person-export"' in row
    assert row.count('"basis": "self"') == len(whole["items"])
    assert SECRET not in row


async def test_nobody_else_takes_it_out(county: County, life: Life) -> None:
    stranger = await begin(county)
    for client in (county.system(OWNER), county.caseworker(), county.myself(stranger.number)):
        problem(await client.get(f"/persons/{life.person}/export"), 404, "not-found")
    auditor = county.caseworker(roles=["auditor"])
    problem(await auditor.get(f"/persons/{life.person}/export"), 403, "not-permitted")


async def test_it_is_a_page_that_needs_nothing_from_elsewhere(county: County, life: Life) -> None:
    answer = await county.myself(life.number).get(f"/persons/{life.person}/export", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = answer.text
    told = ("Elias Prov", "Insats: Kurs 2", "Kurs 1", "1 december 2026", "samtycke", PHONE, "läste planen")
    for words in (*told, "inskriven i slutenvård", "I dag: "):
        assert words in page
    assert "Bara för oss &lt;b&gt;&amp;" in page
    assert SECRET not in page
    for elsewhere in ("http:", "https:", "<script", "<link"):
        assert elsewhere not in page
    assert {source[:26] for source in re.findall('src="([^"]*)', page)} == {"data:image/svg+xml;base64,"}


async def archive(county: County, life: Life, who: str) -> dict[str, Any]:
    answer = await county.system(who).get(f"/plans/{life.ids['plan']}/archive")
    assert answer.status_code == 200, answer.text
    whole: dict[str, Any] = answer.json()
    promised(PlanArchive, whole)
    return whole


async def test_an_agency_takes_out_its_own_items_in_the_plan_with_their_history(county: County, life: Life) -> None:
    mine = await archive(county, life, OWNER)
    assert {item["owner"] for item in mine["items"]} == {county.actor(OWNER)}
    assert kinds(mine["items"]) == {"plan", "participant", "need", "activity", "crisis-plan"}
    assert mine["manifest"]["kinds"]["activity"] == {"items": 1, "versions": 2}
    assert mine["manifest"]["plan_versions"] == [1]
    assert PHONE in str(mine["items"])
    assert mine["versions"]["accepted"] == []

    theirs = await archive(county, life, HEALTH)
    assert theirs["items"] == []
    assert theirs["manifest"]["person_id"] == life.person


async def test_it_comes_as_files_whose_sums_are_those_of_the_manifest(county: County, life: Life) -> None:
    address, wanted = f"/plans/{life.ids['plan']}/archive", {"Accept": "application/zip"}
    first, again = [await county.system(OWNER).get(address, headers=wanted) for _ in range(2)]
    assert first.headers["content-type"] == "application/zip"
    assert first.content == again.content
    with zipfile.ZipFile(io.BytesIO(first.content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    manifest = json.loads(files["manifest.json"])
    assert manifest == (await archive(county, life, OWNER))["manifest"]
    assert {file["name"] for file in manifest["files"]} == files.keys() - {"manifest.json"}
    for file in manifest["files"]:
        content = files[file["name"]]
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    lines = [json.loads(line) for line in files["items.ndjson"].splitlines()]
    assert sum(len(line["versions"]) for line in lines) == sum(kind["versions"] for kind in manifest["kinds"].values())


async def test_whoever_has_nothing_to_do_with_the_plan_has_no_archive_of_it(
    county: County, life: Life, witness: Witness
) -> None:
    address = f"/plans/{life.ids['plan']}/archive"
    problem(await county.system("association").get(address), 404, "not-found")
    problem(await county.system(OWNER).get(f"/plans/{life.person}/archive"), 404, "not-found")
    problem(await county.system(OWNER).get("/plans/x/archive"), 422, "invalid-request", "plan")
    problem(await county.system(OWNER).get(f"{address}?all=yes"), 422, "invalid-request", "all")
    problem(await county.myself(life.number).get(address), 403, "not-permitted")
    end = witness.log_ends()
    await archive(county, life, OTHER)
    (row,) = witness.logged(end)
    assert '"action": "read-plan-archive"' in row


async def test_whoever_acts_for_the_person_takes_out_the_same_and_it_is_told(county: County, witness: Witness) -> None:
    leo, mother = await a_plan_of(county, BORN), await somebody(county)
    assert (await recorded(county, leo, mother, form="guardian")).status_code == 201
    client = county.myself(mother.number)
    client.headers["Acting-For"] = leo.person
    end = witness.log_ends()
    answer = await client.get(f"/persons/{leo.person}/export")
    assert answer.status_code == 200, answer.text
    promised(PersonExport, answer.json())
    assert answer.json()["person"]["id"] == leo.person
    (row,) = witness.logged(end)
    assert '"basis": "self"' not in row
