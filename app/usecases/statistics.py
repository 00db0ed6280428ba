"""Making a quarter's statistics: every life is looked at once, and every body's tables are worked out together."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Final, Protocol
from uuid import UUID

from app.domain.actors import THE_PERSON, Actor
from app.domain.agreements import CoordinationBody, body_in
from app.domain.days import Day, iso
from app.domain.errors import FieldError
from app.domain.facts import KINDS, Fact, Person
from app.domain.gaps.engine import evaluate
from app.domain.merging import as_one
from app.domain.quarters import Quarter
from app.domain.statistics.edition import Edition
from app.domain.statistics.lives import Life, adds, municipality_of, protected
from app.domain.statistics.tables import callees_of
from app.domain.statistics.tally import Tallies, add_life
from app.domain.timeline import Timeline
from app.usecases.detecting import Detector
from app.usecases.sweeping import Stretch

log = logging.getLogger("sip.statistics")
Documents = Mapping[str, dict[str, Any]]
"""What each body is told, by its key."""
Show = Callable[[int, UUID], None]
"""Is told how many persons have been looked at, and the last of them."""

SIZE: Final = 5_000
"""Facts that are looked at together: few, since whoever else works in the process waits for them."""


@dataclass(frozen=True, slots=True)
class Made:
    """An edition of a quarter, 1 for the first: what each body is told."""

    edition: int
    documents: Documents


class Lives(Protocol):
    """Everybody's facts, in the order of the persons' ids."""

    async def last(self) -> UUID | None:
        """The person with the greatest id."""

    async def upto(self, after: UUID | None, size: int) -> UUID | None:
        """The last of the next persons, of whom there are about so many facts; none when there is nobody more."""

    async def lives(self, stretch: Stretch) -> Iterable[tuple[UUID, Sequence[Fact]]]:
        """Each person in the stretch, with the facts; whoever has one that cannot be read is left out, and logged."""


class Editions(Protocol):
    """What has been made: added to, and never changed."""

    def alone(self) -> AbstractAsyncContextManager[bool]:
        """Whether nobody else makes statistics meanwhile."""

    async def last(self, quarter: Quarter) -> Made | None:
        """The last edition of the quarter, if there is one."""

    async def add(self, quarter: Quarter, made: Made, on: Day) -> bool:
        """Add an edition, whole; False when somebody else has added it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What statistics are made from, by which rules, and where they are kept."""

    lives: Lives
    editions: Editions
    detector: Detector


async def make(
    maker: Maker, quarter: Quarter, today: Day, *, anew: bool = False, show: Show = lambda *_: None, size: int = SIZE
) -> Made | None:
    """The edition that this makes. None when there is none to make: there is one already (and, made `anew`, it would
    tell nothing else), somebody else is making it, or there is no body to tell it to.

    FieldError for a quarter that has not ended. What is kept in memory grows with the bodies and not with the persons;
    two statements are run for each stretch of persons, and as many others however many there are. `show` is
    told how far it has come.
    """
    if quarter.last >= today:
        raise FieldError("quarter", f"{quarter} has not ended; its statistics are made after {iso(quarter.last)}")
    async with maker.editions.alone() as alone:
        bodies = await maker.detector.bodies()
        former = await maker.editions.last(quarter) if alone and bodies else None
        if not alone or not bodies or (former is not None and not anew):
            return None
        making = _Making(maker.detector, quarter, bodies, await maker.detector.actors())
        after, persons = None, 0
        while (last := await maker.lives.upto(after, size)) is not None:
            for person, facts in await maker.lives.lives(Stretch(after, last)):
                persons += 1
                try:
                    making.add(facts)
                except Exception as fault:  # as in the detector: one life must not stop the others
                    log.error("person %s is in no statistics: %s", person, type(fault).__name__)
            show(persons, last)
            after = last
        edition = Edition(quarter, making.found, bodies, making.actors, former.documents if former else None)
        made = Made(former.edition + 1 if former else 1, edition.documents())
        if former is not None and former.documents == made.documents:
            return None
        return made if await maker.editions.add(quarter, made, today) else None


class _Making:
    """What has been found so far, by municipality."""

    def __init__(
        self,
        detector: Detector,
        quarter: Quarter,
        bodies: Sequence[CoordinationBody],
        actors: Mapping[UUID, Actor],
    ) -> None:
        self._detector, self._quarter, self._bodies = detector, quarter, bodies
        self.actors = {str(id_): actor for id_, actor in actors.items()}
        self._functions = {id_: actor.function for id_, actor in self.actors.items()} | {str(THE_PERSON): "person"}
        self._callees = {body.key: frozenset(callees_of(body, actors.values(), quarter)) for body in bodies}
        self.found: dict[str, Tallies] = {}

    def add(self, facts: Sequence[Fact]) -> None:
        """One life more, where it is counted if it is at all. All of it is found out before any of it is added."""
        read = as_one(fact for fact in facts if fact.kind in KINDS)
        timeline = Timeline(read, calendar=self._detector.calendar, function_of=self._functions)
        place = municipality_of(timeline, self._quarter, self.actors)
        if place is None or not timeline.of(Person) or protected(timeline):
            return
        body = body_in(self._bodies, place)
        life = Life(timeline, evaluate(timeline, self._detector.rules_under(body)), facts)
        added = adds(life, self._quarter, self.actors, self._callees[body.key] if body else ())
        add_life(self.found.setdefault(place, {}), added)
