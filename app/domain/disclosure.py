"""Who may see it: the one decision about an item, a reader, the grants and the day, with the basis it rests on.

PostgreSQL's policies (migrations) and the read statements say the same over the same `access_grant`
table; a test holds the three against each other.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.days import Day

OPENING: Final = frozenset({"consent", "legal-basis", "emergency"})
"""The kinds of grant that open another actor's items."""


class Basis(StrEnum):
    """Why a reader may see an item, where it is not a grant that opens it (the id of what gave that is the basis)."""

    OWN = "own"
    SELF = "self"
    NAMED = "named"
    RELATION = "relation"
    TIED = "tied"
    """The person wrote it about something that the reader sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a consent, an address or ownership lets a reader see, from `start` up to but not including `end`, and up to
    the moment `until` where it ends at one.

    `kind` is own, addressee, named, mandate or one of those that open another actor's items: those of `owner` in
    `category`, and in `plan_id` or outside every plan. Each of them but a mandate, on its days, is a relation to the
    person, which lets the reader see who the person is. By a mandate the reader, a person, acts for this one, with
    the power that `category` says.
    """

    owner: UUID
    reader: UUID
    kind: str
    plan_id: UUID | None = None
    category: str = ""
    start: Day | None = None
    end: Day | None = None
    basis: UUID | None = None
    until: datetime | None = None

    def holds_on(self, day: Day) -> bool:
        """Whether the day is one of the grant's."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def holds_at(self, moment: datetime | None) -> bool:
        """Whether the grant has not ended at the moment; one that ends at a moment does not hold at none."""
        return self.until is None or (moment is not None and moment < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the decision needs to know about an item, and nothing of what it says."""

    kind: str
    owner: UUID
    category: str
    disclosed: bool
    plan_id: UUID | None
    named: tuple[UUID, ...]


def basis(
    item: Sight,
    reader: UUID,
    grants: Collection[Grant],
    day: Day,
    *,
    moment: datetime | None = None,
    tied_to: Sight | None = None,
) -> Basis | UUID | None:
    """Why `reader`, an actor, may see the item on the day and at the moment: an OWN, NAMED, RELATION or TIED basis, the
    id of the consent, legal basis or emergency access (of several the least of those that end with a day, else that of
    the first moment), or None when it may not. `grants` are those of the item's person.

    A message is seen by its writer, and by whoever may see both it and what it is about (`tied_to`, None when that is
    gone): being only asked about something is too little. What the person writes, the person tells whoever sees that.
    """
    if item.owner == reader:
        return Basis.OWN
    if item.kind == "person":
        return Basis.RELATION if any(grant.reader == reader and grant.holds_on(day) for grant in grants) else None
    if item.kind == "message":
        if tied_to is None or basis(tied_to, reader, grants, day, moment=moment) in (None, Basis.NAMED):
            return None
        if item.owner == THE_PERSON:
            return Basis.TIED
    # A consent says who else knows the person, so no other consent opens it: only those that it names see it.
    if item.disclosed and item.kind != "consent":
        opening = [
            (grant.until.timestamp() if grant.until else 0.0, grant.basis)
            for grant in grants
            if grant.basis and _opens(grant, item, reader, day) and grant.holds_at(moment)
        ]
        if opening:
            return min(opening)[1]
    return Basis.NAMED if reader in item.named else None


def _opens(grant: Grant, item: Sight, reader: UUID, day: Day) -> bool:
    return (
        grant.kind in OPENING
        and grant.reader == reader
        and grant.owner == item.owner
        and grant.category == item.category
        and grant.holds_on(day)
        and (item.plan_id is None or grant.plan_id == item.plan_id)
    )


def mandate(proxy: UUID, power: str, grants: Collection[Grant], day: Day) -> UUID | None:
    """The id of the mandate by which that person acts for the one whose grants these are on the day, with the power;
    the least when there are several, None when there is none."""
    held = {
        grant.basis
        for grant in grants
        if grant.kind == "mandate"
        and (grant.reader, grant.category) == (proxy, power)
        and grant.holds_on(day)
        and grant.basis
    }
    return min(held, default=None)
