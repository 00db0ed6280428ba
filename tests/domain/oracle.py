"""A second, naive evaluation of the sixteen core rules: what the engine is compared with, gap for gap.

It works on the plain facts of a case file and marks every single day of a window. It imports nothing of the
domain it judges, and is written to be checked by eye against the text of the rules, not to be fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tests.domain.oracle_days import OneDay
from tests.domain.oracle_facts import Situation
from tests.domain.oracle_rules import RULES, Finding

Gap = dict[str, Any]

INHIBITS = {
    ("no-main-responsible", "followup-missing"): "same plan",
    ("no-main-responsible", "followup-overdue"): "same plan",
    ("no-main-responsible", "plan-stalled"): "same plan",
    ("youth-duty-age-out", "youth-duty-no-activity"): "always",
}


def evaluate(facts: Iterable[Mapping[str, Any]], rules: Iterable[str] = tuple(RULES)) -> list[Gap]:
    """The gaps of the named rules, each as a case file lists it, ordered by opens, rule, subject."""
    person = Situation(facts)
    found: dict[str, list[tuple[Finding, OneDay, OneDay | None]]] = {}
    for rule in rules:
        judge, _ = RULES[rule]
        found[rule] = [(f, a, z) for f in judge(person) for a, z in (f.days & person.living).spans()]

    def inhibits(cause: str, rule: str, finding: Finding, day: OneDay) -> bool:
        relation = INHIBITS.get((cause, rule))
        return relation is not None and any(
            a <= day and (z is None or day < z) and (relation == "always" or other.plan == finding.plan)
            for other, a, z in found[cause]
        )

    gaps = []
    for rule, intervals in found.items():
        after = RULES[rule][1]
        for finding, opens, closes in intervals:
            critical = opens + after if after is not None else max(opens, finding.critical or opens)
            gap: Gap = {"rule": rule, "subject": finding.subject, "owner": finding.owner(opens)}
            gap["opens"] = iso(opens)
            gap["critical"] = iso(critical) if closes is None or critical < closes else None
            gap["closes"] = None if closes is None else iso(closes)
            if causes := sorted(cause for cause in found if inhibits(cause, rule, finding, opens)):
                gap["inhibited_by"] = causes
            gaps.append(gap)
    return sorted(gaps, key=lambda gap: (gap["opens"], gap["rule"], gap["subject"]))


def iso(day: OneDay) -> str:
    return date.fromordinal(day).isoformat()
