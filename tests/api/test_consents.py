"""Consents over REST: drafts that open nothing, what replaces what, and the ledger of all of them."""

from typing import Any

import httpx
import pytest

from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import County
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")
OWNER, OTHER, THIRD = "social-services", "employment-service", "psychiatry"
PERSON = "00000000-0000-4000-8000-000000000001"
NUMBER = "19900517-9800"


async def a_plan(county: County) -> Life:
    """A plan of three parties, in which the first has something about work and something about health."""
    life = await begin(county)
    await life.plan(OWNER, OTHER, THIRD)
    for key, category in (("job", "work"), ("ill", "health")):
        await life.tell(OWNER, "need", key, plan="plan", start="2026-03-01", category=category)
    return life


def said(county: County, *categories: str, **also: Any) -> dict[str, Any]:
    actors = [county.actor(OWNER), county.actor(OTHER)]
    return {"start": "2026-11-01", "actors": actors, "categories": list(categories), **also}


async def put_down(life: Life, who: httpx.AsyncClient, key: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await who.post(f"/plans/{life.ids['plan']}/consents", json=body)
    assert answer.status_code == 201, answer.text
    life.ids[key] = answer.json()["id"]
    made: dict[str, Any] = answer.json()
    return made


async def ledger(life: Life, who: httpx.AsyncClient) -> dict[str, dict[str, Any]]:
    answer = await who.get(f"/persons/{life.person}/consents")
    assert answer.status_code == 200, answer.text
    words = {item: key for key, item in life.ids.items()}
    return {words[one["id"]]: one for one in answer.json()["consents"]}


async def test_a_draft_opens_nothing_and_is_known_to_whoever_prepared_it_and_the_person(county: County) -> None:
    life = await a_plan(county)
    anna, myself = county.caseworker(), county.myself(life.number)
    made = await put_down(life, anna, "draft", said(county, "work", tentative=True, purpose="Praktik i butik"))
    assert (made["state"], made["possible"]) == ("draft", ["replacement", "withdrawal"])
    assert await life.seen(OTHER) == set()
    assert (await county.system(OTHER).get(f"/consents/{life.ids['draft']}")).status_code == 404
    for reader in (anna, myself):
        entry = (await ledger(life, reader))["draft"]
        assert (entry["state_label"], entry["purpose"]) == ("utkast, öppnar inget", "Praktik i butik")
        assert not entry.keys() & {"given_by", "given_as"}


async def test_the_person_makes_a_draft_good_and_from_then_on_it_is_the_persons_word(county: County) -> None:
    life = await a_plan(county)
    anna, myself = county.caseworker(), county.myself(life.number)
    draft = await put_down(life, anna, "draft", said(county, "work", tentative=True))
    answer = await myself.post(
        f"/consents/{draft['id']}/replacement", json=said(county, "work"), headers={"If-Match": '"1.0"'}
    )
    assert answer.status_code == 201, answer.text
    life.ids["given"] = answer.json()["id"]
    assert await life.seen(OTHER) == {"plan", "job", "given"}
    told = await ledger(life, myself)
    assert {key: one["state"] for key, one in told.items()} == {"draft": "replaced", "given": "in-force"}
    given = told["given"]
    assert (given["replaces"], given["given_by"], given["given_as"]) == (draft["id"], "person", "electronically")
    assert given["purpose"] == "Att samordna det stöd som personen får i den gemensamma planen"
    assert [one["told"] for one in told["draft"]["history"]] == [
        "Samtycke: lades till",
        "Samtycke: ersattes av ett nyare",
    ]
    assert [one["actor"] for one in told["draft"]["history"]] == [county.actor(OWNER), PERSON]
    named = await ledger(life, county.system(OTHER))
    assert named.keys() == {"given"}
    assert "replaces" not in named["given"], "it would tell that there was something before"


async def test_a_newer_consent_closes_with_its_commit_what_the_older_opened(county: County) -> None:
    life = await a_plan(county)
    myself = county.myself(life.number)
    await put_down(life, myself, "wide", said(county, "work", "health", end="2027-06-30"))
    assert await life.seen(OTHER) == {"plan", "job", "ill", "wide"}
    narrow = await myself.post(
        f"/consents/{life.ids['wide']}/replacement",
        json=said(county, "work", start="2026-11-21"),
        headers={"If-Match": "*"},
    )
    life.ids["narrow"] = narrow.json()["id"]
    assert await life.seen(OTHER) == {"plan", "job", "wide", "narrow"}
    wide = (await ledger(life, myself))["wide"]
    assert (wide["state"], wide["end"], wide["replaced_on"]) == ("replaced", "2026-11-20", "2026-11-21")
    assert wide["possible"] == []


async def test_one_that_begins_later_leaves_the_older_in_force_until_then(county: County) -> None:
    life = await a_plan(county)
    myself = county.myself(life.number)
    await put_down(life, myself, "now", said(county, "work"))
    later = await myself.post(
        f"/consents/{life.ids['now']}/replacement",
        json=said(county, "health", start="2026-12-01"),
        headers={"If-Match": "*"},
    )
    life.ids["later"] = later.json()["id"]
    states = {key: one["state"] for key, one in (await ledger(life, myself)).items()}
    assert states == {"now": "in-force", "later": "upcoming"}
    assert {"job", "ill"} & await life.seen(OTHER) == {"job"}
    county.today = county.today.replace(month=12, day=1)
    states = {key: one["state"] for key, one in (await ledger(life, myself)).items()}
    assert states == {"now": "replaced", "later": "in-force"}
    assert {"job", "ill"} & await life.seen(OTHER) == {"ill"}


async def test_a_consent_is_withdrawn_before_it_begins_and_never_does(county: County) -> None:
    life = await a_plan(county)
    myself = county.myself(life.number)
    await put_down(life, myself, "later", said(county, "work", start="2026-12-01"))
    await life.withdraw("later")
    county.today = county.today.replace(month=12, day=2)
    assert (await ledger(life, myself))["later"]["state"] == "withdrawn"
    assert "job" not in await life.seen(OTHER)


async def test_the_ledger_is_read_by_the_person_and_those_it_names_and_logged(county: County, witness: Witness) -> None:
    life = await a_plan(county)
    paper = {"given_as": "on-paper", "kept": "Akten, arkivskåp 2", "second_witness": "Bo"}
    await put_down(life, county.caseworker(), "paper", said(county, "work", **paper))
    end = witness.log_ends()
    seen = (await ledger(life, county.system(OTHER)))["paper"]
    assert (seen["given_as"], seen["given_by"], seen["witness"]) == ("on-paper", "person", "anna")
    assert "user" not in seen["history"][0]
    assert (await ledger(life, county.caseworker()))["paper"]["history"][0]["user"] == "anna"
    for other in (THIRD, "union"):
        problem(await county.system(other).get(f"/persons/{life.person}/consents"), 404, "not-found")
    await life.tell(THIRD, "contact", "own", on="2026-11-20", outcome="reached")
    assert await ledger(life, county.system(THIRD)) == {}, "it takes part, and is not named"
    log = witness.logged(end)
    assert len(log) == 6
    assert sum(life.ids["paper"] in row for row in log) == 2
    problem(await county.myself(county.number()).get(f"/persons/{life.person}/consents"), 401, "not-authenticated")


async def test_a_consent_that_cannot_be_is_refused_and_changes_nothing(county: County, witness: Witness) -> None:
    life = await a_plan(county)
    myself, anna = county.myself(life.number), county.caseworker()
    await put_down(life, myself, "held", said(county, "work"))
    drafted = await put_down(life, anna, "draft", said(county, "work", tentative=True))
    path, replacing = f"/plans/{life.ids['plan']}/consents", f"/consents/{life.ids['held']}/replacement"
    any_version = {"If-Match": "*"}
    stranger = county.actor(OWNER).replace("-", "0")[:8] + "-0000-4000-8000-000000000000"
    bad: list[tuple[dict[str, Any], str, str]] = [
        (said(county, "work", actors=[stranger, county.actor(OTHER)]), "unknown-reference", "actors"),
        (said(county, "work", actors=[]), "invalid-request", "actors"),
        (said(county, "vapen"), "invalid-request", "categories"),
        (said(county, "work", end="2026-10-31"), "invalid-request", "end"),
        (said(county, "work", purpose=f"Om {NUMBER}"), "invalid-request", "purpose"),
        (said(county, "work", replaced_on="2026-11-21"), "invalid-request", "replaced_on"),
        (said(county, "work", tentative=True), "invalid-request", "tentative"),
    ]
    with witness.nothing_changes():
        for body, name, field in bad:
            problem(await myself.post(path, json=body), 422, name, field)
            problem(await myself.post(replacing, json=body, headers=any_version), 422, name, field)
        reported = {**said(county, "work", actors=[]), "person_id": life.person, "source_version": 1}
        nobody = await myself.put(f"/sources/person-{life.person}/consents/empty", json=reported)
        assert "names nobody" in problem(nobody, 422, "invalid-request", "actors")["errors"][0]["detail"]
        given = said(county, "work", tentative=True, given_as="orally")
        problem(await anna.post(path, json=given), 422, "invalid-request", "given_as")
        problem(await myself.post(replacing, json=said(county, "work")), 428, "version-needed")
        late = {"If-Match": '"1.7"'}
        problem(await myself.post(replacing, json=said(county, "work"), headers=late), 412, "stale-version")
        body = said(county, "work")
        union = county.system("union")
        problem(await union.post(replacing, json=body, headers=any_version), 404, "not-found")
        problem(await county.system(THIRD).post(replacing, json=body, headers=any_version), 404, "not-found")
        other = f"/consents/{drafted['id']}/replacement"
        problem(await county.system(OTHER).post(other, json=body, headers=any_version), 404, "not-found")
    await life.withdraw("held")
    with witness.nothing_changes():
        problem(await myself.post(replacing, json=body, headers=any_version), 409, "illegal-transition")
