"""Removing what is due by the rules of retention, actor by actor; findings become numbers of nobody."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from app.domain.actors import THE_PERSON, Actor
from app.domain.days import Day
from app.domain.errors import Conflict
from app.domain.quarters import Quarter
from app.domain.retention import FRAME_KINDS, PERSON, is_due
from app.domain.statistics.suppression import Cell, Counted, published

Show = Callable[[int, UUID], None]
Forget = Callable[[UUID], None]
"""Is told of each person of whom nothing is left, once that is so for good: to destroy the person's key."""

SIZE: Final = 200
"""Persons in one transaction: each is locked while it lasts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one owner has of one kind about a person, and the day of the last entry in all that the owner has."""

    person_id: UUID
    born: Day
    owner: UUID
    kind: str
    items: int
    last_entry: Day


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: items, and versions of them."""

    items: int = 0
    versions: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.items + other.items, self.versions + other.versions)


Removed = Mapping[str, Amount]
"""What went, by kind."""


@dataclass(slots=True)
class Outcome:
    """What a run has removed, by owner and kind; what was due and is kept by a hold, or because others need it; of how
    many persons nothing is left; and how many findings went, by the quarter in which they closed."""

    removed: dict[tuple[UUID, str], Amount] = field(default_factory=dict)
    kept: Counter[tuple[UUID, str]] = field(default_factory=Counter)
    persons: int = 0
    findings: dict[str, int] = field(default_factory=dict)


class Batch(Protocol):
    """Some persons in one transaction, in which nobody else changes who sees what of them."""

    async def kept(self) -> Sequence[Kept]: ...
    async def hold_still(self, persons: Collection[UUID]) -> None:
        """Lock those persons until the transaction ends."""
        ...

    async def remove(self, owner: UUID, due: Sequence[Kept]) -> Removed:
        """Remove it, as far as the database lets it go, with a row in the log for each person."""
        ...

    async def gone(self, persons: Collection[UUID]) -> Sequence[UUID]:
        """Those of whom nothing is left."""
        ...


class FindingNumber(NamedTuple):
    """How many findings of a rule closed in a quarter, with owners in that county ('' without one); None: withheld."""

    quarter: str
    rule: str
    county_code: str
    findings: int | None


class FindingPast(Protocol):
    """Findings that closed in one quarter, in one transaction."""

    async def counted(self) -> Mapping[tuple[str, str], Counted] | None:
        """How many there were, each once, by rule and county; None when the quarter's numbers are made already."""
        ...

    async def tell(self, numbers: Mapping[tuple[str, str], int | None]) -> None: ...
    async def remove(self, readers: Collection[UUID] | None) -> int:
        """Those of these readers, and of the persons' own views; of everybody with None."""
        ...


class Archive(Protocol):
    """The database as the role sees it that may remove."""

    def alone(self) -> AbstractAsyncContextManager[bool]:
        """Whether nobody else removes anything meanwhile."""
        ...

    async def begun(self, today: Day) -> set[UUID]:
        """The actors for whom a worker removes what is due."""
        ...

    async def actors(self) -> Mapping[UUID, Actor]: ...
    async def last(self) -> UUID | None: ...
    async def upto(self, after: UUID | None, size: int) -> UUID | None: ...
    def batch(self, after: UUID | None, upto: UUID, today: Day, *, keep: bool) -> AbstractAsyncContextManager[Batch]:
        """A transaction over the persons in the stretch, committed at its end if it is to be kept, else undone."""
        ...

    async def quarters(self, today: Day) -> Sequence[str]:
        """Those that ended so long ago that their findings go, and in which some closed that are still there."""
        ...

    def past(self, quarter: str, today: Day, *, keep: bool) -> AbstractAsyncContextManager[FindingPast]: ...

    async def numbers(self) -> Sequence[FindingNumber]:
        """All that has been told of findings that are gone, by quarter, rule and county."""
        ...


@dataclass(frozen=True, slots=True)
class Remover:
    """The database as the role that removes sees it; what destroys the key of whoever is gone; and what does so for all
    of whom the database says that it is still to be done."""

    archive: Archive
    forget: Forget
    catch_up: Callable[[], Awaitable[None]]


