"""A second, naive evaluation of all the rules: what the engine is compared with, gap for gap.

It works on the plain facts of a case file and marks every single day of a window. It imports nothing of the
domain it judges, and is written to be checked by eye against the text of the rules, not to be fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tests.domain.oracle_days import OneDay
from tests.domain.oracle_facts import Situation
from tests.domain.oracle_finding import Finding, Rules
from tests.domain.oracle_rules import CORE
from tests.domain.oracle_wave2 import WAVE2
from tests.domain.oracle_wave3 import WAVE3

Gap = dict[str, Any]

RULES: Rules = CORE | WAVE2 | WAVE3
# rule: its causes, each with what a gap of the one and of the other must have in common
INHIBITED_BY: dict[str, dict[str, str]] = {
    "followup-missing": {"no-main-responsible": "plan"},
    "followup-overdue": {"no-main-responsible": "plan"},
    "plan-stalled": {"no-main-responsible": "plan"},
    "referral-unanswered": {"referral-pingpong": "need"},
    "referral-rejected-unowned": {"referral-pingpong": "need"},
    "conflicting-workability": {"zero-between-fk-af": "nothing"},
    "denied-not-registered": {"zero-between-fk-af": "nothing"},
    "benefit-stopped": {"zero-between-fk-af": "nothing"},
    "youth-duty-no-activity": {"youth-duty-age-out": "nothing"},
}


def evaluate(facts: Iterable[Mapping[str, Any]], rules: Iterable[str] = tuple(RULES)) -> list[Gap]:
    """The gaps of the named rules, each as a case file lists it, ordered by opens, rule, subject."""
    person = Situation(facts)
    found: dict[str, list[tuple[Finding, OneDay, OneDay | None]]] = {}
    for rule in rules:
        judge, _ = RULES[rule]
        found[rule] = [(f, a, z) for f in judge(person) for a, z in (f.days & person.living).spans()]

    def inhibits(cause: str, relation: str, finding: Finding, day: OneDay) -> bool:
        return any(
            a <= day and (z is None or day < z) and related(relation, finding, other)
            for other, a, z in found.get(cause, ())
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
            causes = INHIBITED_BY.get(rule, {}).items()
            if names := sorted(cause for cause, relation in causes if inhibits(cause, relation, finding, opens)):
                gap["inhibited_by"] = names
            gaps.append(gap)
    return sorted(gaps, key=lambda gap: (gap["opens"], gap["rule"], gap["subject"]))


def related(relation: str, one: Finding, other: Finding) -> bool:
    if relation == "plan":
        return one.plan is not None and one.plan == other.plan
    if relation == "need":
        return one.need is not None and one.need == other.need
    return True


def iso(day: OneDay) -> str:
    return date.fromordinal(day).isoformat()
