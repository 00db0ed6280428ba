"""A simulated county through the whole service gives, to the day, what the engine alone finds in the same lives."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from app.bootstrap.simulation import make_detect
from app.demo.year.playing import ANYONE, EVERYTHING, MUNICIPALITY, Year, alike, play_through
from app.settings import Settings
from app.simulation.driver import Episode, play
from app.simulation.life import Life, Report
from app.simulation.population import life_of
from tests.secrecy.quiet import own_database
from tests.simulation.worlds import few

pytestmark = pytest.mark.asyncio(loop_scope="module")

PERSONS, DAYS = 30, 75
detect = make_detect()


def short(number: int) -> Life:
    """A life whose simulated days end early."""
    life = life_of(number, few(PERSONS))
    life.end = life.start + DAYS
    return life


def told_late(reports: Sequence[Report]) -> list[Report]:
    return [Report(one.recorded + (one.id != "me"), one.id, one.version, one.fact) for one in reports]


def never_changed(reports: Sequence[Report]) -> list[Report]:
    return [one for one in reports if one.version == 1]


def never_taken_away(reports: Sequence[Report]) -> list[Report]:
    return [one for one in reports if one.fact is not None]


BROKEN: dict[str, Callable[[Sequence[Report]], list[Report]]] = {
    "everything comes a day late": told_late,
    "what has changed is not told": never_changed,
    "what was taken away stays": never_taken_away,
}


def broken(how: str) -> tuple[int, Life]:
    """The first life, with its number, in which the engine notices when it is reported in this way."""
    for number in range(PERSONS):
        life = short(number)
        life.reports = BROKEN[how](life.reports)
        if not alike(found(life), found(short(number))):
            return number, life
    raise AssertionError(f"nobody's findings show that {how}")


def found(life: Life) -> tuple[Episode, ...]:
    return play(life, detect).episodes


@dataclass
class County:
    """What came of the lives, and then of those that were reported in a broken way."""

    year: Year
    broken: list[tuple[int, Life]]

    def seen(self, number: int, audience: str = EVERYTHING) -> tuple[Episode, ...]:
        return self.year.lives[number][audience].episodes


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def county(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[County]:
    others = [broken(how) for how in BROKEN]
    lives = [short(number) for number in range(PERSONS)] + [life for _, life in others]
    with own_database(server_url) as url:
        given = {"database_url": url, "data_dir": Path(tmp_path_factory.mktemp("keys")), "master_key": "5e" * 32}
        yield County(await play_through(few(len(lives)), Settings.model_validate(given), lives), others)


async def test_whoever_sees_everything_is_told_on_the_very_days_on_which_the_engine_tells(county: County) -> None:
    for number in range(PERSONS):
        assert sorted(county.seen(number), key=repr) == sorted(found(short(number)), key=repr), number


@pytest.mark.parametrize("how", BROKEN)
async def test_a_service_that_was_told_otherwise_is_found_out(county: County, how: str) -> None:
    place = list(BROKEN).index(how)
    number, life = county.broken[place]

    assert not alike(county.seen(PERSONS + place), found(short(number)))
    assert alike(county.seen(PERSONS + place), found(life))


async def test_these_lives_are_reported_as_untidily_as_life_is_and_something_is_found_in_them() -> None:
    what: Counter[str] = Counter()
    for number in range(PERSONS):
        life = short(number)
        highest: dict[str, int] = {}
        for report in sorted(life.reports, key=lambda one: one.recorded):
            if report.recorded < life.end:
                before = highest.setdefault(report.id, report.version)
                what["superseded"] += report.version < before
                what["changed"] += report.version > before
                what["taken away"] += report.fact is None
                highest[report.id] = max(before, report.version)
        what["told twice"] += len(life.reports) - len({(one.id, one.version) for one in life.reports})
        what["found"] += len(found(life))
        what["closed"] += sum(stretch[1] < life.end for one in found(life) for stretch in one.opened)

    assert {"superseded", "changed", "taken away", "told twice", "found", "closed"} == set(+what), what


async def test_an_agency_sees_what_it_may_and_the_municipality_less_than_all_agencies_together(county: County) -> None:
    days = {
        audience: sum(end - start for number in range(PERSONS) for one in county.seen(number, audience)
                      for start, end in one.opened)
        for audience in (EVERYTHING, ANYONE, MUNICIPALITY)
    }  # fmt: skip

    assert 0 < days[MUNICIPALITY] < days[ANYONE]
    assert days[EVERYTHING] != days[ANYONE]


async def test_a_sweep_at_the_end_finds_nothing_that_the_woken_detector_has_not(county: County) -> None:
    assert county.year.missed == 0
