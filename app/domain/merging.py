"""Two records of one person: on what evidence they are made one, what becomes of that, and how one life is told."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from app.domain.days import Day, day, earliest
from app.domain.facts import Fact, Person

EVIDENCE: Final = ("number-changed", "number-mistyped", "two-coordination-numbers", "confirmed-by-person")
REASONS: Final = ("different-persons", "evidence-insufficient", "merged-by-mistake")
"""Why a proposal was declined, or a merge undone."""
STATES: Final = ("proposed", "declined", "applied", "undone")
UNDO_DAYS: Final = ((day("2026-01-01"), 90),)
"""From which day on a merge that is applied can be undone for how many days: the service's own, until a body agrees on
something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What was said of two records being one, `version` by version. `person_id` is the record that leads, whose day of
    birth counts; `user` said this version; `undo_until` is the last day on which one that is applied can be undone."""

    id: UUID
    version: int = 1
    person_id: UUID
    absorbed_id: UUID
    state: str = "proposed"
    evidence: str
    user: str
    reason: str | None = None
    undo_until: Day | None = None


def undo_until(applied: Day) -> Day:
    """The last day on which a merge that is applied on the day can be undone."""
    first = UNDO_DAYS[0][1]
    return applied + next((days for since, days in reversed(UNDO_DAYS) if since <= applied), first)


def as_one(facts: Iterable[Fact]) -> list[Fact]:
    """One life out of the facts of several records, of which those of the record that leads come first: of who the
    person is there is one, that record's, and a death that any of them tells."""
    told = list(facts)
    persons = [fact for fact in told if isinstance(fact, Person)]
    if len(persons) < 2:
        return told
    leading = replace(persons[0], deceased_on=earliest(*(one.deceased_on for one in persons if one.deceased_on)))
    return [leading, *(fact for fact in told if not isinstance(fact, Person))]
