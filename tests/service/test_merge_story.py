"""Elias has one record by his coordination number and one by his personal number; they are read as one. By REST."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.api.merges import Merges
from app.bootstrap.sweeping import sweeper
from app.usecases.checking import CheckedViews
from app.usecases.sweeping import Stretch, Swept
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.api.witness import Witness, witness_of
from tests.county import County
from tests.merging import OWNER, merged, stored, undone, worker
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")
HEALTH, WORK = "psychiatry", "employment-service"
NO_SUCCESSOR = "activity-ended-no-successor"


@pytest.fixture(scope="module")
def witness(database_url: str) -> Iterator[Witness]:
    with witness_of(database_url) as seen:
        yield seen


@pytest.fixture(autouse=True)
def every_view_is_checked(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the share of them is in operation: what shows too much is not sent."""
    assert isinstance(county.service.views, CheckedViews)
    monkeypatch.setattr(county.service.views, "_drawn", lambda: True)


async def two_records(county: County) -> tuple[Life, Life]:
    """An activity that ended in a plan on the one, with nothing after it; and on the other, in a plan of its own, work
    that began then. Social services and psychiatry know both records, the employment service only the first."""
    one, other = await begin(county), await begin(county)
    await one.plan(OWNER, HEALTH, WORK)
    await one.consent("consent", [OWNER, HEALTH, WORK], ["work"])
    await one.tell(OWNER, "need", "need", plan="plan", category="work", start="2026-01-01")
    await one.tell(OWNER, "activity", "ended", plan="plan", need="need", planned_start="2026-02-01", start="2026-02-01",
                   end="2026-06-30", outcome="completed")  # fmt: skip
    await other.plan(HEALTH, OWNER)
    await other.consent("consent", [OWNER, HEALTH], ["work"])
    await other.tell(HEALTH, "need", "need", plan="plan", category="work", start="2026-01-01")
    await other.tell(OWNER, "status", "job", code="work", start="2026-07-01")
    return one, other


async def timeline(client: httpx.AsyncClient, life: Life) -> dict[str, Any]:
    answer = await client.get(f"persons/{life.person}/timeline")
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


async def items(client: httpx.AsyncClient, life: Life) -> set[str]:
    return {item["id"] for item in (await timeline(client, life))["items"]}


async def gaps(client: httpx.AsyncClient, life: Life) -> set[tuple[str, str]]:
    found = (await client.get(f"persons/{life.person}/findings", params={"limit": 100})).json()["findings"]
    return {(one["rule"], one["subject"]) for one in found}


async def everything(county: County, *lives: Life) -> list[Any]:
    """What every reader is answered of each record, wherever it asks."""
    told: list[Any] = []
    for life in lives:
        readers = [county.system(who) for who in (OWNER, HEALTH, WORK)] + [county.myself(one.number) for one in lives]
        for client in readers:
            for path in ("", "/timeline", "/consents", "/findings?limit=100"):
                answer = await client.get(f"persons/{life.person}{path}")
                told.append((path, answer.status_code, _steady(answer.json()) if answer.is_success else None))
    return told


def _steady(document: Any) -> Any:
    """Without what counts how often the detector wrote a finding, which says nothing of the person."""
    if isinstance(document, dict):
        return {name: _steady(value) for name, value in document.items() if name != "version" or "rule" not in document}
    return [_steady(one) for one in document] if isinstance(document, list) else document


async def the_sweep_finds_nothing(county: County, *lives: Life) -> None:
    async with sweeper(county.service.settings) as opened:
        for life in lives:
            number = UUID(life.person)
            just = Stretch(UUID(int=number.int - 1), number)
            assert await opened.look(just, county.today.toordinal()) == Swept(1, 0, ())


