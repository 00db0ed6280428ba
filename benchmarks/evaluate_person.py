"""How long one person takes to judge by every rule, from the facts to the gaps, on one core, without evidence.

The floor reads the same twenty facts from JSON and does nothing with them. Both are run in turn, and medians over
rounds are shown, of typical persons and of dense ones, whose facts nearly all are of a plan; both have one figure to
reach.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median

from app.bootstrap import working_days
from app.domain.facts import Fact
from app.domain.gaps.catalogue import CATALOGUE
from app.domain.gaps.engine import evaluate
from app.domain.timeline import Timeline
from benchmarks.figures import show
from benchmarks.population import FACTS, as_reported, dense, typical

REACH = 150.0
"""Microseconds for a person, of either sort."""
Person = tuple[Fact, ...]


def timed(one: Callable[[], object], persons: int) -> float:
    """Microseconds of the core's time for each of the persons, whoever else is given it in between."""
    begin = time.thread_time()
    one()
    return (time.thread_time() - begin) / persons * 1e6


def measured(persons: Sequence[Person], rounds: int) -> tuple[list[float], list[float]]:
    """Microseconds for a person in each round: judged, and read from JSON."""
    calendar = working_days()
    texts = [json.dumps([as_reported(fact) for fact in person]) for person in persons]

    def judge() -> None:
        for person in persons:
            evaluate(Timeline(person, calendar=calendar))

    def read() -> None:
        for text in texts:
            json.loads(text)

    timed(judge, 1)  # the calendar of each year is made once, for everybody
    judged, parsed = [], []
    for _ in range(rounds):
        judged.append(timed(judge, len(persons)))
        parsed.append(timed(read, len(persons)))
    return judged, parsed


def main() -> None:
    """Measure and print; exit code 1 when the figure was not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=500, help="typical persons, and dense ones among them in turn")
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    stories = dense()
    groups = {
        "typical": [typical(number) for number in range(chosen.persons)],
        "dense": [stories[number % len(stories)] for number in range(chosen.persons)],
    }
    rows, figures = [], {}
    for name, persons in groups.items():
        assert {len(person) for person in persons} == {FACTS}
        judged, parsed = measured(persons, chosen.rounds)
        figures[name] = median(judged)
        cells = (f"{median(judged):.0f} µs", f"{min(judged):.0f} µs", f"{max(judged):.0f} µs")
        rows.append((name, *cells, f"{median(parsed):.0f} µs", f"{median(judged) / median(parsed):.1f}"))
    title = f"One person of {FACTS} facts judged by {len(CATALOGUE)} rules on one core, {chosen.rounds} rounds"
    show(title, ("person", "median", "best", "worst", "floor: its JSON read", "times the floor"), rows)
    reached = max(figures.values()) <= REACH
    print(f"to reach: {REACH:g} µs for a person of either sort: {'reached' if reached else 'NOT reached'}")
    sys.exit(0 if reached else 1)


if __name__ == "__main__":
    main()
