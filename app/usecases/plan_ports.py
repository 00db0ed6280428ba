"""What the use cases need of a plan's referrals and frozen versions; a part of ports.py with a file of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from app.domain.days import Day
from app.domain.item import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenReferral:
    """A referral that the caller sees; not `whole` when it was only put to the caller, who is not told its need."""

    item: Item
    whole: bool


class Referrals(Protocol):
    """Referrals as far as the caller sees them, and that they are of one need."""

    async def seen(self, referral_id: UUID) -> SeenReferral | None: ...
    async def path(self, person_id: UUID, need: str | None, previous: str | None) -> Sequence[Item]:
        """Those of the need, the one before, and all that hang together with these."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A version of a plan that the caller sees: what was agreed on that day, under a number and an id."""

    person_id: UUID
    plan_id: UUID
    n: int
    id: UUID
    on: Day


class Versions(Protocol):
    """The frozen versions of a plan, and who has accepted them; nothing of them is ever changed."""

    async def of(self, plan_id: UUID) -> Sequence[Frozen]: ...
    async def freeze(self, version: Frozen, note: str | None) -> None: ...
    async def accept(self, version: Frozen, on: Day) -> bool: ...
