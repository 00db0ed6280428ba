"""Sets of days for the oracle: one bit per day of a bounded window, every operator from its definition.

Nothing here is clever on purpose. It shares no code and no idea with the interval algebra it is
compared with. A window must begin before the first day of any fact and end long after the last one: the bit
on either edge stands for all the days beyond that edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

OneDay = int  # proleptic Gregorian ordinal


@dataclass(frozen=True)
class Window:
    """The days `[low, high)` that the oracle looks at."""

    low: OneDay
    high: OneDay

    @cached_property
    def every(self) -> Days:
        return Days(self, (1 << (self.high - self.low)) - 1)

    @property
    def none(self) -> Days:
        return Days(self, 0)

    def between(self, first: OneDay, end: OneDay | None) -> Days:
        """The days of `[first, end)`; without end, all from `first`."""
        start = max(first, self.low)
        stop = self.high if end is None else min(end, self.high)
        if stop <= start:
            return self.none
        return Days(self, ((1 << (stop - start)) - 1) << (start - self.low))

    def since(self, first: OneDay | None) -> Days:
        """All days from `first`; no day at all when it is absent."""
        return self.none if first is None else self.between(first, None)


@dataclass(frozen=True)
class Days:
    """A set of days; bit i is the day `window.low + i`."""

    window: Window
    bits: int

    def __or__(self, other: Days) -> Days:
        return Days(self.window, self.bits | other.bits)

    def __and__(self, other: Days) -> Days:
        return Days(self.window, self.bits & other.bits)

    def __invert__(self) -> Days:
        return Days(self.window, self.bits ^ self.window.every.bits)

    def __sub__(self, other: Days) -> Days:
        return self & ~other

    def __contains__(self, day: OneDay) -> bool:
        inside = min(max(day, self.window.low), self.window.high - 1)
        return bool(self.bits >> (inside - self.window.low) & 1)

    def ago(self, n: int) -> Days:
        """The days t such that this set contains t - n (n below zero: the days to come)."""
        size = self.window.high - self.window.low
        if n >= 0:
            beyond = (1 << n) - 1 if self.bits & 1 else 0
            return Days(self.window, (self.bits << n | beyond) & self.window.every.bits)
        beyond = ((1 << -n) - 1) << (size + n) if self.bits >> (size - 1) else 0
        return Days(self.window, self.bits >> -n | beyond)

    def held(self, n: int) -> Days:
        """No day of the last n nor today is missing."""
        return ~(~self).once(n)

    def once(self, n: int) -> Days:
        """Of the last n days or today; found for 2, 4, 8.. days from what is known of half as many."""
        found, days = self, 1
        while days <= n:
            more = min(days, n + 1 - days)
            found, days = found | found.ago(more), days + more
        return found

    def soon(self, n: int) -> Days:
        """Of today or the next n days, in the same way."""
        found, days = self, 1
        while days <= n:
            more = min(days, n + 1 - days)
            found, days = found | found.ago(-more), days + more
        return found

    def at_least(self, k: int, w: int) -> Days:
        """The days t with at least k of the days `[t-w+1, t]`; day by day; the set is empty at first."""
        if self.bits & 1:
            raise ValueError("the count would reach back before the window")
        if self.bits.bit_count() < k:
            return self.window.none
        padded, row, found = self.bits << (w - 1), (1 << w) - 1, 0
        for i in range(self.window.high - self.window.low):
            if ((padded >> i) & row).bit_count() >= k:
                found |= 1 << i
        return Days(self.window, found)

    def first(self, day: OneDay) -> OneDay | None:
        """The first day of the set from `day` on, if there is one."""
        left = (self & self.window.since(day)).bits
        return None if left == 0 else self.window.low + (left & -left).bit_length() - 1

    def spans(self) -> Iterator[tuple[OneDay, OneDay | None]]:
        """`(first day, first day after)` of each unbroken run; None when it reaches the window's end."""
        day = self.first(self.window.low)
        while day is not None:
            after = (~self).first(day)
            yield day, after
            day = None if after is None else self.first(after)


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian algorithm (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * j) // 433
    month = (h + j - 7 * m + 90) // 25
    return date(year, month, (h + j - 7 * m + 33 * month + 19) % 32)


def saturday_from(day: date) -> date:
    """The Saturday on `day` or in the six days after it."""
    return day + timedelta(days=(5 - day.weekday()) % 7)


@cache
def free_days(year: int) -> frozenset[date]:
    """The days nobody works in Sweden, Saturdays and Sundays apart (lag 1989:253 as it stands since 2005)."""
    sunday, midsummer = easter(year), saturday_from(date(year, 6, 20))
    by_easter = {sunday + timedelta(days=n) for n in (-2, 0, 1, 39, 49)}
    fixed = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
    moving = {midsummer, midsummer - timedelta(days=1), saturday_from(date(year, 10, 31))}
    return frozenset(by_easter | moving | {date(year, month, day) for month, day in fixed})


def working_day_after(day: OneDay, n: int) -> OneDay:
    """The n-th working day strictly after `day`."""
    when = date.fromordinal(day)
    while n > 0:
        when += timedelta(days=1)
        if when.weekday() < 5 and when not in free_days(when.year):
            n -= 1
    return when.toordinal()
