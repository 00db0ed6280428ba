"""How one random timeline is drawn: few days, ids in no order, references that now and then miss.

Nearly every date is another one of the timeline, or lies a rule's own number of days (or one more, or one
less) from it.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

Fact = dict[str, Any]

STEPS = (
    *(1, 2, 5, 7, 8, 13, 14, 15, 16, 29, 30, 31, 60, 61, 74),
    *(90, 91, 120, 200, 299, 300, 301, 364, 365, 366),
)
YEARS = (*range(2012, 2037), 2100)  # the last one, because it is no leap year
ACTORS = (
    *("social-services", "psychiatry", "youth-duty-unit"),
    *("social-insurance", "employment-service", "person"),
)
MARKS = (*("1", "2", "10", "9", "A", "a", "å", "Ö", "z", "-3"), *"bcdefghijklm")


def ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


class Writer:
    """Writes the facts of one timeline, drawing every choice from one seeded source."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.days = [date(random.choice(YEARS), 1, 1).toordinal() + random.randrange(366)]
        self.turning = self.days[0]  # about the day on which the person turns twenty
        self.facts: list[Fact] = []
        self.ids: dict[str, list[str]] = {"plan": [], "need": []}

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, *values: Any) -> Any:
        return self.random.choice(values)

    def near(self, day: int) -> int:
        """A day at a telling distance from another one, mostly after it."""
        sign = -1 if self.maybe(0.15) else 1
        off = self.pick(-1, 1) if self.maybe(0.2) else 0
        return day + sign * int(self.pick(*STEPS)) + int(off)

    def day(self, after: int | None = None) -> str:
        """A day that is used already, its neighbour, or one near it (or near `after`)."""
        base = self.pick(*self.days) if after is None or self.maybe(0.2) else after
        draw = self.random.random()
        found = base if draw < 0.2 else base + self.pick(-1, 1) if draw < 0.35 else self.near(base)
        return self.write(found)

    def write(self, day: int) -> str:
        """The day as a case file gives it; from now on it is one of the timeline's days."""
        self.days.append(day)
        return date.fromordinal(day).isoformat()

    def last(self) -> int:
        return self.days[-1]

    def later(self, fact: Fact, share: float, *fields: str) -> None:
        """Gives each of the fields, with that chance, a day that mostly follows the fact's own first day."""
        first = self.last()
        for field in fields:
            if self.maybe(share):
                fact[field] = self.day(after=first)

    def reference(self, kind: str) -> str:
        stray = [f["id"] for f in self.facts] + ["nobody"]
        return str(self.pick(*stray) if self.maybe(0.04) or not self.ids[kind] else self.pick(*self.ids[kind]))

    def like(self, fact: Fact, share: float, field: str, *kinds: str) -> Fact:
        """The fact with, by that chance, the same value in this field as some fact of these kinds."""
        alike = [f for f in self.facts if f["kind"] in kinds and field in f]
        return fact | {field: self.pick(*alike)[field]} if alike and self.maybe(share) else fact

    def after(self, fact: Fact, share: float, *days: int, code: str) -> Fact:
        """The fact, by that chance moved to begin so many days after the end of some status of this code."""
        ends = [f["end"] for f in self.facts if f.get("code") == code and "end" in f]
        if not ends or not self.maybe(share):
            return fact
        start = ordinal(self.pick(*ends)) + self.pick(*days)
        length = ordinal(fact["end"]) - ordinal(fact["start"]) if "end" in fact else 0
        moved = fact | {"start": self.write(start)}
        return moved | ({"end": self.write(start + length)} if "end" in fact else {})

    def new(self, kind: str, name: str = "") -> Fact:
        """A fact of that kind with a fresh id, whose order as a string says nothing about its age."""
        taken = {f["id"] for f in self.facts}
        marks = [m for m in MARKS if f"{name or kind}{m}" not in taken]
        fact: Fact = {"id": f"{name or kind}{self.pick(*marks)}", "kind": kind}
        if self.maybe(0.88):
            fact["actor"] = self.pick(*ACTORS)
        if kind in self.ids:
            self.ids[kind].append(fact["id"])
        return fact

    def period(self, fact: Fact, share: float = 0.6, early: float = 0) -> Fact:
        """Adds start and, with the chance `share`, end; with the chance `early` start is the first day."""
        fact["start"] = self.write(self.days[0]) if self.maybe(early) else self.day()
        self.later(fact, share, "end")
        return fact
