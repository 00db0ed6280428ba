"""What was written on the wrong person: what goes with it to the right one or away, and what stands in the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.item import Item

REASONS: Final = ("number-mistaken", "persons-mixed-up", "document-misfiled")
OUTCOMES: Final = ("moved", "removed")
OBSTACLES: Final = ("rests-on-it", "takes-part", "agreed-on", "in-a-plan", "answered", "never-moved", "stands")

NEVER_MOVED: Final = frozenset({"consent", "mandate", "legal-basis", "crisis-plan"})
"""What lets somebody see or act is given anew for the right person: no correction opens anything;
and what is sealed with a person's key is readable on that person alone."""
STANDS: Final = "emergency-access"
"""That somebody was opened in an emergency is taken away by nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why (a code of OBSTACLES) an item stands in the way of a correction."""

    because: str
    item: Item


def obstacles(
    item: Item, goes: Sequence[Item], resting: Sequence[Item], *, moved: bool, agreed: bool
) -> Iterator[Obstacle]:
    """What keeps `item` where it is, as far as whoever asks sees it.

    `goes` is the item, and with a plan all that its owner has in it; `resting` what refers to any of these and stays;
    `agreed`: there is a version of the plan that was agreed on. A plan is its owner's to take away while nobody else
    has taken part in it; what belongs to a plan moves with it or not at all.
    """
    for other in resting:
        yield Obstacle(because="rests-on-it", item=other)
    if agreed:
        yield Obstacle(because="agreed-on", item=item)
    for one in goes:
        if one.content.kind == "participant" and item.content.kind == "plan" and one.named != (item.owner,):
            yield Obstacle(because="takes-part", item=one)
        if one.content.kind == STANDS:
            yield Obstacle(because="stands", item=one)
        if not moved:
            continue
        if one.content.kind in NEVER_MOVED:
            yield Obstacle(because="never-moved", item=one)
        if getattr(one.content, "answer", None) is not None:
            yield Obstacle(because="answered", item=one)
    if moved and item.plan_id not in (None, item.id):
        yield Obstacle(because="in-a-plan", item=item)
