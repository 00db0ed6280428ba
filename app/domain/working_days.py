"""The Swedish working week; a day is a proleptic Gregorian ordinal, as everywhere in the domain."""

from collections.abc import Callable, Collection
from datetime import date


class WorkingDays:
    """The Swedish working week: Monday to Friday less the days that `holidays_of(year)` returns."""

    def __init__(self, holidays_of: Callable[[int], Collection[int]]) -> None:
        self._holidays_of = holidays_of
        self._years: dict[int, Collection[int]] = {}
        self._added: dict[tuple[int, int], int] = {}  # as many as there are days in the calendar, at most

    def __contains__(self, d: int) -> bool:
        if (d - 1) % 7 >= 5:  # ordinal 1 was a Monday
            return False
        year = date.fromordinal(d).year
        if year not in self._years:
            self._years[year] = frozenset(self._holidays_of(year))
        return d not in self._years[year]

    def add(self, d: int, n: int) -> int:
        """The n-th working day strictly after d; n is at least 1."""
        if n < 1:
            raise ValueError("a number of working days is at least 1")
        known = self._added.get((d, n))
        if known is None:
            later = d + 1 if n == 1 else self.add(d, n - 1) + 1
            while later not in self:
                later += 1
            known = self._added[d, n] = later
        return known
