"""Protected identity: the levels, which of them counts, who may open the person, and what is never done to one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.domain.days import Day

OPEN: Final = "none"
LEVELS: Final = (OPEN, "marked", "protected-registration", "new-identity")
"""From the weakest on: nothing, a secrecy marking, protected registration, a new identity (fingerade uppgifter)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedHandler:
    """A caseworker who may open the person at an actor, from `start` to `end` (both included; None: for now).

    `version` counts what was said of it; one that was ended ends on an earlier day in the next.
    """

    id: UUID
    version: int = 1
    person_id: UUID
    user: str
    start: Day
    end: Day | None = None

    def holds_on(self, day: Day) -> bool:
        """Whether the caseworker may open the person on the day."""
        return self.start <= day and (self.end is None or day <= self.end)


def is_guarded(level: str) -> bool:
    """Whether a person of that level is there for named handlers alone."""
    return level != OPEN


def counting(stated: Iterable[str]) -> str:
    """The level that counts for everybody: the highest that any actor states."""
    return max(stated, key=LEVELS.index, default=OPEN)


def opens(level: str, handlers: Sequence[NamedHandler], user: str | None, day: Day) -> bool:
    """Whether a caseworker of an actor may open the person, given the actor's own handlers; what there is to be seen
    then is disclosure's to say. Systems (user None) open nobody who is protected."""
    return not is_guarded(level) or any(one.user == user and one.holds_on(day) for one in handlers)
