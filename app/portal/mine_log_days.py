"""The log by day: what others did first, and what was done over and over again told once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from app.portal.dates import day_of

SELF: Final = "person"
"""Who did it, when it was the person."""


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, at which moment last, and how many times that day."""

    words: str
    at: str
    times: int


@dataclass(frozen=True, slots=True)
class LogDay:
    """A day: what others did, and what the person did."""

    day: date
    others: Sequence[Act]
    own: Sequence[Act]


def by_day(entries: Iterable[Mapping[str, Any]]) -> list[LogDay]:
    """The days of the entries, which come with the newest first."""
    days = []
    for day, group in groupby(entries, lambda entry: day_of(entry["at"])):
        told = list(group)
        others = [entry for entry in told if entry["by"] != SELF]
        own = [entry for entry in told if entry["by"] == SELF]
        days.append(LogDay(day, _acts(others), _acts(own)))
    return days


def _acts(entries: Iterable[Mapping[str, Any]]) -> list[Act]:
    moments: dict[str, list[str]] = {}
    for entry in entries:
        moments.setdefault(entry["words"], []).append(entry["at"])
    return [Act(words, ats[0], len(ats)) for words, ats in moments.items()]
