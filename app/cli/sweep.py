"""`sip gaps sweep`: judge everybody anew, and find nothing that the detector has not found already."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from app.cli.progress import walking
from app.cli.service import DataDir, Today, settings_with

if TYPE_CHECKING:
    from app.settings import Settings
    from app.usecases.sweeping import Difference, Look


def sweep(
    processes: Annotated[int, typer.Option(min=1, max=64, help="How many processes judge.")] = 1,
    after: Annotated[UUID | None, typer.Option(help="Begin after this person, where another sweep stopped.")] = None,
    repair: Annotated[bool, typer.Option("--repair", help="Let the detector look again at whoever differs.")] = False,
    data_dir: DataDir = None,
    today: Today = None,
) -> None:
    """Judge everybody anew and tell what differs from what the detector has written: ids, rule and reader, no more.

    Nothing is written, but for the mark that --repair makes on persons for the detector. Persons that wait for the
    detector are left to it. Ends with 0 when nothing differs, with 1 when something does, and with 3 when it
    stopped before the end: then it says after whom to go on. Run it on the day that the detector has.

    Example: sip gaps sweep --processes 2
    """
    ended = asyncio.run(_sweep(settings_with(data_dir, today), processes, after, repair))
    raise typer.Exit(ended)


async def _sweep(settings: "Settings", processes: int, after: UUID | None, repair: bool) -> int:
    from app.bootstrap.detecting import clock
    from app.bootstrap.sweeping import AWAY, collect_seldom, sweeper
    from app.usecases.sweeping import in_order

    collect_seldom()
    today = clock(settings)()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    persons = waiting = differing = marked = 0
    async with sweeper(settings) as opened:
        with _looking(opened.url, processes, today, lambda stretch: opened.look(stretch, today)) as look:
            ended = "at the end"
            try:
                with walking(after, await opened.everybody.last()) as show:
                    async for last, swept in in_order(opened.everybody, look, after, stop, at_once=2 * processes):
                        for difference in swept.differences:
                            typer.echo(_line(difference))
                        if repair and swept.repairable:
                            await opened.everybody.look_again(swept.repairable)
                            marked += len(swept.repairable)
                        persons, waiting = persons + swept.persons, waiting + swept.waiting
                        differing += len({difference.person_id for difference in swept.differences})
                        after = last
                        show(persons, last)
            except AWAY as error:
                ended = f"the database does not answer ({type(error).__name__})"
            else:
                ended = "stopped" if stop.is_set() else ""
    again = f", {marked} of them marked to be looked at again" if repair and differing else ""
    typer.echo(f"{persons} persons: {differing} differ{again}; {waiting} wait for the detector and were left to it")
    if ended:
        go_on = f" --after {after}" if after else ""
        print(f"not the end: {ended}; go on with: sip gaps sweep{go_on}", file=sys.stderr)
        return 3
    return 1 if differing else 0


@contextmanager
def _looking(url: str, processes: int, today: int, here: "Look") -> Iterator["Look"]:
    """How stretches are looked at: here when one process is enough, else in as many others."""
    if processes == 1:
        yield here
        return
    from app.bootstrap.sweeping import look_elsewhere, undisturbed

    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=undisturbed) as pool:
        loop = asyncio.get_running_loop()
        yield lambda stretch: loop.run_in_executor(pool, look_elsewhere, url, stretch, today)


def _line(difference: "Difference") -> str:
    of = "" if difference.rule is None else f" {difference.rule} for reader {difference.reader}"
    return f"person {difference.person_id}:{of} {difference.what}"
