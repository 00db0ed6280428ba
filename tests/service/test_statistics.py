"""A quarter's statistics as the members of a body read them: a cost shift seen by the body, and nobody in it."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import event

from app.api.statistics import StatisticsView
from app.bootstrap.statistics import statistics_maker
from app.domain.errors import FieldError
from app.domain.quarters import Quarter
from app.settings import Settings
from app.usecases.statistics import Made, make
from app.worker.quarters import keep_made
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.county import County
from tests.secrecy.lives import Life, begin
from tests.secrecy.quiet import own_database, quiet_county
from tests.service.test_terms import HERE, Town, adopt

pytestmark = pytest.mark.asyncio(loop_scope="function")

SOCIAL, INSURANCE = "social-services", "social-insurance"
TURNED = date(2026, 10, 1)
Q3 = Quarter(2026, 3)
A_SHIFT = 78 * 4620 * 12 / 365
"""Kronor from 15 July to the end of the quarter."""


@pytest_asyncio.fixture(loop_scope="function")
async def town(server_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """A town with a coordination body, of which the municipality's units are the members, when a quarter has turned."""
    async with quiet_county(server_url, tmp_path) as (county, settings, database):
        database.execute("update sip.actor set municipality_code = %s where level = 'municipality'", (HERE,))
        body = {"key": "prov", "name": "Provköpings samverkan", "municipalities": [HERE], "agreements": []}
        await adopt((county, settings, database), tmp_path, body)
        county.today = TURNED
        yield county, settings, database


async def shifted(county: County, **also: Any) -> Life:
    """Somebody whose sickness benefit has ended, and whom the municipality has supported since."""
    life = await begin(county)
    await life.tell(INSURANCE, "status", "sick", code="sickness-benefit", start="2026-01-01", end="2026-06-30")
    await life.tell(SOCIAL, "status", "support", code="income-support", start="2026-07-15")
    for key, fields in also.items():
        await life.tell(SOCIAL, "status", key, **fields)
    return life


async def made(settings: Settings, *, today: date = TURNED, anew: bool = False, quarter: Quarter = Q3) -> Made | None:
    async with statistics_maker(settings) as maker:
        return await make(maker, quarter, today.toordinal(), anew=anew)


