"""What is written about the person, a line each under whoever wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.domain.actors import THE_PERSON
from app.domain.labels import LABELS_EN, LABELS_SV
from app.portal.mine_view import names_in, title_for

Item = Mapping[str, Any]
DAYS: Final = ("start", "planned_start", "on", "sent", "due", "birth_date")
"""Fields of which the first there is says when."""
ENDS: Final = ("end", "planned_end")
ELSEWHERE: Final = frozenset({"consent", "mandate", "message", "person"})
"""Kinds that have pages of their own, or are the person."""
LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An item: what it is, since when and until when, where it stands; and what it says, when that is a text."""

    id: str
    kind: str
    title: str
    start: str | None
    end: str | None
    state: str
    text: str | None
    objectable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who wrote the lines; no name for the person."""

    name: str | None
    lines: tuple[Line, ...]


def lines_by_owner(found: Mapping[str, Any], language: str) -> list[Owner]:
    """The lines, the newest first, by owner in the order of their names; the person's own last."""
    names = names_in(found)
    of: dict[str | None, list[Line]] = {}
    for item in reversed(found["items"]):
        if item["kind"] not in ELSEWHERE:
            of.setdefault(names.get(item["owner"]), []).append(about_what(item, language))
    return [Owner(name=name, lines=tuple(of[name])) for name in sorted(of, key=lambda name: (name is None, name))]


def about_what(item: Item, language: str) -> Line:
    """The item as a line."""
    labels = LABELS_EN if language == "en" else LABELS_SV
    states = labels.get(f"{item['kind']}-state", {})
    kind = labels["kind"][item["kind"]]
    text = item.get("text") or item.get("detail") or item.get("note")
    return Line(
        id=item["id"],
        kind=kind[:1].upper() + kind[1:],
        title=title_for(item, language),
        start=next((item[name] for name in DAYS if name in item), None),
        end=next((item[name] for name in ENDS if name in item), None),
        state=states.get(item["state"]) or labels["item-state"].get(item["state"], item["state"]),
        text=text if text is None or len(text) <= LONGEST else f"{text[:LONGEST]} …",
        objectable=item["owner"] != str(THE_PERSON) and can_be_objected_to(item),
    )


def can_be_objected_to(item: Item) -> bool:
    """Whether its owner can be written to about it: that goes by the plan it stands in."""
    return bool(item.get("plan_id")) and item["kind"] not in ELSEWHERE
