"""The sweep finds nothing that a detector which was woken has not found, and whatever is broken on purpose."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import pytest_asyncio
from psycopg.types.json import Jsonb

from app.bootstrap.sweeping import sweeper
from app.demo.stories import read_stories
from app.domain.days import Day
from app.settings import Settings
from app.usecases.sweeping import Standing, Stretch, Swept, in_order
from tests.county import County
from tests.secrecy.lives import begin
from tests.secrecy.quiet import quiet_county
from tests.secrecy.worlds import Connection
from tests.service.test_cases_through_the_service import told

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOT = Path(__file__).parents[2]
FIRST, LAST = date(2026, 9, 1), date(2027, 1, 31)
OWNER, OTHER = "social-services", "employment-service"
PERSONS = 13

Quiet = tuple[County, Settings, Connection]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def played(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Quiet]:
    """Twelve lives and one with a consent that comes and goes, looked after by the detector through five months."""
    async with quiet_county(server_url, tmp_path_factory.mktemp("swept")) as (county, settings, database):
        for story in read_stories():
            await told(county, tuple(story.facts))
        life = await begin(county)
        await life.plan(OWNER, OTHER)
        await life.tell(OWNER, "need", "job", plan="plan", start="2026-08-20", category="work")
        day = FIRST
        while day <= LAST:
            county.today = day
            if day == date(2026, 9, 10):
                await life.consent("consent", [OWNER, OTHER], ["work"], start="2026-09-12", end="2026-12-31")
            if day == date(2026, 10, 20):
                await life.tell(OTHER, "ownership", "theirs", need="job", start="2026-10-20")
            if day == date(2026, 11, 15):
                await life.withdraw("consent")
            await county.detect(day)
            if day.day in (1, 15, 31):
                await assert_nothing_differs(settings, day)
            day += timedelta(1)
        yield county, settings, database


async def assert_nothing_differs(settings: Settings, day: date) -> None:
    async with sweeper(settings) as opened:
        last = await opened.everybody.upto(None, 10_000)
        assert last is not None
        assert (await opened.everybody.upto(last, 1), await opened.everybody.last()) == (None, last)
        assert await opened.look(Stretch(None, last), day.toordinal()) == Swept(PERSONS, 0, ()), day


@pytest.mark.parametrize("size", [1, 15, 60])
async def test_everybody_is_in_one_stretch_however_short_they_are(played: Quiet, size: int) -> None:
    async with sweeper(played[1]) as opened:

        async def look(stretch: Stretch) -> Swept:
            return await opened.look(stretch, LAST.toordinal())

        came = [one async for one in in_order(opened.everybody, look, None, asyncio.Event(), size=size)]
    persons = [swept.persons for _, swept in came]
    assert sum(persons) == PERSONS
    assert len(persons) > 2
    assert min(persons) > 0
    assert came == sorted(came, key=lambda one: one[0])


def started(settings: Settings, *options: str) -> subprocess.Popen[str]:
    """The sweep as somebody at a terminal starts it, on the last day of the stretch."""
    command = "from app.cli.main import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", command, "gaps", "sweep", "--today", LAST.isoformat(), *options],
        env=os.environ | {"DATABASE_URL": str(settings.database_url)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


async def sweep(settings: Settings, *options: str) -> tuple[int, str, str]:
    """How it ends, and what it says on standard output and standard error."""
    process = started(settings, *options)
    out, err = await asyncio.to_thread(process.communicate, timeout=60)
    return process.returncode, out, err


@pytest.mark.parametrize("processes", ["1", "2"])
async def test_after_five_months_nothing_differs(played: Quiet, processes: str) -> None:
    assert await sweep(played[1], "--processes", processes) == (
        0,
        f"{PERSONS} persons: 0 differ; 0 wait for the detector and were left to it\n",
        "",
    )


BROKEN = {
    "a status that was altered": (
        "update sip.finding set status = 'closed' where id = %(id)s",
        ["says something else"],
    ),
    "a day that was altered": (
        "update sip.finding set spans = jsonb_set(spans, '{0,opens}', '\"2026-01-01\"') where id = %(id)s",
        ["says something else"],
    ),
    "a finding that is gone": ("delete from sip.finding where id = %(id)s", ["is missing"]),
    "a finding of another subject": (
        "update sip.finding set subject = 'nothing' where id = %(id)s",
        ["is missing", "should not be"],
    ),
    "a day to wake that is gone": ("delete from sip.watch where person_id = %(person)s", ["will be woken too late"]),
    "a day to wake that is too late": (
        "update sip.watch set wake_on = '2040-01-01' where person_id = %(person)s",
        ["will be woken too late"],
    ),
    "a fact that came in past the projections": (
        'update sip.fact set fields = fields || \'{"end": "2026-09-05"}\' where person_id = %(person)s'
        " and kind = 'plan' and current",
        ["should not be"],
    ),
    "a fact that no rule can be held against": (
        "update sip.fact set fields = '{}' where person_id = %(person)s and kind = 'plan' and current",
        ["cannot be judged"],
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
async def test_what_is_broken_on_purpose_is_found_and_mended(played: Quiet, broken: str) -> None:
    county, settings, database = played
    statement, said = BROKEN[broken]
    row = database.execute(
        """select f.id, f.person_id, f.rule, f.reader from sip.finding f join sip.watch w using (person_id)
            where f.status in ('open', 'critical') and f.rule = 'plan-stalled' order by f.id limit 1"""
    ).fetchone()
    assert row is not None
    finding, person, rule, reader = row
    plans = "select fields, id from sip.fact where person_id = %s and kind = 'plan' and current"
    before = database.execute(plans, (person,)).fetchall()
    assert database.execute(statement, {"id": finding, "person": person}).rowcount
    try:
        code, out, err = await sweep(settings, "--repair")
        *found, summary = out.splitlines()
        assert (code, err) == (1, "")
        assert summary.startswith(f"{PERSONS} persons: 1 differ, {int('no rule' not in broken)} of them marked to be")
        assert all(line.startswith(f"person {person}:") for line in found)
        for what in said:
            about_it = f" {rule} for reader {reader}" if "finding" in broken or "altered" in broken else ""
            assert any(line.startswith(f"person {person}:{about_it}") and line.endswith(f" {what}") for line in found)
        assert not any(word in out for word in ("2026-09-05", "2026-01-01", "closed", "nothing"))
        if "fact" not in broken:
            await county.detect(LAST)
            await assert_nothing_differs(settings, LAST)
    finally:
        for fields, plan in before:
            database.execute("update sip.fact set fields = %s where id = %s and current", (Jsonb(fields), plan))
        database.execute("insert into sip.dirty (person_id) values (%s)", (person,))
        await county.detect(LAST)
    await assert_nothing_differs(settings, LAST)


async def test_whoever_waits_for_the_detector_is_left_to_it(played: Quiet) -> None:
    county, settings, database = played
    row = database.execute("select person_id from sip.watch order by 1 limit 1").fetchone()
    assert row is not None
    database.execute("insert into sip.dirty (person_id) values (%s)", row)
    database.execute("delete from sip.finding where person_id = %s", row)
    code, out, _ = await sweep(settings)
    assert (code, out) == (0, f"{PERSONS} persons: 0 differ; 1 wait for the detector and were left to it\n")
    await county.detect(LAST)
    await assert_nothing_differs(settings, LAST)


async def test_it_goes_on_after_the_person_where_another_stopped(played: Quiet) -> None:
    settings, database = played[1:]
    ids = [row[0] for row in database.execute("select distinct person_id from sip.fact order by 1")]
    code, out, _ = await sweep(settings, "--after", str(ids[9]))
    assert (code, out.split(":")[0]) == (0, f"{PERSONS - 10} persons")


async def test_a_sweep_that_is_interrupted_finishes_what_it_began_and_says_how_to_go_on(played: Quiet) -> None:
    settings, database = played[1:]
    with database.transaction():
        database.execute("lock table sip.watch in access exclusive mode")
        process = started(settings)
        waits = "select exists (select from pg_locks where not granted)"
        async with asyncio.timeout(30):
            while database.execute(waits).fetchone() != (True,):
                await asyncio.sleep(0.05)
        process.send_signal(signal.SIGINT)
        await asyncio.sleep(1)  # it hears of the signal
    out, err = await asyncio.to_thread(process.communicate, timeout=30)
    last = max(row[0] for row in database.execute("select person_id from sip.fact"))
    assert (process.returncode, out.split(":")[0]) == (3, f"{PERSONS} persons")
    assert err == f"not the end: stopped; go on with: sip gaps sweep --after {last}\n"


async def test_a_database_that_does_not_answer_ends_it_with_one_line(played: Quiet) -> None:
    settings, database = played[1:]
    with database.transaction():
        database.execute("lock table sip.watch in access exclusive mode")
        code, out, err = await sweep(settings)
    assert (code, out.split(":")[0]) == (3, "0 persons")
    assert err.startswith("not the end: the database does not answer (")
    assert err.endswith("); go on with: sip gaps sweep\n")
    assert err.count("\n") == 1


class Numbered:
    """Everybody, when persons are numbers from 1 to so many."""

    def __init__(self, most: int) -> None:
        self.most = most

    async def last(self) -> UUID | None:
        return UUID(int=self.most) if self.most else None

    async def upto(self, after: UUID | None, size: int) -> UUID | None:
        begin = after.int if after else 0
        return UUID(int=min(begin + size, self.most)) if begin < self.most else None

    async def standing(self, stretch: Stretch, today: Day) -> Sequence[Standing]:
        return []

    async def look_again(self, persons: Sequence[UUID]) -> None:
        return None


@pytest.mark.parametrize("at_once", [1, 3])
async def test_chunks_come_in_order_whichever_is_ready_first(at_once: int) -> None:
    async def look(stretch: Stretch) -> Swept:
        assert stretch.after is not None
        await asyncio.sleep(0.002 * (-stretch.after.int % 7))
        return Swept(stretch.upto.int - stretch.after.int, 0, ())

    came = [
        (last.int, swept.persons)
        async for last, swept in in_order(Numbered(23), look, UUID(int=3), asyncio.Event(), at_once=at_once, size=4)
    ]
    assert came == [(7, 4), (11, 4), (15, 4), (19, 4), (23, 4)]


async def test_when_told_to_stop_it_gives_what_was_begun_and_begins_no_more() -> None:
    stop, begun = asyncio.Event(), list[int]()

    async def look(stretch: Stretch) -> Swept:
        begun.append(stretch.upto.int)
        return Swept(10, 0, ())

    came = []
    async for last, _ in in_order(Numbered(100), look, None, stop, at_once=2, size=10):
        came.append(last.int)
        if last.int == 30:
            stop.set()
    assert came == begun == [10, 20, 30, 40]
