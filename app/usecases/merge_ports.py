"""What making two records one needs of the database; a part of ports.py with a file of its own."""

from typing import Protocol
from uuid import UUID

from app.domain.merging import Merge


class Merges(Protocol):
    """What the caller's actor has said of two records being one."""

    async def may_be_one(self, leading: UUID, absorbed: UUID) -> bool:
        """Whether the caller knows both and nothing forbids that they are made one, which nobody changes then until the
        transaction ends. Why not is told to nobody."""
        ...

    async def proposed(self, one: UUID, other: UUID) -> bool:
        """Whether the actor has proposed it already, in either order, and nobody has decided."""
        ...

    async def load(self, person_id: UUID, merge_id: UUID) -> Merge | None:
        """As it stands; `person_id` may be either record."""
        ...

    async def say(self, merge: Merge) -> None:
        """A version more. Whoever is overtaken by another begins anew."""
        ...
