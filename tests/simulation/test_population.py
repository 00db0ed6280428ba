"""Each simulated person is the same whoever else is asked for, and what is reported is as untidy as life."""

from collections import Counter

import pytest

from app.simulation.life import Life
from app.simulation.population import life_of
from app.simulation.setup import SIZES
from tests.simulation.worlds import few

SOME = range(300)


def told(life: Life) -> tuple[object, ...]:
    return tuple(life.reports), tuple(life.spells), tuple(life.follow_ups)


def test_the_same_seed_gives_the_same_lives_in_whatever_order_they_are_asked_for() -> None:
    forwards = [told(life_of(number, few(300))) for number in SOME]
    backwards = [told(life_of(number, few(300))) for number in reversed(SOME)]

    assert forwards == backwards[::-1]


def test_a_person_is_the_same_in_a_larger_crowd() -> None:
    assert told(life_of(7, few(10))) == told(life_of(7, few(1_000)))


def test_another_seed_gives_other_lives() -> None:
    assert told(life_of(7, few(10, seed=1))) != told(life_of(7, few(10, seed=2)))


def test_some_reports_come_late_some_twice_some_are_corrected_and_some_taken_away() -> None:
    reports = [report for number in SOME for report in life_of(number, few(300)).reports]
    versions = Counter((report.id, report.version, report.fact) for report in reports)

    assert max(versions.values()) > 1
    assert any(report.fact is None for report in reports)
    assert any(report.version > 1 for report in reports)


def test_every_person_is_born_once_and_every_spell_lasts_at_least_a_day() -> None:
    for number in SOME:
        life = life_of(number, few(300))

        assert [report.id for report in life.reports].count("me") == 1
        assert all(spell.end is None or spell.start < spell.end for spell in life.spells)


def test_facts_do_not_end_before_they_begin() -> None:
    for number in SOME:
        for report in life_of(number, few(300)).reports:
            start, end = getattr(report.fact, "start", None), getattr(report.fact, "end", None)

            assert start is None or end is None or start <= end, report


@pytest.mark.parametrize("size", ["M", "L"])
def test_of_all_inhabitants_most_live_quietly(size: str) -> None:
    assert SIZES[size].in_target_groups == 10
