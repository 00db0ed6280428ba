"""A case: a situation, and exactly which gaps it is said to hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.facts import Fact
from app.domain.gaps.engine import Gap

LONG_AGO = datetime.min.replace(tzinfo=UTC)  # a version that does not say when it was recorded is the oldest


@dataclass(frozen=True, slots=True)
class Case:
    """The current facts, the rules to evaluate (None: all) and the gaps expected (None: not said)."""

    name: str
    facts: tuple[Fact, ...]
    rules: tuple[str, ...] | None
    gaps: tuple[Gap, ...] | None


@dataclass(frozen=True, slots=True)
class Version:
    """What one entry of a case file says of the fact with this id; without fact it takes the fact away."""

    id: str
    recorded: datetime
    fact: Fact | None


def current(versions: Iterable[Version]) -> tuple[Fact, ...]:
    """The facts that hold: of each id the version recorded last, at a tie the later in the file."""
    holding: dict[str, Version] = {}
    for version in versions:
        known = holding.get(version.id)
        if known is None or version.recorded >= known.recorded:
            holding[version.id] = version
    return tuple(version.fact for version in holding.values() if version.fact is not None)
