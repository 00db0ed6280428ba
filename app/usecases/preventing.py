"""What keeps a gap from opening, and until when it does: of one that is foreseen, and of a rule as such."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from app.domain.days import Day, day
from app.domain.gaps.catalogue import RULES
from app.domain.gaps.rule import Rule
from app.domain.labels import day_sv
from app.domain.locale import ENGLISH

_SV: Final = {-1: "dagen före den dag", 0: "den dag"}
_EN: Final = {-1: "the day before the one", 0: "the day"}


def foreseen(finding: Mapping[str, Any]) -> dict[str, Any]:
    """`prevent` of a finding that is upcoming: the last day, and the same as a sentence. Empty of any other."""
    rule, until = RULES.get(finding["rule"]), finding["prevented_until"]
    if rule is None or until is None:
        return {}
    return {"prevent": {"by": until, "what": prevention(rule, day(until))}}


def prevention(rule: Rule, until: Day) -> str:
    """What keeps a gap of this rule from opening until that day, as a Swedish sentence."""
    last = day_sv(date.fromordinal(until))
    return f"Glappet öppnas inte om detta sker senast {last}: {rule.prevention_sv}."


def prevention_en(rule: Rule, until: Day) -> str:
    """The same in English."""
    last = ENGLISH.day(date.fromordinal(until))
    return f"It will not open if this happens no later than {last}: {rule.prevention_en}."


def always_sv(rule: Rule) -> str:
    """The same of any gap of the rule, in Swedish."""
    days = rule.prevented_until(0)
    last = _SV.get(days) or f"{abs(days)} dagar {'efter' if days > 0 else 'före'} den dag"
    return f"Glappet öppnas inte om detta sker senast {last} då det annars öppnas: {rule.prevention_sv}."


def always_en(rule: Rule) -> str:
    """The same in English."""
    days = rule.prevented_until(0)
    last = _EN.get(days) or f"{abs(days)} days {'after' if days > 0 else 'before'} the one"
    return f"It will not open if this happens no later than {last} on which it otherwise opens: {rule.prevention_en}."
