"""Quarters of the civil year, as statistics name them: 2026-Q3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.days import Day
from app.domain.errors import FieldError

WRITTEN: Final = re.compile(r"([0-9]{4})-Q([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """The quarter `n`, 1 to 4, of a year. FieldError for one that there is not."""

    year: int
    n: int

    def __post_init__(self) -> None:
        if not 1900 <= self.year <= 9998 or not 1 <= self.n <= 4:
            raise FieldError("quarter", "there is no such quarter; write it as 2026-Q3")

    @classmethod
    def read(cls, text: str) -> Quarter:
        """The quarter as it is written. FieldError for anything else."""
        found = WRITTEN.fullmatch(text)
        if found is None:
            raise FieldError("quarter", "is not a quarter; write it as 2026-Q3")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: Day) -> Quarter:
        """The quarter that the day is in."""
        on = date.fromordinal(day)
        return cls(on.year, (on.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year:04}-Q{self.n}"

    def __contains__(self, day: Day | None) -> bool:
        return day is not None and self.first <= day <= self.last

    @property
    def first(self) -> Day:
        """Its first day."""
        return date(self.year, 3 * self.n - 2, 1).toordinal()

    @property
    def last(self) -> Day:
        """Its last day."""
        after = date(self.year + 1, 1, 1) if self.n == 4 else date(self.year, 3 * self.n + 1, 1)
        return after.toordinal() - 1

    def month_of(self, day: Day) -> int:
        """Which of its months the day is in: 1, 2 or 3."""
        return date.fromordinal(day).month - 3 * (self.n - 1)

    @property
    def previous(self) -> Quarter:
        """The one before it."""
        return Quarter(self.year - 1, 4) if self.n == 1 else Quarter(self.year, self.n - 1)
