"""The history of a plan: every change with old and new value, who, in whose name and why; nothing of what is hidden."""

from typing import Any

import pytest

from tests.api.answers import problem
from tests.api.witness import Witness, witness_of
from tests.county import County
from tests.service.test_agreeing import ANY, PERSON, Table, made_whole, seated

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def lines(table: Table, client: Any, item: str | None = None) -> list[dict[str, Any]]:
    """The history as this reader has it, or of one item of it."""
    entries = (await table.get(client, "/history", limit=100))["entries"]
    return [one for one in entries if item in (None, one["item"])]


async def test_every_change_is_told_with_what_it_was_and_became_by_whom_and_why(county: County) -> None:
    table = await seated(county)
    ids = await made_whole(table)
    base = f"/activities/{ids['theirs']}"
    await table.partner.post(f"{base}/start", json={"on": "2026-11-20"}, headers=ANY)
    await table.partner.post(f"{base}/interruption", json={"reason": "för tidigt"}, headers=ANY)

    for reader in (table.owner, table.myself, table.partner):
        end, start, added = await lines(table, reader, ids["theirs"])
        assert [one["type"] for one in (end, start, added)] == [
            "activity-interruption",
            "activity-start",
            "activity-added",
        ]
        assert start["changes"] == [{"field": "start", "label": "början", "old": None, "new": "2026-11-20"}]
        assert {one["field"]: (one["old"], one["new"]) for one in end["changes"]} == {
            "end": (None, "2026-11-21"),
            "outcome": (None, "interrupted"),
        }
        assert (end["reason"], end["told"], end["title"]) == ("för tidigt", "Insats: bröts", "Samtal")
        assert {one["actor"] for one in (end, start, added)} == {county.actor("psychiatry")}
        assert all(("user" in one) == (reader is table.partner) for one in (end, start, added))
        assert "on_behalf_of" not in end
    moments = [one["at"] for one in await lines(table, table.myself)]
    assert moments == sorted(moments, reverse=True)


async def test_what_is_done_in_the_persons_name_says_so(county: County) -> None:
    table = await seated(county)
    consent = next(item["id"] for item in (await table.get(table.myself))["items"] if item["kind"] == "consent")
    await table.partner.post(f"/consents/{consent}/withdrawal", json={}, headers=ANY)
    last, first = await lines(table, table.myself, consent)
    assert (last["type"], last["actor"], last["on_behalf_of"]) == (
        "consent-withdrawal",
        county.actor("psychiatry"),
        PERSON,
    )
    assert (first["actor"], "on_behalf_of" in first) == (PERSON, False)


async def test_an_answer_is_the_answerers_own(county: County) -> None:
    table = await seated(county)
    call = await table.add(table.owner, "calls", to=county.actor("psychiatry"), form="call", sent="2026-11-20")
    await table.partner.post(f"/calls/{call}/answer", json={"answer": "coming"}, headers=ANY)
    answer = (await lines(table, table.owner, call))[0]
    assert (answer["type"], answer["actor"]) == ("call-answer", county.actor("psychiatry"))
    assert "on_behalf_of" not in answer


async def test_what_a_system_reports_is_a_change_from_what_held_and_what_came_too_late_is_none(county: County) -> None:
    table = await seated(county)
    address = f"/sources/psychiatry/activities/{table.person}.visit"

    async def reported(version: int, **more: Any) -> str:
        body = {"person_id": table.person, "plan": table.plan, "planned_start": "2026-12-01", "source_version": version}
        return str((await table.partner.put(address, json={**body, **more})).json()["id"])

    item = await reported(3, title="Samtal")
    await reported(1, title="Gammalt")
    await reported(7, title="Samtal varje vecka")
    await reported(9, void=True)
    last, changed, first = await lines(table, table.partner, item)
    assert (last["type"], last["told"]) == ("activity-voided", "Insats: togs bort")
    assert {one["field"] for one in last["changes"]} >= {"title", "planned_start"}
    assert changed["changes"] == [{"field": "title", "label": "rubrik", "old": "Samtal", "new": "Samtal varje vecka"}]
    assert first["type"] == "activity-reported"
    assert await lines(table, table.owner, item) == []


async def test_what_a_reader_may_not_see_has_no_line_and_leaves_no_hole(county: County) -> None:
    table = await seated(county)
    await made_whole(table)
    ours = await lines(table, table.partner)
    pages = await paged(table)
    hidden = await table.add(table.owner, "activities", planned_start="2026-12-01", disclosure="own", title="Dolt")
    await table.owner.post(f"/activities/{hidden}/start", json={}, headers=ANY)
    assert await lines(table, table.partner) == ours
    assert await paged(table) == pages
    assert len(await lines(table, table.owner, hidden)) == len(await lines(table, table.myself, hidden)) == 2


