"""Watching one's own findings: whether they have changed, and nothing of how."""

import time
from dataclasses import dataclass, field
from typing import Final, Protocol
from uuid import UUID

from app.domain.permissions import Permission, check
from app.usecases.ports import Caller

HELD: Final = 1.0
"""Seconds for which a mark is told to others of the same actor, too."""
READERS: Final = 10_000


class Pulse(Protocol):
    """A mark of the caller's findings: another one as soon as any of them changes, or something is done with it."""

    async def mark(self, caller: Caller) -> str:
        """NotAuthenticated for a client that is stopped."""
        ...


@dataclass(slots=True)
class Watch:
    """Asks the pulse for all readers of this process: once a second for each at the most, however many watch."""

    pulse: Pulse
    _held: dict[UUID, tuple[float, str]] = field(default_factory=dict)

    async def mark(self, caller: Caller) -> str:
        """The mark of a second ago at the oldest. NotPermitted, NotAuthenticated."""
        check(caller.principal, Permission.READ)
        now, reader = time.monotonic(), caller.principal.reader
        since, mark = self._held.get(reader, (float("-inf"), ""))
        if now < since + HELD:
            return mark
        mark = await self.pulse.mark(caller)
        if len(self._held) >= READERS:
            self._held.clear()
        self._held[reader] = (now, mark)
        return mark
