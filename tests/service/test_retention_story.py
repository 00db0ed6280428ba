"""Five years pass: what social services had goes, but for what is held, exempt or another's."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
import pytest_asyncio

from app.adapters.postgres.migrate import migrate
from app.bootstrap.keeping import key_store
from app.bootstrap.retention import remover
from app.domain.days import anniversary
from app.settings import Settings
from app.usecases import retention
from app.worker.retention import keep_removed
from tests.county import County, open_county
from tests.leaks.ear import EAR
from tests.secrecy.lives import Life

pytestmark = pytest.mark.asyncio(loop_scope="session")

OWNER, OTHER = "social-services", "employment-service"
SIP = [sys.executable, "-c", "from app.cli.main import main; main()"]
THEN = date.fromordinal(anniversary(date.today().toordinal(), 5) + 2)  # noqa: DTZ011 - the day of the database's clock
"""A day on which five years have passed since everything here was written."""


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def county(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[County]:
    """A county in a database of its own: what is removed here is missed by nobody else."""
    name = f"sip_retention_{uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
        url = server_url.replace("/postgres?", f"/{name}?")
        migrate(url)
        keys: Path = tmp_path_factory.mktemp("keys")
        settings = Settings.model_validate({"database_url": url, "data_dir": keys, "master_key": "5e" * 32})
        async with open_county(settings) as opened:
            yield opened
        with psycopg.connect(url) as database:
            EAR.hear_tables(database)
        connection.execute(f'drop database "{name}" with (force)')


def run(county: County, *options: str) -> list[str]:
    return sip(county, "run", "--today", THEN.isoformat(), *options)


def sip(county: County, *words: str, answer: str = "y") -> list[str]:
    """What the command of retention says, and is answered when it asks."""
    settings = county.service.settings
    given = {"DATABASE_URL": str(settings.database_url), "SIP_MASTER_KEY": "5e" * 32, "COLUMNS": "200"}
    done = subprocess.run(
        [*SIP, "retention", *words, "--data-dir", str(settings.data_dir)],
        env={**os.environ, **given},
        input=f"{answer}\n",
        capture_output=True,
        text=True,
        check=answer == "y",
    )
    return done.stdout.splitlines()


def rows(county: County, asked: str, *values: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(str(county.service.settings.database_url), options="-c search_path=sip") as connection:
        return connection.execute(asked, values).fetchall()


async def somebody(county: County, born: date, *parties: str) -> Life:
    """A person with a plan, a need and a consent."""
    number = county.number(born)
    life = Life(county, number, await county.person(number))
    await life.plan(OWNER, *parties)
    await life.consent("consent", [OWNER, OTHER], ["work"])
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    return life


async def export(life: Life) -> dict[str, Any]:
    answer = await life.county.myself(life.number).get(f"/persons/{life.person}/export")
    assert answer.status_code == 200, answer.text
    whole: dict[str, Any] = answer.json()
    return whole


async def kinds(life: Life, who: str) -> list[str]:
    owner = life.county.actor(who)
    return sorted(item["kind"] for item in (await export(life))["items"] if item["owner"] == owner)


async def test_five_years_pass(county: County) -> None:
    elias, noor = [await somebody(county, date(1990, 5, 17)) for _ in range(2)]
    sara = await somebody(county, date(1990, 5, 17), OTHER)
    await sara.tell(OTHER, "activity", "course", plan="plan", planned_start="2026-12-01", need="job")
    karin = await somebody(county, date(1990, 5, 15))
    await county.detect()
    held = {"reason": "Ärendet prövas i förvaltningsrätten"}
    answer = await county.caseworker().post(f"/persons/{elias.person}/legal-holds", json=held)
    hold = answer.json()["holds"][0]["id"]
    before = await export(noor)
    assert {item["kind"] for item in before["items"]} == {"person", "plan", "participant", "need", "consent"}

    assert run(county, "--today", date.today().isoformat())[-1] == "0 items and 0 findings removed; of 0 persons all"  # noqa: DTZ011
    would = run(county, "--dry-run")
    assert rows(county, "select count(*) from fact where kind = 'need'") == [(4,)]

    said = run(county)
    assert [line.replace("removed", "would go") for line in said] == would, "what it says is what it does"
    assert f"Provköping, {OWNER}: need: 2 items in 2 versions" in said
    assert f"Provköping, {OWNER}: need: 1 items are due and kept: by a hold, or because others need them" in said
    assert said[-1].endswith("of 1 persons all")
    for told in (*said, *would):
        assert not any(life.person in told for life in (elias, noor, sara, karin))

    county.today = THEN
    assert (await county.myself(noor.number).get(f"/persons/{noor.person}/export")).status_code in (401, 404)
    assert rows(county, "select count(*) from person where person_id = %s", noor.person) == [(0,)]
    assert rows(county, "select count(*) from person_identity where person_id = %s", noor.person) == [(0,)]
    assert await kinds(elias, OWNER) == ["need", "participant", "plan"]
    assert await kinds(karin, OWNER) == ["need", "participant", "plan"]
    assert await kinds(sara, OWNER) == ["participant", "participant", "plan"], "the frame, which another needs"
    assert await kinds(sara, OTHER) == ["activity"]
    words = [entry["words"] for entry in (await export(sara))["log"]]
    assert any(
        "tog bort uppgifter vars tid gått ut. Det gällde arbete. Grund: reglerna för hur länge uppgifter sparas" in w
        for w in words
    )

    assert await county.detect(THEN) >= 0
    answer = await county.caseworker().post(
        f"/persons/{elias.person}/legal-holds/{hold}/release", json={"reason": "Domen har vunnit laga kraft"}
    )
    assert answer.status_code == 200, answer.text
    assert run(county)[-1].endswith("of 1 persons all")
    assert rows(county, "select count(*) from fact where person_id = %s", elias.person) == [(0,)]
    assert run(county)[-1] == "0 items and 0 findings removed; of 0 persons all"

    # What its source sends again is new: whoever reports it has a reason to have it again.
    again = await sara.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    assert again.status_code == 201
    assert await county.detect(THEN) >= 0


async def test_a_run_that_was_stopped_goes_on_where_it_was(county: County) -> None:
    county.today = date(2026, 11, 21)
    lives = [await somebody(county, date(1990, 5, 17)) for _ in range(3)]
    persons = [UUID(life.person) for life in lives]
    forgotten: list[UUID] = []

    def stop(done: int, _: UUID) -> None:
        if forgotten:
            raise KeyboardInterrupt

    async with remover(county.service.settings) as opened:
        with pytest.raises(KeyboardInterrupt):
            await retention.run(opened.archive, THEN.toordinal(), forget=forgotten.append, size=1, show=stop)
        assert len(forgotten) == 1
        assert len(rows(county, "select from person where person_id = any (%s)", persons)) == 2
        await retention.run(opened.archive, THEN.toordinal(), forget=forgotten.append, size=1)
    assert sorted(forgotten) == sorted(persons), "each once, and only when it is so for good"
    assert rows(county, "select count(*) from person where person_id = any (%s)", persons) == [(0,)]


def key_is_there(county: County, life: Life) -> bool:
    with closing(key_store(county.service.settings)) as store:
        return UUID(life.person) not in store.destroyed()


async def test_a_run_that_is_killed_before_it_destroys_a_key_leaves_that_to_whoever_comes_next(county: County) -> None:
    county.today = date(2026, 11, 21)

    def killed(_: UUID) -> None:
        raise KeyboardInterrupt

    for comes_next in ("the command", "a worker that was there all the time"):
        life = await somebody(county, date(1990, 5, 17))
        async with remover(county.service.settings) as worker, remover(county.service.settings) as opened:
            with pytest.raises(KeyboardInterrupt):
                await retention.run(opened.archive, THEN.toordinal(), forget=killed)
            assert rows(county, "select count(*) from person where person_id = %s", life.person) == [(0,)]
            assert key_is_there(county, life)
            if comes_next != "the command":
                await night(worker, THEN, hour=0)
        if comes_next == "the command":
            assert run(county)[-1] == "0 items and 0 findings removed; of 0 persons all"
        assert not key_is_there(county, life), comes_next
        assert run(county)[-1] == "0 items and 0 findings removed; of 0 persons all", "again, and it is the same"


async def night(worker: retention.Remover, day: date, hour: int) -> None:
    """The worker looks a few times, on that day at that hour."""
    stop = asyncio.Event()
    looks: list[int] = []

    async def caught_up() -> None:
        await worker.catch_up()
        looks.append(hour)

    one = replace(worker, catch_up=caught_up)
    turn = asyncio.create_task(keep_removed(one, day.toordinal, lambda: hour, stop, every=0.01))
    while len(looks) < 3:
        await asyncio.sleep(0.01)
    stop.set()
    await turn


async def test_the_worker_removes_what_is_due_of_the_actors_that_have_begun_and_of_nobody_else(county: County) -> None:
    county.today = date(2026, 11, 21)
    mine, theirs = [await somebody(county, date(1990, 5, 17)) for _ in range(2)]
    begin = ("begin", OWNER, "--on", THEN.isoformat())
    left = "select count(*) from person where person_id = any (%s)"
    both = [UUID(mine.person), UUID(theirs.person)]
    async with remover(county.service.settings) as worker:
        await night(worker, THEN, hour=3)
        assert rows(county, left, both) == [(2,)], "it is off until somebody turns it on"
        assert not any("saved" in line for line in sip(county, *begin, answer="n"))
        assert any(f"Provköping, {OWNER}: from {THEN} on" in line for line in sip(county, *begin))
        await night(worker, THEN - timedelta(days=1), hour=3)
        await night(worker, THEN, hour=2)
        assert rows(county, left, both) == [(2,)], "the day has not come, and then it is not night"
        sip(county, "stop", OWNER)
        sip(county, "begin", OTHER, "--on", "2026-01-01")
        await night(worker, THEN, hour=3)
        assert rows(county, left, both) == [(2,)], "another's beginning is no leave to remove this one's"
        sip(county, *begin)
        await night(worker, THEN, hour=23)
        assert rows(county, left, both) == [(0,)]
    assert not key_is_there(county, mine)


async def test_findings_that_closed_two_years_ago_are_numbers_of_nobody(county: County) -> None:
    actor = county.actor(OWNER)
    statement = """insert into sip.finding (person_id, id, reader, rule, subject, owner, status, opens, closes, spans)
                   values (%s, %s, %s, %s, 'person', %s, 'closed', '2026-01-01', '2026-02-01', '[]')"""
    persons = [uuid4() for _ in range(6)]
    with psycopg.connect(str(county.service.settings.database_url)) as connection:
        for number, person in enumerate(persons):
            for reader in (person, UUID(actor)):
                for rule in ("common", "rare") if number < 4 else ("common",):
                    connection.execute(statement, (person, uuid4(), reader, rule, actor))
    asked = "select rule, findings from finding_count where quarter = '2026-Q1' order by rule"
    async with remover(county.service.settings) as opened:
        early = date(2028, 3, 31).toordinal()
        assert (await retention.run(opened.archive, early)).findings == {}
        outcome = await retention.run(opened.archive, date(2028, 4, 1).toordinal())
        assert outcome.findings == {"2026-Q1": 20}
        assert rows(county, asked) == [("common", 6), ("rare", None)], "each gap once, and none that rests on four"
        with psycopg.connect(str(county.service.settings.database_url)) as connection:
            connection.execute(statement, (persons[0], uuid4(), persons[0], "late", actor))
        await retention.run(opened.archive, THEN.toordinal())
        left = [number for number in await opened.archive.numbers() if number.rule in ("common", "rare", "late")]
        assert left == [("2026-Q1", "common", "", 6), ("2026-Q1", "rare", "", None)]
    told = sip(county, "numbers")
    assert told[0] == "quarter,rule,county,findings"
    assert {"2026-Q1,common,,6", "2026-Q1,rare,,withheld"} < set(told)
    assert rows(county, asked) == [("common", 6), ("rare", None)], "made once"
    assert rows(county, "select count(*) from finding where person_id = any (%s)", persons) == [(0,)]
