"""Plays what was reported of a life to a detector, day by day, and writes down on which days it said what.

The detector is handed in. It is asked anew only on days on which something was reported: between two such days its
answer holds, and what is forecast, opens and closes on the wake days between them follows from the days it gave.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from app.domain.days import Day
from app.domain.facts import Fact
from app.simulation.life import Life, Report

REOPENED_WITHIN: Final = 30
"""Days between two times that a finding was shown, for it to be the same finding."""


class Sighting(NamedTuple):
    """What a detector says of a life as far as it is known: a gap, forecast from `shows`, open from `opens`.

    `closes` is the first day after it, None when no end is known. `explained`: another gap is its cause, so
    that it gets no card of its own.
    """

    rule: str
    subject: str
    shows: Day
    opens: Day
    closes: Day | None
    explained: bool = False


Detect = Callable[[Collection[Fact]], Sequence[Sighting]]


@dataclass(slots=True)
class Episode:
    """A finding as the caseworkers met it: the stretches of days on which it was told of, and was open.

    Stretches are half-open, in order, and do not overlap. What is told includes what is open.
    """

    rule: str
    explained: bool
    told: list[tuple[Day, Day]] = field(default_factory=list)
    opened: list[tuple[Day, Day]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Played:
    """What came out of one life, and how much work it was."""

    episodes: tuple[Episode, ...]
    reports: int
    evaluations: int


class Diary:
    """What was said of one life, written down in the order of the days."""

    def __init__(self) -> None:
        self._current: dict[tuple[str, str], Episode] = {}
        self._past: list[Episode] = []

    def write_down(self, sighting: Sighting, day: Day, until: Day) -> None:
        """What was said from the day on, and held until the day before `until`."""
        end = until if sighting.closes is None else min(until, sighting.closes)
        told = max(day, sighting.shows)
        if told >= end:
            return
        key = sighting.rule, sighting.subject
        episode = self._current.get(key)
        if episode is None or told - episode.told[-1][1] >= REOPENED_WITHIN:
            if episode is not None:
                self._past.append(episode)
            episode = self._current[key] = Episode(sighting.rule, explained=True)
        _extend(episode.told, told, end)
        opened = max(day, sighting.opens)
        if opened < end:
            _extend(episode.opened, opened, end)
            episode.explained = episode.explained and sighting.explained

    def episodes(self) -> tuple[Episode, ...]:
        """Everything that was written down."""
        return *self._past, *self._current.values()


def play(life: Life, detect: Detect) -> Played:
    """The findings on each simulated day, by what was reported up to it; what comes after the last day is left out."""
    reports = sorted((one for one in life.reports if one.recorded < life.end), key=lambda one: one.recorded)
    known: dict[str, Report] = {}
    diary = Diary()
    days = sorted({max(one.recorded, life.start) for one in reports})
    place = 0
    for day, until in zip(days, [*days[1:], life.end], strict=True):
        while place < len(reports) and reports[place].recorded <= day:
            _learn(known, reports[place])
            place += 1
        facts = [one.fact for one in known.values() if one.fact is not None]
        for sighting in detect(facts):
            diary.write_down(sighting, day, until)
    return Played(diary.episodes(), len(reports), len(days))


def _learn(known: dict[str, Report], report: Report) -> None:
    held = known.get(report.id)
    if held is None or report.version > held.version:
        known[report.id] = report


def _extend(stretches: list[tuple[Day, Day]], start: Day, end: Day) -> None:
    if stretches and start <= stretches[-1][1]:
        stretches[-1] = stretches[-1][0], max(end, stretches[-1][1])
    else:
        stretches.append((start, end))
