"""What a rule of the oracle says of one subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.domain.oracle_days import Days, OneDay
from tests.domain.oracle_facts import Situation, own


@dataclass(frozen=True)
class Finding:
    """What a rule says of one subject: its days, and who owns a gap that opens on a given day."""

    subject: str
    days: Days
    owner: Callable[[OneDay], str]
    plan: str | None = None  # the plan, and the need, that inhibition goes by
    need: str | None = None
    critical: OneDay | None = None  # the rule's own critical day, where it names one


Findings = Iterator[Finding]
Judge = Callable[[Situation], Findings]
# rule: (its days, critical so many days after it opens; None = the finding says the day itself)
Rules = dict[str, tuple[Judge, int | None]]


def always(*actors: str | None) -> Callable[[OneDay], str]:
    return lambda opens: own(*actors)
