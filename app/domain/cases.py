"""A case: a situation, and exactly which gaps it is said to hold."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.days import FUTURE, iso
from app.domain.errors import FactError
from app.domain.facts import Fact
from app.domain.gaps.engine import Gap
from app.domain.gaps.rule import PERSON

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


def check_expected(gap: Gap, earlier: Iterable[Gap], rules: Collection[str] | None, subjects: Collection[str]) -> None:
    """FactError when no life could hold this expected gap beside the earlier ones of its case.

    `rules` are those that the case names (None: all), `subjects` the ids of its facts.
    """
    if rules is not None and gap.rule not in rules:
        raise FactError("rule", "is not one of the rules that this case names; add it to rules, or leave the gap out")
    if gap.subject != PERSON and gap.subject not in subjects:
        raise FactError("subject", f"no fact of this case has this id; write the id of one, or {PERSON}")
    if gap.owner == PERSON:
        raise FactError("owner", "is never the person; write the actor that has to act")
    if gap.closes is not None and gap.closes <= gap.opens:
        raise FactError("closes", "has to be after opens; it is the first day without the gap")
    if gap.critical is not None and not gap.opens <= gap.critical < _end(gap):
        raise FactError("critical", "has to be from opens until the day before closes; write null if it is not reached")
    if rules is not None and not set(gap.inhibited_by) <= set(rules):
        raise FactError("inhibited_by", "names a rule that this case does not; add it to rules, or leave it out")
    for other in earlier:
        same = (other.rule, other.subject) == (gap.rule, gap.subject)
        if same and gap.opens <= _end(other) and other.opens <= _end(gap):
            raise FactError(
                "opens",
                f"the gap is one with that of the same rule and subject that opens {iso(other.opens)}; "
                "write one entry for each unbroken interval",
            )


def _end(gap: Gap) -> int:
    return FUTURE if gap.closes is None else gap.closes
