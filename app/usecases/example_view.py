"""An example of a rule as the view that a timeline is drawn from: every fact of it, and the gaps it gives."""

from collections.abc import Sequence
from typing import Any, Final

from app.domain.days import Day, iso
from app.domain.facts import Fact, Person
from app.domain.facts.json import encode
from app.domain.gaps.engine import Gap, state
from app.domain.gaps.rule import Rule
from app.domain.item import HOLDER_KINDS
from app.domain.locale import SWEDISH, Locale
from app.usecases.chart_scene import capital

LEVELS: Final = {
    **dict.fromkeys(("primary-care", "psychiatry", "rehabilitation"), "region"),
    **dict.fromkeys(
        ("employment-service", "social-insurance", "student-aid", "prison-probation", "migration"), "state"
    ),
    **dict.fromkeys(("unemployment-fund", "association", "union"), "civil-society"),
    "employer": "business",
}
"""The level of an actor that a case file knows by its function alone; any other is the municipality's."""


def example_view(
    rule: Rule, facts: Sequence[Fact], gaps: Sequence[Gap], today: Day, locale: Locale = SWEDISH
) -> dict[str, Any]:
    """The view of these facts on the day, with every gap that begins within the rule's lead.

    Everything is seen: an example hides nothing.
    """
    items = [_item(fact) for fact in facts]
    actors = {item[field] for item in items for field in ("owner", "actor", "to") if item.get(field)}
    return {
        "person": next(fact.id for fact in facts if isinstance(fact, Person)),
        "name": locale.say("personen", "the person"),
        "today": iso(today),
        "reader": {"id": "everybody", "name": locale.say("den som får se allt", "whoever may see all")},
        "actors": [
            {
                "id": actor,
                "name": capital(locale.word("function", actor)),
                "function": actor,
                "level": LEVELS.get(actor, "municipality"),
            }
            for actor in sorted((actors | {gap.owner for gap in gaps}) - {"person"})
        ],
        "items": items,
        "findings": [
            _finding(rule, gap, today, str(n), locale) for n, gap in enumerate(gaps) if state(gap, today, rule.lead)
        ],
    }


def _item(fact: Fact) -> dict[str, Any]:
    item = {**encode(fact), "kind": fact.kind}
    actor = item.get("actor") if fact.kind in HOLDER_KINDS else item.pop("actor", None)
    return {**item, "owner": actor or "person", "title": None}


def _finding(rule: Rule, gap: Gap, today: Day, key: str, locale: Locale) -> dict[str, Any]:
    span = {
        name: None if edge is None else iso(edge)
        for name, edge in (("opens", gap.opens), ("critical", gap.critical), ("closes", gap.closes))
    }
    return {
        "id": key,
        "rule": rule.id,
        "title": locale.say(rule.title_sv, rule.title_en),
        "subject": gap.subject,
        "owner": gap.owner,
        "status": state(gap, today, rule.lead),
        **span,
        "spans": [span],
        "inhibited_by": list(gap.inhibited_by),
        "unconfirmed": False,
    }
