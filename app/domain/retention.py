"""When what an actor has about a person is to be removed (gallring): dated rules, and whether a thing is due by them.

A file is all that one actor has about one person. Each kind in it goes so many years after the last entry in the whole
file, by the rule of the actor's function that is in force on the day. A function without a rule keeps what it has until
somebody has said what holds for it. Every rule here is second-hand until a lawyer has confirmed it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from app.domain.days import FUTURE, PAST, Day, anniversary, day
from app.domain.errors import RuleError
from app.domain.law import UNCONFIRMED

PERSON: Final = "person"
"""The function under which the person's own items go: last of all, when no actor has anything any more."""
FRAME_KINDS: Final = ("participant", "plan")
"""What holds a plan together: it goes when nobody else has anything in the plan."""
FINDING_MONTHS: Final = 24
"""Months after which a closed finding is a number of nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """From `start` to `end`, both inclusive and None for no bound, what an actor of the function has goes `years` after
    the last entry; of these kinds alone, or of all that no rule of its own has. Nothing of a person born on one of the
    days of a month in `exempt_births` goes."""

    function: str
    years: int
    provision: str
    kinds: frozenset[str] = frozenset()
    exempt_births: frozenset[int] = frozenset()
    start: Day | None = None
    end: Day | None = None

    def holds_on(self, on: Day) -> bool:
        """Whether it is in force on the day."""
        return (PAST if self.start is None else self.start) <= on <= (FUTURE if self.end is None else self.end)


FOR_RESEARCH: Final = frozenset({5, 15, 25})
"""Days of birth whose files are kept for research."""

RULES: Final = (
    RetentionRule(
        function="social-services",
        years=5,
        exempt_births=FOR_RESEARCH,
        provision=f"12 kap. 1 och 2 §§ SoL (2001:453), {UNCONFIRMED}",
        end=day("2025-06-30"),
    ),
    RetentionRule(
        function="social-services",
        years=5,
        exempt_births=FOR_RESEARCH,
        provision=f"SoL (2025:400), motsvarande 12 kap. 1 och 2 §§ SoL (2001:453), {UNCONFIRMED}",
        start=day("2025-07-01"),
    ),
    RetentionRule(function=PERSON, years=5, provision=f"artikel 5.1 e i dataskyddsförordningen, {UNCONFIRMED}"),
)


def rule_for(function: str, kind: str, on: Day, rules: Sequence[RetentionRule] = RULES) -> RetentionRule | None:
    """The rule of that function for that kind on the day: one that names the kind before one of all kinds; None when
    nothing goes."""
    found = [rule for rule in rules if rule.function == function and rule.holds_on(on)]
    naming = [rule for rule in found if kind in rule.kinds]
    return next(iter([*naming, *(rule for rule in found if not rule.kinds)]), None)


def is_due(
    function: str, kind: str, *, born: Day, last_entry: Day, today: Day, rules: Sequence[RetentionRule] = RULES
) -> bool:
    """Whether what an actor of the function has of that kind is to be removed today: its years have gone by since the
    last entry in the file, and the person was not born on an exempt day."""
    rule = rule_for(function, kind, today, rules)
    if rule is None or date.fromordinal(born).day in rule.exempt_births:
        return False
    return anniversary(last_entry, rule.years) < today


def refuse_overlaps(rules: Sequence[RetentionRule]) -> None:
    """RuleError when two rules of one function say something of one kind on one day, or a rule keeps nothing."""
    if any(rule.years < 1 for rule in rules):
        raise RuleError("a rule of retention keeps what it is about for a year at least")
    for one, other in combinations(rules, 2):
        alike = one.function == other.function and (one.kinds & other.kinds or one.kinds == other.kinds)
        begins = max(PAST if rule.start is None else rule.start for rule in (one, other))
        if alike and one.holds_on(begins) and other.holds_on(begins):
            raise RuleError(f"{one.function}: two rules of retention are in force on the same day; end one")


refuse_overlaps(RULES)
