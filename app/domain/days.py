"""Sets of days and their algebra: with civil days and Swedish working days the arithmetic of every rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

# Arithmetic of days, too, found here by its users.
from app.domain.civil_days import Day as Day
from app.domain.civil_days import anniversary as anniversary
from app.domain.civil_days import day as day
from app.domain.civil_days import iso as iso
from app.domain.working_days import WorkingDays as WorkingDays

# The two infinities are plain integers far outside the calendar, so that comparing edges stays fast.
PAST: Final[Day] = -(10**9)
FUTURE: Final[Day] = 10**9


class DaySet(tuple[int, ...]):
    """A set of days as its edges (start, end, start, end, ...): sorted, disjoint, half-open.

    No interval touches the next. The first start may be PAST and the last end FUTURE. Made by `since`,
    `between`, `single_days` and `union`, and by the operators | & - ~ and methods below. Lengths are in days.
    """

    __slots__ = ()

    def __contains__(self, d: object) -> bool:
        inside = False
        for edge in self:
            if d < edge:  # type: ignore[operator]  # tuple declares `object`; only days are ever asked for
                return inside
            inside = not inside
        return False

    def spans(self) -> Iterator[tuple[Day | None, Day | None]]:
        """Each maximal interval as (first day, day after the last); None where there is no end to it."""
        for start, end in self.intervals():
            yield (None if start == PAST else start), (None if end == FUTURE else end)

    def intervals(self) -> Iterator[tuple[Day, Day]]:
        """As `spans`, with PAST and FUTURE for the infinities."""
        edges = iter(self)
        return zip(edges, edges)  # noqa: B905 - edges come in pairs, and this is read more often than anything

    def __invert__(self) -> DaySet:
        if not self:
            return ALWAYS
        head = self[1:] if self[0] == PAST else (PAST, *self)
        return DaySet(head[:-1] if self[-1] == FUTURE else (*head, FUTURE))

    def __or__(self, other: DaySet) -> DaySet:
        if not other or self == other:
            return self
        if not self:
            return other
        if self[-1] < other[0]:
            return DaySet((*self, *other))
        if len(self) == 2 == len(other):
            (start, end), (left, right) = self, other
            if start <= right:
                return DaySet((start if start < left else left, end if end > right else right))
        return union((*self.intervals(), *other.intervals()))

    def __and__(self, other: DaySet) -> DaySet:
        if not self or not other:
            return NEVER
        if len(self) == 2 == len(other):  # as most sets are
            start, end = self
            left, right = other
            if left <= start:
                if end <= right:
                    return self
                return DaySet((start, right)) if start < right else NEVER
            if right <= end:
                return other
            return DaySet((left, end)) if left < end else NEVER
        return self - ~other

    def __sub__(self, other: DaySet) -> DaySet:
        if not self or not other:
            return self
        if len(self) == 2 == len(other):
            start, end = self
            left, right = other
            if right <= start or end <= left:
                return self
            if left <= start:
                return DaySet((right, end)) if right < end else NEVER
            return DaySet((start, left, right, end) if right < end else (start, left))
        edges: list[int] = []
        own, others = iter(self), iter(other)
        left, right = next(others), next(others)
        for start in own:
            end = next(own)
            while right <= start:
                left, right = next(others, FUTURE), next(others, FUTURE)
            while left < end:
                if start < left:
                    edges += (start, left)
                start = right
                if end <= right:  # which may reach into what comes next
                    break
                left, right = next(others, FUTURE), next(others, FUTURE)
            if start < end:
                edges += (start, end)
        return DaySet(edges) if edges else NEVER

    def held(self, n: int) -> DaySet:
        """The days t for which the set contains every day of [t-n, t]."""
        if len(self) == 2:
            start, end = self
            if start > PAST:
                start += n
            return DaySet((start, end)) if start < end else NEVER
        edges: list[int] = []
        own = iter(self)
        for start in own:
            end = next(own)
            if start > PAST:
                start += n
            if start < end:
                edges += (start, end)
        return DaySet(edges) if edges else NEVER

    def once(self, n: int) -> DaySet:
        """The days t for which the set contains some day of [t-n, t]."""
        edges: list[int] = []
        reach = PAST - 1  # the day after the last so far
        own = iter(self)
        for start in own:
            end = next(own)
            if end < FUTURE:
                end += n
            if start > reach:
                edges += (start, end)
            else:
                edges[-1] = end
            reach = end
        return DaySet(edges)

    def soon(self, n: int) -> DaySet:
        """The days t for which the set contains some day of [t, t+n]."""
        edges: list[int] = []
        reach = PAST - 1  # as above
        own = iter(self)
        for start in own:
            if start > PAST:
                start -= n
            end = next(own)
            if start > reach:
                edges += (start, end)
            else:
                edges[-1] = end
            reach = end
        return DaySet(edges)

    def at_least(self, k: int, w: int) -> DaySet:
        """The days t for which the set contains at least k of the w days [t-w+1, t].

        Each day of the set raises the count when it enters the window, and lowers it w days later when it
        leaves. Between two edges the count is a straight line, so it reaches k on one interval at most.
        """
        if k < 1:
            raise ValueError("at least one day has to be counted")
        if sum(self[1::2]) - sum(self[::2]) < k:
            return NEVER
        if len(self) == 2 and k <= w:
            start, end = self
            return DaySet((start + k - 1 if start > PAST else PAST, end + w - k if end < FUTURE else FUTURE))
        slopes: defaultdict[Day, int] = defaultdict(int)
        for start, end in self.intervals():
            slopes[start] += 1
            slopes[end] -= 1
            slopes[start if start == PAST else start + w] -= 1
            slopes[end if end == FUTURE else end + w] += 1
        count = w if self[0] == PAST else 0
        slope = 0
        pieces: list[tuple[Day, Day]] = []
        edges = sorted(slopes)
        for start, end in zip(edges, [*edges[1:], FUTURE], strict=True):
            slope += slopes[start]
            if slope > 0:
                pieces.append((max(start, start + k - count - 1), end))
            elif slope < 0:
                pieces.append((start, min(end, start + count - k)))
            elif count >= k:
                pieces.append((start, end))
            count += slope * (end - start)
        return union([(start, end) for start, end in pieces if start < end])

    def runs(self, n: int) -> DaySet:
        """The parts of the set that last at least n days."""
        edges: list[int] = []
        own = iter(self)
        for start in own:
            end = next(own)
            if end - start >= n:
                edges += (start, end)
        return DaySet(edges)

    def first(self, d: Day) -> Day | None:
        """The first day of the set on or after d, or None."""
        own = iter(self)
        for start in own:
            if d < next(own):
                return d if d > start else start
        return None


NEVER: Final = DaySet()
ALWAYS: Final = DaySet((PAST, FUTURE))


def since(d: Day | None) -> DaySet:
    """From d on, without end; no day at all when d is absent."""
    return NEVER if d is None else DaySet((d, FUTURE))


def between(d: Day, e: Day | None) -> DaySet:
    """From d up to but not including e; without end when e is absent, empty when e is not after d."""
    if e is None:
        e = FUTURE
    return DaySet((d, e)) if d < e else NEVER


def single_days(days: Iterable[Day]) -> DaySet:
    """The set of exactly these days."""
    return lasting(days, 0)


def lasting(days: Iterable[Day | None], n: int) -> DaySet:
    """Each of these days and the n days after it; some may be absent."""
    present: set[Any] = {*days}
    present.discard(None)
    edges: list[int] = []
    reach = PAST  # the day after the last so far
    for d in sorted(present):
        if d > reach:
            edges += (reach, d)
        reach = d + n + 1
    return DaySet((*edges[1:], reach)) if edges else NEVER


def union(intervals: Iterable[tuple[Day, ...]]) -> DaySet:
    """The union of half-open, non-empty intervals, in any order."""
    edges: list[int] = []
    reach = PAST - 1  # the day after the last so far
    for start, end in sorted(intervals):
        if start > reach:
            edges += (reach, start)
            reach = end
        elif end > reach:
            reach = end
    return DaySet((*edges[1:], reach)) if edges else NEVER


def all_of(sets: Sequence[DaySet]) -> DaySet:
    """The union of any number of sets."""
    if len(sets) < 2:
        return sets[0] if sets else NEVER
    intervals: list[tuple[Day, ...]] = []  # each is two edges
    for days in sets:
        if len(days) == 2:
            intervals.append(days)
        elif days:
            intervals += days.intervals()
    return union(intervals)


def twice(sets: Iterable[DaySet]) -> DaySet:
    """The days that are in at least two of the sets."""
    seen = again = NEVER
    for days in sets:
        if seen:
            again |= seen & days
            seen |= days
        else:
            seen = days
    return again


def earliest(*days: Day | None) -> Day | None:
    """The smallest of the days that are present, or None."""
    found = None
    for d in days:
        if d is not None and (found is None or d < found):
            found = d
    return found


def earliest_since(d: Day, days: Iterable[Day | None]) -> Day | None:
    """The smallest of the days that are present and not before d, or None."""
    return min((day for day in days if day is not None and day >= d), default=None)
