"""Swedish working days, held against the calendar as the law gives it, for every year that a day may lie in."""

from datetime import date, timedelta

import pytest

from app.adapters.calendar import swedish_holidays, swedish_working_days
from app.domain.days import day, iso


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian algorithm (Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = c // 4, c % 4
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, after = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, after + 1)


def by_law(year: int) -> set[date]:
    """The holidays that can fall on a Monday to Friday."""
    sunday = easter(year)
    days = {sunday + timedelta(n) for n in (-2, 1, 39)}
    fixed = [(1, 1), (1, 6), (12, 24), (12, 25), (12, 26), (12, 31)]
    fixed += [(5, 1)] if year >= 1939 else []
    fixed += [(6, 6)] if year >= 2005 else []
    fixed += [(3, 25), (6, 23), (6, 24)] if year < 1953 else []
    days |= {date(year, month, n) for month, n in fixed}
    if year <= 2004:
        days.add(sunday + timedelta(50))
    if year >= 1953:
        days |= {date(year, 6, n) for n in range(19, 26) if date(year, 6, n).weekday() == 4}
    return {one for one in days if one.weekday() < 5}


@pytest.mark.parametrize("century", [1900, 2000, 2100])
def test_the_holidays_of_every_year_are_those_of_the_law(century: int) -> None:
    for year in range(century, century + 101):
        found = {date.fromordinal(d) for d in swedish_holidays(year)}
        assert {one for one in found if one.weekday() < 5} == by_law(year), year


@pytest.mark.parametrize(
    ("start", "days", "then"),
    [
        ("2027-03-23", 5, "2027-04-01"),  # Good Friday and Easter Monday in between
        ("2026-12-22", 5, "2027-01-04"),  # Christmas and New Year in between
        ("2026-06-18", 1, "2026-06-22"),  # Midsummer Eve
        ("2200-12-30", 1, "2201-01-02"),  # past the last day that a fact may have
        ("1900-01-01", 1, "1900-01-02"),
    ],
)
def test_working_days_after(start: str, days: int, then: str) -> None:
    found = swedish_working_days().add(day(start), days)
    assert date.fromordinal(found).isoformat() == then


def test_a_saturday_is_no_working_day() -> None:
    assert iso(swedish_working_days().add(day("2026-11-20"), 1)) == "2026-11-23"
