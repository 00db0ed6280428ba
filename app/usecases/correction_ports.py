"""What correcting needs of the database; a part of ports.py with a file of its own."""

from collections.abc import Collection, Sequence
from typing import Protocol
from uuid import UUID

from app.domain.item import Item


class Corrections(Protocol):
    """What was written on the wrong person, as far as the caller sees it."""

    async def belonging(self, plan: Item) -> Sequence[Item]:
        """Whatever the plan's owner has in it, the plan and what was voided too."""
        ...

    async def resting_on(self, person_id: UUID, items: Collection[UUID]) -> Sequence[Item]:
        """What the caller sees of the person that refers to any of the items, or is tied to a plan among them, and is
        none of them."""
        ...

    async def is_agreed(self, plan: Item) -> bool:
        """Whether any version of the plan was agreed on."""
        ...

    async def correct(self, person_id: UUID, items: Collection[UUID], rightful: UUID | None, reason: str) -> None:
        """Take the caller's items away from the person, to the rightful one if there is one, with all that rests on
        them; the trace is written, and whoever had read any of them is told."""
        ...
