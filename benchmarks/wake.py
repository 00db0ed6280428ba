"""How many persons a day the detector has to look at when it is woken, against a sweep of everybody every day.

The engine alone, without a database: persons are judged on the first day; then, day by day, those are judged to whom
something has happened, by chance and at the given rate, and those whose wake day has come. On the last day everybody
is judged once more, and whoever is in another state than was held would be an error. The floor is what has to be
looked at at least: a person for each change.
"""

import argparse
import heapq
import math
import sys
import time
from dataclasses import dataclass, field
from random import Random

from app.bootstrap import working_days
from app.domain.days import Day
from app.domain.facts import Contact, Fact
from app.domain.gaps.catalogue import RULES
from app.domain.gaps.engine import evaluate, state, wake_day
from app.domain.timeline import Timeline
from benchmarks.figures import show
from benchmarks.population import TODAY, typical

EXPONENT, FEWER = 1.05, 100.0
"""To reach: how looks may grow with persons at most, and how many times fewer than a daily sweep they should be."""
States = tuple[tuple[str, str, Day, str | None], ...]


@dataclass
class Run:
    """So many persons, and what is held of each."""

    persons: int
    changes: int = 0
    due: int = 0
    looks: int = 0
    seconds: float = 0.0
    errors: int = 0
    told: dict[int, list[Fact]] = field(default_factory=dict)
    held: dict[int, States] = field(default_factory=dict)


class County:
    """Persons that are made anew from their number each time, so that any number of them fits."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._calendar = working_days()

    def judge(self, number: int, today: Day) -> tuple[States, Day | None]:
        """The states that the person's gaps are in today, and the day to look again."""
        timeline = Timeline((*typical(number), *self.run.told.get(number, ())), calendar=self._calendar)
        begin = time.thread_time()
        gaps = evaluate(timeline)
        states = tuple((gap.rule, gap.subject, gap.opens, state(gap, today, lead_of(gap.rule))) for gap in gaps)
        wake = wake_day(gaps, today, lead_of)
        self.run.seconds += time.thread_time() - begin
        return states, wake


def lead_of(rule: str) -> int:
    """Days of forecast."""
    return RULES[rule].lead


def played(persons: int, days: int, rate: float) -> Run:
    """So many days in the life of so many persons."""
    run = Run(persons)
    county, random = County(run), Random("wake")  # noqa: S311 - the same changes every time, not secrets
    agenda: list[tuple[Day, int]] = []
    booked: dict[int, Day | None] = {}

    def look(number: int, today: Day) -> None:
        run.held[number], booked[number] = county.judge(number, today)
        wake = booked[number]
        if wake is not None and wake <= TODAY + days:
            heapq.heappush(agenda, (wake, number))

    for number in range(persons):
        look(number, TODAY)
    run.seconds = 0.0
    for today in range(TODAY + 1, TODAY + days + 1):
        changed = {random.randrange(persons) for _ in range(_chance(random, persons * rate))}
        for number in changed:
            told = run.told.setdefault(number, [])
            told.append(Contact(id=f"new{len(told)}", actor="social-services", on=today, outcome="reached"))
        due = set()
        while agenda and agenda[0][0] <= today:
            wake, number = heapq.heappop(agenda)
            if booked[number] == wake:  # else it was looked at meanwhile, and booked anew
                due.add(number)
        run.changes += len(changed)
        run.due += len(due - changed)
        for number in changed | due:
            look(number, today)
            run.looks += 1
    woken = run.seconds
    last = TODAY + days
    run.errors = sum(county.judge(number, last)[0] != run.held[number] for number in range(persons))
    run.seconds = woken
    return run


def _chance(random: Random, mean: float) -> int:
    """A whole number with this mean."""
    return int(mean) + (random.random() < mean % 1)


def main() -> None:
    """Measure and print; exit code 1 when a figure was not reached or a state was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--days", type=int, default=28)
    parser.add_argument("--rate", type=float, default=20 / (3 * 365), help="changes a day and person")
    chosen = parser.parse_args()
    runs = [played(persons, chosen.days, chosen.rate) for persons in sorted(chosen.persons)]
    rows = [
        (
            f"{run.persons}",
            f"{run.changes / chosen.days:.1f}",
            f"{run.due / chosen.days:.1f}",
            f"{run.looks / chosen.days:.1f}",
            f"{run.persons * chosen.days / run.looks:.0f}",
            f"{run.looks / run.changes:.2f}",
            f"{run.seconds / chosen.days * 1000:.1f} ms",
            f"{run.errors}",
        )
        for run in runs
    ]
    head = ("persons", "changed a day", "due a day", "looked at a day", "times fewer than a daily sweep",
            "looks per change (floor: 1)", "judging a day", "in a wrong state at the end")  # fmt: skip
    show(f"Looks a day over {chosen.days} days, {chosen.rate:.4f} changes a day and person", head, rows)
    first, last = runs[0], runs[-1]
    exponent = math.log(last.looks / first.looks) / math.log(last.persons / first.persons) if len(runs) > 1 else 1.0
    fewer = min(run.persons * chosen.days / run.looks for run in runs)
    print(f"looks grow with persons to the power of {exponent:.3f}; to reach: {EXPONENT:g}")
    print(f"{fewer:.0f} times fewer than a daily sweep; to reach: {FEWER:g}")
    reached = exponent <= EXPONENT and fewer >= FEWER and not any(run.errors for run in runs)
    print("reached" if reached else "NOT reached")
    sys.exit(0 if reached else 1)


if __name__ == "__main__":
    main()
