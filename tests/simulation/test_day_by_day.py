"""Asking only when something is reported gives the very days that asking every single day would give."""

from collections import defaultdict

from app.bootstrap.simulation import make_detect
from app.domain.days import Day
from app.domain.facts import Fact
from app.simulation.driver import Episode, play
from app.simulation.life import Life
from app.simulation.population import life_of
from tests.simulation.worlds import few

detect = make_detect()


def asked_every_day(life: Life) -> dict[str, set[tuple[str, Day]]]:
    """Of each rule the days on which it was told of, and on which it was open."""
    days: dict[str, set[tuple[str, Day]]] = defaultdict(set)
    for day in range(life.start, life.end):
        for seen in detect(known_on(life, day)):
            if seen.shows <= day and (seen.closes is None or day < seen.closes):
                days[seen.rule].add(("told", day))
                if seen.opens <= day:
                    days[seen.rule].add(("open", day))
    return days


def known_on(life: Life, day: Day) -> list[Fact]:
    newest: dict[str, int] = {}
    facts: dict[str, Fact | None] = {}
    for report in life.reports:
        if report.recorded <= day and report.version > newest.get(report.id, 0):
            newest[report.id], facts[report.id] = report.version, report.fact
    return [fact for fact in facts.values() if fact is not None]


def written_down(episodes: tuple[Episode, ...]) -> dict[str, set[tuple[str, Day]]]:
    days: dict[str, set[tuple[str, Day]]] = defaultdict(set)
    for episode in episodes:
        for what, stretches in (("told", episode.told), ("open", episode.opened)):
            days[episode.rule] |= {(what, day) for start, end in stretches for day in range(start, end)}
    return days


def test_the_days_are_the_same_as_when_asked_every_day() -> None:
    opened = 0
    for number in range(24):
        life = life_of(number, few(24))
        days = asked_every_day(life)
        opened += sum(len(of_rule) for of_rule in days.values())

        assert written_down(play(life, detect).episodes) == days

    assert opened > 1_000
