"""What the fields of an item say, each with its label, as the pages of the plan show them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from app.domain.labels import LABELS_SV
from app.domain.locale import Locale
from app.portal.plan_fields import capital
from app.portal.plan_view import Item, Scene

HIDDEN: Final = (
    *("id", "kind", "title", "person_id", "plan_id", "plan", "owner", "version", "state", "possible", "guarded"),
    *("tentative", "minutes", "appointment", "meeting", "amends", "amended_by", "follow_up", "contacts", "thread"),
)
"""What an item is read with and is shown in another way, or only refers to something else."""
AREAS: Final = ("category", "categories")


def told_fields(item: Item, scene: Scene) -> list[tuple[str, str]]:
    """Label and words of each field that says something."""
    told = []
    for name, value in item.items():
        if name not in HIDDEN and (said := told_value(item["kind"], name, value, scene.names, scene.locale)):
            told.append((label_of(name, scene.locale), said))
    return told


def label_of(name: str, locale: Locale) -> str:
    """What the field is called."""
    if name == "reason":
        return locale.say("Skäl", "Reason")
    return capital(locale.word("field", name))


def told_value(kind: str, name: str, value: Any, names: Mapping[str, str], locale: Locale) -> str:
    """What it says, in words; nothing for what refers to something that has no name here."""
    if isinstance(value, list):
        return ", ".join(filter(None, (told_value(kind, name, one, names, locale) for one in value)))
    if isinstance(value, bool):
        return locale.say("ja" if value else "nej", "yes" if value else "no")
    if not isinstance(value, str):
        return "" if value is None or isinstance(value, Mapping) else f"{value:n}"
    for code_list in _lists(kind, name):
        if value in LABELS_SV.get(code_list, ()):
            return locale.word(code_list, value)
    if name == "disclosure":
        return locale.say("planens parter", "the parties of the plan") if value == "parties" else locale.say(
            "bara den som lämnat uppgiften", "only whoever gave it"
        )  # fmt: skip
    if value in names:
        return names[value]
    return _day(value, locale) if len(value) == len("2026-03-14") else "" if _refers(value) else value


def _lists(kind: str, name: str) -> Iterator[str]:
    """The code lists that the value may be of."""
    yield f"{kind}-{name}"
    if name in AREAS:
        yield "category"
    if name == "powers":
        yield "mandate-power"
    if name == "refusal":
        yield from ("call-refusal", "referral-refusal")
    if name == "payer":
        yield "payer"
    if name == "answer" and kind == "task":
        yield "task-state"
    if name == "outcome":
        yield "meeting-outcome"
    if name == "reason":
        yield from ("plan-closing", "plan-refusal")


def _day(value: str, locale: Locale) -> str:
    try:
        return locale.day(date.fromisoformat(value))
    except ValueError:
        return value


def _refers(value: str) -> bool:
    """Whether it is an id."""
    return len(value) == 36 and value.count("-") == 4
