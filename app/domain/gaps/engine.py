"""From a timeline and rules to gaps: what is the same for every rule is done here, once.

A rule gives a set of days per subject. Here the days on which nobody lives that life are taken away last,
each interval becomes a gap with its owner and critical day, and gaps that another gap explains are marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.domain.days import ALWAYS, FUTURE, Day, earliest
from app.domain.facts import Pause, Person, Status
from app.domain.gaps.catalogue import CATALOGUE
from app.domain.gaps.rule import PERSON, Inhibitor, Rule
from app.domain.gaps.terms import days_by_regime, limits_for
from app.domain.timeline import Timeline

State = Literal["upcoming", "open", "critical", "closed"]


@dataclass(frozen=True, slots=True)
class Gap:
    """One maximal interval of a rule's days: it exists from `opens` until the day before `closes`.

    `critical` is None when it never becomes so, `closes` when no end is known. `inhibited_by` names, in
    order, the rules whose gaps explain this one on its opening day.
    """

    rule: str
    subject: str
    owner: str
    opens: Day
    critical: Day | None
    closes: Day | None
    inhibited_by: tuple[str, ...] = ()


def evaluate(timeline: Timeline, rules: Sequence[Rule] = CATALOGUE) -> list[Gap]:
    """Every gap of these rules, ordered by opening day, rule and subject."""
    found: dict[str, list[Gap]] = {}
    for rule in rules:
        if timeline.present.isdisjoint(rule.subject.anchors):
            continue
        gaps = _gaps(timeline, rule)
        if gaps:
            found[rule.id] = gaps
    if not found:
        return []
    explained = {rule.id: rule.inhibited_by for rule in rules if rule.inhibited_by and rule.id in found}
    for name, inhibitors in explained.items():
        found[name] = [_marked(timeline, gap, inhibitors, found) for gap in found[name]]
    return sorted((gap for gaps in found.values() for gap in gaps), key=lambda gap: (gap.opens, gap.rule, gap.subject))


def evidence(timeline: Timeline, gap: Gap, rules: Sequence[Rule] = CATALOGUE) -> tuple[str, ...]:
    """The ids of the facts that made the gap: without any one of them it would be another gap, or none."""
    (rule,) = (rule for rule in rules if rule.id == gap.rule)
    bare = replace(gap, inhibited_by=())
    return tuple(
        fact.id
        for fact in timeline.facts
        if isinstance(fact, (*rule.reads, Pause, Status))
        and not isinstance(fact, Person)
        and bare not in _gaps(timeline.without(fact), rule)
    )


def wake_day(gaps: Iterable[Gap], today: Day, lead_of: Callable[[str], int]) -> Day | None:
    """The next day after today on which a gap comes into the forecast, opens, becomes critical or closes.

    `lead_of` gives the days of forecast of a rule. None: nothing changes unless a new fact arrives.
    """
    edges = (
        edge
        for gap in gaps
        for edge in (gap.opens - lead_of(gap.rule), gap.opens, gap.critical, gap.closes)
        if edge is not None and edge > today
    )
    return earliest(*edges)


def state(gap: Gap, today: Day, lead: int) -> State | None:
    """What the gap is today; None when it lies beyond the days of forecast."""
    if gap.closes is not None and gap.closes <= today:
        return "closed"
    if gap.critical is not None and gap.critical <= today:
        return "critical"
    if gap.opens <= today:
        return "open"
    return "upcoming" if gap.opens - lead <= today else None


def inhibitors_on(timeline: Timeline, gap: Gap, gaps: Iterable[Gap], day: Day, rule: Rule) -> tuple[str, ...]:
    """The rules whose gaps explain a gap of this rule on the day, in order of their names."""
    by_rule: dict[str, list[Gap]] = {}
    for other in gaps:
        by_rule.setdefault(other.rule, []).append(other)
    return _explaining(timeline, gap, rule.inhibited_by, by_rule, day)


def _gaps(timeline: Timeline, rule: Rule) -> list[Gap]:
    gaps: list[Gap] = []
    days_of, limits = rule.days, rule.limits
    for subject in rule.subject.among(timeline):
        if rule.regimes:
            limits = limits_for(rule, subject)
            days = days_by_regime(rule, timeline, subject)
        else:
            days = days_of(timeline, subject, limits)
        if not days:
            continue
        if timeline.living is not ALWAYS:
            days = days & timeline.living
        name = PERSON if isinstance(subject, Person) else subject.id
        for opens, closes in days.intervals():
            if rule.critical_on is not None:
                critical = max(opens, rule.critical_on(timeline, subject, limits))
            else:
                critical = opens + (rule.critical_after or 0)
            gaps.append(
                Gap(
                    rule.id,
                    name,
                    rule.owner(timeline, subject, opens),
                    opens,
                    critical if critical < closes else None,
                    closes if closes != FUTURE else None,
                )
            )
    return gaps


def _marked(timeline: Timeline, gap: Gap, inhibitors: Sequence[Inhibitor], found: Mapping[str, list[Gap]]) -> Gap:
    names = _explaining(timeline, gap, inhibitors, found, gap.opens)
    return replace(gap, inhibited_by=names) if names else gap


def _explaining(
    timeline: Timeline,
    gap: Gap,
    inhibitors: Sequence[Inhibitor],
    found: Mapping[str, list[Gap]],
    day: Day,
) -> tuple[str, ...]:
    return tuple(
        sorted(
            inhibitor.rule
            for inhibitor in inhibitors
            if any(
                other.opens <= day
                and (other.closes is None or day < other.closes)
                and _related(timeline, gap, other, inhibitor.same)
                for other in found.get(inhibitor.rule, ())
            )
        )
    )


def _related(timeline: Timeline, gap: Gap, other: Gap, same: Literal["plan", "need"] | None) -> bool:
    return same is None or timeline.about(gap.subject, same) == timeline.about(other.subject, same)
