"""Shows how far long work has come: a bar when a person looks on, nothing otherwise."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
SOON_DONE = 50  # so few items are done before a bar could be read


def with_progress(items: Sequence[T], label: str) -> Iterator[T]:
    """The items one by one, with a bar on standard error when it is a terminal."""
    if len(items) < SOON_DONE or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=label, console=Console(stderr=True), transient=True)
