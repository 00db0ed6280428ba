"""Shows how far long work has come: a bar when a person looks on, nothing otherwise."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
SOON_DONE = 50  # so few items are done before a bar could be read


@contextmanager
def counting(total: int, label: str) -> Iterator[Callable[[int], None]]:
    """Gives what is called with the number of items that have just been done."""
    if total < SOON_DONE or not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.advance(task, done)


def with_progress(items: Sequence[T], label: str) -> Iterator[T]:
    """The items one by one, with a bar on standard error when it is a terminal."""
    if len(items) < SOON_DONE or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=label, console=Console(stderr=True), transient=True)
