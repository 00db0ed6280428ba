"""Who sees no more, and who sees anew, when some consents take the place of others."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from app.domain.facts.codes import CATEGORIES, FRAME

ORDER: Final = (FRAME, *CATEGORIES)
Opened = frozenset[tuple[str, str, str]]
"""Reader, owner and category of what is opened."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Among whom, by id, a consent that holds opens what; the frame of the plan is part of every one."""

    actors: frozenset[str]
    categories: frozenset[str]

    @property
    def opens(self) -> Opened:
        """What each of them sees of each of the others."""
        return frozenset(
            (reader, owner, category)
            for reader in self.actors
            for owner in self.actors - {reader}
            for category in self.categories | {FRAME}
        )


@dataclass(frozen=True, slots=True)
class Sees:
    """One reader, the areas, and of whom: those of whom it is the same areas are told together."""

    reader: str
    owners: tuple[str, ...]
    categories: tuple[str, ...]


def difference(before: Collection[Terms], after: Collection[Terms]) -> tuple[list[Sees], list[Sees]]:
    """What is seen no more, and what is seen anew, when the consents that hold are those `after` and no longer those
    `before`; what another consent opens as well is neither."""
    was, becomes = _opened(before), _opened(after)
    return _told(was - becomes), _told(becomes - was)


def _opened(consents: Iterable[Terms]) -> Opened:
    return frozenset[tuple[str, str, str]]().union(*(one.opens for one in consents))


def _told(opened: Opened) -> list[Sees]:
    areas: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for reader, owner, category in opened:
        areas[reader, owner].add(category)
    owners: defaultdict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for (reader, owner), found in sorted(areas.items()):
        owners[reader, tuple(sorted(found, key=ORDER.index))].append(owner)
    return [Sees(reader, tuple(of), categories) for (reader, categories), of in owners.items()]
