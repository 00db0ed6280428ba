"""Runs a simulation: persons in portions, in several processes, with what is done kept so that it can go on."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Final, Protocol

from app.simulation.driver import Detect, play
from app.simulation.population import life_of
from app.simulation.scoring import Score, score
from app.simulation.setup import Setup

PORTION: Final = 300
"""Persons that a process takes at a time: it holds one life at a time, and gives back counts alone."""
AHEAD: Final = 4  # portions that wait for each process, at most


class Kept(Protocol):
    """Where the scores of finished portions are kept until the whole is done."""

    def finished(self) -> dict[int, Score]:
        """The portions that are done, by their first person."""
        ...

    def keep(self, first: int, portion: Score) -> None:
        """One more portion is done."""
        ...


def run(
    setup: Setup,
    make_detect: Callable[[], Detect],
    kept: Kept,
    processes: int = 1,
    advance: Callable[[int], None] = lambda _: None,
    portion: int = PORTION,
) -> Score:
    """The score of everybody; the same whatever the number of processes and wherever it was interrupted before.

    `make_detect` makes the detector in each process, which takes `portion` persons at a time. `advance` is told of
    how many more are done.
    """
    done = kept.finished()
    whole = Score()
    for score_of_some in done.values():
        whole.add(score_of_some)
        advance(score_of_some.persons)
    left = [first for first in range(0, setup.persons, portion) if first not in done]
    for first, score_of_some in _portions(partial(one_portion, setup, make_detect, portion), left, processes):
        kept.keep(first, score_of_some)
        whole.add(score_of_some)
        advance(score_of_some.persons)
    return whole


def one_portion(setup: Setup, make_detect: Callable[[], Detect], persons: int, first: int) -> tuple[int, Score]:
    """The first person's number, and the score of the portion that begins with that person."""
    detect = make_detect()
    portion = Score()
    for number in range(first, min(first + persons, setup.persons)):
        life = life_of(number, setup)
        portion.add(score(life, play(life, detect)))
    return first, portion


def _portions(
    work: Callable[[int], tuple[int, Score]], firsts: list[int], processes: int
) -> Iterator[tuple[int, Score]]:
    if processes == 1 or len(firsts) < 2:
        yield from map(work, firsts)
        return
    # Ctrl-C reaches the whole group; the one that listens to it is the first process.
    deaf = (signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(processes, get_context("spawn"), signal.signal, deaf) as pool:
        step = processes * AHEAD
        try:
            for begin in range(0, len(firsts), step):
                yield from pool.map(work, firsts[begin : begin + step])
        finally:
            pool.shutdown(cancel_futures=True)
