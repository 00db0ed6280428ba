"""What other terms would change, told before they do: cards by rule and steps of escalation, of nobody by name."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal
from uuid import UUID

from app.domain.days import FUTURE, Day
from app.domain.escalation import Step
from app.domain.gaps.engine import Gap
from app.usecases.dossiers import Dossier
from app.usecases.judging import Judge
from app.usecases.sweeping import CHUNK, Everybody, Stretch

Difference = Literal["new", "gone", "earlier", "later", "other end"]
Steps = Mapping[tuple[str, str, Step], Day]
"""The days of the steps of escalation that a reader was not told of yet, by rule, subject and step."""
DIFFERENCES: Final[tuple[Difference, ...]] = ("new", "gone", "earlier", "later", "other end")


@dataclass(slots=True)
class Tally:
    """What was counted: gaps of today and later in the views of actors, one for each actor that has it in view, and the
    steps of escalation that actors are yet to be told of.

    `cards` are those of each rule, and of each step (`escalation-manager`), as it is now, `differences` what becomes
    of them by rule or step and kind. `persons_of` are the persons for whom an actor has cards of a rule as it is now
    ("now"), or for whom they differ, by actor, rule or step, and kind.
    """

    persons: int = 0
    concerned: int = 0
    cards: Counter[str] = field(default_factory=Counter)
    differences: Counter[tuple[str, Difference]] = field(default_factory=Counter)
    persons_of: Counter[tuple[UUID, str, Difference | Literal["now"]]] = field(default_factory=Counter)


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
    before, after = (_seen(judge, dossier, today) for judge in (now, then))
    found: list[tuple[str, Difference]] = []
    for reader, (gaps, steps) in before.items():
        gaps_then, steps_then = after[reader]
        counted.cards.update(gap.rule for gap in gaps)
        counted.cards.update(f"escalation-{step}" for *_, step in steps)
        differing = [*differences(gaps, gaps_then), *moved(steps, steps_then)]
        found += differing
        held = {gap.rule for gap in gaps} | {f"escalation-{step}" for *_, step in steps}
        counted.persons_of.update((reader, rule, kind) for rule, kind in set(differing))
        counted.persons_of.update((reader, rule, "now") for rule in held)
    counted.differences.update(found)
    counted.concerned += bool(found)


def _seen(judge: Judge, dossier: Dossier, today: Day) -> dict[UUID, tuple[list[Gap], Steps]]:
    """The gaps in each actor's view, and the steps that it is yet to be told of."""
    return {
        reader: (
            [gap for gap in seen.gaps if today < _end(gap)],
            judge.steps_to_come(dossier, reader, seen, today),
        )
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


def moved(before: Steps, after: Steps) -> Iterator[tuple[str, Difference]]:
    """Each step of escalation whose day is not the same after as before, and how it differs."""
    for key in {**before, **after}:
        was, is_ = before.get(key), after.get(key)
        if was != is_:
            name = f"escalation-{key[2]}"
            yield name, "new" if was is None else "gone" if is_ is None else "earlier" if is_ < was else "later"


def _same(gap: Gap, other: Gap) -> bool:
    alike = (gap.rule, gap.subject) == (other.rule, other.subject)
    return alike and gap.opens < _end(other) and other.opens < _end(gap)


def _end(gap: Gap) -> Day:
    return FUTURE if gap.closes is None else gap.closes
