"""What the caseload's use cases need of the database: colleagues, who stands in for whom, and what was handed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from app.domain.days import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputyship:
    """A caseworker who is away, and who has the caseload meanwhile: both days included.

    `version` counts what was said of it; one that was ended before its time ends on an earlier day in the next.
    """

    id: UUID
    version: int = 1
    absent: str
    deputy: str
    start: Day
    end: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One act by which plans went from one caseworker to a colleague, with a note about all of them."""

    id: UUID
    holder: str
    to: str
    note: str
    on: Day


class Caseloads(Protocol):
    """The caseworkers of the caller's actor, and which plans are with each."""

    async def know(self, user: str) -> None: ...
    async def knows(self, user: str) -> bool: ...
    async def plans_of(self, user: str) -> Mapping[UUID, UUID]:
        """The assignments in force of that caseworker, by plan."""
        ...

    async def hand_over(self, transfer: Transfer) -> None: ...


class Deputies(Protocol):
    """Who stands in for whom at the caller's actor; what was said is added to, and the last of it holds."""

    async def load(self, deputyship_id: UUID) -> Deputyship | None: ...
    async def add(self, deputyship: Deputyship) -> None: ...
