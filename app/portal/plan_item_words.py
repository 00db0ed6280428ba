"""What the fields of an item say, each with its label, as the pages of the plan show them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from app.domain.facts.outcome_kinds import STATEMENTS
from app.domain.labels import LABELS_SV
from app.domain.locale import Locale
from app.portal.numbers import number_words
from app.portal.plan_fields import capital
from app.portal.plan_view import Item, Scene

HIDDEN: Final = (
    *("id", "kind", "title", "person_id", "plan_id", "plan", "owner", "version", "state", "possible", "guarded"),
    *("tentative", "minutes", "appointment", "meeting", "amends", "amended_by", "follow_up", "contacts", "thread"),
)
"""What an item is read with and is shown in another way, or only refers to something else."""
ENDS: Final = ("old", "new")
OF_THE_KIND: Final = ("code", "step")
"""Fields whose list is named after the kind alone."""
LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("category", "categories"), ("category",)),
    **dict.fromkeys(STATEMENTS, ("questionnaire-answer",)),
    "powers": ("mandate-power",),
    "refusal": ("call-refusal", "referral-refusal"),
    "payer": ("payer",),
    "outcome": ("goal-outcome", "meeting-outcome"),
    "reason": ("plan-closing", "plan-refusal"),
    "given_as": ("consent-form",),
    "provision": ("disclosure-provision",),
    "channels": ("contact-channel",),
    "on_paper": ("paper-answer",),
}
"""Lists that are named neither after the kind and the field nor after the kind."""


def told_fields(item: Item, scene: Scene) -> list[tuple[str, str]]:
    """Label and words of each field that says something."""
    told = []
    for name, value in item.items():
        if name not in HIDDEN and (said := told_value(item["kind"], name, value, scene.names, scene.locale)):
            told.append((label_of(name, scene.locale), said))
    return told


def told_changes(
    kind: str, changes: Iterable[Mapping[str, Any]], names: Mapping[str, str], locale: Locale
) -> list[tuple[str, str, str]]:
    """Label, words before and words after of each field of which the words differ."""
    told = [
        (label_of(one["field"], locale), *(told_value(kind, one["field"], one[at], names, locale) for at in ENDS))
        for one in changes
    ]
    return [(label, old, new) for label, old, new in told if old != new]


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
        return "" if value is None or isinstance(value, Mapping) else number_words(value, locale.language, decimals=2)
    for code_list in _lists(kind, name):
        if value in LABELS_SV.get(code_list, ()):
            return locale.word(code_list, value)
    if name == "at":
        return locale.say(value.replace(":", "."), value)
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
    yield from (kind,) if name in OF_THE_KIND else LISTS.get(name, ())
    if name == "answer" and kind == "task":
        yield "task-state"


def _day(value: str, locale: Locale) -> str:
    try:
        return locale.day(date.fromisoformat(value))
    except ValueError:
        return value


def _refers(value: str) -> bool:
    """Whether it is an id."""
    return len(value) == 36 and value.count("-") == 4
