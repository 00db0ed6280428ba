"""Small worlds to test with: a life made by hand, and a setup of a few persons."""

from collections.abc import Collection
from random import Random
from typing import Final

from app.domain.facts import Activity, Fact
from app.simulation.driver import Detect, Sighting
from app.simulation.life import Life
from app.simulation.setup import FIRST_DAY, Setup

DAY: Final = FIRST_DAY
END: Final = DAY + 365


def few(persons: int, seed: int = 1) -> Setup:
    """A year of so many persons, all in target groups."""
    return Setup("0686", "Eksjö kommun", 1, seed, "S", persons, 100)


def a_life() -> Life:
    """A year in which nothing has happened yet."""
    life = Life(Random(1), DAY, END)  # noqa: S311 - chance in a test
    life.born(DAY - 10_000)
    return life


def activity(start: int, end: int | None = None, id_: str = "a") -> Activity:
    """An activity from one day of the year (0 is the first) to another."""
    return Activity(
        id=id_, actor="school", planned_start=DAY + start, start=DAY + start, end=None if end is None else DAY + end
    )


def make_ten_days_after() -> Detect:
    """A detector with a single rule: ten days after an activity, forecast four days ahead."""

    def detect(facts: Collection[Fact]) -> list[Sighting]:
        return [
            Sighting("activity-ended-no-successor", one.id, one.end + 6, one.end + 10, None)
            for one in facts
            if isinstance(one, Activity) and one.end is not None
        ]

    return detect
