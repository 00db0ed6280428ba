"""What opens without a consent: a provision that is named and taken back, and a plan opened in an emergency."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from tests.api.answers import problem
from tests.county import County
from tests.secrecy.lives import Life, begin
from tests.secrecy.quiet import quiet_county
from tests.secrecy.worlds import Connection

pytestmark = pytest.mark.asyncio(loop_scope="session")
US, THEM, INSURER = "social-services", "psychiatry", "social-insurance"
WHY = "Fara för personens liv; jouren måste veta vem som kan nås"
LATER = """create or replace function sip.moment() returns timestamptz language sql stable parallel safe
           return transaction_timestamp() + interval '{}'"""


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def quiet(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[County, Connection]]:
    """A county whose database's clock nobody else goes by."""
    async with quiet_county(server_url, tmp_path_factory.mktemp("keys")) as (county, _, database):
        yield county, database


async def test_a_legal_basis_opens_what_its_owner_discloses_and_closes_when_it_is_taken_back(county: County) -> None:
    life = await begin(county)
    benefit: dict[str, Any] = {"code": "income-support", "start": "2026-01-01"}
    await life.tell(US, "status", "support", **benefit)
    await life.tell(US, "status", "kept", **benefit, disclosure="own")
    await life.tell(US, "contact", "visit", on="2026-11-02", outcome="reached")
    await life.tell(THEM, "status", "ward", code="inpatient", start="2026-11-01")
    assert await life.seen(INSURER) == set()

    said = {"provision": "disclosure-duty", "actors": [county.actor(INSURER)], "categories": ["economy"]}
    period = {"start": "2026-11-21", "end": "2026-11-30", "note": "Begäran den 20 november"}
    made = await county.caseworker().post(f"/persons/{life.person}/legal-bases", json=said | period)
    assert made.status_code == 201, made.text
    basis = life.ids["basis"] = made.json()["id"]
    assert (made.json()["state"], made.json()["disclosure"]) == ("in-force", "own")
    assert await life.seen(INSURER) == {"support", "basis"}
    await county.detect()
    myself = county.myself(life.number)
    read = next(
        entry
        for entry in (await myself.get(f"/persons/{life.person}/access-log")).json()["entries"]
        if entry["actor"] == county.actor(INSURER)
    )
    assert {one["id"]: one["basis"] for one in read["items"]}[life.ids["support"]] == basis
    assert (await myself.get(f"/legal-bases/{basis}")).json()["provision"] == "disclosure-duty"

    county.today = date(2026, 12, 1)
    assert await life.seen(INSURER) == {"basis"}, "after its last day"
    county.today = date(2026, 11, 22)
    assert "support" in await life.seen(INSURER)
    back = await county.caseworker().post(
        f"/legal-bases/{basis}/withdrawal", json={"reason": "Ärendet är avslutat"}, headers={"If-Match": '"1.0"'}
    )
    assert back.json()["state"] == "withdrawn"
    assert await life.seen(INSURER) == {"basis"}, "with the commit"
    assert not await life.found(INSURER)


async def a_plan_without_consent(county: County) -> Life:
    """Social services' plan, in which psychiatry has said something, the union is invited, and nobody has consented."""
    life = await begin(county)
    await life.plan(US, THEM, "union")
    await life.tell(THEM, "need", "calm", plan="plan", start="2026-03-01", category="health")
    await life.tell(THEM, "need", "kept", plan="plan", start="2026-03-01", category="health", disclosure="own")
    await life.tell("union", "contact", "member", on="2026-11-02", outcome="reached")
    return life


async def test_an_emergency_from_the_reason_to_the_person_reading_of_it_and_its_end_after_a_day(
    quiet: tuple[County, Connection],
) -> None:
    county, database = quiet
    life = await a_plan_without_consent(county)
    anna, myself = county.caseworker(), county.myself(life.number)
    assert await life.seen(US) == {"plan"}
    await county.detect()
    cards = await life.found(US)
    opened = await anna.post(f"/plans/{life.ids['plan']}/emergency-accesses", json={"why": WHY})
    assert opened.status_code == 201, opened.text
    access = life.ids["access"] = opened.json()["id"]
    assert (opened.json()["why"], opened.json()["until"][-1]) == (WHY, "Z")

    assert await life.seen(US) == {"plan", "calm", "access"}, "nothing of who has not joined, nothing kept to oneself"
    assert await life.seen(THEM) == {"calm", "kept"}, "it opens one way, and its reason is not theirs"
    problem(await county.system(THEM).get(f"/emergency-accesses/{access}"), 404, "not-found")

    items = {item["id"]: item for item in (await myself.get(f"/plans/{life.ids['plan']}")).json()["items"]}
    assert (items[access]["why"], items[access]["owner"]) == (WHY, county.actor(US))
    entries = (await myself.get(f"/persons/{life.person}/access-log")).json()["entries"]
    assert [one["outcome"] for one in entries if one["action"] == "emergency-access-add"] == ["done"]
    bases = [one["basis"] for entry in entries for one in entry["items"] if one["id"] == life.ids["calm"]]
    assert access in bases, "what was read because of it is told as that"
    words = [one["words"] for one in entries]
    assert any("antecknade: nödöppning lades till" in one for one in words)
    assert any(one.startswith("Ett system hos") and "Grund: deras egna uppgifter, nödöppning" in one for one in words)
    told = database.execute("select type from sip.event where item_id = %s", (access,)).fetchall()
    assert told == [("emergency-access-added",)]

    await county.detect()
    assert await life.found(US) == cards, "no card rests on what was opened for a day"
    database.execute(LATER.format("23 hours 59 minutes").encode())
    assert "calm" in await life.seen(US)
    database.execute(LATER.format("24 hours").encode())
    assert await life.seen(US) == {"plan", "access"}
    database.execute(LATER.format("0").encode())
    county.today = date(2026, 11, 23)
    assert await life.seen(US) == {"plan", "access"}, "nor by a clock that stands still"
    county.today = date(2026, 11, 21)
    await life.consent("yes", [US, THEM], ["health"])
    await county.detect()
    assert ("need-unowned", "calm") in await life.found(US), "by a consent there is one"


async def test_a_consent_given_meanwhile_is_why_it_is_seen_and_a_party_that_leaves_sees_no_more(county: County) -> None:
    life = await a_plan_without_consent(county)
    anna = county.caseworker()
    assert (await anna.post(f"/plans/{life.ids['plan']}/emergency-accesses", json={"why": WHY})).status_code == 201
    await life.consent("yes", [US, THEM], ["health"])
    read = (await anna.get(f"/needs/{life.ids['calm']}")).json()
    assert read["id"] == life.ids["calm"]
    entries = (await county.myself(life.number).get(f"/persons/{life.person}/access-log")).json()["entries"]
    assert entries[0]["items"] == [{"id": life.ids["calm"], "category": "health", "basis": life.ids["yes"]}]
