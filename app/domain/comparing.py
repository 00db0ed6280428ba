"""Two versions of one thing, or of a whole plan, held against each other field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Said = Mapping[str, Any]
"""An item as it is shown: its JSON fields by name."""

APART: Final = frozenset(
    {"id", "kind", "person_id", "plan_id", "plan", "owner", "version", "reason", "state", "possible"}
)
"""Fields that say which item it is, which version, why it was made and what follows from the rest."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that says something else; None where it said nothing."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Changed:
    """An item that is there in one of two plans only, or says something else in each."""

    change: Literal["added", "removed", "changed"]
    item: Said
    differences: tuple[Difference, ...]


def differences(old: Said | None, new: Said | None) -> tuple[Difference, ...]:
    """The fields in which the two say something else, in the order in which they are shown; None is no item."""
    before, after = old or {}, new or {}
    return tuple(
        Difference(name, before.get(name), after.get(name))
        for name in {**before, **after}
        if name not in APART and before.get(name) != after.get(name)
    )


def compare(old: Iterable[Said], new: Iterable[Said]) -> list[Changed]:
    """What is added, changed and removed from the one plan to the other, by the ids of the items."""
    before, after = ({str(item["id"]): item for item in items} for items in (old, new))
    found = []
    for name in {**after, **before}:
        was, is_ = before.get(name), after.get(name)
        if changed := differences(was, is_):
            change: Literal["added", "removed", "changed"] = (
                "added" if was is None else "removed" if is_ is None else "changed"
            )
            found.append(Changed(change, is_ or was or {}, changed))
    return found
