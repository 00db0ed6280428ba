"""Civil days: how one is counted, read and written, and the same day in another year."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Annotated, Final

# A civil day in Europe/Stockholm as a proleptic Gregorian ordinal; the annotation is how codecs know a day.
Day = Annotated[int, "civil day"]

FIRST_DAY: Final[Day] = date(1900, 1, 1).toordinal()
LAST_DAY: Final[Day] = date(2200, 12, 31).toordinal()


class AfterTheLast(ValueError):
    """The day is after the last one that there is here."""


class NoEnd(AfterTheLast):
    """It may be left out as well: some write 9999-12-31 where there is no end."""


@lru_cache(maxsize=20_000)  # some fifty years of days; facts are read far more often than there are days
def day(iso_date: str) -> Day:
    """The day written as YYYY-MM-DD; ValueError for another form, no such day, or outside 1900-2200 (AfterTheLast)."""
    if len(iso_date) != 10 or iso_date[4] != "-" or iso_date[7] != "-":
        raise ValueError("has to be a date, YYYY-MM-DD")
    try:
        ordinal = date.fromisoformat(iso_date).toordinal()
    except ValueError:
        raise ValueError("there is no such day in the calendar") from None
    if not FIRST_DAY <= ordinal <= LAST_DAY:
        raise (AfterTheLast if ordinal > LAST_DAY else ValueError)("has to be from 1900-01-01 to 2200-12-31")
    return ordinal


def day_if_any(iso_date: str) -> Day:
    """The same, of a day that is left out where there is none; NoEnd says so of one after the last."""
    try:
        return day(iso_date)
    except AfterTheLast as problem:
        raise NoEnd(f"{problem}; leave it out when there is none") from None


@lru_cache(maxsize=20_000)  # as above
def iso(d: Day) -> str:
    """The day as YYYY-MM-DD."""
    return date.fromordinal(d).isoformat()


def anniversary(d: Day, years: int) -> Day:
    """The same day of the year, so many years later; 29 February becomes 1 March in a common year."""
    start = date.fromordinal(d)
    try:
        return start.replace(year=start.year + years).toordinal()
    except ValueError:
        return date(start.year + years, 3, 1).toordinal()
