"""A gap explained in words: its days, its thresholds and from when they are counted, and what closes it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.agreements_json import body_of
from app.domain.days import Day, WorkingDays, day, iso
from app.domain.facts import Person
from app.domain.gaps.catalogue import RULES
from app.domain.gaps.engine import evaluate
from app.domain.gaps.explaining import Clock, Explanation, explain
from app.domain.gaps.rule import Rule
from app.domain.gaps.terms import in_force
from app.domain.gaps.words import THRESHOLDS_SV, UNITS_SV
from app.domain.labels import day_sv
from app.domain.merging import as_one
from app.domain.timeline import Timeline
from app.usecases.ports import Caller, Views
from app.usecases.preventing import foreseen
from app.usecases.reading import Document, fact_of, read_view, stated

# Which of the two is told depends on parties and consents that the reader sees, and on nothing else.
ON_WHAT_IS_SEEN: Final = "Bedömningen bygger på det som du får se, och bara på det."
UNCONFIRMED: Final = (
    f"{ON_WHAT_IS_SEEN} Den är obekräftad, eftersom du inte ser någon gemensam plan eller eftersom planen har parter "
    "vars uppgifter inget samtycke öppnar för dig. Det säger inget om ifall det finns sådana uppgifter. Fråga den som "
    "glappet ligger på, eller personen, innan du handlar."
)


async def read_explanation(views: Views, calendar: WorkingDays, caller: Caller, finding_id: UUID) -> Document:
    """Why one of the reader's findings is there: the facts that made it, as the reader sees them, and what they did.
    NotFound when there is none for this reader."""
    document = (await read_view(views, "explanation", caller, "finding", finding_id=finding_id))["document"]
    rule = _rule_of(document)
    again = None if rule is None else found_again(rule, document, calendar)
    shown = {name: value for name, value in document.items() if name != "prevented_until"}
    return {
        **shown,
        "items": [stated(item, caller.today) for item in document["items"]],
        "title": rule.title_sv if rule else document["rule"],
        "days": days_told(rule, *(_day(document[edge]) for edge in ("opens", "critical", "closes"))),
        "closed_by": list(again.closed_by) if again else [],
        "not_seen": UNCONFIRMED if document["unconfirmed"] else ON_WHAT_IS_SEEN,
        **(grounds(rule, again, day(document["opens"])) if rule else {}),
        **foreseen(document),
    }


def _rule_of(document: Document) -> Rule | None:
    """The rule, under the local agreement by which the finding was worked out."""
    rule, body = RULES.get(document["rule"]), document.pop("body", None)
    return rule if rule is None or body is None else in_force((rule,), body_of(body).terms_of(rule.id))[0]


def found_again(rule: Rule, finding: Mapping[str, Any], calendar: WorkingDays) -> Explanation | None:
    """The explanation of a finding by nothing but the items that came with it; None when these alone do not give
    the same gap, since then nothing that is worked out from them would be about it."""
    functions = {actor["id"]: actor["function"] for actor in finding["actors"]} | {str(THE_PERSON): "person"}
    facts = [fact_of(item) for item in finding["items"]]
    if not any(isinstance(fact, Person) for fact in facts):
        return None
    timeline = Timeline(as_one(facts), calendar=calendar, function_of=functions)
    edges = tuple(_day(finding[edge]) for edge in ("opens", "critical", "closes"))
    for gap in evaluate(timeline, (rule,)):
        if gap.subject == finding["subject"] and (gap.opens, gap.critical, gap.closes) == edges:
            return explain(timeline, gap, rule)
    return None


def grounds(rule: Rule, explanation: Explanation | None, opens: Day) -> Document:
    """What the rule says, and its thresholds; with an explanation, from which day each of them is counted. Law and
    thresholds are those of the day on which the gap opens, unless an explanation knows better."""
    rule = explanation.rule if explanation else rule.as_of(opens)
    bare = (Clock(name, getattr(rule.limits, name), threshold) for name, threshold in rule.thresholds.items())
    return {
        "explanation": rule.explanation_sv,
        "remedy": rule.remedy_sv,
        "severity": rule.severity,
        "sources": [{"kind": source.kind, "text": source.told(opens)} for source in rule.sources],
        "thresholds": [_threshold(clock, explanation) for clock in (explanation.clocks if explanation else bare)],
    }


def days_told(rule: Rule | None, opens: Day | None, critical: Day | None, closes: Day | None) -> list[str]:
    """When it opens, becomes critical and closes, a sentence each."""
    counted = f", {rule.critical_after} dagar efter att det öppnar" if rule and rule.critical_after is not None else ""
    return [
        f"Öppnar {told(opens)}.",
        "Blir inte kritiskt innan det stänger." if critical is None else f"Blir kritiskt {told(critical)}{counted}.",
        "Inget som är känt stänger det." if closes is None else f"Stänger {told(closes)}, om inget ändras.",
    ]


def told(day: Day | None) -> str:
    """The day as people write it in Swedish."""
    return "" if day is None else day_sv(date.fromordinal(day))


def _threshold(clock: Clock, explanation: Explanation | None) -> Document:
    return {
        "name": clock.name,
        "label": THRESHOLDS_SV[clock.name],
        "value": clock.value,
        "unit": clock.threshold.unit,
        "source": clock.threshold.source,
        "edge": clock.edge,
        "counted_from": None if clock.counted_from is None else iso(clock.counted_from),
        "told": _counted(clock, explanation),
    }


def _counted(clock: Clock, explanation: Explanation | None) -> str:
    amount = f"{clock.value} {UNITS_SV[clock.threshold.unit]}"
    if explanation is None or clock.edge is None or clock.counted_from is None:
        return f"{amount}."
    edge = explanation.gap.opens if clock.edge == "opens" else explanation.gap.closes
    verb = "öppnar" if clock.edge == "opens" else "stänger"
    if edge is not None and clock.counted_from > edge:
        return f"{amount} före {told(clock.counted_from)}: det {verb} {told(edge)}."
    start = "den första" if clock.threshold.unit == "working days" else "räknat från"
    return f"{amount}, {start} {told(clock.counted_from)}: det {verb} {told(edge)}."


def _day(value: str | None) -> Day | None:
    return None if value is None else day(value)
