"""`sip simulate`: a made-up county in which agencies drop things, and how soon the service would see it."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from app.domain.errors import FieldError

if TYPE_CHECKING:
    from app.simulation.setup import Setup

INTERRUPTED = 130  # as a shell has it for what was stopped with Ctrl-C
LINES = 10  # plain lines of progress where no terminal looks on
LIVES_PER_HOUR = 8_000
"""Lives of a target group, a year of each, that go through the service in an hour; measured on two processors."""
PATIENCE = 3
"""Hours that a simulation through the service may take."""


class Through(StrEnum):
    """What the simulated county is played through."""

    ENGINE = "engine"
    SERVICE = "service"


def simulate(
    municipality: Annotated[str, typer.Option(help="Its code of four digits.")] = "0686",
    years: Annotated[int, typer.Option(help="Simulated years of 365 days, 1 to 10.")] = 2,
    seed: Annotated[int, typer.Option(help="Which world; the same seed gives the same world.")] = 1,
    size: Annotated[str, typer.Option(help="S (1 800 persons), M (17 800) or L (370 000).")] = "S",
    through: Annotated[
        Through, typer.Option(help="The rules alone, or the whole service: API, database, detector, secrecy.")
    ] = Through.ENGINE,
    out: Annotated[Path | None, typer.Option(help="Where the report is written.", show_default="simulering-…")] = None,
    processes: Annotated[
        int, typer.Option(min=1, max=256, help="How many to use; the outcome is the same. For the engine.")
    ] = (os.cpu_count() or 1),
) -> None:
    """Simulate a municipality and write a report of what the service would have found, and how soon.

    Every person is made up, and no figure in the report is a measurement. Through the engine, the same command goes
    on where it was stopped with Ctrl-C. Through the service, everything is reported over HTTP on 127.0.0.1 to a
    database of the simulation's own, which is removed afterwards; DATABASE_URL is not used.

    Example: sip simulate --municipality 0686 --years 2 --seed 1
    """
    from app.simulation.setup import setup

    chosen = setup(municipality, years, seed, size)
    if through is Through.SERVICE:
        _through_service(chosen, out or Path(f"simulering-{municipality}-{years}-{seed}-{size}-tjansten"))
    else:
        _through_engine(chosen, out or Path(f"simulering-{municipality}-{years}-{seed}-{size}"), processes)


def _through_engine(chosen: "Setup", folder: Path, processes: int) -> None:
    from app.bootstrap.simulation import simulate as run

    try:
        with _shown(chosen.persons, "persons") as advance:
            written = run(chosen, folder, processes, advance)
    except KeyboardInterrupt:
        _stopped(f"{folder} keeps what is done, and the same command goes on from there")
    for path in written:
        typer.echo(path)


def _through_service(chosen: "Setup", folder: Path) -> None:
    hours = chosen.persons * chosen.in_target_groups / 100 * chosen.years / LIVES_PER_HOUR
    if hours > PATIENCE:
        raise FieldError("size", f"{chosen.size} would take some {hours:.0f} hours; choose S, or leave --through out")
    from app.bootstrap.simulation import report_through_service
    from app.bootstrap.throwaway import throwaway_settings
    from app.demo.year.playing import score_through

    if os.environ.get("DATABASE_URL"):
        print("DATABASE_URL is not used: a simulation has a database of its own", file=sys.stderr)
    try:
        with _shown(chosen.end - chosen.start, "days") as advance, throwaway_settings() as settings:
            written, outcome = report_through_service(
                chosen, folder, lambda setup, detect: score_through(setup, settings, detect, advance)
            )
    except KeyboardInterrupt:
        _stopped("the simulation's database is removed, and the same command begins anew")
    for path in written:
        typer.echo(path)
    if outcome.missed:
        print(f"a sweep at the end found {outcome.missed} persons otherwise: this is a fault", file=sys.stderr)
    if outcome.differing:
        print(f"{outcome.differing} lives differ from what the engine alone finds: this is a fault", file=sys.stderr)
    if outcome.missed or outcome.differing:
        raise typer.Exit(1)


def _stopped(left: str) -> NoReturn:
    print(f"stopped: no report was written; {left}", file=sys.stderr)
    raise typer.Exit(INTERRUPTED) from None


@contextmanager
def _shown(total: int, what: str) -> Iterator[Callable[[int], None]]:
    """How far it has come: a bar when a person looks on, a line now and then otherwise."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        with Progress(
            what, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True)
        ) as bar:
            task = bar.add_task("", total=total)
            yield lambda done: bar.advance(task, done)
        return
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        before, done = done, done + more
        if before * LINES // total != done * LINES // total:
            print(f"{done} of {total} {what}", file=sys.stderr, flush=True)

    yield tell