async def test_two_records_are_read_as_one_and_are_two_again(county: County, witness: Witness) -> None:
    one, other = await two_records(county)
    await county.detect()
    social, work = county.system(OWNER), county.system(WORK)
    mine, mine_too = county.myself(one.number), county.myself(other.number)
    tables = stored(witness, one.person, other.person)
    apart = await items(social, one), await items(social, other)
    alone = await items(work, one)
    ended = one.ids["ended"]
    assert (NO_SUCCESSOR, ended) in await gaps(social, one)
    problem(await mine.get(f"persons/{other.person}/timeline"), 404, "not-found")

    merge = await merged(county, one.person, other.person)
    await county.detect()

    # Either id and either number find the one person, and what is on both is read together.
    assert await items(social, one) == await items(social, other) == apart[0] | apart[1]
    assert await items(mine, other) == await items(mine_too, one) >= apart[0] | apart[1]
    for life in (one, other):
        answer = await social.post("person-lookups", json={"identity_number": life.number})
        assert answer.json()["person_id"] == life.person
    assert (await social.get(f"persons/{other.person}")).json()["records"] == [one.person, other.person]
    # What follows in the one prevents the gap in the other, for whoever sees both.
    assert (NO_SUCCESSOR, ended) not in await gaps(social, one)
    assert (NO_SUCCESSOR, ended) not in await gaps(mine, one)
    await the_sweep_finds_nothing(county, one, other)
    # Whoever knew only one of them sees what it saw, and nothing tells that there is another.
    assert await items(work, one) == alone
    assert (NO_SUCCESSOR, ended) in await gaps(work, one)
    assert "records" not in (await work.get(f"persons/{one.person}")).json()
    problem(await work.get(f"persons/{other.person}/timeline"), 404, "not-found")
    assert other.person not in (await work.get(f"persons/{one.person}/merges")).text
    # Both plans live, each with its own consents.
    for life in (one, other):
        assert (await mine.get(f"plans/{life.ids['plan']}")).status_code == 200
    # What is stored of either is as it was.
    assert stored(witness, one.person, other.person) == tables
    told = (await mine.get(f"persons/{one.person}/merges")).json()
    promised(Merges, told)
    assert told["merges"][0]["state"] == "applied"
    assert told["merges"][0]["undo_until"] == "2027-02-19"
    assert "user" not in told["merges"][0]["history"][0]

    # The person reads both logs as one, in plain words.
    log = (await mine_too.get(f"persons/{one.person}/access-log", params={"limit": 100})).json()["entries"]
    words = [entry["words"] for entry in log]
    assert sum("bestämde att två akter om dig läses som en" in said for said in words) == 2
    assert sum("föreslog att din akt och en annan gäller samma person" in said for said in words) == 2
    export = (await mine.get(f"persons/{other.person}/export")).json()
    assert {item["id"] for item in export["items"]} >= apart[0] | apart[1]
    assert [who["identity_number"] for who in export["other_records"]] == [one.number.replace("-", "")]

    # What comes after stays where its number said that it belongs.
    await other.tell(OWNER, "status", "later", code="income-support", start="2026-11-01")
    assert other.ids["later"] in await items(social, one)
    await county.detect()
    answer = await undone(county, other.person, merge)
    assert answer.status_code == 200, answer.text
    assert answer.json()["records"] == [other.person]
    problem(await mine.get(f"persons/{other.person}/timeline"), 404, "not-found")
    assert await gaps(social, one) == await gaps(social, other) == set(), "what rested on both is hidden at once"
    assert other.ids["later"] in await items(social, other)
    assert other.ids["later"] not in await items(social, one)
    await other.county.system(OWNER).delete(f"sources/{OWNER}/facts/{other.person}.later")
    await county.detect()
    assert (NO_SUCCESSOR, ended) in await gaps(social, one)
    log = (await mine.get(f"persons/{one.person}/access-log", params={"limit": 100})).json()["entries"]
    assert any("är var för sig igen" in entry["words"] for entry in log)


async def test_a_merge_that_is_undone_leaves_everybody_seeing_what_they_saw(county: County, witness: Witness) -> None:
    one, other = await two_records(county)
    await county.detect()
    card = next(
        card["id"] for card in (await worker(county).get(f"persons/{one.person}/findings")).json()["findings"]
        if card["rule"] == NO_SUCCESSOR
    )  # fmt: skip
    tag = (await worker(county).get(f"findings/{card}")).json()["version"]
    done = await worker(county).post(f"findings/{card}/acknowledgement", json={}, headers={"If-Match": f'"{tag}"'})
    assert done.is_success, done.text
    before, tables = await everything(county, one, other), stored(witness, one.person, other.person)

    merge = await merged(county, one.person, other.person)
    await county.detect()
    assert await everything(county, one, other) != before
    assert (await undone(county, one.person, merge)).status_code == 200
    await county.detect()

    assert await everything(county, one, other) == before
    assert stored(witness, one.person, other.person) == tables


async def test_protecting_one_record_closes_both_and_they_stay_closed(county: County) -> None:
    one, other = await two_records(county)
    merge = await merged(county, other.person, one.person)
    sara, bo, work = worker(county, "sara"), worker(county, "bo"), county.system(WORK)
    body = {"level": "marked", "reason": "Skatteverkets besked"}
    assert (await sara.post(f"persons/{other.person}/protection", json=body)).status_code in (200, 204)
    for life in (one, other):
        assert (await sara.get(f"persons/{life.person}/timeline")).status_code == 200
        problem(await bo.get(f"persons/{life.person}/timeline"), 404, "not-found")
    problem(await work.get(f"persons/{one.person}/timeline"), 404, "not-found")
    problem(await undone(county, one.person, merge), 404, "not-found")
    assert (await undone(county, one.person, merge, "sara")).status_code == 200
    problem(await work.get(f"persons/{one.person}/timeline"), 404, "not-found")


async def test_a_merge_cannot_be_undone_when_its_last_day_is_over(county: County) -> None:
    one, other = await two_records(county)
    merge = await merged(county, one.person, other.person)
    county.today = date(2027, 2, 20)
    problem(await undone(county, one.person, merge), 409, "conflict")
    assert await items(county.system(OWNER), one) == await items(county.system(OWNER), other)
    county.today = date(2027, 2, 19)
    assert (await undone(county, one.person, merge)).status_code == 200