async def run(
    archive: Archive,
    today: Day,
    *,
    keep: bool = True,
    show: Show = lambda *_: None,
    forget: Forget = lambda _: None,
    only: Collection[UUID] | None = None,
    size: int = SIZE,
) -> Outcome:
    """Remove everything that is due today, or what is due of `only` these actors and, once no actor has anything any
    more, of the persons themselves. With `keep` false it is done and undone, batch by batch: the outcome is what
    would go. It can be stopped at any moment and run again: what has gone has gone, and the rest is found anew.
    Conflict when another run is at work.
    """
    outcome = Outcome()
    async with archive.alone() as alone:
        if not alone:
            raise Conflict("somebody else is removing what is due; wait for it to end")
        owners = {id_: one for id_, one in (await archive.actors()).items() if only is None or id_ in only}
        after: UUID | None = None
        done = 0
        while (last := await archive.upto(after, size)) is not None:
            async with archive.batch(after, last, today, keep=keep) as batch:
                persons, gone = await _remove_due(batch, owners, today, outcome)
            for person in gone if keep else ():
                forget(person)
            done += persons
            after = last
            show(done, last)
        for quarter in await archive.quarters(today):
            async with archive.past(quarter, today, keep=keep) as past:
                outcome.findings[quarter] = await _make_numbers(past, quarter, only)
    return outcome


async def _remove_due(
    batch: Batch, actors: Mapping[UUID, Actor], today: Day, outcome: Outcome
) -> tuple[int, Sequence[UUID]]:
    """How many persons were looked at, and those of whom nothing is left."""
    found = await batch.kept()
    touched = {one.person_id for one in _due(found, actors, today)}
    if not touched:
        return len({one.person_id for one in found}), ()
    await batch.hold_still(touched)
    # Anew: somebody may have written about one of them before nobody could any more.
    due: dict[UUID, list[Kept]] = {}
    for one in _due(await batch.kept(), actors, today):
        if one.person_id in touched:
            due.setdefault(one.owner, []).append(one)
    own = due.pop(THE_PERSON, [])
    # What holds a plan together goes after what stands in it; and what is the person's own last of all.
    for frames in (False, True):
        for owner in sorted(due):
            await _remove(batch, owner, [one for one in due[owner] if (one.kind in FRAME_KINDS) == frames], outcome)
    await _remove(batch, THE_PERSON, own, outcome)
    gone = await batch.gone(touched)
    outcome.persons += len(gone)
    return len({one.person_id for one in found}), gone


def _due(found: Sequence[Kept], actors: Mapping[UUID, Actor], today: Day) -> list[Kept]:
    functions = {id_: actor.function for id_, actor in actors.items()} | {THE_PERSON: PERSON}
    return [
        one
        for one in found
        if is_due(functions.get(one.owner, ""), one.kind, born=one.born, last_entry=one.last_entry, today=today)
    ]


async def _remove(batch: Batch, owner: UUID, due: Sequence[Kept], outcome: Outcome) -> None:
    if not due:
        return
    removed = await batch.remove(owner, due)
    for kind, amount in removed.items():
        outcome.removed[owner, kind] = outcome.removed.get((owner, kind), Amount()) + amount
    for one in due:
        outcome.kept[owner, one.kind] += one.items
    outcome.kept.subtract({(owner, kind): amount.items for kind, amount in removed.items()})


async def _make_numbers(past: FindingPast, quarter: str, readers: Collection[UUID] | None) -> int:
    """Tell of the quarter what rests on five persons or more, once; and remove its findings."""
    counted = await past.counted()
    if counted:
        cells = {Cell("findings", rule, county, quarter): one for (rule, county), one in counted.items()}
        told = published(cells, ())
        await past.tell({(cell.row, cell.place): number for cell, number in told.items()})
    return await past.remove(readers)


def ended_long_ago(quarter: Quarter, today: Day, months: int) -> bool:
    """Whether so many months have gone by since the quarter's last day: whole quarters go, so that a number is made
    once, of everybody in it."""
    past = Quarter.of(today)
    for _ in range(months // 3 + 1):
        past = past.previous
    return quarter <= past
