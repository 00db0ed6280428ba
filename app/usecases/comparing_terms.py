"""What other terms would change, told before they are taken into use: cards by rule, and nothing about anybody."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal
from uuid import UUID

from app.domain.days import FUTURE, Day
from app.domain.gaps.engine import Gap
from app.usecases.detecting import Dossier, Judge
from app.usecases.sweeping import CHUNK, Everybody, Stretch

Difference = Literal["new", "gone", "earlier", "later", "other end"]
DIFFERENCES: Final[tuple[Difference, ...]] = ("new", "gone", "earlier", "later", "other end")


@dataclass(slots=True)
class Tally:
    """What was counted: gaps of today and later in the views of actors, one for each actor that has it in view.

    `cards` are those of each rule as it is now, `differences` what becomes of them by rule and kind.
    """

    persons: int = 0
    concerned: int = 0
    cards: Counter[str] = field(default_factory=Counter)
    differences: Counter[tuple[str, Difference]] = field(default_factory=Counter)


async def tally(
    everybody: Everybody, now: Judge, then: Judge, today: Day, show: Callable[[int, UUID], None], size: int = CHUNK
) -> Tally:
    """Judge everybody by the terms in force and by those proposed, and count what differs; nothing is written."""
    counted, after = Tally(), None
    while last := await everybody.upto(after, size):
        for standing in await everybody.standing(Stretch(after, last), today):
            _count(counted, standing.dossier, now, then, today)
        after = last
        show(counted.persons, last)
    return counted


def _count(counted: Tally, dossier: Dossier, now: Judge, then: Judge, today: Day) -> None:
    counted.persons += 1
    if dossier.unreadable is not None:
        return
    before, after = (_gaps(judge, dossier, today) for judge in (now, then))
    differing = False
    for reader, held in before.items():
        counted.cards.update(gap.rule for gap in held)
        for rule, difference in differences(held, after[reader]):
            counted.differences[rule, difference] += 1
            differing = True
    counted.concerned += differing


def _gaps(judge: Judge, dossier: Dossier, today: Day) -> dict[UUID, list[Gap]]:
    return {
        reader: [gap for gap in seen.gaps if today < _end(gap)]
        for reader, seen in judge.views(dossier, today)
        if reader != dossier.person_id
    }


def differences(before: Sequence[Gap], after: Sequence[Gap]) -> Iterator[tuple[str, Difference]]:
    """The rule of each gap that is not the same after as before, and how it differs."""
    left = list(after)
    for gap in before:
        match = next((other for other in left if _same(gap, other)), None)
        if match is None:
            yield gap.rule, "gone"
            continue
        left.remove(match)
        if match.opens != gap.opens:
            yield gap.rule, "earlier" if match.opens < gap.opens else "later"
        elif match.closes != gap.closes:
            yield gap.rule, "other end"
    yield from ((gap.rule, "new") for gap in left)


def _same(gap: Gap, other: Gap) -> bool:
    alike = (gap.rule, gap.subject) == (other.rule, other.subject)
    return alike and gap.opens < _end(other) and other.opens < _end(gap)


def _end(gap: Gap) -> Day:
    return FUTURE if gap.closes is None else gap.closes
