"""Which fields of an item lead to other items, and which of them its reader is told.

A reference says that there is something, and which items belong together: whoever does not see what it leads to is
not told of it. What an owner has chosen to refer to is the owner's own word, and stays with it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from functools import cache
from typing import Any, Final, get_args, get_origin, get_type_hints

from app.domain.facts.fact import Fact
from app.domain.facts.json import marks_of
from app.domain.facts.marks import Names
from app.domain.facts.plan_kinds import ITEM_KINDS

OUT_OF_SIGHT: Final = "out-of-sight"
"""Stands where every item of the kind has a reference and the reader is told none."""

OF_THE_PLAN: Final = "plan"
"""The field that says what the item's own header says as well."""

WORKED_OUT: Final[Mapping[str, str]] = {
    "appointment": "meeting",
    "consent": "replaces",
    "minutes": "amended_by",
    "referral": "previous",
    "task": "activity",
}
"""The one reference of the kind that comes of what others did, and is no word of the owner."""


@cache
def leading(kind: str) -> tuple[str, ...]:
    """The fields of the kind that hold the id of one other item each."""
    return tuple(name for name, hint in _hints(kind).items() if any(map(_to_an_item, marks_of(hint))))


@cache
def listing(kind: str) -> tuple[str, ...]:
    """The fields of the kind that hold the ids of several."""
    return tuple(
        name
        for name, hint in _hints(kind).items()
        if get_origin(hint) is tuple and any(map(_to_an_item, marks_of(get_args(hint)[0])))
    )


@cache
def always_leading(kind: str) -> Mapping[str, str]:
    """What stands for the references that every item of the kind has, where the reader is told none."""
    return {
        field.name: OUT_OF_SIGHT
        for field in fields(ITEM_KINDS[kind])
        if field.name in leading(kind) and field.default is MISSING
    }


def references(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The references in the fields of an item, each with the name of its field; that to its plan in the header too."""
    kind = item["kind"]
    if item.get("plan_id") is not None:
        yield OF_THE_PLAN, item["plan_id"]
    for name in leading(kind):
        if item.get(name) is not None:
            yield name, item[name]
    for name in listing(kind):
        for one in item.get(name, ()):
            yield name, one


def tells(kind: str, name: str, *, own: bool, by_name: bool, sees: Callable[[], bool]) -> bool:
    """Whether the reader of an item is told that reference of it: one that `sees` where it leads, or has chosen it.

    `own` when the item is the reader's, `by_name` when the reader sees it only because it is asked something in it.
    """
    if own and WORKED_OUT.get(kind) != name:
        return True
    if by_name and name in ASKED_WITHOUT.get(kind, (OF_THE_PLAN,)):
        return False
    return sees()


ASKED_WITHOUT: Final[Mapping[str, tuple[str, ...]]] = {
    "call": (OF_THE_PLAN, "need"),
    "referral": (OF_THE_PLAN, "need"),
    "task": (OF_THE_PLAN, "need", "minutes"),
}
"""What a question does not say to whoever only sees it because it is asked, whatever else it sees."""


def as_asked(content: Fact) -> Fact:
    """The content without any reference, but to what whoever was asked has made of it."""
    hidden: dict[str, Any] = {name: always_leading(content.kind).get(name) for name in leading(content.kind)}
    if content.kind == "task":
        del hidden[WORKED_OUT["task"]]
    return replace(content, **hidden)


def _to_an_item(mark: object) -> bool:
    return isinstance(mark, Names) and mark.kind in ITEM_KINDS


def _hints(kind: str) -> Mapping[str, Any]:
    return get_type_hints(ITEM_KINDS[kind], include_extras=True)
