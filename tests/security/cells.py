"""A cell of the matrix: one operation, about one thing of one world, by one asker."""

from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from tests.security.askers import ACTORS, Asker
from tests.security.oracle.row import Row
from tests.security.sight import World

NO_ONE: Final = str(uuid4())
"""An id that nothing has."""


@dataclass(frozen=True)
class Cell:
    """The question. `next_door` is another world, where the other person lives; without `is_there` it is asked about
    what there is not."""

    operation: str
    row: Row
    asker: Asker
    world: World
    next_door: World
    thing: str = ""
    is_there: bool = True

    def __str__(self) -> str:
        about = f" of {self.thing}" if self.thing else ""
        there = "" if self.is_there else ", where there is none"
        return f"{self.operation}{about} by {self.asker.name} ({self.world.me.world}{there})"

    @property
    def home(self) -> World:
        """The world of whoever asks as a person."""
        return self.next_door if self.asker.person == "another" else self.world

    @property
    def own_source(self) -> str | None:
        """The source that the asker writes with."""
        return f"person-{self.home.me.person}" if self.asker.person else self.asker.source

    @property
    def source(self) -> str:
        """The source that the address names; whoever has none names one that nobody has."""
        return ACTORS["owner"] if self.thing == "the owner's source" else self.own_source or "nobodys"

    @property
    def actor(self) -> str | None:
        """The id of the actor that asks."""
        return self.world.me.county.actor(ACTORS[self.asker.actor]) if self.asker.actor else None

    def seen_from(self, world: World) -> Asker:
        """The asker as it is known in that world: the person of one is a stranger in every other."""
        if self.asker.kind != "person":
            return self.asker
        own = world is self.home
        return Asker(self.asker.name, "person", self.asker.may, person="the person" if own else "another")
