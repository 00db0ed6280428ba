"""Which refusals of nobody known get a row of their own in the log, so that a flood of them does not fill it."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

ONE_BY_ONE: Final = 10
"""Refusals of an address within a minute that are logged one by one; of the others the number is."""
MINUTE: Final = 60.0
ADDRESSES: Final = 10_000


@dataclass(slots=True)
class RefusedTokens:
    """Counts refusals by address, in this process alone; times are seconds of a clock that never goes back.

    What is kept is bounded: the address whose minute began first is counted out first.
    """

    _minutes: OrderedDict[str, tuple[float, int]] = field(default_factory=OrderedDict)

    def refused(self, address: str, now: float) -> tuple[bool, int]:
        """Whether this refusal is logged by itself, and how many of the minutes that are over have not been."""
        left = 0
        while self._minutes and next(iter(self._minutes.values()))[0] + MINUTE <= now:
            left += self._counted_out()
        since, times = self._minutes.get(address, (now, 0))
        self._minutes[address] = (since, times + 1)
        if len(self._minutes) > ADDRESSES:
            left += self._counted_out()
        return times < ONE_BY_ONE, left

    def clear(self) -> None:
        """Begin anew."""
        self._minutes.clear()

    def _counted_out(self) -> int:
        _, (_, times) = self._minutes.popitem(last=False)
        return max(0, times - ONE_BY_ONE)
