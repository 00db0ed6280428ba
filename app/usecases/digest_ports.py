"""What a caseworker's wish for a letter in the morning needs of the database: the own one, and nobody else's."""

from dataclasses import dataclass, field
from typing import Protocol

from app.domain.days import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The letter is asked for at the address in the `box`, which is sealed; kept until that day, included."""

    box: bytes = field(repr=False)
    until: Day


class Digests(Protocol):
    """The caller's own wish; none for whoever is no caseworker."""

    async def load(self) -> Wish | None: ...
    async def put(self, wish: Wish) -> None:
        """It, in place of the one that there was. A day that is settled stays so: a new address is no new letter."""
        ...

    async def end(self) -> None: ...
