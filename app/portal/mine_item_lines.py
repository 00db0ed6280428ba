"""What is written about the person, a line each under whoever wrote it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.domain.actors import THE_PERSON
from app.domain.facts.outcome_kinds import STATEMENTS
from app.domain.labels import LABELS_EN, LABELS_SV
from app.domain.locale import ENGLISH, SWEDISH, Locale
from app.portal.mine_view import names_in, title_for
from app.portal.plan_item_words import label_of, told_value
from app.portal.plan_view import STATES

Item = Mapping[str, Any]
DAYS: Final = ("start", "planned_start", "on", "sent", "due", "birth_date")
"""Fields of which the first there is says when."""
ENDS: Final = ("end", "planned_end")
NOBODY: Final[Mapping[str, str]] = {}
ELSEWHERE: Final = frozenset({"consent", "mandate", "message", "person"})
"""Kinds that have pages of their own, or are the person."""
LONGEST: Final = 200
SAYS: Final = (
    *("actor", "to", "need", "goal", "form", "provision", "actors", "categories", "outcome", "step", *STATEMENTS),
    *("weekly_hours", "decisions", "done", "remains", "words", "why"),
)
"""Fields by which an item says more than its title, its days and its state do, in the order in which they are told."""
TITLED: Final = ("need", "goal")
"""Kinds that others refer to by a title that the person knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An item: what it is, since when and until when, where it stands; and what it says, when that is a text."""

    id: str
    kind: str
    title: str
    start: str | None
    end: str | None
    state: str
    said: tuple[tuple[str, str], ...]
    text: str | None
    objectable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who wrote the lines; no name for the person."""

    name: str | None
    lines: tuple[Line, ...]


def lines_by_owner(found: Mapping[str, Any], language: str) -> list[Owner]:
    """The lines, those of the latest day first, by owner in the order of their names; the person's own last."""
    names = names_in(found)
    known = {**names, **{one["id"]: title_for(one, language) for one in found["items"] if one["kind"] in TITLED}}
    of: dict[str | None, list[Line]] = {}
    for item in reversed(found["items"]):
        if item["kind"] not in ELSEWHERE:
            of.setdefault(names.get(item["owner"]), []).append(about_what(item, language, known))
    return [
        Owner(name=name, lines=tuple(sorted(of[name], key=lambda line: line.start or "", reverse=True)))
        for name in sorted(of, key=lambda name: (name is None, name))
    ]


def about_what(item: Item, language: str, names: Mapping[str, str] = NOBODY) -> Line:
    """The item as a line; it says of others only those of whom there are `names`."""
    labels = LABELS_EN if language == "en" else LABELS_SV
    states = labels.get(STATES.get(item["kind"], f"{item['kind']}-state"), {})
    state = states.get(item["state"]) or labels["item-state"].get(item["state"], item["state"])
    kind = labels["kind"][item["kind"]]
    text = item.get("text") or item.get("detail") or item.get("note")
    return Line(
        id=item["id"],
        kind=kind[:1].upper() + kind[1:],
        title=title_for(item, language),
        start=next((item[name] for name in DAYS if name in item), None),
        end=next((item[name] for name in ENDS if name in item), None),
        state=state,
        said=tuple(_said(item, names, ENGLISH if language == "en" else SWEDISH, known={state, kind})),
        text=text and _shortened(text),
        objectable=item["owner"] != str(THE_PERSON) and can_be_objected_to(item),
    )


def _said(item: Item, names: Mapping[str, str], locale: Locale, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """What the item says beside what is known of it already, each with its label."""
    for name in SAYS:
        words = told_value(item["kind"], name, item.get(name), names, locale)
        if words and words not in known:
            yield label_of(name, locale), _shortened(words)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def can_be_objected_to(item: Item) -> bool:
    """Whether its owner can be written to about it: that goes by the plan it stands in."""
    return bool(item.get("plan_id")) and item["kind"] not in ELSEWHERE
