"""Swedish working days, from the public and de facto holidays that the `holidays` package knows."""

from collections.abc import Collection
from datetime import date

from app.domain.days import Day, WorkingDays

THE_REFORM = 1953  # SFS 1952:48, in force from this year, moved Midsummer and the Annunciation
MAY_DAY_SINCE = 1939


def swedish_working_days() -> WorkingDays:
    """Monday to Friday, less public holidays, midsommarafton, julafton and nyårsafton."""
    return WorkingDays(swedish_holidays)


def swedish_holidays(year: int) -> Collection[Day]:
    """The holidays of a year, Sundays that are nothing else left out.

    Public and de facto: on the latter, the three eves, offices are shut though no law says so. The package's other
    categories (bank and optional holidays, half days) are days on which agencies work, and a deadline runs on them.
    The package covers 1953 to 2100. Later years follow today's law; for earlier ones the days that the reform
    moved are put back. The import is here, since most evaluations never ask for a working day.
    """
    from holidays.constants import DE_FACTO, PUBLIC
    from holidays.countries.sweden import Sweden

    class EveryYear(Sweden):
        start_year = 1
        end_year = 9999

    law = EveryYear(years=year, categories=(PUBLIC, DE_FACTO))
    days = set(law)
    if year < THE_REFORM:
        days.remove(next(day for day in law if day.month == 6 and day.weekday() == 4))  # Midsummer Eve
        days |= {date(year, 3, 25), date(year, 6, 23), date(year, 6, 24)}
    may_day = date(year, 5, 1)
    if year < MAY_DAY_SINCE and len(law.get_list(may_day)) == 1:  # now and then it is Ascension Day too
        days.remove(may_day)
    return frozenset(day.toordinal() for day in days)