async def test_what_is_agreed_on_and_who_stands_behind_it_has_its_lines(county: County) -> None:
    table = await seated(county)
    await made_whole(table)
    await table.frozen(1)
    await table.post(table.partner, "/versions/1/acceptance", on="2026-11-21")
    await table.post(table.myself, "/versions/1/acceptance")
    await table.frozen(2)

    for reader in (table.owner, table.partner, table.myself):
        second, by_person, by_partner, first = [one for one in await lines(table, reader) if "n" in one]
        assert [(one["type"], one["n"]) for one in (first, by_partner, by_person, second)] == [
            ("plan-frozen", 1), ("plan-accepted", 1), ("plan-accepted", 1), ("plan-frozen", 2),
        ]  # fmt: skip
        assert first["told"] == "Gemensam plan (SIP), version 1: fastställdes"
        assert by_partner["told"] == "Gemensam plan (SIP), version 1: godkändes"
        assert {one["actor"] for one in (first, second)} == {county.actor("social-services")}
        assert (by_partner["actor"], by_person["actor"]) == (county.actor("psychiatry"), PERSON)
        assert (first["reason"], first["item"]) == ("på mötet", table.plan)
        assert second["changes"] == [{"field": "frozen", "label": "fastställd version", "old": 1, "new": 2}]
        assert {one["field"]: (one["old"], one["new"]) for one in by_partner["changes"]} == {
            "accepted": (None, 1), "on": (None, "2026-11-21"),
        }  # fmt: skip
        assert ("user" in first, "user" in by_partner) == (reader is table.owner, reader is table.partner)
    everything = await lines(table, table.partner)
    by_threes = await paged(table)
    assert [one["item"] for one in everything] == [item for page in by_threes for item in page]


async def paged(table: Table) -> list[list[str]]:
    """The history by pages of three, as their links lead from one to the next."""
    found, path = [], f"/plans/{table.plan}/history?limit=3"
    while path:
        answer = await table.partner.get(path if path.startswith("/plans") else f"http://sip{path}")
        found.append([one["item"] for one in answer.json()["entries"]])
        path = answer.links.get("next", {}).get("url", "")
    return found


async def test_the_history_goes_with_the_consent_and_no_outsider_has_any(county: County) -> None:
    table = await seated(county)
    ids = await made_whole(table)
    assert await lines(table, table.partner, ids["ours"])
    consent = next(item["id"] for item in (await table.get(table.myself))["items"] if item["kind"] == "consent")
    await table.myself.post(f"/consents/{consent}/withdrawal", json={}, headers=ANY)
    for path in ("history", "versions", "completeness", "versions/1"):
        for client in (table.partner, table.outsider):
            problem(await client.get(f"/plans/{table.plan}/{path}"), 404, "not-found")


async def test_every_version_of_an_item_has_the_event_that_made_it(county: County, database_url: str) -> None:
    table = await seated(county)
    await made_whole(table)
    lost = """select f.kind, f.source_version, f.revision from sip.fact f
               where f.person_id = %s and f.kind <> 'person'
                 and 1 <> (select count(*) from sip.event e where e.person_id = f.person_id and e.item_id = f.id
                              and e.version = f.source_version || '.' || f.revision)"""
    with witness_of(database_url) as witness:
        assert rows(witness, lost, table.person) == []


def rows(witness: Witness, query: str, person: str) -> list[Any]:
    return list(witness.connection.execute(query.encode(), (person,)).fetchall())


async def test_what_was_shown_of_versions_and_history_is_in_the_persons_log(county: County) -> None:
    table = await seated(county)
    ids = await made_whole(table)
    await table.frozen(1)
    for path in ("/history", "/versions", "/versions/1", "/versions/1/differences", "/completeness"):
        await table.get(table.partner, path)
    log = (await table.myself.get(f"/persons/{table.person}/access-log", params={"limit": 100})).json()["entries"]
    read = {one["action"]: {item["id"] for item in one["items"]} for one in log if one["outcome"] == "read"}
    for action in ("read-plan-history", "read-plan-version", "read-plan-differences", "read-completeness"):
        assert {ids["ours"], ids["theirs"], table.plan} <= read[action], action
    assert read["read-plan-versions"] == {table.plan}
