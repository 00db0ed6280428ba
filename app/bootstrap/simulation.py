"""Hands the detection to the simulation, which knows no rule, and its outcome to what draws and writes it."""

from collections.abc import Callable, Collection
from pathlib import Path

from app.adapters.calendar import swedish_working_days
from app.adapters.documents.simulation_files import Unfinished, make_room, write_report
from app.domain.facts import Fact
from app.domain.gaps.catalogue import CATALOGUE, RULES
from app.domain.gaps.engine import evaluate
from app.domain.timeline import Timeline
from app.simulation.driver import Detect, Sighting
from app.simulation.run import run
from app.simulation.scoring import ThroughService
from app.simulation.setup import Setup


def make_detect() -> Detect:
    """A detector of the whole catalogue, for one process."""
    calendar = swedish_working_days()
    leads = {rule.id: rule.lead for rule in CATALOGUE}

    def detect(facts: Collection[Fact]) -> list[Sighting]:
        return [
            Sighting(gap.rule, gap.subject, gap.opens - leads[gap.rule], gap.opens, gap.closes, bool(gap.inhibited_by))
            for gap in evaluate(Timeline(facts, calendar=calendar))
        ]

    return detect


def titles() -> dict[str, str]:
    """The Swedish title of each rule."""
    return {name: rule.title_sv for name, rule in RULES.items()}


def report_through_service(
    setup: Setup, out: Path, through: Callable[[Setup, Detect], ThroughService]
) -> tuple[list[Path], ThroughService]:
    """Simulate by `through`, and write the report; gives what was written, and what came out. Nothing is kept of
    what is interrupted; FieldError before it begins when the directory cannot be written to."""
    make_room(out)
    outcome = through(setup, make_detect())
    return write_report(out, setup, outcome.anyone, titles(), outcome), outcome


def simulate(setup: Setup, out: Path, processes: int, advance: Callable[[int], None]) -> list[Path]:
    """Simulate, and write the report into the directory; gives what was written, the report first.

    Interrupted, it leaves what is done in the directory, and the same call goes on from there.
    """
    unfinished = Unfinished(out, setup)
    score = run(setup, make_detect, unfinished, processes, advance)
    written = write_report(out, setup, score, titles())
    unfinished.remove()
    return written
