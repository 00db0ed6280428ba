"""How fast an actor's worklist fills: which cards the budget of a week lets in, and which of them never wait.

It concerns the worklist alone. A card that waits is a finding like any other: in the plan, on the timeline, in its
explanation, and open to every deed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from app.domain.days import FUTURE, Day
from app.domain.errors import FieldError
from app.domain.findings import Finding
from app.domain.gaps.catalogue import CATALOGUE

SEVERE: Final = tuple(rule.id for rule in CATALOGUE if rule.severity == "critical")
"""The rules whose gaps are critical in severity from the first day."""
MOST: Final = {"cards_per_caseworker": 200, "caseworkers": 10_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """From which day the actor has the service in use, and how many new cards a week each caseworker can take.

    What opened before `start_on` is the backlog. FieldError for a number that is no sensible one.
    """

    start_on: Day
    cards_per_caseworker: int
    caseworkers: int

    def __post_init__(self) -> None:
        for field, most in MOST.items():
            if not 1 <= getattr(self, field) <= most:
                raise FieldError(field, f"has to be from 1 to {most}")

    @property
    def budget(self) -> int:
        """Cards that are let in per week (ISO 8601: Monday to Sunday)."""
        return self.cards_per_caseworker * self.caseworkers


def week_of(day: Day) -> Day:
    """The Monday on or before the day."""
    return day - (day - 1) % 7


def never_waits(pace: Pace, finding: Finding) -> bool:
    """Whether the card is in the worklist at once, whatever the budget: waiting could cost the person too much.

    It is one whose rule is of critical severity, or one that has become critical since the actor began. What was
    critical before that is part of the backlog, and the first of it.
    """
    critical = finding.now.critical
    became = finding.status == "critical" and critical is not None and critical >= pace.start_on
    return finding.rule in SEVERE or became


def let_in(pace: Pace, waiting: Iterable[Finding], used: int) -> list[Finding]:
    """Which of these cards come into the worklist, when so many of the week's budget are used: those that never
    wait, then what opened since the actor began, then the backlog; of each the most urgent first."""
    ordered = sorted(waiting, key=lambda finding: _place(pace, finding))
    room = max(pace.budget - used, 0)
    return [finding for n, finding in enumerate(ordered) if n < room or never_waits(pace, finding)]


def _place(pace: Pace, finding: Finding) -> tuple[object, ...]:
    opens, critical = finding.now.opens, finding.now.critical
    return (
        not never_waits(pace, finding),
        opens < pace.start_on,
        finding.rule not in SEVERE,
        FUTURE if critical is None else critical,
        opens,
        finding.id,
    )
