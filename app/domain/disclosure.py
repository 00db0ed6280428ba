"""Who may see it: the one decision about an item, a reader, the grants and the day, with the basis it rests on.

PostgreSQL's policies (migrations) and the read statements say the same over the same `access_grant`
table; a test holds the three against each other.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.days import Day


class Basis(StrEnum):
    """Why a reader may see an item, where it is not a consent (whose id is then the basis)."""

    OWN = "own"
    SELF = "self"
    NAMED = "named"
    RELATION = "relation"
    TIED = "tied"
    """The person wrote it about something that the reader sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a consent, an address or ownership lets a reader see, from `start` up to but not including `end`.

    `kind` is own, addressee, named or consent; only a consent's grant opens another actor's items, those of
    `owner` in `category`, and in `plan_id` or outside every plan. Each of them, while it holds, is a relation
    to the person, which lets the reader see who the person is.
    """

    owner: UUID
    reader: UUID
    kind: str
    plan_id: UUID | None = None
    category: str = ""
    start: Day | None = None
    end: Day | None = None
    basis: UUID | None = None

    def holds_on(self, day: Day) -> bool:
        """Whether the grant is in force on the day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


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
    item: Sight, reader: UUID, grants: Collection[Grant], day: Day, tied_to: Sight | None = None
) -> Basis | UUID | None:
    """Why `reader`, an actor, may see the item on the day: an OWN, NAMED, RELATION or TIED basis, the id of the
    consent (the least when several do), or None when it may not. `grants` are those of the item's person.

    A message is seen by its writer, and by whoever may see both it and what it is about (`tied_to`, None when that is
    gone): being only asked about something is too little. What the person writes, the person tells whoever sees that.
    """
    if item.owner == reader:
        return Basis.OWN
    if item.kind == "person":
        return Basis.RELATION if any(grant.reader == reader and grant.holds_on(day) for grant in grants) else None
    if item.kind == "message":
        if tied_to is None or basis(tied_to, reader, grants, day) in (None, Basis.NAMED):
            return None
        if item.owner == THE_PERSON:
            return Basis.TIED
    # A consent says who else knows the person, so no other consent opens it: only those that it names see it.
    if item.disclosed and item.kind != "consent":
        consents = {grant.basis for grant in grants if grant.basis and _opens(grant, item, reader, day)}
        if consents:
            return min(consents)
    return Basis.NAMED if reader in item.named else None


def _opens(grant: Grant, item: Sight, reader: UUID, day: Day) -> bool:
    return (
        grant.kind == "consent"
        and grant.reader == reader
        and grant.owner == item.owner
        and grant.category == item.category
        and grant.holds_on(day)
        and (item.plan_id is None or grant.plan_id == item.plan_id)
    )
