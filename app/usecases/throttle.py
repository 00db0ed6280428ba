"""How often an address may miss before it has to wait: for the routes that anybody reaches."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

MISSES: Final = 10
WAIT: Final = 60.0
"""Seconds for which so many misses count."""
ADDRESSES: Final = 10_000


@dataclass(slots=True)
class Throttle:
    """Counts misses by address, in this process alone; times are seconds of a clock that never goes back.

    Only misses count, so that whoever has a good link is let through as long as its address guesses little. What is
    kept is bounded: the address that missed longest ago is forgotten first.
    """

    _missed: OrderedDict[str, tuple[float, int]] = field(default_factory=OrderedDict)

    def waits(self, address: str, now: float) -> int:
        """Whole seconds that the address has to wait; 0 when it may go on."""
        since, misses = self._missed.get(address, (now, 0))
        left = since + WAIT - now
        return int(left) + 1 if misses >= MISSES and left > 0 else 0

    def missed(self, address: str, now: float) -> None:
        """The address has missed once more."""
        since, misses = self._missed.pop(address, (now, 0))
        self._missed[address] = (since, misses + 1) if now < since + WAIT else (now, 1)
        while len(self._missed) > ADDRESSES:
            self._missed.popitem(last=False)
