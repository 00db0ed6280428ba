"""A local agreement at work: tried first, taken into use, worked off when nobody waits, told to nobody."""

import asyncio
import json
import logging
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from uuid_utils.compat import uuid7

from app.adapters.postgres.detector import PostgresQueue
from app.adapters.postgres.engine import create_engine_as
from app.api import agreement_models, view_models
from app.settings import Settings
from tests.api.test_contract import promised
from tests.county import County
from tests.secrecy.lives import Life, begin
from tests.secrecy.quiet import quiet_county
from tests.secrecy.worlds import Connection

pytestmark = pytest.mark.asyncio(loop_scope="function")

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)
OWNER, WORK = "social-services", "employment-service"
HERE = "0686"

Town = tuple[County, Settings, Connection]


@pytest_asyncio.fixture(loop_scope="function")
async def town(server_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """A county in which the municipality's units have a place, and nobody else has told anything."""
    async with quiet_county(server_url, tmp_path) as (county, settings, database):
        database.execute("update sip.actor set municipality_code = %s where level = 'municipality'", (HERE,))
        county.today = TODAY
        yield county, settings, database


async def unanswered(county: County, *, by: str = OWNER, sent: str = "2026-11-01") -> Life:
    """Somebody whose referral nobody has answered yet: by the rule itself that is late after 30 days."""
    life = await begin(county)
    await life.plan(by, start="2026-10-01")
    await life.tell(by, "referral", "referral", to="psychiatry", sent=sent)
    return life


def agreed(**changed: Any) -> dict[str, Any]:
    said = [{"start": "2026-10-01", "thresholds": {"referral-unanswered": {"answer_within": 14}}}]
    return {"key": "prov", "name": "Provköpings samverkan", "municipalities": [HERE], "agreements": said, **changed}


def cli(settings: Settings, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """`sip rules ...` on that database."""
    return subprocess.run(
        [sys.executable, "-c", "from app.cli.main import main; main()", "rules", *map(str, words)],
        env=os.environ | {"DATABASE_URL": str(settings.database_url)},
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip


async def rules(settings: Settings, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(cli, settings, *words)


async def adopt(town: Town, folder: Path, body: Mapping[str, Any]) -> None:
    file = folder / "body.json"
    file.write_text(json.dumps(body), encoding="utf-8")
    done = await rules(town[1], "adopt", file, "--yes", "--alone", "urgent")
    assert done.returncode == 0, done.stderr
    await asyncio.sleep(1.1)  # the registry is held for a second


def events(database: Connection, life: Life) -> list[tuple[str, str]]:
    rows = database.execute(
        "select type, origin from sip.event where person_id = %s and reader is not null order by id", (life.person,)
    )
    return [(kind, origin) for kind, origin in rows.fetchall()]


async def found(life: Life, who: str = OWNER) -> dict[str, Any]:
    listed = (await life.county.system(who).get(f"persons/{life.person}/findings", params={"limit": 100})).json()
    return {one["rule"]: one for one in listed["findings"]}


async def test_what_is_found_by_new_terms_alone_says_so(town: Town, tmp_path: Path) -> None:
    county, _, database = town
    life = await unanswered(county)
    await county.detect()
    before = len(events(database, life))
    assert (await found(life)).get("referral-unanswered", {}).get("status") != "open"

    await adopt(town, tmp_path, agreed())
    await county.detect()

    late = (await found(life))["referral-unanswered"]
    assert (late["status"], late["opens"], late["origin"]) == ("open", "2026-11-15", "rule-change")
    assert {origin for _, origin in events(database, life)[before:]} == {"rule-change"}
    told = (await county.system(OWNER).get(f"findings/{late['id']}/explanation")).json()
    promised(view_models.Explanation, told)
    assert [(one["value"], one["source"], one["counted_from"]) for one in told["thresholds"]] == [
        (14, "agreement", "2026-11-01")
    ]
    assert "Provköpings samverkan" in told["sources"][-1]["text"]
    assert len(told["edition"]) == 12


async def test_until_when_a_gap_is_prevented_follows_the_terms(town: Town, tmp_path: Path) -> None:
    county, _, _ = town
    life = await begin(county)
    await life.plan(OWNER, start="2026-10-01")
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-10-01", category="work")
    await life.tell(OWNER, "ownership", "own", need="job", start="2026-10-01")
    await life.tell(OWNER, "activity", "act", need="job", planned_start="2026-10-02", start="2026-10-02",
                    end="2026-11-10")  # fmt: skip
    await adopt(town, tmp_path, agreed(agreements=[
        {"start": "2026-09-01", "thresholds": {"activity-ended-no-successor": {"booked_within": 21}}}
    ]))  # fmt: skip
    await county.detect()
    ahead = (await found(life))["activity-ended-no-successor"]
    assert ahead["status"] == "upcoming"
    opens = date.fromisoformat(ahead["opens"])
    assert ahead["prevent"]["by"] == (opens + timedelta(21)).isoformat()
    assert "Glappet öppnas inte om" in ahead["prevent"]["what"]


async def test_what_happens_later_is_told_again(town: Town, tmp_path: Path) -> None:
    county, _, database = town
    life = await unanswered(county)
    await county.detect()
    await adopt(town, tmp_path, agreed())
    await county.detect()
    before = len(events(database, life))
    await life.tell(OWNER, "referral", "referral", to="psychiatry", sent="2026-11-01", version=2, answered="2026-11-20",
                    answer="accepted")  # fmt: skip
    await county.detect()
    assert {origin for _, origin in events(database, life)[before:]} == {"facts"}


async def test_only_those_whom_the_municipality_has_told_of_are_looked_at_again(town: Town, tmp_path: Path) -> None:
    county, _, database = town
    near, far = await unanswered(county), await unanswered(county, by=WORK)
    await county.detect()
    await adopt(town, tmp_path, agreed())
    waiting = {str(one) for (one,) in database.execute("select person_id from sip.recheck").fetchall()}
    assert waiting == {near.person}
    await county.detect()
    assert database.execute("select count(*) from sip.recheck").fetchone() == (0,)
    assert (await found(far, WORK))["referral-unanswered"]["opens"] == "2026-12-01"


async def test_to_whom_something_has_happened_is_looked_at_first_and_is_told(town: Town, tmp_path: Path) -> None:
    county, *_ = town
    first, second = await unanswered(county), await unanswered(county)
    await county.detect()
    await adopt(town, tmp_path, agreed())
    await second.tell(OWNER, "contact", "called", on="2026-11-20", outcome="reached")

    async with county.queue.take(50, TODAY.toordinal()) as batch:
        assert [str(dossier.person_id) for dossier in batch.dossiers] == [second.person]
        await batch.save(await county.detector.judge(batch.dossiers, TODAY.toordinal()))

    assert (await found(second))["referral-unanswered"]["origin"] == "facts"
    assert "referral-unanswered" not in {r for r, one in (await found(first)).items() if one["status"] == "open"}
    await county.detect()
    assert (await found(first))["referral-unanswered"]["origin"] == "rule-change"


async def test_another_edition_of_the_rules_is_worked_off_in_time(town: Town) -> None:
    county, settings, database = town
    await unanswered(county)
    await county.detect()

    async def noted(edition: str) -> int:
        engine = create_engine_as("sip_worker", str(settings.database_url), connections=1)
        await PostgresQueue(engine, uuid7, edition).note_edition()
        await engine.dispose()
        row = database.execute("select count(*) from sip.recheck").fetchone()
        assert row is not None
        return int(row[0])

    assert await noted("another") == 1
    before = database.execute("select count(*) from sip.event").fetchone()
    await county.detect()
    assert database.execute("select count(*) from sip.event").fetchone() == before, "nothing differs"
    assert await noted("another") == 0


async def test_an_agreement_that_the_rules_no_longer_know_is_left_out_and_logged(
    town: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    county, _, database = town
    life = await unanswered(county)
    await adopt(town, tmp_path, agreed())
    database.execute(
        """update sip.coordination_body set agreements =
               '[{"start": "2026-10-01", "end": null, "thresholds": {"gone": {"x": 1}}}]'"""
    )
    await asyncio.sleep(1.1)
    with caplog.at_level(logging.ERROR, "sip.detector"):
        await county.detect()
    assert "what prov has agreed on (version 1) is left out: gone: there is no rule of that name" in caplog.text
    assert (await found(life)).get("referral-unanswered", {}).get("status") != "open"


async def test_the_difference_is_shown_first_and_nothing_is_written(town: Town, tmp_path: Path) -> None:
    county, settings, database = town
    for _ in range(6):
        await unanswered(county)
    await unanswered(county, sent="2026-09-30")
    await county.detect()
    file = tmp_path / "body.yaml"
    file.write_text(
        'key: prov\nname: Provköping\nmunicipalities: ["0686"]\nagreements:\n'
        "  - {start: 2026-10-01, thresholds: {referral-unanswered: {answer_within: 14}}}\n",
        encoding="utf-8",
    )

    done = await rules(settings, "diff", file, "--today", TODAY.isoformat())

    assert (done.returncode, done.stderr) == (0, "")
    head, term, _, summary, _, *rows = done.stdout.splitlines()
    assert head == "prov (Provköping), version 1: 0686"
    assert term.startswith(
        "  referral-unanswered.answer_within: 14 days in place of 30, for what begins from 2026-10-01"
    )
    assert summary == "7 persons judged by both; it concerns 7 of them"
    # Each is in two views, the sender's and the addressee's, and both count by the same terms. Silence that opens
    # earlier escalates, to whoever is awaited; and without a body there was no list to be on.
    assert [row.split() for row in rows] == [
        ["escalation-body", "–", "7", "–", "–", "–", "–"],
        ["escalation-manager", "–", "6", "–", "–", "–", "–"],
        ["escalation-reminded", "–", "6", "–", "–", "–", "–"],
        ["referral-unanswered", "14", "–", "–", "12", "–", "–"],
    ]
    assert database.execute("select count(*) from sip.coordination_body").fetchone() == (0,)
    assert database.execute("select count(*) from sip.recheck").fetchone() == (0,)


async def test_whoever_takes_part_reads_what_is_agreed(town: Town, tmp_path: Path) -> None:
    await adopt(town, tmp_path, agreed())
    answer = (await town[0].system(WORK).get("coordination-bodies")).json()
    promised(agreement_models.BodyList, answer)
    (body,) = answer["coordination_bodies"]
    assert (body["key"], body["agreements"][0]["thresholds"]) == ("prov", agreed()["agreements"][0]["thresholds"])
    assert "Provköpings samverkan" in (await rules(town[1], "terms")).stdout


async def test_a_municipality_is_with_one_body(town: Town, tmp_path: Path) -> None:
    await adopt(town, tmp_path, agreed())
    file = tmp_path / "other.json"
    file.write_text(json.dumps(agreed(key="other")), encoding="utf-8")
    done = await rules(town[1], "adopt", file, "--yes")
    assert done.stderr == "municipalities: 0686 is with prov (Provköpings samverkan); take it from there first\n"


async def test_a_newer_version_takes_the_place_of_the_older(town: Town, tmp_path: Path) -> None:
    county, _, _ = town
    life = await unanswered(county)
    await adopt(town, tmp_path, agreed())
    await county.detect()
    assert (await found(life))["referral-unanswered"]["opens"] == "2026-11-15"
    await adopt(town, tmp_path, agreed(agreements=[]))
    await county.detect()
    assert (await found(life)).get("referral-unanswered", {"status": "none"})["status"] in ("none", "upcoming")


async def test_whoever_has_signed_is_called_and_no_longer_invited(town: Town, tmp_path: Path) -> None:
    county = town[0]
    life = await begin(county)
    await life.plan(OWNER, start="2026-10-01")
    client, path = county.system(OWNER), f"/plans/{life.ids['plan']}/calls"
    call = {"to": county.actor(WORK), "form": "call", "sent": TODAY.isoformat()}
    assert (await client.post(path, json=call)).json()["errors"][0]["field"] == "form"

    await adopt(town, tmp_path, agreed(agreements=[{"start": "2026-10-01", "bound": [WORK]}]))

    assert (await client.post(path, json=call)).status_code == 201
    assert (await client.post(path, json={**call, "form": "invitation"})).json()["errors"][0]["field"] == "form"
