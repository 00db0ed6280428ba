"""Thresholds by date: what a local agreement, or a change of law, sets otherwise from one day to another.

The regime in force on a fact's own date counts for the gaps that are about it, for as long as they last: nobody
wins or loses a gap because the terms change meanwhile. A gap that is about the person rests on no single fact. It
is found by the terms in force on its days; one that is open when they change is kept by the older until it closes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from app.domain.days import FUTURE, PAST, Day, DaySet, all_of, between
from app.domain.errors import FieldError
from app.domain.facts import Fact, Person
from app.domain.gaps.rule import Limits, Regime, Rule, values_of
from app.domain.gaps.sources import BOUNDS, Source
from app.domain.timeline import Timeline

OWN_DATE: Final = ("sent", "on", "due", "planned_start", "start")
"""The field with a fact's own date, the first of these that its kind has: it is there from the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One threshold of one rule as somebody sets it, from `start` to `end`, both inclusive; None: without end."""

    rule: str
    threshold: str
    value: int
    source: Source
    start: Day
    end: Day | None = None

    @property
    def field(self) -> str:
        """What an error calls it."""
        return f"{self.rule}.{self.threshold}"


def in_force(rules: Sequence[Rule], terms: Iterable[Term]) -> tuple[Rule, ...]:
    """The rules, each with its thresholds by date.

    FieldError, which names the rule and the threshold: one that is unknown, a number that makes no sense or that
    the law has set, a term that ends before it begins, two for one threshold on the same day.
    """
    by_rule: dict[str, list[Term]] = {rule.id: [] for rule in rules}
    for term in terms:
        if term.rule not in by_rule:
            raise FieldError(term.rule, "there is no rule of that name; `sip gaps list` shows those that exist")
        by_rule[term.rule].append(term)
    return tuple(_dated(rule, by_rule[rule.id]) if by_rule[rule.id] else rule for rule in rules)


def own_date(fact: Fact) -> Day:
    """The day by which it is decided which terms count for what is about the fact."""
    dates: Iterator[Day | None] = (getattr(fact, name, None) for name in OWN_DATE)
    return next(day for day in dates if day is not None)


def _dated(rule: Rule, terms: Sequence[Term]) -> Rule:
    """The rule with regimes; its days, and the day on which a gap is critical, are by the one that counts."""
    for term in terms:
        _refuse_senseless(rule, term)
    _refuse_overlaps(terms)
    starts = sorted({PAST, *(term.start for term in terms), *(term.end + 1 for term in terms if term.end is not None)})
    dated = replace(rule, regimes=tuple(_regime(rule, start, terms) for start in starts), plain=rule)

    def days(timeline: Timeline, subject: Fact, _limits: Limits) -> DaySet:
        if isinstance(subject, Person):
            return _days_about_the_person(dated, timeline, subject)
        return rule.days(timeline, subject, dated.regime_on(own_date(subject)).limits)

    def critical_on(timeline: Timeline, subject: Fact, _limits: Limits) -> Day:
        assert rule.critical_on is not None  # noqa: S101 - it is only called for a rule that has it
        return rule.critical_on(timeline, subject, dated.regime_on(own_date(subject)).limits)

    return replace(dated, days=days, critical_on=critical_on if rule.critical_on else None)


def _days_about_the_person(rule: Rule, timeline: Timeline, person: Person) -> DaySet:
    """The days by each regime from its first day on; what is open on its last is kept until it closes."""
    formula = (rule.plain or rule).days
    found = []
    ends = [later.start for later in rule.regimes[1:]] + [FUTURE]
    for regime, end in zip(rule.regimes, ends, strict=True):
        for opens, closes in formula(timeline, person, regime.limits).intervals():
            if opens < end and regime.start < closes:
                found.append(between(max(opens, regime.start), closes))
    return all_of(found)


def _regime(rule: Rule, start: Day, terms: Sequence[Term]) -> Regime:
    now = [term for term in terms if term.start <= start and (term.end is None or start <= term.end)]
    changed = {
        term.threshold: replace(rule.thresholds[term.threshold], value=term.value, source=term.source.kind)
        for term in now
    }
    thresholds = {**rule.thresholds, **changed}
    for name, threshold in thresholds.items():
        if threshold.not_above and threshold.value > thresholds[threshold.not_above].value:
            raise FieldError(f"{rule.id}.{name}", f"{threshold.value} is more than {threshold.not_above}; lower it")
    sources = tuple(dict.fromkeys(term.source for term in now))
    return Regime(start, thresholds, Limits(values_of(thresholds)), sources)


def _refuse_senseless(rule: Rule, term: Term) -> None:
    threshold = rule.thresholds.get(term.threshold)
    if threshold is None:
        has = ", ".join(rule.thresholds) or "none"
        raise FieldError(term.field, f"the rule has no threshold of that name; it has {has}")
    if threshold.source == "law" and term.source.kind != "law":
        raise FieldError(term.field, f"is {threshold.value} {threshold.unit} by law, which no agreement can change")
    least, most = BOUNDS[threshold.unit]
    if not least <= term.value <= most:
        raise FieldError(term.field, f"{term.value} {threshold.unit} makes no sense; use {least} to {most}")
    if term.end is not None and term.end < term.start:
        raise FieldError(term.field, "ends before it begins; turn the dates, or leave the end out")


def _refuse_overlaps(terms: Sequence[Term]) -> None:
    for name in {term.threshold for term in terms}:
        dated = sorted((term for term in terms if term.threshold == name), key=lambda term: term.start)
        for earlier, later in pairwise(dated):
            if earlier.end is None or later.start <= earlier.end:
                raise FieldError(
                    later.field, "is set twice for the same day; let the older end before the newer begins"
                )
