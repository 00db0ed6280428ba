"""The worker lets cards in when nobody waits for the detector, and nothing that goes wrong there stops it."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from app.adapters.calendar import swedish_working_days
from app.domain.actors import Actor
from app.domain.agreements import CoordinationBody
from app.domain.days import Day
from app.usecases.detecting import Batch, Detector
from app.usecases.dossiers import Dossier
from app.usecases.judging import Verdict
from app.worker.loop import BATCH, run

TODAY = 740_000


@dataclass
class Persons:
    """A Batch of so many persons of whom nothing is known."""

    dossiers: Sequence[Dossier]

    async def save(self, verdicts: Sequence[Verdict]) -> None:
        assert len(verdicts) == len(self.dossiers)


@dataclass
class Waiting:
    """A Queue: so many full batches, then one person at a time. Letting cards in fails, or stops the worker."""

    full: int
    fails: bool
    stop: asyncio.Event
    happened: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def take(self, size: int, today: Day) -> AsyncIterator[Batch]:
        number = size if self.full else 1
        self.full = max(self.full - 1, 0)
        self.happened.append(f"{number} of {size}")
        if len(self.happened) > 8:
            self.stop.set()
        yield Persons([Dossier(uuid4()) for _ in range(number)])

    async def let_in(self, today: Day) -> int:
        self.happened.append("let in")
        if self.fails:
            raise RuntimeError("no")
        self.stop.set()
        return 0


async def nobody() -> Mapping[UUID, Actor]:
    return {}


async def none() -> Sequence[CoordinationBody]:
    return ()


async def work(queue: Waiting) -> list[str]:
    detector = Detector(rules=(), calendar=swedish_working_days(), actors=nobody, bodies=none, new_id=uuid4)
    await asyncio.wait_for(run(queue, detector, lambda: TODAY, queue.stop, (ConnectionError,)), 30)
    return queue.happened


async def test_cards_are_let_in_after_the_last_who_waited(caplog: pytest.LogCaptureFixture) -> None:
    happened = await work(Waiting(2, fails=False, stop=asyncio.Event()))
    assert happened == [f"{BATCH} of {BATCH}", f"{BATCH} of {BATCH}", f"1 of {BATCH}", "let in"]
    assert caplog.messages == []


async def test_a_worker_that_cannot_let_cards_in_goes_on_detecting(caplog: pytest.LogCaptureFixture) -> None:
    happened = await work(Waiting(0, fails=True, stop=asyncio.Event()))
    assert happened.count("let in") == 1, "not again at once"
    assert all(done in ("let in", f"1 of {BATCH}") for done in happened)
    assert len(happened) > 8
    assert caplog.messages == ["no card was let into a worklist (RuntimeError); trying again"]