async def sip(settings: Settings, *words: str) -> tuple[int, str]:
    """What `sip statistics make` ends with and says, on the day on which the quarter has turned."""
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", "from app.cli.main import main; main()", "statistics", "make", *words,
         "--today", TURNED.isoformat()],
        env=os.environ | {"DATABASE_URL": str(settings.database_url)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


async def read(county: County, **query: str) -> dict[str, Any]:
    answer = await county.system(SOCIAL).get("coordination-bodies/prov/statistics", params=query)
    assert answer.status_code == 200, answer.text
    promised(StatisticsView, answer.json())
    found: dict[str, Any] = answer.json()
    return found


def values(document: dict[str, Any], table: str, row: str) -> dict[str, Any]:
    (rows,) = [one["rows"] for one in document["tables"] if one["table"] == table]
    (found,) = [one["values"] for one in rows if one["row"] == row]
    return dict(found)


NOTHING: dict[str, None] = {"shifts": None, "weeks": None, "kronor": None}


async def test_a_cost_shift_is_seen_by_the_body_in_weeks_and_kronor_and_nobody_is_in_it(town: Town) -> None:
    county, settings, _ = town
    lives = [await shifted(county) for _ in range(5)]
    await worked_until_made(county, settings)
    answer = await county.system(SOCIAL).get("coordination-bodies/prov/statistics", params={"quarter": "2026-Q3"})
    assert answer.json()["edition"] == 1
    assert values(answer.json(), "cost-shifts", "all") == {
        "shifts": 5, "weeks": round(5 * 78 / 7, 1), "kronor": 5 * round(A_SHIFT),
    }  # fmt: skip
    # That all five are of one benefit would say that there are none of the others.
    assert values(answer.json(), "cost-shifts", "sickness-benefit") == NOTHING
    picture = await county.system(SOCIAL).get(
        "coordination-bodies/prov/statistics", headers={"Accept": "image/svg+xml"}
    )
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "sammanlagt: 5 övervältringar, 55,7 veckor" in picture.text
    file = await csv_of(county, table="cost-shifts")
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert file.text.splitlines()[:3] == [
        "row,label,shifts,weeks,kronor",
        f"all,sammanlagt,5,55.7,{5 * round(A_SHIFT)}",
        "sickness-benefit,sjukpenning,withheld,withheld,withheld",
    ]
    for query in ({}, {"table": "nothing"}):
        problem(await csv_of(county, **query), 422, "invalid-request", "table")
    for life in lives:
        assert not any(secret in answer.text for secret in (life.person, life.number, *life.ids.values()))


async def csv_of(county: County, **query: str) -> httpx.Response:
    return await county.system(SOCIAL).get(
        "coordination-bodies/prov/statistics", params=query, headers={"Accept": "text/csv"}
    )


async def test_four_persons_are_too_few_to_be_told_of(town: Town) -> None:
    county, settings, _ = town
    for _ in range(4):
        await shifted(county)
    await worked_until_made(county, settings)
    document = await read(county)
    assert values(document, "cost-shifts", "all") == NOTHING
    assert {value for one in document["tables"] for row in one["rows"] for value in row["values"].values()} == {None}


async def worked_until_made(county: County, settings: Settings) -> None:
    """Let the worker's quarter turn once."""
    stop = asyncio.Event()
    async with statistics_maker(settings) as maker:
        turning = asyncio.create_task(keep_made(maker, lambda: county.today.toordinal(), stop))
        while await maker.editions.last(Quarter.of(county.today.toordinal()).previous) is None:
            await asyncio.sleep(0.05)
        stop.set()
        await turning


async def test_whoever_has_a_protected_identity_or_lives_elsewhere_is_not_counted(town: Town) -> None:
    county, settings, _ = town
    for _ in range(4):
        await shifted(county)
    await shifted(county, home={"code": "resident", "start": "2026-01-01", "detail": "0180"})
    await shifted(county, guarded={"code": "protected-identity", "start": "2020-01-01", "end": "2021-01-01"})
    for levels in (["marked"], ["marked", "none"]):
        life = await shifted(county)
        for level in levels:
            said = {"level": level, "reason": "Besked"}
            stated = await county.caseworker().post(f"/persons/{life.person}/protection", json=said)
            assert stated.status_code == 200, stated.text
    await made(settings)
    assert values(await read(county), "cost-shifts", "all") == NOTHING


async def test_a_quarter_stands_as_it_was_made_and_a_correction_is_a_new_edition_that_tells_of_no_few(
    town: Town,
) -> None:
    county, settings, _ = town
    for _ in range(6):
        await shifted(county)
    assert await made(settings)
    first = await read(county)
    assert (first["edition"], first["made_on"]) == (1, "2026-10-01")
    await shifted(county)
    assert await made(settings) is None
    assert await read(county) == first
    # One more person is too few for a correction to tell of: the number is withheld, since it is no longer right.
    assert await sip(settings, "--quarter", "2026-Q3", "--anew") == (
        0,
        "2026-Q3: edition 2 for 1 coordination bodies\n",
    )
    assert values(second := await read(county), "cost-shifts", "all") == NOTHING
    assert (second["edition"], [one["edition"] for one in second["quarters"]]) == (2, [2])
    assert await made(settings, anew=True) is None


async def test_several_workers_that_turn_the_quarter_at_once_make_one_edition(town: Town) -> None:
    county, settings, database = town
    await shifted(county)
    async with AsyncExitStack() as stack:
        makers = [await stack.enter_async_context(statistics_maker(settings)) for _ in range(4)]
        found = await asyncio.gather(*(make(maker, Q3, TURNED.toordinal()) for maker in makers))
    assert sum(one is not None for one in found) == 1
    assert database.execute("select count(*) from sip.statistics").fetchone() == (1,)


async def statements_of(settings: Settings) -> tuple[int, list[int]]:
    """How many statements an edition takes beside two for each stretch of persons, and how far each stretch comes."""
    statements, reached = 0, [0]

    def count(*_: Any) -> None:
        nonlocal statements
        statements += 1

    async with statistics_maker(settings) as maker:
        event.listen(maker.lives._reading.sync_engine, "before_cursor_execute", count)  # type: ignore[attr-defined]  # the real one
        await make(maker, Q3, TURNED.toordinal(), anew=True, size=3, show=lambda persons, _: reached.append(persons))
    return statements - 2 * (len(reached) - 1), reached


async def test_two_statements_are_run_for_a_stretch_and_as_many_others_however_many_persons_there_are(
    town: Town,
) -> None:
    county, settings, _ = town
    await shifted(county)
    few, _ = await statements_of(settings)
    for _ in range(5):
        await shifted(county)
    many, reached = await statements_of(settings)
    assert reached[-1] == 6
    assert all(later - earlier <= 2 for earlier, later in pairwise(reached)), "more was in memory than a stretch"
    assert 0 <= many - few <= 1, "an edition that tells something new is kept"
    assert many < 12


async def test_a_quarter_that_goes_on_is_not_made_nor_what_is_no_quarter(settings: Settings) -> None:
    assert await sip(settings, "--quarter", "2026-3") == (1, "quarter: is not a quarter; write it as 2026-Q3\n")
    with pytest.raises(FieldError, match="2026-Q3 has not ended; its statistics are made after 2026-09-30"):
        await made(settings, today=date(2026, 9, 30))


async def test_where_there_is_no_body_there_is_nobody_to_tell(server_url: str, tmp_path: Path) -> None:
    with own_database(server_url) as url:
        bare = Settings.model_validate({"database_url": url, "data_dir": tmp_path, "master_key": "5e" * 32})
        assert await made(bare) is None


async def test_only_members_read_and_whoever_asks_for_what_there_is_not_is_told_what_there_is(town: Town) -> None:
    county, settings, database = town
    client, path = county.system(SOCIAL), "coordination-bodies/prov/statistics"
    assert "none yet" in problem(await client.get(path), 404, "not-found")["detail"]
    await made(settings)
    assert "2026-Q3" in problem(await client.get(path, params={"quarter": "2026-Q2"}), 404, "not-found")["detail"]
    problem(await client.get(path, params={"quarter": "2026-13"}), 422, "invalid-request", "quarter")
    problem(await client.get(path, params={"municipality": HERE}), 422, "invalid-request", "municipality")
    problem(await client.get("coordination-bodies/nowhere/statistics"), 404, "not-found")
    others = (
        county.system(INSURANCE),
        county.myself((await begin(county)).number),
        county.caseworker(roles=["auditor"]),
    )
    for other in others:
        problem(await other.get(path), 403, "not-permitted")
    analyst = county.caseworker(roles=["analyst"])
    assert (await analyst.get(path)).status_code == 200
    problem(await analyst.get("findings"), 403, "not-permitted")

    # And so says the database by itself.
    for actor, rows in ((SOCIAL, 1), (INSURANCE, 0)):
        with database.transaction():
            database.execute("set local role sip_service")
            database.execute("select set_config('sip.actor', %s, true)", (county.actor(actor),))
            assert database.execute("select count(*) from sip.statistics").fetchone() == (rows,)
