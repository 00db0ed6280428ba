"""An agreement over REST: proposed by a member's administrator, counted, taken into use, and worked off."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from app.adapters.postgres.registry import HELD
from app.api import agreements as models
from app.bootstrap.agreeing import trials
from app.bootstrap.service import registrar
from app.settings import Settings
from app.usecases.agreeing import entry_of, proposed
from app.usecases.trying_agreements import try_next
from app.worker.trials import keep_tried
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.api.witness import Witness
from tests.county import WORKFORCE, County
from tests.secrecy.lives import begin
from tests.secrecy.quiet import quiet_county

pytestmark = pytest.mark.asyncio(loop_scope="function")
OWNER, HERE = "social-services", "0686"
BODY = "/coordination-bodies/prov"
SHORTER: dict[str, Any] = {"start": "2026-10-01", "thresholds": {"referral-unanswered": {"answer_within": 14}}}


class Town:
    """A county on a database of its own, where the municipality's units are members of a body."""

    def __init__(self, county: County, settings: Settings, witness: Witness) -> None:
        self.county, self.settings, self.witness = county, settings, witness

    @property
    def admin(self) -> httpx.AsyncClient:
        return self.county.caseworker(roles=["administrator"])

    @property
    def second(self) -> httpx.AsyncClient:
        """Another administrator of the same actor."""
        return self.county.client(self.county.token(WORKFORCE, "portal", "berit", roles=["administrator"]))

    async def proposed(self, said: dict[str, Any]) -> dict[str, Any]:
        answer = await self.admin.post(f"{BODY}/agreements/previews", json=said)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def count(self) -> None:
        """Let a worker count what waits."""
        async with trials(self.settings) as (waiting, everybody):
            while await try_next(waiting, everybody, self.county.detector):
                pass

    async def waits_for_an_answer(self) -> str:
        """Somebody whose referral of 1 November nobody has answered; by the rule itself late after 30 days."""
        life = await begin(self.county)
        await life.plan(OWNER, start="2026-10-01")
        await life.tell(OWNER, "referral", "referral", to="psychiatry", sent="2026-11-01")
        return life.person

    async def opens(self, person: str) -> str:
        listed = (await self.county.system(OWNER).get(f"/persons/{person}/findings")).json()["findings"]
        return next(str(one["opens"]) for one in listed if one["rule"] == "referral-unanswered")


