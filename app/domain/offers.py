"""The catalogue of activities (insatskatalog): what an actor offers, for whom, at which cost, and its places."""

from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from app.domain.costs import check_payer
from app.domain.days import Day
from app.domain.errors import FieldError, IllegalMove, NoPlaceLeft, PlacesTaken
from app.domain.facts import CATEGORIES
from app.domain.facts.codes import PAYERS

TARGET_GROUPS: Final = (
    "long-term-unemployed",
    "disability",
    "newly-arrived",
    "short-schooling",
    "youth-duty",
    "return-from-sick-leave",
)
"""For whom an activity may be meant; one that names none of them is for everybody."""
SCOPES: Final = ("local", "national")
"""Offered in one coordination body, or a national programme, which every body's catalogue shows."""
STATES: Final = ("offered", "withdrawn")
MOST_PLACES: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One entry of the catalogue, as one version of it says. It bears no person.

    `capacity` are all its places and `taken` those that live activities refer to; `weekly_cost` is in whole kronor;
    `body` is the key of the coordination body. FieldError for a code or a number that makes no
    sense.
    """

    id: UUID
    version: int = 1
    body: str
    actor: UUID
    title: str
    category: str
    target_groups: tuple[str, ...] = ()
    scope: str = "local"
    capacity: int
    start_dates: tuple[Day, ...] = ()
    weekly_cost: int | None = None
    payer: str | None = None
    withdrawn_on: Day | None = None
    reason: str | None = None
    taken: int = 0

    def __post_init__(self) -> None:
        for field, given, known in (
            ("category", [self.category], CATEGORIES),
            ("target_groups", self.target_groups, TARGET_GROUPS),
            ("scope", [self.scope], SCOPES),
            ("payer", [] if self.payer is None else [self.payer], PAYERS),
        ):
            if not set(given) <= set(known):
                raise FieldError(field, f"there is no such code; use {', '.join(known)}")
        for field, listed in (("target_groups", self.target_groups), ("start_dates", self.start_dates)):
            if len(set(listed)) < len(listed):
                raise FieldError(field, "names something twice; once is enough")
        if not 0 <= self.capacity <= MOST_PLACES:
            raise FieldError("capacity", f"has to be from 0 to {MOST_PLACES}")
        check_payer(self.weekly_cost, self.payer)

    @property
    def state(self) -> str:
        """Of the list offer-state."""
        return STATES[self.withdrawn_on is not None]

    def check_taking(self) -> None:
        """IllegalMove when it is withdrawn, NoPlaceLeft when all its places are taken."""
        self._check_offered()
        if self.taken >= self.capacity:
            raise NoPlaceLeft

    def changed(self, **said: Any) -> "Offer":
        """The next version, which says this. IllegalMove when it is withdrawn, PlacesTaken when it has fewer places
        than are taken, FieldError."""
        self._check_offered()
        new = replace(self, version=self.version + 1, **said)
        if new.capacity < self.taken:
            raise PlacesTaken(self.taken)
        return new

    def withdrawn(self, on: Day, reason: str) -> "Offer":
        """The version in which it is no longer offered; whoever has a place keeps it. IllegalMove when it was not."""
        return self.changed(withdrawn_on=on, reason=reason)

    def _check_offered(self) -> None:
        if self.withdrawn_on is not None:
            raise IllegalMove(self.state, {})
