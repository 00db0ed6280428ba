"""From a timeline and rules to gaps: what is the same for every rule is done here, once.

A rule gives a set of days per subject. Here the days on which nobody lives that life are taken away last,
each interval becomes a gap with its owner and critical day, and gaps that another gap explains are marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Final, Literal, NamedTuple

from app.domain.days import FUTURE, Day, DaySet
from app.domain.fact_index import Anchor
from app.domain.facts import Fact, Person
from app.domain.gaps.catalogue import CATALOGUE
from app.domain.gaps.rule import PERSON, Each, Inhibitor, Rule
from app.domain.making import making
from app.domain.timeline import Timeline

IN_ORDER: Final = attrgetter("opens", "rule", "subject")
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


make_gap: Final = making(Gap)


def evaluate(timeline: Timeline, rules: Sequence[Rule] = CATALOGUE) -> list[Gap]:
    """Every gap of these rules, ordered by opening day, rule and subject."""
    index = _indexed(tuple(rules))
    found: dict[str, list[Gap]] = {}
    of_person: dict[Rule, None] = {}
    for anchor, facts in timeline.anchored.items():
        if anchor in index.about_person:
            of_person.update(index.about_person[anchor])
        for rule in index.about_each.get(anchor, ()):
            days_of, limits = rule.days, rule.limits
            for subject in facts:
                days = days_of(timeline, subject, limits)
                if days:
                    _open(found.setdefault(rule.id, []), timeline, rule, subject, days)
    for rule in of_person:
        days = rule.days(timeline, timeline.person, rule.limits)
        if days:
            _open(found.setdefault(rule.id, []), timeline, rule, timeline.person, days)
    for name in index.explained.keys() & found.keys():
        inhibitors = [inhibitor for inhibitor in index.explained[name] if inhibitor.rule in found]
        if inhibitors:
            found[name] = [_marked(timeline, gap, inhibitors, found) for gap in found[name]]
    return sorted(chain.from_iterable(found.values()), key=IN_ORDER)


def wake_day(gaps: Iterable[Gap], today: Day, lead_of: Callable[[str], int]) -> Day | None:
    """The next day after today on which a gap comes into the forecast, opens, becomes critical or closes.

    `lead_of` gives the days of forecast of a rule. None: nothing changes unless a new fact arrives.
    """
    wake = FUTURE
    for gap in gaps:
        closes = gap.closes
        if closes is None or today < closes:
            for edge in (gap.opens - lead_of(gap.rule), gap.opens, gap.critical, closes):
                if edge is not None and today < edge < wake:
                    wake = edge
    return wake if wake < FUTURE else None


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


class _Index(NamedTuple):
    """Rules by the kind or code that they turn on: those about each such fact, and those about the person.

    `explained` are the inhibitors of those that have any, by the id of the rule.
    """

    about_each: Mapping[Anchor, Sequence[Rule]]
    about_person: Mapping[Anchor, Mapping[Rule, None]]
    explained: Mapping[str, Sequence[Inhibitor]]


@lru_cache  # the rules are the same for person after person
def _indexed(rules: tuple[Rule, ...]) -> _Index:
    about_each: dict[Anchor, list[Rule]] = {}
    about_person: dict[Anchor, dict[Rule, None]] = {}
    for rule in rules:
        for anchor in rule.subject.anchors:
            if isinstance(rule.subject, Each):
                about_each.setdefault(anchor, []).append(rule)
            else:
                about_person.setdefault(anchor, {})[rule] = None
    return _Index(about_each, about_person, {rule.id: rule.inhibited_by for rule in rules if rule.inhibited_by})


def _open(gaps: list[Gap], timeline: Timeline, rule: Rule, subject: Fact, days: DaySet) -> None:
    """Add the gaps that these days of a subject are, less those on which nobody lives that life."""
    if timeline.not_living:
        days -= timeline.not_living
    name = PERSON if type(subject) is Person else subject.id
    edges = iter(days)
    for opens in edges:
        closes = next(edges)
        if rule.critical_on is not None:
            critical = max(opens, rule.critical_on(timeline, subject, rule.limits))
        else:
            critical = opens + (rule.critical_after or 0)
        gaps.append(
            make_gap(
                rule.id,
                name,
                rule.owner(timeline, subject, opens),
                opens,
                critical if critical < closes else None,
                closes if closes < FUTURE else None,
                (),
            )
        )


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
    names: list[str] = []
    for inhibitor in inhibitors:
        for other in found.get(inhibitor.rule, ()):
            if (
                other.opens <= day
                and (other.closes is None or day < other.closes)
                and _related(timeline, gap, other, inhibitor.same)
            ):
                names.append(inhibitor.rule)
                break
    return tuple(sorted(names))


def _related(timeline: Timeline, gap: Gap, other: Gap, same: Literal["plan", "need"] | None) -> bool:
    return same is None or timeline.about(gap.subject, same) == timeline.about(other.subject, same)