@pytest_asyncio.fixture(loop_scope="function")
async def town(server_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with quiet_county(server_url, tmp_path) as (county, settings, database):
        database.execute("update sip.actor set municipality_code = %s where level = 'municipality'", (HERE,))
        county.today = date(2026, 11, 21)
        body = {"key": "prov", "name": "Provköping", "municipalities": [HERE], "agreements": []}
        async with registrar(settings) as register:
            await register.take_into_use(proposed(entry_of(body), ()))
        county.read_registry_anew()
        yield Town(county, settings, Witness(database))


async def test_an_agreement_is_counted_then_taken_into_use_then_worked_off(town: Town) -> None:
    persons = [await town.waits_for_an_answer() for _ in range(6)]
    await town.county.detect()
    assert {await town.opens(person) for person in persons} == {"2026-12-01"}

    preview = await town.proposed(SHORTER)
    promised(models.AgreementPreviewView, preview)
    assert preview["state"] == "waiting"
    path = f"/agreement-previews/{preview['id']}"
    too_early = await town.second.post(f"{BODY}/agreements", json={"preview": preview["id"]})
    problem(too_early, 409, "conflict")
    await town.count()
    counted = (await town.admin.get(path)).json()
    promised(models.AgreementPreviewView, counted)

    assert counted["counted"]["concerned"] == 6
    (social,) = (one for one in counted["counted"]["members"] if one["actor"] == town.county.actor(OWNER))
    (rule,) = social["rules"]
    assert (rule["rule"], rule["now"], rule["earlier"], rule["new"]) == ("referral-unanswered", 6, 6, 0)
    assert not any(person in str(counted) for person in persons)
    assert (await town.admin.get(f"{BODY}/agreements")).json()["agreements"] == []

    once = {"Idempotency-Key": "adopt"}
    for _ in range(2):
        done = await town.second.post(f"{BODY}/agreements", json={"preview": preview["id"]}, headers=once)
        assert done.status_code == 201, done.text
        promised(models.AgreementList, done.json())
        assert [one["start"] for one in done.json()["agreements"]] == ["2026-10-01"]
    problem(await town.second.post(f"{BODY}/agreements", json={"preview": preview["id"]}), 412, "stale-version")
    await asyncio.sleep(HELD + 0.1)  # as long as a process remembers what was registered
    await town.county.detect()
    assert {await town.opens(person) for person in persons} == {"2026-11-15"}


async def test_few_persons_are_not_told_apart(town: Town) -> None:
    await town.waits_for_an_answer()
    preview = await town.proposed(SHORTER)
    await town.count()
    counted = (await town.admin.get(f"/agreement-previews/{preview['id']}")).json()["counted"]
    assert (counted["judged"], counted["concerned"]) == (None, None)
    (rule,) = counted["members"][0]["rules"]
    assert (rule["earlier"], rule["gone"]) == (None, 0)


async def test_a_worker_counts_what_waits_and_survives_what_it_cannot_count(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    broken, whole = await town.proposed(SHORTER), await town.proposed({"start": "2026-05-01"})
    town.witness.connection.execute("update sip.agreement_preview set proposed = '{}' where id = %s", [broken["id"]])
    stop = asyncio.Event()
    async with trials(town.settings) as (waiting, everybody):
        at_work = asyncio.create_task(keep_tried(waiting, everybody, town.county.detector, stop, every=0.01))
        async with asyncio.timeout(60):
            while (await town.admin.get(f"/agreement-previews/{whole['id']}")).json()["state"] == "waiting":
                await asyncio.sleep(0.05)
        stop.set()
        await at_work
    assert "an agreement was not counted (KeyError)" in caplog.text


async def test_a_newer_agreement_ends_the_older_the_day_before(town: Town) -> None:
    for said in ({"start": "2026-01-01"}, {"start": "2027-01-01", "own_consent_from": 16}):
        preview = await town.proposed(said)
        await town.count()
        done = await town.second.post(f"{BODY}/agreements", json={"preview": preview["id"]})
        assert done.status_code == 201, done.text
    found = (await town.admin.get(f"{BODY}/agreements")).json()["agreements"]
    assert [(one["start"], one.get("end")) for one in found] == [("2026-01-01", "2026-12-31"), ("2027-01-01", None)]


async def test_what_makes_no_sense_or_is_not_theirs_changes_nothing(town: Town) -> None:
    previews = f"{BODY}/agreements/previews"
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"start": "2027-01-01", "end": "2026-12-31"}, "end"),
        *(({"start": day}, "start") for day in ("2027-02-30", "1899-12-31", "2201-01-01", "0001-01-01", 20270101)),
        *(({"start": day}, "start") for day in (True, None, "2027-01-01T00:00:00", "2027-1-1")),
        ({"start": "2027-01-01", "end": "2201-01-01"}, "end"),
        ({**SHORTER, "thresholds": {"nope": {"answer_within": 1}}}, "thresholds.nope"),
        (
            {**SHORTER, "thresholds": {"youth-duty-age-out": {"age_limit": 21}}},
            "thresholds.youth-duty-age-out.age_limit",
        ),
        ({**SHORTER, "bound": ["0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"]}, "bound.0"),
        ({**SHORTER, "municipalities": ["0680"]}, "municipalities"),
    ]
    others = (
        town.county.caseworker(roles=["caseworker"]),
        town.county.system(OWNER),
        town.county.client(town.county.token("/anna", "portal", "a", roles=["administrator"], scope="sip.read")),
    )
    made = await town.proposed(SHORTER)
    with town.witness.nothing_changes():
        for said, field in wrong:
            problem(await town.admin.post(previews, json=said), 422, "invalid-request", field)
        endless = await town.admin.post(previews, json={**SHORTER, "end": "9999-12-31"})
        assert (
            "leave it out when there is none" in problem(endless, 422, "invalid-request", "end")["errors"][0]["detail"]
        )
        for client in others:
            problem(await client.post(previews, json=SHORTER), 403, "not-permitted")
            problem(await client.get(f"/agreement-previews/{made['id']}"), 403, "not-permitted")
            problem(await client.post(f"{BODY}/agreements", json={"preview": made["id"]}), 403, "not-permitted")
        elsewhere = await town.admin.post("/coordination-bodies/nowhere/agreements/previews", json=SHORTER)
        problem(elsewhere, 404, "not-found")
    town.witness.connection.execute("update sip.actor set municipality_code = null")
    with town.witness.nothing_changes():
        problem(await town.admin.post(previews, json=SHORTER), 403, "not-permitted")
        problem(await town.admin.get(f"/agreement-previews/{made['id']}"), 404, "not-found")
