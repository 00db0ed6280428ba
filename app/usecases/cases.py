"""Evaluate a case, and hold what it should give against what it does give; for rule authors and tests."""

from dataclasses import dataclass

from app.domain.cases import Case
from app.domain.days import WorkingDays, iso
from app.domain.gaps.catalogue import CATALOGUE, RULES
from app.domain.gaps.engine import Gap, evaluate
from app.domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Differences:
    """The gaps that a case states and that were not found, and those found that it does not state."""

    missing: tuple[Gap, ...]
    unexpected: tuple[Gap, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.unexpected)


def evaluate_case(case: Case, calendar: WorkingDays) -> list[Gap]:
    """The gaps of the case, by the rules that it names, ordered by opens, rule and subject."""
    rules = CATALOGUE if case.rules is None else [RULES[name] for name in dict.fromkeys(case.rules)]
    return evaluate(Timeline(case.facts, calendar=calendar), rules)


def differences(case: Case, calendar: WorkingDays) -> Differences:
    """What the case states and what it gives; a gap that is stated twice has to be found twice."""
    unexpected = evaluate_case(case, calendar)
    missing = []
    for stated in case.gaps or ():
        if stated in unexpected:
            unexpected.remove(stated)
        else:
            missing.append(stated)
    return Differences(tuple(missing), tuple(unexpected))


def as_json(gap: Gap) -> dict[str, object]:
    """The gap with ISO dates; `inhibited_by` only when it is not empty."""
    fields: dict[str, object] = {
        "rule": gap.rule,
        "subject": gap.subject,
        "owner": gap.owner,
        "opens": iso(gap.opens),
        "critical": None if gap.critical is None else iso(gap.critical),
        "closes": None if gap.closes is None else iso(gap.closes),
    }
    return fields | ({"inhibited_by": list(gap.inhibited_by)} if gap.inhibited_by else {})
