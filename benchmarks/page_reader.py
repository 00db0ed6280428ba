"""Asks for one page of the portal again and again, and tells what its answers took of clock and processors."""

import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import httpx

from app.portal.asking import SESSION
from benchmarks.page_rows import FLOOR, Row
from benchmarks.page_world import World
from benchmarks.plan_read import backends
from benchmarks.processes import processor_seconds, processor_seconds_of_children

WARM: Final = 5
CHILDREN: Final = 0
"""No process has this number: it stands for those that the serving one has started."""


@dataclass
class Taken:
    """What a page's answers took, in seconds, and how large it is."""

    row: Row
    size: int
    loaded: int
    clock: list[float] = field(default_factory=list)
    serving: float = 0.0
    database: float = 0.0
    papers: float = 0.0
    trips: int = 0
    template: float | None = None
    meanwhile: list[float] = field(default_factory=list)
    """For a paper: what the page with nothing to read took by the clock while it was set."""

    @property
    def processors(self) -> float:
        """What an answer takes of the processors."""
        return (self.serving + self.database + self.papers) / len(self.clock)


@dataclass(frozen=True)
class Reader:
    """Asks for pages, one at a time."""

    http: httpx.Client
    world: World

    def asked(self, row: Row) -> httpx.Response:
        """The page. LookupError unless it is there."""
        answer = self.http.get(row.address(self.world.ids), headers=self.cookie(row))
        if answer.status_code != 200:
            raise LookupError(f"{row.title} answers {row.visitor or 'anybody'} with {answer.status_code}")
        return answer

    def cookie(self, row: Row) -> dict[str, str]:
        """Whose page it is."""
        return {"Cookie": f"{SESSION}={self.world.sessions[row.visitor]}"} if row.visitor else {}

    def taken(self, row: Row, times: int, seconds: float, warm: int = WARM) -> Taken:
        """What the page takes: asked for so many times, or for so long."""
        first = self.asked(row)
        taken = Taken(row, len(first.content), self._loaded(first))
        for _ in range(warm):
            self.asked(row)
        serving, database = self.world.running.serving, backends(self.world.running.database)
        before, end = _now(serving, database), time.perf_counter() + seconds
        while len(taken.clock) < times and (time.perf_counter() < end or not taken.clock):
            begin = time.perf_counter()
            self.asked(row)
            taken.clock.append(time.perf_counter() - begin)
        after = _now(serving, database)
        taken.serving, taken.papers = after[serving] - before[serving], after[CHILDREN] - before[CHILDREN]
        taken.database = sum(after[one] - before[one] for one in database if one in after.keys() & before.keys())
        return taken

    def meanwhile(self, paper: Row) -> list[float]:
        """What the page with nothing to read takes by the clock, while a paper is set."""
        took: list[float] = []
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(self.asked, paper)
            while not asked.done():
                begin = time.perf_counter()
                self.asked(FLOOR)
                took.append(time.perf_counter() - begin)
        asked.result()
        return took

    def _loaded(self, answer: httpx.Response) -> int:
        """Bytes of what the page loads."""
        if not answer.headers["content-type"].startswith("text/html"):
            return 0
        parts = {*re.findall(r'"(/static/[^"]+)"', answer.text)}
        return sum(len(self.http.get(part).content) for part in parts)


def _now(serving: int, database: Sequence[int]) -> dict[int, float]:
    """What each process has taken of the processors until now; the driver may have closed a connection meanwhile."""
    found = {serving: processor_seconds(serving), CHILDREN: processor_seconds_of_children(serving)}
    for one in database:
        with suppress(OSError):
            found[one] = processor_seconds(one)
    return found
