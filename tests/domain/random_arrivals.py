"""What becomes known of a random life, day by day: late, twice, corrected, overtaken, taken back and told again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from app.domain.cases import Version
from tests.domain.against_oracle import version
from tests.domain.random_timelines import timeline
from tests.domain.random_writer import STEPS, Fact

DATES: Final = (
    *("start", "end", "on", "sent", "answered", "due", "held", "planned_start", "planned_end", "withdrawn_on"),
    *("meeting_on", "cancelled_on", "booked_on", "rebooked_on", "started", "closed"),
)
OPTIONAL: Final = ("end", "answered", "held", "withdrawn_on", "planned_end", "meeting_on", "cancelled_on")
LATENESS: Final = (-90, -14, 0, 0, 0, 1, 3, 10, 30, 75, 200, 400)
"""Days from a date of the fact to its arrival; what is planned is known before its day."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the service learns on a day: one version of one fact."""

    day: int
    version: Version


def arrivals(seed: str, years: float) -> list[Arrival]:
    """Everything that is learnt of the life of this seed within these years, in the order in which it comes."""
    random = Random(f"arrivals/{seed}")  # noqa: S311 - reproducible, not a secret
    facts = timeline(seed)
    dated = sorted(day for fact in facts for day in _days_of(fact))
    first = random.choice(dated) - random.choice((0, 30, 400)) if dated else date(2026, 1, 1).toordinal()
    last = first + int(years * 365)
    found = []
    for fact in facts:
        learnt = first if fact["kind"] == "person" else _when(fact, random)
        for day, told in _tellings(fact, max(learnt, first), random):
            if day <= last:
                found.append(Arrival(max(day, first), told))
    # The sort is stable, and what came first in the file is not what arrives first.
    random.shuffle(found)
    found.sort(key=lambda arrival: (arrival.day, arrival.version.fact is None or arrival.version.fact.kind != "person"))
    return found


def _tellings(fact: Fact, learnt: int, random: Random) -> Iterator[tuple[int, Version]]:
    """The fact and what its source says of it afterwards. A later version may come before an earlier one."""
    told = version(fact)
    yield learnt, told
    if random.random() < 0.12:
        yield learnt + random.choice(STEPS), told
    if random.random() < 0.3:
        newer = _version(_corrected(fact, random, learnt), told, 1)
        yield learnt + random.choice((-20, 1, 7, 30, 90, 200)), newer
        if random.random() < 0.3:
            yield learnt + random.choice((-10, 2, 45, 150)), _version(_corrected(fact, random, learnt), told, 2)
    if random.random() < 0.12 and fact["kind"] != "person":
        gone = learnt + random.choice((-5, 0, 1, 20, 100))
        yield gone, replace(_version(fact, told, 3), fact=None)
        if random.random() < 0.4:
            yield gone + random.choice((-3, 1, 15, 60)), _version(_corrected(fact, random, learnt), told, 4)


def _version(fact: Fact, told: Version, step: int) -> Version:
    """The fact as its source has it so many versions later."""
    return replace(version(fact | {"void": False}), recorded=told.recorded + timedelta(seconds=step))


def _corrected(fact: Fact, random: Random, learnt: int) -> Fact:
    """The fact with one day moved, added or taken away; a person may turn out to have died."""
    changed: dict[str, Any] = dict(fact)
    if fact["kind"] == "person":
        died = {"deceased_on": _iso(learnt + random.randint(-30, 500))}
        born = {"birth_date": _iso(_ordinal(fact["birth_date"]) + random.choice(STEPS))}
        return changed | random.choice((died, born))
    given = [name for name in DATES if name in fact]
    absent = [name for name in OPTIONAL if name in _may_have(fact) and name not in fact]
    draw = random.random()
    if absent and draw < 0.45:
        changed[random.choice(absent)] = _iso(_ordinal(fact[random.choice(given)]) + random.choice(STEPS))
    elif draw < 0.6 and (loose := [name for name in given if name in OPTIONAL and fact["kind"] != "pause"]):
        del changed[random.choice(loose)]
    elif given:
        name = random.choice(given)
        changed[name] = _iso(_ordinal(fact[name]) + random.choice((-1, 1)) * random.choice(STEPS))
    return changed


def _may_have(fact: Fact) -> tuple[str, ...]:
    return {
        "contact": (), "decision": (), "meeting": (), "pause": (),
        "sip-need": ("withdrawn_on",), "consent": ("end", "withdrawn_on"), "follow-up": ("held",),
        "referral": ("answered",), "call": ("answered", "meeting_on", "cancelled_on"),
        "activity": ("end", "planned_end"),
    }.get(fact["kind"], ("end",))  # fmt: skip


def _when(fact: Fact, random: Random) -> int:
    return random.choice(_days_of(fact)) + random.choice(LATENESS)


def _days_of(fact: Fact) -> list[int]:
    return [_ordinal(fact[name]) for name in DATES if fact.get(name)]


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
