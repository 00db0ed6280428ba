"""Which cells of the published tables are withheld, so that no number that rests on fewer than five persons is told.

A cell that rests on fewer is withheld (zero as well, since it is a number below five). It could still be worked out
from a total and the other parts, so more is withheld until whoever holds every published table at once can neither
work out a withheld cell nor tell that it is not 0, and not that it is below five.

Totals and parts form a forest: a group of cells that sums tie together has no ring. There, narrowing each cell by each
sum until nothing changes gives exactly what can be known, no more and no less.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from math import inf
from typing import Final, NamedTuple

LEAST: Final = 5
"""Persons on whom a number has to rest for it to be told."""


class Cell(NamedTuple):
    """A cell by its table, row, place and column."""

    table: str
    row: str
    place: str
    column: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted in a cell, and on how many persons it rests."""

    count: int = 0
    persons: int = 0


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and the parts that add up to it."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All of them, the total first."""
        return (self.total, *self.parts)


Interval = tuple[float, float]
Known = Mapping[Cell, int | None]
"""The cells that were published, None for what was withheld."""


def published(
    counts: Mapping[Cell, Counted],
    sums: Sequence[Sum],
    unpublished: Set[Cell] = frozenset(),
    former: Known | None = None,
) -> dict[Cell, int | None]:
    """What is told of each cell: its count, or None when it is withheld.

    `unpublished` are cells that stand in sums and in no table; they are kept as secret as withheld ones. Readers of a
    `former` edition have both: what was withheld stays so, a cell that changed by fewer than five is withheld instead
    of corrected, and a group of cells that cannot be corrected safely stands as it was. ValueError when the
    sums tie cells together in a ring, and for counts that do not add up.
    """
    told: dict[Cell, int | None] = {}
    for group, tying in _groups(counts, sums):
        found = _withheld(counts, group, tying, unpublished, former or {})
        for cell in group:
            if found is not None:
                told[cell] = None if cell in found else counts[cell].count
            else:
                told[cell] = (former or {}).get(cell)
    return {cell: count for cell, count in told.items() if cell not in unpublished}


def what_can_be_known(known: Known, sums: Iterable[Sum]) -> dict[Cell, Interval]:
    """The least and the greatest that each cell can be, for whoever holds all that is published and knows the sums.

    ValueError when nothing can be what is published: a total that is not the sum of its parts. ValueError, too, when
    sums tie cells together in a ring that narrowing does not come to the end of.
    """
    sums = list(sums)
    cells = {cell for each in sums for cell in each.cells} | known.keys()
    least: dict[Cell, float] = {cell: known.get(cell) or 0 for cell in cells}
    most: dict[Cell, float] = {cell: inf if (told := known.get(cell)) is None else told for cell in cells}
    # What a cell is known to be reaches one sum further each time round, and no path is longer than there are sums.
    for _ in range(len(sums) + 1):
        narrowed = False
        for each in sums:
            at_least = sum(least[part] for part in each.parts)
            open_ended = [part for part in each.parts if most[part] == inf]
            at_most = sum(most[part] for part in each.parts if most[part] < inf)
            bounds = {each.total: (at_least, inf if open_ended else at_most)}
            for part in each.parts:
                if most[part] < inf:
                    others = inf if open_ended else at_most - most[part]
                else:
                    others = inf if len(open_ended) > 1 else at_most
                bounds[part] = (least[each.total] - others, most[each.total] - (at_least - least[part]))
            for cell, (low, high) in bounds.items():
                if low > least[cell] or high < most[cell]:
                    least[cell], most[cell], narrowed = max(low, least[cell]), min(high, most[cell]), True
                if least[cell] > most[cell]:
                    raise ValueError(f"these counts do not add up: {each.total} is not the sum of its parts")
        if not narrowed:
            return {cell: (least[cell], most[cell]) for cell in cells}
    raise ValueError("sums tie these cells together in a ring")


def _withheld(
    counts: Mapping[Cell, Counted], group: Collection[Cell], sums: Sequence[Sum], unpublished: Set[Cell], former: Known
) -> set[Cell] | None:
    """What is withheld of a group of cells; None when nothing new can be told of it safely."""
    withheld = {
        cell
        for cell in group
        if counts[cell].persons < LEAST or cell in unpublished or _must_stay(former, cell, counts[cell].count)
    }
    totals = {each.total for each in sums}
    while True:
        known = {cell: None if cell in withheld else counts[cell].count for cell in group}
        unsafe = _first_unsafe(counts, what_can_be_known(known, sums), withheld - unpublished, withheld)
        if unsafe is None:
            return withheld
        # What was told before and is the same now would be known all the same.
        free = [cell for cell in group if cell not in withheld and former.get(cell) != counts[cell].count]
        beside = {cell for each in sums if unsafe in each.cells for cell in each.cells}
        if not free:
            return None
        # Beside it first; a part before a total, so that what is too rare for a place is told of a larger one.
        withheld.add(min(free, key=lambda cell: (cell not in beside, cell in totals, counts[cell].count, cell)))


def _first_unsafe(
    counts: Mapping[Cell, Counted], knowable: Mapping[Cell, Interval], told_nothing_of: Set[Cell], hidden: Set[Cell]
) -> Cell | None:
    for cell in sorted(hidden):
        least, most = knowable[cell]
        rare = counts[cell].persons < LEAST
        if rare and (least > 0 or most < LEAST or most == counts[cell].count):
            return cell
        if cell in told_nothing_of and least == most:
            return cell
    return None


def _must_stay(former: Known, cell: Cell, count: int) -> bool:
    """Whether a former edition forbids to tell the cell: it was withheld, or has changed by a few persons."""
    if cell not in former:
        return False
    before = former[cell]
    return before is None or 0 < abs(before - count) < LEAST


def _groups(counts: Mapping[Cell, Counted], sums: Sequence[Sum]) -> Iterable[tuple[list[Cell], list[Sum]]]:
    """The cells that sums tie together, each group with its sums; a cell in no sum is a group of its own."""
    of: dict[Cell, list[Sum]] = {cell: [] for cell in counts}
    for each in sums:
        for cell in each.cells:
            of[cell].append(each)
    seen: set[Cell] = set()
    for first in counts:
        if first in seen:
            continue
        group, tying, reached = [], {}, [first]
        seen.add(first)
        while reached:
            cell = reached.pop()
            group.append(cell)
            for each in of[cell]:
                tying[id(each)] = each
                reached += (found := [other for other in each.cells if other not in seen])
                seen.update(found)
        if sum(len(each.cells) for each in tying.values()) != len(group) + len(tying) - 1:
            raise ValueError("sums tie these cells together in a ring")
        yield group, list(tying.values())
