"""What is added up for the tables: counts, the persons behind them, and what their medians, sums and means are from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.domain.statistics.suppression import Counted


class Spot(NamedTuple):
    """A cell of a table, wherever it is."""

    table: str
    row: str
    column: str


@dataclass(slots=True)
class Added:
    """What one life adds to a cell: how many, the days that each took if that is told, and what each came to."""

    count: int = 0
    days: list[int] = field(default_factory=list)
    sums: Counter[str] = field(default_factory=Counter)

    def one(self, days: int | None = None, **sums: int) -> None:
        """One more."""
        self.count += 1
        if days is not None:
            self.days.append(days)
        self.sums.update(sums)


@dataclass(slots=True)
class Tally:
    """What many lives have added to a cell. It grows with the numbers of days, not with the lives."""

    count: int = 0
    persons: int = 0
    days: Counter[int] = field(default_factory=Counter)
    sums: Counter[str] = field(default_factory=Counter)

    @property
    def counted(self) -> Counted:
        """Its count, and the persons on whom it rests."""
        return Counted(self.count, self.persons)

    def add(self, added: Added) -> None:
        """One life more."""
        self.count += added.count
        self.persons += 1
        self.days.update(added.days)
        self.sums.update(added.sums)

    def merge(self, other: Tally) -> None:
        """What was added elsewhere, by other persons."""
        self.count += other.count
        self.persons += other.persons
        self.days.update(other.days)
        self.sums.update(other.sums)

    def median(self) -> float | None:
        """The median of the days; None when there are none."""
        total = self.days.total()
        if not total:
            return None
        return (self._nth((total - 1) // 2) + self._nth(total // 2)) / 2

    def mean(self, of: str) -> float | None:
        """What one of them came to, to one decimal."""
        return round(self.sums[of] / self.count, 1) if self.count else None

    def _nth(self, n: int) -> int:
        for days in sorted(self.days):
            n -= self.days[days]
            if n < 0:
                return days
        raise IndexError(n)


Tallies = dict[Spot, Tally]


def add_life(tallies: Tallies, life: Mapping[Spot, Added]) -> None:
    """Add what one life adds to each cell."""
    for spot, added in life.items():
        tallies.setdefault(spot, Tally()).add(added)
