"""Shows how far long work has come: a bar when a person looks on."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")
Show = Callable[[int, UUID], None]
LINE_EVERY = 10.0
"""Seconds between two lines that say how far it has come, where there is no terminal for a bar."""
SOON_DONE = 50  # so few items are done before a bar could be read


@contextmanager
def walking(after: UUID | None, end: UUID | None) -> Iterator[Show]:
    """Gives what is called with how many persons are done, and the last of them: a bar, or a line now and then.

    How far it has come is told by the ids, which are spread evenly: to count everybody first would take seconds."""
    first = after.int if after else 0
    length = max(1, (end.int if end else 0) - first)
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("persons", total=1.0)
            yield lambda done, last: bar.update(
                task, description=f"{done} persons", completed=(last.int - first) / length
            )
        return
    told = time.monotonic()

    def tell(done: int, last: UUID) -> None:
        nonlocal told
        if time.monotonic() - told >= LINE_EVERY:
            told = time.monotonic()
            part = f"{(last.int - first) / length:.0%}"
            print(f"{part}: {done} persons, the last of them {last}", file=sys.stderr, flush=True)

    yield tell


@contextmanager
def counting(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Gives what is called with how many are done: a bar on standard error when it is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)


def with_progress(items: Sequence[T], label: str) -> Iterator[T]:
    """The items one by one, with a bar on standard error when it is a terminal."""
    if len(items) < SOON_DONE or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=label, console=Console(stderr=True), transient=True)
