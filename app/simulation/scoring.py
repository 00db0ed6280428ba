"""Holds what was found against what was true: counts that can be added, and nothing about any one person.

Both the service and today's practice, in which only a booked follow-up finds things, are counted on the same lives.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from app.domain.days import Day
from app.simulation.driver import Episode, Played
from app.simulation.kinds import ANSWERS
from app.simulation.life import Life, Spell

ROOM_TO_FIND: Final = 90
"""Days before the end within which no spell that begins is counted: neither way had time to find it."""
LONG: Final = 30
"""Days from which a spell is a long one."""


@dataclass(slots=True)
class Tally:
    """How it went for spells of one sort. Delays are counts by days from the true first day."""

    spells: int = 0
    found: int = 0
    forewarned: int = 0
    practice: int = 0
    long: int = 0
    long_found: int = 0
    long_practice: int = 0
    delays: Counter[int] = field(default_factory=Counter)
    practice_delays: Counter[int] = field(default_factory=Counter)

    def count(self, spell: Spell, end: Day, found: Day | None, forewarned: bool, practice: Day | None) -> None:
        """One more spell: the days on which the service and today's practice found it."""
        lasted = (end if spell.end is None else min(end, spell.end)) - spell.start >= LONG
        self.spells += 1
        self.forewarned += forewarned
        self.long += lasted
        if found is not None:
            self.found += 1
            self.long_found += lasted
            self.delays[found - spell.start] += 1
        if practice is not None:
            self.practice += 1
            self.long_practice += lasted
            self.practice_delays[practice - spell.start] += 1


@dataclass(slots=True)
class RuleTally:
    """How it went for one rule: findings that opened, those that were right, and its part of the spells it is for."""

    opened: int = 0
    right: int = 0
    warned_only: int = 0
    spells: int = 0
    found: int = 0
    forewarned: int = 0
    delays: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class Score:
    """The counts of any number of lives; two scores can be added, in any order."""

    persons: int = 0
    between_chairs: int = 0
    reports: int = 0
    evaluations: int = 0
    kinds: dict[str, Tally] = field(default_factory=dict)
    causes: dict[str, Tally] = field(default_factory=dict)
    rules: dict[str, RuleTally] = field(default_factory=dict)

    def add(self, other: "Score") -> None:
        """Count the other's lives too."""
        for name in ("persons", "between_chairs", "reports", "evaluations"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        _merge(self.kinds, other.kinds, Tally)
        _merge(self.causes, other.causes, Tally)
        _merge(self.rules, other.rules, RuleTally)

    def total(self) -> Tally:
        """All kinds together."""
        whole: dict[str, Tally] = {}
        for tally in self.kinds.values():
            _merge(whole, {"all": tally}, Tally)
        return whole.get("all", Tally())


@dataclass(frozen=True, slots=True)
class ThroughService:
    """How it went through the service itself: for who sees everything, for any agency, for the municipality's own.

    `differing` counts lives in which who sees everything was not told just what the engine alone finds; `missed`
    those of whom a sweep of everybody at the end found anything that the woken detector had not.
    """

    everything: Score
    anyone: Score
    municipality: Score
    requests: int
    differing: int
    missed: int


def score(life: Life, played: Played) -> Score:
    """What was found of what was true in one life."""
    result = Score(persons=1, reports=played.reports, evaluations=played.evaluations)
    counted = [spell for spell in life.spells if life.start <= spell.start < life.end - ROOM_TO_FIND]
    result.between_chairs = bool(counted)
    for spell in counted:
        answering = [episode for episode in played.episodes if spell.kind in ANSWERS.get(episode.rule, ())]
        found = _first_day(spell, answering)
        practice = min((day for day in life.follow_ups if _holds(spell, day, life.end)), default=None)
        for sort, name in ((result.kinds, spell.kind), (result.causes, spell.cause)):
            sort.setdefault(name, Tally()).count(spell, life.end, found, _told_at_once(spell, answering), practice)
        _count_for_rules(result.rules, spell, answering)
    for episode in played.episodes:
        _judge(result.rules.setdefault(episode.rule, RuleTally()), episode, life)
    return result


def median(delays: Mapping[int, int]) -> int | None:
    """The middle of the delays (the lower of two), in days; None when there is none."""
    place, half = 0, (sum(delays.values()) + 1) // 2
    for days in sorted(delays):
        place += delays[days]
        if place >= half:
            return days
    return None


def share(part: int, whole: int) -> float | None:
    """Percent; None of nothing."""
    return 100 * part / whole if whole else None


def _count_for_rules(rules: dict[str, RuleTally], spell: Spell, answering: Sequence[Episode]) -> None:
    for rule, kinds in ANSWERS.items():
        if spell.kind not in kinds:
            continue
        tally = rules.setdefault(rule, RuleTally())
        own = [episode for episode in answering if episode.rule == rule]
        tally.spells += 1
        tally.forewarned += _told_at_once(spell, own)
        found = _first_day(spell, own)
        if found is not None:
            tally.found += 1
            tally.delays[found - spell.start] += 1


def _judge(tally: RuleTally, episode: Episode, life: Life) -> None:
    """A card is right when the person truly was between chairs, in a way it is for, on a day on which it was open."""
    if not episode.opened:
        tally.warned_only += 1
    elif not episode.explained:
        tally.opened += 1
        kinds = ANSWERS.get(episode.rule, ())
        spells = [spell for spell in life.spells if spell.kind in kinds]
        tally.right += any(_meets(spell, stretch) for spell in spells for stretch in episode.opened)


def _first_day(spell: Spell, episodes: Iterable[Episode]) -> Day | None:
    """The first day of the spell on which any of the findings was open."""
    days = (max(spell.start, one[0]) for episode in episodes for one in episode.opened if _meets(spell, one))
    return min(days, default=None)


def _told_at_once(spell: Spell, episodes: Iterable[Episode]) -> bool:
    """Whether a finding that opened was in the worklist, at least as a forecast, when the spell began."""
    return any(
        any(told[0] <= spell.start < told[1] for told in episode.told)
        and any(_meets(spell, stretch) for stretch in episode.opened)
        for episode in episodes
    )


def _meets(spell: Spell, stretch: tuple[Day, Day]) -> bool:
    return spell.start < stretch[1] and (spell.end is None or stretch[0] < spell.end)


def _holds(spell: Spell, day: Day, end: Day) -> bool:
    return spell.start <= day < end and (spell.end is None or day < spell.end)


def _merge(mine: dict[str, Any], others: Mapping[str, Any], empty: type[Any]) -> None:
    for name, other in others.items():
        tally = mine.setdefault(name, empty())
        for part in empty.__slots__:
            value = getattr(other, part)
            if isinstance(value, Counter):
                getattr(tally, part).update(value)
            else:
                setattr(tally, part, getattr(tally, part) + value)
