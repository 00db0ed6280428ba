"""The algebra of days means what it says, held against its day-by-day meaning."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.days import (
    ALWAYS,
    FUTURE,
    NEVER,
    PAST,
    DaySet,
    WorkingDays,
    all_of,
    anniversary,
    between,
    day,
    earliest,
    earliest_since,
    iso,
    lasting,
    since,
    single_days,
    twice,
    union,
)

NEAR = st.integers(-30, 30)
LENGTH = st.integers(0, 15)
WINDOW = range(-50, 51)  # every edge of what is made below, moved by every length, lies inside it
ASKED = range(WINDOW.start - 16, WINDOW.stop + 16)  # what a length away from it may ask about

Meaning = Callable[[int], bool]


@st.composite
def sets(draw: st.DrawFn) -> tuple[DaySet, Meaning]:
    """A set of days and, beside it, what being in it means."""
    starts = st.one_of(NEAR, st.just(PAST))
    intervals = draw(st.lists(st.tuples(starts, st.one_of(NEAR, st.just(FUTURE))), max_size=6))
    intervals = [(start, end) for start, end in intervals if start < end]
    inside = {t for t in ASKED if any(start <= t < end for start, end in intervals)}
    return union(intervals), inside.__contains__


def assert_means(days: DaySet, meaning: Meaning) -> None:
    """The same days, and in the one form that a set has: sorted, disjoint, not touching."""
    assert [t for t in WINDOW if t in days] == [t for t in WINDOW if meaning(t)]
    assert all(left < right for left, right in pairwise(days))
    assert len(days) % 2 == 0


@given(sets(), sets())
def test_union_intersection_difference_and_complement(a: tuple[DaySet, Meaning], b: tuple[DaySet, Meaning]) -> None:
    (left, in_left), (right, in_right) = a, b
    assert_means(left | right, lambda t: in_left(t) or in_right(t))
    assert_means(left & right, lambda t: in_left(t) and in_right(t))
    assert_means(left - right, lambda t: in_left(t) and not in_right(t))
    assert_means(~left, lambda t: not in_left(t))
    assert ~~left == left
    assert (left - left, left | ~left) == (NEVER, ALWAYS)


@given(st.lists(sets(), max_size=5))
def test_the_union_of_many(several: list[tuple[DaySet, Meaning]]) -> None:
    assert_means(all_of([days for days, _ in several]), lambda t: any(meaning(t) for _, meaning in several))


@given(st.lists(sets(), max_size=5))
def test_twice_means_in_two_of_the_sets_or_more(several: list[tuple[DaySet, Meaning]]) -> None:
    assert_means(twice(days for days, _ in several), lambda t: sum(meaning(t) for _, meaning in several) >= 2)


@given(sets(), st.integers(1, 15))
def test_runs_are_the_intervals_that_last_so_long(a: tuple[DaySet, Meaning], n: int) -> None:
    days, _ = a
    lasting = [(start, end) for start, end in days.intervals() if end - start >= n]
    assert list(days.runs(n).intervals()) == lasting


@given(sets(), LENGTH)
def test_held_means_every_day_of_the_last_n_and_today(a: tuple[DaySet, Meaning], n: int) -> None:
    days, meaning = a
    assert_means(days.held(n), lambda t: all(meaning(u) for u in range(t - n, t + 1)))


@given(sets(), LENGTH)
def test_once_means_some_day_of_the_last_n_or_today(a: tuple[DaySet, Meaning], n: int) -> None:
    days, meaning = a
    assert_means(days.once(n), lambda t: any(meaning(u) for u in range(t - n, t + 1)))


@given(sets(), LENGTH)
def test_soon_means_today_or_some_day_of_the_next_n(a: tuple[DaySet, Meaning], n: int) -> None:
    days, meaning = a
    assert_means(days.soon(n), lambda t: any(meaning(u) for u in range(t, t + n + 1)))


@given(sets(), st.integers(1, 15), st.integers(1, 15))
def test_at_least_counts_the_days_of_a_window_that_ends_today(a: tuple[DaySet, Meaning], k: int, w: int) -> None:
    days, meaning = a
    assert_means(days.at_least(k, w), lambda t: sum(meaning(u) for u in range(t - w + 1, t + 1)) >= k)


def test_at_least_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        since(1).at_least(0, 5)


@given(sets(), NEAR)
def test_first_is_the_nearest_day_on_or_after(a: tuple[DaySet, Meaning], d: int) -> None:
    days, meaning = a
    assert days.first(d) == next((t for t in range(d, 40) if meaning(t)), None)


@given(st.lists(NEAR))
def test_single_days_are_those_days_and_no_others(some: list[int]) -> None:
    assert_means(single_days(some), lambda t: t in some)


@given(st.lists(st.one_of(NEAR, st.none())), LENGTH)
def test_lasting_means_those_days_that_are_present_and_the_n_after_each(some: list[int | None], n: int) -> None:
    assert_means(lasting(some, n), lambda t: any(d is not None and d <= t <= d + n for d in some))


@given(NEAR, NEAR)
def test_since_and_between_are_half_open(d: int, e: int) -> None:
    assert_means(since(d), lambda t: d <= t)
    assert_means(between(d, e), lambda t: d <= t < e)
    assert between(d, None) == since(d)
    assert since(None) == NEVER


def test_an_infinite_span_has_no_ends() -> None:
    assert list((~between(3, 5)).spans()) == [(None, 3), (5, None)]
    assert list(between(3, 5).spans()) == [(3, 5)]


def test_the_earliest_of_the_days_that_are_present() -> None:
    assert earliest(None, 5, 3) == 3
    assert earliest(None, None) is None
    assert earliest_since(3, [None, 5, 2, 3]) == 3
    assert earliest_since(3, [None, 2]) is None


def test_days_are_read_and_written_as_iso_dates() -> None:
    assert day("2026-11-21") == date(2026, 11, 21).toordinal()
    assert iso(day("1900-01-01")) == "1900-01-01"
    assert iso(day("2200-12-31")) == "2200-12-31"


@pytest.mark.parametrize(
    "wrong", ["2025-02-30", "1899-12-31", "2201-01-01", "20250101", "2025-W01-1", "2025-1-1", "today", ""]
)
def test_a_day_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"date|calendar|1900"):
        day(wrong)


def test_who_is_born_on_29_february_has_the_birthday_on_1_march_in_common_years() -> None:
    leap_day = day("2008-02-29")
    assert iso(anniversary(leap_day, 17)) == "2025-03-01"
    assert iso(anniversary(leap_day, 20)) == "2028-02-29"
    assert iso(anniversary(day("2008-01-15"), 20)) == "2028-01-15"


@given(st.integers(day("2025-12-01"), day("2028-02-01")), st.integers(1, 30))
def test_the_nth_working_day_is_strictly_after(d: int, n: int) -> None:
    epiphanies = {day(f"{year}-01-06") for year in range(2024, 2030)}
    calendar = WorkingDays(lambda year: {e for e in epiphanies if date.fromordinal(e).year == year})
    working = [t for t in range(d + 1, d + 90) if date.fromordinal(t).weekday() < 5 and t not in epiphanies]
    assert calendar.add(d, n) == working[n - 1]


def test_no_working_day_at_all_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        WorkingDays(lambda year: ()).add(1, 0)
