"""`sip simulate`: a made-up county in which agencies drop things, and how soon the service would see it."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.simulation.setup import Setup

INTERRUPTED = 130  # as a shell has it for what was stopped with Ctrl-C
LINES = 10  # plain lines of progress where no terminal looks on


def simulate(
    municipality: Annotated[str, typer.Option(help="Its code of four digits.")] = "0686",
    years: Annotated[int, typer.Option(help="Simulated years of 365 days, 1 to 10.")] = 2,
    seed: Annotated[int, typer.Option(help="Which world; the same seed gives the same world.")] = 1,
    size: Annotated[str, typer.Option(help="S (1 800 persons), M (17 800) or L (370 000).")] = "S",
    out: Annotated[Path | None, typer.Option(help="Where the report is written.", show_default="simulering-…")] = None,
    processes: Annotated[int, typer.Option(min=1, max=256, help="How many to use; the outcome is the same.")] = (
        os.cpu_count() or 1
    ),
) -> None:
    """Simulate a municipality and write a report of what the service would have found, and how soon.

    Every person is made up, and no figure in the report is a measurement. Stopped with Ctrl-C, the same command
    goes on where it was.

    Example: sip simulate --municipality 0686 --years 2 --seed 1
    """
    from app.bootstrap.simulation import simulate as run
    from app.simulation.setup import setup

    chosen = setup(municipality, years, seed, size)
    folder = out or Path(f"simulering-{municipality}-{years}-{seed}-{size}")
    try:
        with _shown(chosen) as advance:
            written = run(chosen, folder, processes, advance)
    except KeyboardInterrupt:
        print(
            f"stopped: no report was written; {folder} keeps what is done, and the same command goes on from there",
            file=sys.stderr,
        )
        raise typer.Exit(INTERRUPTED) from None
    for path in written:
        typer.echo(path)


@contextmanager
def _shown(chosen: "Setup") -> Iterator[Callable[[int], None]]:
    """How far it has come: a bar when a person looks on, a line now and then otherwise."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        with Progress(
            "persons", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True)
        ) as bar:
            task = bar.add_task("", total=chosen.persons)
            yield lambda persons: bar.advance(task, persons)
        return
    done = 0

    def tell(persons: int) -> None:
        nonlocal done
        before, done = done, done + persons
        if before * LINES // chosen.persons != done * LINES // chosen.persons:
            print(f"{done} of {chosen.persons} persons", file=sys.stderr, flush=True)

    yield tell
