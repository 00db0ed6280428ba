"""Says whose view of whom has changed, as a feed of events would: what it shows is then read over REST."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

from app.domain.days import Day
from app.usecases.detecting import Batch, Queue
from app.usecases.dossiers import Dossier
from app.usecases.judging import Verdict

UNHEARD: Final = frozenset({"finding-critical"})
"""Events after which a finding is told of and open as before."""


class Bell:
    """The detector's queue, which rings for each person and reader for whom something changed."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self.rung: set[tuple[UUID, UUID]] = set()
        self.looks: Counter[UUID] = Counter()

    @asynccontextmanager
    async def take(self, size: int, today: Day) -> AsyncIterator[Batch]:
        """A batch of the queue, heard."""
        async with self._queue.take(size, today) as batch:
            yield _Heard(batch, self)

    async def let_in(self, today: Day) -> int:
        """As the queue does; no view changes by it."""
        return await self._queue.let_in(today)

    def changed(self) -> list[tuple[UUID, UUID]]:
        """Person and reader of each view that has changed since this was asked."""
        rung, self.rung = self.rung, set()
        return sorted(rung)


class _Heard:
    def __init__(self, batch: Batch, bell: Bell) -> None:
        self._batch, self._bell = batch, bell
        self.dossiers: Sequence[Dossier] = batch.dossiers

    async def save(self, verdicts: Sequence[Verdict]) -> None:
        await self._batch.save(verdicts)
        for verdict in verdicts:
            self._bell.looks[verdict.person_id] += 1
            for reader, changes in verdict.changes.items():
                if any(event not in UNHEARD for change in changes for event in change.events):
                    self._bell.rung.add((verdict.person_id, reader))
