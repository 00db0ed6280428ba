"""What an agency would have reported, and when: a life's facts as versions, each on the day it could be known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.domain.days import Day, day
from app.domain.facts import Fact, encode

OUTCOMES: Final[Mapping[str, tuple[str, ...]]] = {
    "end": ("end",),
    "answered": ("answered", "answer"),
    "held": ("held",),
    "rebooked_on": ("rebooked_on",),
    "started": ("started",),
    "closed": ("closed",),
    "cancelled_on": ("cancelled_on",),
    "withdrawn_on": ("withdrawn_on",),
}
"""The days that become known only when they come, and the fields that come with each."""

KNOWN_AHEAD: Final = frozenset({"consent", "handler", "pause"})
"""Kinds whose end is agreed from the start."""

BEGINS: Final = ("start", "on", "sent", "booked_on", "planned_start", "due")
ORDER: Final = ("plan", "participant", "need", "consent")
"""What others refer to or rest on comes first on the same day."""


@dataclass(frozen=True, slots=True)
class Told:
    """One version of one fact: on which day it is reported, by which count, and what it says then."""

    on: Day
    fact: Fact
    version: int
    fields: Mapping[str, Any]


def chronicle(facts: Sequence[Fact], today: Day) -> list[Told]:
    """Every version of every fact but the person's own, in the order in which they would have been reported."""
    told: list[Told] = []
    first: dict[str, Day] = {}
    for fact in sorted(facts, key=_depth):
        if fact.kind == "person":
            continue
        versions = _versions(fact, today)
        needed = max((first[ref] for ref in _references(fact) if ref in first), default=None)
        if fact.kind == "follow-up" and "booked_on" not in versions[0][1] and needed is not None:
            versions[0] = (needed, versions[0][1])  # booked from the start
        first[fact.id] = versions[0][0] if needed is None else max(needed, versions[0][0])
        for count, (on, fields) in enumerate(versions, start=1):
            told.append(Told(max(on, first[fact.id]), fact, count, fields))
    return sorted(told, key=lambda one: (one.on, _depth(one.fact), one.version))


def _versions(fact: Fact, today: Day) -> list[tuple[Day, dict[str, Any]]]:
    fields = encode(fact)
    later: dict[Day, dict[str, Any]] = {}
    for name, together in OUTCOMES.items():
        if name not in fields or (name == "end" and (fact.kind in KNOWN_AHEAD or _day(fields[name]) > today)):
            continue
        on = _day(fields[name])
        # An activity's outcome comes with its end; an assessment's is what it says from the start.
        parts = (*together, "outcome") if fact.kind == "activity" and name == "end" else together
        later.setdefault(on, {}).update({part: fields.pop(part) for part in parts if part in fields})
    begins = [_day(fields[name]) for name in BEGINS if name in fields]
    begin = min(begins, default=today)
    versions = [(min(begin, today), dict(fields))]
    for on in sorted(later):
        versions.append((on, {**versions[-1][1], **later[on]}))
    return versions


def _day(text: Any) -> Day:
    return day(str(text))


def _references(fact: Fact) -> Iterable[str]:
    return (ref for ref in (getattr(fact, "plan", None), getattr(fact, "need", None)) if ref is not None)


def _depth(fact: Fact) -> int:
    return ORDER.index(fact.kind) if fact.kind in ORDER else len(ORDER)
