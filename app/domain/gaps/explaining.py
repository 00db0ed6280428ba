"""Why there is a gap: the facts that made it, and from which days its thresholds are counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.domain.days import Day
from app.domain.facts import Fact
from app.domain.gaps.engine import Gap, evaluate
from app.domain.gaps.evidence import evidence
from app.domain.gaps.rule import PERSON, Rule
from app.domain.gaps.sources import Threshold
from app.domain.gaps.terms import own_date
from app.domain.timeline import Timeline

Edge = Literal["opens", "closes"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A threshold and the day from which it is counted: without it that edge of the gap would lie on `counted_from`.

    For working days it is the first of them. Both are None when the threshold moved neither edge of this gap, or
    is no number of days.
    """

    name: str
    value: int
    threshold: Threshold
    edge: Edge | None = None
    counted_from: Day | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A gap, the facts that make it on their own, and its thresholds at work.

    `closed_by` are the ids of those facts without which they would make it begin alike and close on another day.
    """

    rule: Rule
    gap: Gap
    evidence: tuple[Fact, ...]
    clocks: tuple[Clock, ...]
    closed_by: tuple[str, ...]


def explain(timeline: Timeline, gap: Gap, rule: Rule) -> Explanation:
    """The explanation of a gap that the rule finds in the timeline, by the thresholds in force for its subject."""
    rule = settled(rule, timeline, gap)
    proving = set(evidence(timeline, gap, (rule,)))
    facts = tuple(fact for fact in timeline.facts if fact.id in proving)
    clocks = tuple(_clock(timeline, gap, rule, name) for name in rule.thresholds)
    alone = timeline.only([timeline.person, *facts])
    closing = tuple(fact.id for fact in facts if gap.closes is not None and _closes(alone, gap, rule, fact))
    return Explanation(rule, gap, facts, clocks, closing)


def settled(rule: Rule, timeline: Timeline, gap: Gap) -> Rule:
    """The rule with the thresholds alone that count for the gap, and who set them among its sources."""
    if rule.plain is None:
        return rule
    subject = next((fact for fact in timeline.facts if fact.id == gap.subject), None)
    return rule.as_of(gap.opens if gap.subject == PERSON or subject is None else own_date(subject))


def _closes(timeline: Timeline, gap: Gap, rule: Rule, fact: Fact) -> bool:
    without = evaluate(timeline.without(fact), (rule,))
    same = (other for other in without if (other.subject, other.opens) == (gap.subject, gap.opens))
    return any(other.closes != gap.closes for other in same)


def _clock(timeline: Timeline, gap: Gap, rule: Rule, name: str) -> Clock:
    """The threshold, tried with a day more and a day less: it counts the days up to the edge that it then moves."""
    threshold, value = rule.thresholds[name], getattr(rule.limits, name)
    if threshold.unit not in ("days", "working days") or value < 2:
        return Clock(name, value, threshold)
    more, less = (_nearest(timeline, gap, _with(rule, name, value + step)) for step in (1, -1))
    bare = _without(timeline, gap, rule, name)
    if any(other is not None and other.opens != gap.opens for other in (more, less)):
        if bare is not None and bare.opens != gap.opens:
            return Clock(name, value, threshold, "opens", bare.opens)
        if threshold.unit == "days" and more is not None and more.opens == gap.opens - 1:
            return Clock(name, value, threshold, "opens", gap.opens + value)
    if any(other is not None and other.closes != gap.closes for other in (more, less)):
        if bare is not None and bare.closes not in (gap.closes, None):
            return Clock(name, value, threshold, "closes", bare.closes)
        if gap.closes is not None and more is not None and more.closes == gap.closes + 1:
            return Clock(name, value, threshold, "closes", gap.closes - value)
    return Clock(name, value, threshold)


def _without(timeline: Timeline, gap: Gap, rule: Rule, name: str) -> Gap | None:
    """The gap as it would be if the threshold were nothing; one day, where a rule cannot do with less."""
    for least in (0, 1):
        try:
            return _nearest(timeline, gap, _with(rule, name, least))
        except ValueError:
            continue
    return None


def _with(rule: Rule, name: str, value: int) -> Rule:
    standing = {other: getattr(rule.limits, other) for other in rule.thresholds}
    return rule.under(standing | {name: value})


def _nearest(timeline: Timeline, gap: Gap, rule: Rule) -> Gap | None:
    """The gap of the same subject that shares an edge with this one."""
    same = (other for other in evaluate(timeline, (rule,)) if other.subject == gap.subject)
    return next((other for other in same if other.opens == gap.opens or other.closes == gap.closes), None)
