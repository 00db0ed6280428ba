"""The sweep: everybody is judged anew, and what the detector wrote when it was woken has to say the same.

It is the safety net under a detector that only ever looks at persons something has happened to: whatever is found
here was missed there. Differences name ids, a rule and a reader; never what is in a fact.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, Protocol
from uuid import UUID

from app.domain.days import Day
from app.usecases.dossiers import Dossier
from app.usecases.judging import Judge

What = Literal["is missing", "says something else", "should not be", "will be woken too late", "cannot be judged"]

CHUNK: Final = 40_000
"""Facts that are looked at together, of a thousand persons or two: some MB."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Everybody whose id comes after the one and not after the other; with no first one from the beginning on."""

    after: UUID | None
    upto: UUID


class Standing(NamedTuple):
    """A person as the database has it, all of one moment.

    `waiting`: something has happened that the detector has not looked at yet, or the wake day has come.
    `wake_on` is the day that is booked, None when there is none.
    """

    dossier: Dossier
    waiting: bool
    wake_on: Day | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What the sweep found otherwise about a person; without reader and rule it is about the person as such."""

    person_id: UUID
    what: What
    reader: UUID | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Swept:
    """What came of some persons. Those that wait for the detector are left out: theirs is not settled yet."""

    persons: int
    waiting: int
    differences: tuple[Difference, ...]

    @property
    def repairable(self) -> list[UUID]:
        """Those for whom it helps that the detector looks again; it could judge no better who cannot be judged."""
        return sorted({one.person_id for one in self.differences if one.what != "cannot be judged"})

    def __add__(self, other: "Swept") -> "Swept":
        return Swept(self.persons + other.persons, self.waiting + other.waiting, self.differences + other.differences)


Look = Callable[[Stretch], Awaitable[Swept]]
"""Judges everybody in a stretch, here or elsewhere."""


class Everybody(Protocol):
    """All persons, in the order of their ids."""

    async def last(self) -> UUID | None:
        """The last of all; none when there is nobody."""

    async def upto(self, after: UUID | None, size: int) -> UUID | None:
        """The last of the next persons, of whom there are about so many facts; none when there is nobody more."""

    async def standing(self, stretch: Stretch, today: Day) -> Iterable[Standing]:
        """Everybody in the stretch, one after another; nobody who reports about them has to wait for it."""

    async def look_again(self, persons: Sequence[UUID]) -> None:
        """Let the detector judge these persons anew."""


async def in_order(
    everybody: Everybody, look: Look, after: UUID | None, stop: asyncio.Event, *, at_once: int = 1, size: int = CHUNK
) -> AsyncIterator[tuple[UUID, Swept]]:
    """What came of each stretch, with the last person in it, in the order of their ids.

    At most so many are on their way. When told to stop it begins no other, and gives what has begun: after
    the last person that it names nobody has been looked at, and before nobody has been left out.
    """
    under_way: deque[tuple[UUID, asyncio.Future[Swept]]] = deque()
    more = True
    try:
        while True:
            while more and not stop.is_set() and len(under_way) < at_once:
                last = await everybody.upto(after, size)
                if more := last is not None:
                    under_way.append((last, asyncio.ensure_future(look(Stretch(after, last)))))
                    after = last
            if not under_way:
                return
            last, begun = under_way.popleft()
            yield last, await begun
    finally:
        for _, begun in under_way:
            begun.cancel()
        await asyncio.gather(*(begun for _, begun in under_way), return_exceptions=True)


def compare(judge: Judge, standings: Iterable[Standing], today: Day) -> Swept:
    """Judge each of the persons as the detector would today, and tell what it would change."""
    persons = waiting = 0
    differences: list[Difference] = []
    for standing in standings:
        persons += 1
        if standing.waiting:
            waiting += 1
        else:
            differences += _differences(judge, standing, today)
    return Swept(persons, waiting, tuple(differences))


def _differences(judge: Judge, standing: Standing, today: Day) -> list[Difference]:
    person = standing.dossier.person_id
    try:
        verdict = judge.judge(standing.dossier, today)
    except Exception:  # as in the detector, which keeps what was found before: one life must not stop the others
        return [Difference(person, "cannot be judged")]
    found = []
    for reader, changes in verdict.changes.items():
        for change in changes:
            gone = change.finding.status == "retracted"
            what: What = "is missing" if change.new else "should not be" if gone else "says something else"
            found.append(Difference(person, what, reader, change.finding.rule))
    for reader, steps in verdict.steps.items():
        for step in steps:
            found.append(Difference(person, "is missing", reader, step.rule))
    # To be woken too early costs a look and changes nothing.
    if verdict.wake_on is not None and (standing.wake_on is None or verdict.wake_on < standing.wake_on):
        found.append(Difference(person, "will be woken too late"))
    return found
