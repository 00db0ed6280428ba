"""The detector opens, sharpens, closes and reopens as the days go by, however late, often or many at once it looks."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
import pytest_asyncio

from app.bootstrap.service import detector
from app.demo.stories import read_stories
from app.settings import Settings
from app.usecases.detecting import detect
from tests.county import County
from tests.secrecy.lives import Life, begin
from tests.secrecy.quiet import quiet_county
from tests.secrecy.worlds import Connection
from tests.service.test_cases_through_the_service import told

pytestmark = pytest.mark.asyncio(loop_scope="module")

OWNER, OTHER = "social-services", "employment-service"
STORIES = {story.slug: story for story in read_stories()}
PLAYED = ("elias", "mehret")

Quiet = tuple[County, Settings, Connection]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def quiet(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Quiet]:
    async with quiet_county(server_url, tmp_path_factory.mktemp("quiet")) as opened:
        yield opened


def events_of(database: Connection, person: str, words: dict[str, str]) -> dict[tuple[Any, ...], list[str]]:
    """What was told of each finding, in order, by reader, rule and subject."""
    told: dict[tuple[Any, ...], list[str]] = {}
    for reader, rule, subject, opens, kind in database.execute(
        """select e.reader, f.rule, f.subject, f.spans -> 0 ->> 'opens', e.type
             from sip.event e join sip.finding f on f.person_id = e.person_id and f.id = e.item_id
            where e.person_id = %s and e.reader is not null order by e.id""",
        (person,),
    ):
        who = "person" if str(reader) == person else str(reader)
        told.setdefault((who, rule, words.get(subject, subject), opens), []).append(kind)
    return told


def held_by(database: Connection, person: str, words: dict[str, str]) -> list[tuple[Any, ...]]:
    """What every reader holds, but for the versions and ids."""
    rows = database.execute(
        """select reader::text, rule, subject, status, spans, inhibited_by, unconfirmed, valid_until from sip.finding
            where person_id = %s and status <> 'retracted'""",
        (person,),
    ).fetchall()
    named = {**words, person: "person"}
    return sorted((named.get(row[0], row[0]), row[1], named.get(row[2], row[2]), *map(str, row[3:])) for row in rows)


def words_of(ids: dict[str, str]) -> dict[str, str]:
    return {item: key for key, item in ids.items()}


async def test_a_gap_is_foreseen_opens_becomes_critical_closes_and_comes_back(quiet: Quiet) -> None:
    county, _, database = quiet
    life = await begin(county)
    await life.plan(OWNER)
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    await life.tell(OWNER, "ownership", "mine", need="job", start="2026-04-05", end="2026-04-10")
    statuses: dict[str, str] = {}
    for day in days(date(2026, 3, 1), date(2026, 4, 30)):
        await county.detect(day)
        found = {
            (row[1], row[2]): row[3] for row in held_by(database, life.person, words_of(life.ids)) if row[0] == "person"
        }
        status = found.get(("need-unowned", "job"), "none")
        if status not in list(statuses.values())[-1:]:
            statuses[day.isoformat()] = status
    assert statuses == {
        "2026-03-01": "none", "2026-03-08": "upcoming", "2026-03-15": "open", "2026-03-31": "critical",
        "2026-04-05": "closed", "2026-04-18": "upcoming", "2026-04-25": "open",
    }  # fmt: skip
    told = events_of(database, life.person, words_of(life.ids))
    assert told["person", "need-unowned", "job", "2026-03-15"] == [
        f"finding-{what}" for what in ("upcoming", "opened", "critical", "closed", "upcoming", "reopened")
    ]


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


@pytest.mark.parametrize("slug", PLAYED)
async def test_waking_only_when_it_is_due_finds_what_looking_every_day_does(quiet: Quiet, slug: str) -> None:
    county, _, database = quiet
    lives = [(await told(county, tuple(STORIES[slug].facts)))[0] for _ in range(2)]
    daily, woken = lives
    looks = 0
    for day in days(date(2026, 7, 1), date(2027, 1, 31)):
        database.execute("insert into sip.dirty (person_id) values (%s)", (daily.person_id,))
        due = database.execute(
            "select exists (select from sip.watch where person_id = %s and wake_on <= %s)", (woken.person_id, day)
        ).fetchone()
        looks += due == (True,)
        await county.detect(day)
        one, other = (held_by(database, life.person_id, words_of(life.ids)) for life in lives)
        assert one == other, f"{slug} on {day}"
    assert events_of(database, daily.person_id, words_of(daily.ids)) == events_of(
        database, woken.person_id, words_of(woken.ids)
    )
    assert 5 < looks < 100
    database.execute("delete from sip.watch where person_id = any(%s::uuid[])", ([life.person_id for life in lives],))


async def crowd(county: County, size: int) -> list[Life]:
    """So many persons with a need that nobody has, which the detector has not seen yet."""
    lives = []
    for _ in range(size):
        life = await begin(county)
        await life.plan(OWNER)
        await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
        lives.append(life)
    return lives


WAITING = {
    "dirty": "insert into sip.dirty (person_id) values (%s)",
    "watch": "insert into sip.watch (person_id, wake_on) values (%s, date '2026-03-01')",
    "recheck": "insert into sip.recheck (person_id) values (%s)",
}


@pytest.fixture
def small_in_the_planners_eyes(quiet: Quiet) -> Iterator[None]:
    """Whoever connects meanwhile joins as PostgreSQL does where it takes a table to be nearly empty."""
    database = quiet[2]
    plans = ("enable_hashjoin", "enable_mergejoin", "enable_hashagg", "enable_sort", "enable_material")
    for plan in plans:
        database.execute(f"alter database {database.info.dbname} set {plan} = off")
    yield
    database.execute(f"alter database {database.info.dbname} reset all")


@pytest.mark.usefixtures("small_in_the_planners_eyes")
@pytest.mark.parametrize("table", WAITING)
async def test_a_batch_is_never_larger_than_asked(quiet: Quiet, table: str) -> None:
    county, settings, database = quiet
    await county.detect(date(2026, 3, 20))
    lives = await crowd(county, 5)
    for emptied in WAITING:
        database.execute(f"delete from sip.{emptied}")
    for life in lives:
        database.execute(WAITING[table], (life.person,))
    day = date(2026, 3, 20).toordinal()
    taken = []
    async with detector(settings) as (queue, _):
        for _ in range(len(lives) + 1):
            async with queue.take(1, day) as batch:
                taken.append(len(batch.dossiers))
    assert taken == [1] * len(lives) + [0]


async def test_many_workers_do_everything_once_and_lose_nothing(quiet: Quiet) -> None:
    county, settings, database = quiet
    await county.detect(date(2026, 3, 20))
    day = date(2026, 3, 20).toordinal()
    async with AsyncExitStack() as stack:
        workers = [await stack.enter_async_context(detector(settings)) for _ in range(4)]
        for queue, rules in workers:  # who connects first would have done it all before the last has connected
            assert await detect(queue, rules, day) == 0
        lives = await crowd(county, 24)

        async def work(queue: Any, rules: Any) -> int:
            looked = 0
            while database.execute("select exists (select from sip.dirty)").fetchone() == (True,):
                looked += await detect(queue, rules, day, size=1)
                await asyncio.sleep(0)
            return looked

        shares = await asyncio.gather(*(work(queue, rules) for queue, rules in workers))
    assert sum(share > 0 for share in shares) > 1
    for life in lives:
        for (_, rule, subject, _), kinds in events_of(database, life.person, words_of(life.ids)).items():
            assert len(kinds) == len(set(kinds)), (rule, subject, kinds)
        found = [row[:4] for row in held_by(database, life.person, words_of(life.ids))]
        assert len(found) == len(set(found))
        assert ("person", "need-unowned", "job", "open") in found


class Struck(Exception):
    """Stands for whatever ends a worker."""


@pytest.mark.parametrize("saved", [False, True], ids=["before it saved", "after it saved"])
async def test_a_worker_that_dies_loses_nobody(quiet: Quiet, saved: bool) -> None:
    county, _, database = quiet
    await county.detect(date(2026, 3, 20))
    lives = await crowd(county, 3)
    day = county.today.toordinal()
    with pytest.raises(Struck):  # noqa: PT012 - it is in the middle that it dies
        async with county.queue.take(50, day) as batch:
            assert {str(dossier.person_id) for dossier in batch.dossiers} == {life.person for life in lives}
            if saved:
                await batch.save(await county.detector.judge(batch.dossiers, day))
            raise Struck
    assert not any(held_by(database, life.person, {}) for life in lives)
    await county.detect()
    for life in lives:
        assert ("person", "need-unowned", "job", "open") in [
            row[:4] for row in held_by(database, life.person, words_of(life.ids))
        ]


async def test_a_worker_that_dies_on_a_wake_day_loses_nobody(quiet: Quiet) -> None:
    county, _, database = quiet
    (life,) = await crowd(county, 1)
    await county.detect(date(2026, 3, 14))
    with pytest.raises(Struck):  # noqa: PT012 - as above
        async with county.queue.take(50, date(2026, 3, 15).toordinal()) as batch:
            assert life.person in {str(dossier.person_id) for dossier in batch.dossiers}
            raise Struck
    await county.detect(date(2026, 3, 15))
    assert ("person", "need-unowned", "job", "open") in [
        row[:4] for row in held_by(database, life.person, words_of(life.ids))
    ]


REPORTS: tuple[tuple[str, str, str, int, dict[str, Any]], ...] = (
    (OWNER, "status", "support", 1, {"code": "income-support", "detail": "social", "start": "2025-01-15"}),
    (OWNER, "status", "support", 2, {"code": "income-support", "detail": "social", "start": "2025-02-15"}),
    ("social-insurance", "assessment", "able", 1, {"outcome": "able", "start": "2026-01-20"}),
    (OTHER, "assessment", "unable", 1, {"outcome": "partly", "start": "2026-02-01"}),
    (OTHER, "assessment", "unable", 4, {"outcome": "unable", "start": "2026-02-01"}),
    (OTHER, "status", "seeker", 1, {"code": "job-seeker", "start": "2026-01-01"}),
    (OTHER, "status", "seeker", 2, {"code": "job-seeker", "start": "2026-01-01", "void": True}),
)


@pytest.mark.parametrize("seed", range(5))
async def test_the_order_in_which_facts_arrive_makes_no_difference(quiet: Quiet, seed: int) -> None:
    county, _, database = quiet
    county.today = date(2026, 6, 1)
    held = []
    for reports in (REPORTS, Random(seed).sample(REPORTS, len(REPORTS))):  # noqa: S311 - for choosing cases
        life = await begin(county)
        for who, kind, key, version, fields in reports:
            await life.tell(who, kind, key, version=version, **fields)
            if reports is not REPORTS:
                await county.detect()
        await county.detect()
        held.append(held_by(database, life.person, words_of(life.ids)))
    assert held[0] == held[1]
    assert {row[1] for row in held[0]} == {"income-support-longterm", "conflicting-workability"}


async def test_what_is_said_and_taken_back_was_never_said(quiet: Quiet) -> None:
    county, _, database = quiet
    county.today = date(2026, 6, 1)
    answers: list[tuple[list[tuple[Any, ...]], list[set[str]]]] = []
    for slip in (False, True):
        life = await begin(county)
        await life.plan(OWNER, OTHER)
        await life.consent("consent", [OWNER, OTHER], ["work"])
        await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
        await county.detect()
        if slip:
            slips: tuple[tuple[str, str, dict[str, Any]], ...] = (
                (OTHER, "activity", {"need": "job", "planned_start": "2026-04-01"}),
                (OWNER, "ownership", {"need": "job", "start": "2026-03-02"}),
                ("person", "consent", {"start": "2026-01-01", "actors": [OWNER, OTHER], "categories": ["health"]}),
                ("union", "contact", {"on": "2026-05-01", "outcome": "missed"}),
            )
            for who, kind, fields in slips:
                await life.tell(who, kind, f"slip-{kind}", **fields)
            await county.detect()
            assert held_by(database, life.person, words_of(life.ids)) != answers[0][0]
            for who, kind, fields in slips:
                await life.tell(who, kind, f"slip-{kind}", version=2, void=True, **fields)
            await county.detect()
            assert (await county.system("union").get(f"persons/{life.person}")).status_code == 404
        seen = [await life.seen(reader) for reader in (OWNER, OTHER, "union")]
        answers.append((held_by(database, life.person, words_of(life.ids)), seen))
    assert answers[0] == answers[1]
