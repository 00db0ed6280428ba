"""What legal holds need of the database; a part of ports.py with a file of its own."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHold:
    """The caller's actor keeps what it has about the person, or what it has in one plan, until it is released."""

    id: UUID
    person_id: UUID
    plan_id: UUID | None
    reason: str
    released: bool = False


class Holds(Protocol):
    """The legal holds of the caller's actor."""

    async def may_place(self, person_id: UUID, plan_id: UUID | None) -> bool:
        """Whether the actor has anything to keep: about the person, or in that plan."""
        ...

    async def place(self, hold: LegalHold) -> None: ...
    async def load(self, person_id: UUID, hold_id: UUID) -> LegalHold | None: ...
    async def release(self, hold: LegalHold, reason: str) -> bool:
        """False when somebody else has released it meanwhile."""
        ...
