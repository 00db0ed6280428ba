"""What a gap rule is, and the decorator that makes one and refuses it when something is undocumented."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from app.domain.days import Day, DaySet
from app.domain.errors import RuleError
from app.domain.fact_index import Anchor
from app.domain.facts import Fact
from app.domain.gaps.sources import Source, Threshold
from app.domain.law import UNCONFIRMED
from app.domain.timeline import Timeline

Severity = Literal["low", "medium", "high", "critical"]
PERSON: Final = "person"  # the subject of a gap that is about the person as such


class Limits:
    """The thresholds in force for a rule, by name: `limits.grace` is a number of days (or as declared)."""

    def __init__(self, values: Mapping[str, int]) -> None:
        self.__dict__.update(values)

    if TYPE_CHECKING:  # at work it would make each of them three times as slow to read

        def __getattr__(self, name: str) -> int: ...


class Each:
    """The facts of one kind (of a status or decision: with one of these codes)."""

    def __init__(self, kind: type[Fact], *codes: str) -> None:
        self.kind = kind
        self.codes = codes
        self.anchors: frozenset[Anchor] = frozenset((kind, code) for code in codes) or frozenset([kind])

    def among(self, t: Timeline) -> Sequence[Fact]:
        """Those of them in the timeline."""
        return t.coded(self.kind, *self.codes) if self.codes else t.of(self.kind)


class ThePerson:
    """The person, in a timeline that has at least one of these facts; in any other there is no gap."""

    def __init__(self, *given: Each) -> None:
        self.anchors: frozenset[Anchor] = frozenset(anchor for each in given for anchor in each.anchors)

    def among(self, t: Timeline) -> Sequence[Fact]:
        """The person, or nobody."""
        return () if t.present.isdisjoint(self.anchors) else (t.person,)


@dataclass(frozen=True, slots=True)
class Inhibitor:
    """A rule whose gap explains this one: always, or when both are about the same plan or need."""

    rule: str
    same: Literal["plan", "need"] | None = None


@dataclass(frozen=True, slots=True)
class Regime:
    """The thresholds of a rule from `start` on, until the next regime's; `sources` tell who set them otherwise."""

    start: Day
    thresholds: Mapping[str, Threshold]
    limits: Limits
    sources: tuple[Source, ...] = ()


def _on_the_opening_day(_limits: Limits) -> int:
    """Days after the opening day on which acting still helps: what is in effect by then makes it no day of the gap."""
    return 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """A rule: what it says to people, where it comes from, what it reads, and its days as a function."""

    id: str
    title_sv: str
    title_en: str
    explanation_sv: str
    explanation_en: str
    remedy_sv: str  # what closes the gap
    remedy_en: str
    prevention_sv: str  # what keeps the gap from opening, when it happens by `prevented_until`
    prevention_en: str
    sources: tuple[Source, ...]
    thresholds: Mapping[str, Threshold]
    subject: Each | ThePerson
    reads: tuple[type[Fact], ...]
    statuses: tuple[str, ...] = ()
    owner: Callable[..., str]
    severity: Severity
    lead: int  # days of forecast before a gap opens
    critical_after: int | None  # days open; None when `critical_on` names the day instead
    critical_on: Callable[..., Day] | None = None
    prevention_ends: Callable[[Limits], int] = _on_the_opening_day
    inhibited_by: tuple[Inhibitor, ...] = ()
    of_place: bool = False
    """Whether it rests on where a register says that the person lives: it is off for a protected person."""
    fires: str
    near_miss: str
    days: Callable[..., DaySet]
    limits: Limits
    regimes: tuple[Regime, ...] = ()
    """The thresholds by date (see terms.py), the first of them from PAST on; empty while nobody has changed any."""
    plain: Rule | None = None
    """Of a rule whose thresholds change: the rule itself, without any date."""

    def prevented_until(self, opens: Day) -> Day:
        """The last day on which `prevention` still keeps a gap from opening that otherwise opens on this day."""
        return opens + self.prevention_ends(self.limits)

    def under(self, values: Mapping[str, int]) -> Rule:
        """The same rule with these thresholds otherwise, on every day."""
        for name in values:
            if name not in self.thresholds:
                raise RuleError(f"{self.id} has no threshold named {name}; it has {', '.join(self.thresholds)}")
        return replace(self.plain or self, limits=Limits(values_of(self.thresholds) | dict(values)))

    def regime_on(self, day: Day) -> Regime:
        """The regime in force that day; for a rule that has any."""
        return next(one for one in reversed(self.regimes) if one.start <= day)

    def as_of(self, day: Day) -> Rule:
        """The same rule with the thresholds in force that day alone, and who set them among its sources."""
        if self.plain is None:
            return self
        regime = self.regime_on(day)
        sources = (*self.sources, *regime.sources)
        return replace(self.plain, thresholds=regime.thresholds, limits=regime.limits, sources=sources)


OPTIONAL: Final = {
    "statuses",
    "critical_on",
    "prevention_ends",
    "inhibited_by",
    "of_place",
    "limits",
    "regimes",
    "plain",
}
MAY_BE_EMPTY: Final = {"lead", "critical_after", "thresholds"}


def rule(**documented: Any) -> Callable[[Callable[..., DaySet]], Rule]:
    """Make a rule of the function `(timeline, subject, limits)` that gives the days of one subject.

    RuleError names every part of the documentation that is missing or empty.
    """

    def make(days: Callable[..., DaySet]) -> Rule:
        name = documented.get("id") or days.__name__
        wanted = {field.name for field in fields(Rule)} - OPTIONAL - {"days"}
        given = {part for part, value in documented.items() if value or part in MAY_BE_EMPTY}
        if missing := sorted(wanted - given):
            raise RuleError(f"{name} is not documented; it lacks {', '.join(missing)}")
        if documented["critical_after"] is None and not documented.get("critical_on"):
            raise RuleError(f"{name} says neither after how many days it is critical nor on which day")
        made = Rule(**documented, days=days, limits=Limits(values_of(documented["thresholds"])))
        _refuse_unfounded(made)
        return made

    return make


def values_of(thresholds: Mapping[str, Threshold]) -> dict[str, int]:
    """The numbers alone, by name."""
    return {name: threshold.value for name, threshold in thresholds.items()}


def _refuse_unfounded(made: Rule) -> None:
    for source in made.sources:
        if source.kind == "law" and source.provision is None and UNCONFIRMED not in source.text:
            raise RuleError(f"{made.id}: a source in law has to say that it {UNCONFIRMED}")
    grounds = {source.kind for source in made.sources}
    for name, threshold in made.thresholds.items():
        if threshold.source not in grounds:
            raise RuleError(f"{made.id}: no source tells of the {threshold.source} behind {name}")
    for name, example, ending in (("fires", made.fires, "{rule:"), ("near_miss", made.near_miss, "gaps: []")):
        if "facts:" not in example or ending not in example:
            raise RuleError(f"{made.id}: {name} has to be a case with facts and '{ending}'")
