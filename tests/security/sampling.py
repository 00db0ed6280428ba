"""Which cells are asked when not everything is: by a fixed rule, so that they are the same in every run."""

from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

from tests.security.cells import Cell
from tests.security.judging import judge
from tests.security.sight import World

AT_THE_DOOR = ("no token", "no scope", "not for these")
"""What is refused before anybody has looked for what it is about, and so in every world alike."""
TWICE = ("caseworker", "system", "another person")
"""Who asks in two worlds, and not in one, where nobody is protected."""


def sampled(cells: Iterable[Cell], worlds: Sequence[World]) -> Iterator[Cell]:
    """Some of an operation's cells.

    Where nobody is protected the person asks in every world, and everybody else in one or two: in which follows from
    the question, so that it is the same in every run. Of each level of protection each role is answered about each
    thing in every way in which it can be, once.
    """
    open_worlds = [world for world in worlds if world.me.protection == "none"]
    by_way: dict[str, list[Cell]] = {}
    for cell in cells:
        if cell.world.me.protection == "none":
            if _is_asked(cell, open_worlds):
                yield cell
        else:
            by_way.setdefault(way_of(cell), []).append(cell)
    for way, alike in by_way.items():
        yield alike[crc32(way.encode()) % len(alike)]


def way_of(cell: Cell) -> str:
    """As whom, about what, of which level of protection, and how it is answered."""
    because, named = judge(cell)[0], "named" if cell.world.opens(cell.asker) else ""
    thing = "" if because in AT_THE_DOOR else cell.thing
    return f"{cell.operation} {thing} {cell.asker.role} {named} {cell.world.me.protection} {because}"


def _is_asked(cell: Cell, worlds: Sequence[World]) -> bool:
    at_the_door = judge(cell)[0] in AT_THE_DOOR
    if not cell.is_there:
        return not at_the_door
    if cell.asker.person == "the person":
        return True
    first = crc32(f"{cell.operation} {cell.asker.name} {cell.thing}".encode()) % len(worlds)
    place = next(n for n, world in enumerate(worlds) if world is cell.world)
    return place == first or (place == (first + 2) % len(worlds) and not at_the_door and cell.asker.role in TWICE)
