"""What the use cases need of the place where people's words are kept; a part of ports.py with a file of its own."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from app.domain.item import Item


class Messages(Protocol):
    """What people have written in a plan, as far as the caller sees it."""

    async def tie(self, plan_id: UUID, item_id: UUID) -> Item | None:
        """The item of the plan, if the caller may write about it."""
        ...

    async def thread(self, message: Item) -> Sequence[Item]:
        """The messages of its thread, in the order of their writing."""
        ...

    async def readers(self, about: Item) -> set[UUID]:
        """The actors that may receive what the caller writes about the item."""
        ...

    async def newest(self, plan_id: UUID, kind: str) -> Item | None:
        """The item of the kind that was added last, and so stands."""
        ...
