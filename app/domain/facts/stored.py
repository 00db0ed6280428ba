"""Facts from the fields that the timeline keeps of them: what `decode_stored` makes, in a third of its time.

For every set of fields that a kind is stored with, a function is compiled once. It makes the fact when all is well;
whatever is not, is left to `decode_stored`, which alone says what is wrong with it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields as attributes
from typing import Final

from app.domain.facts.fact import Fact
from app.domain.facts.json import decode_stored, fields_of, whole
from app.domain.facts.plan_kinds import ITEM_KINDS
from app.domain.making import compiled

Make = Callable[..., Fact]
Stated = tuple[str, str, str | None]
"""What the columns say: the kind, by whom unless the fields say, and the category."""
COLUMNS: Final = ("id", "actor", "category")
"""What the timeline keeps beside the fields. Of them only `actor` may be a field as well, and then counts first."""


def from_stored(kind: str, id_: str, actor: str, category: str | None, fields: Mapping[str, object]) -> Fact:
    """The fact of this kind, id and category, by whom its `actor` field says and else by this actor.

    FactError as from `decode_stored`.
    """
    try:
        return MAKERS[kind][tuple(fields)](id_, actor, category, fields)  # type: ignore[misc]  # None is caught
    except (ValueError, LookupError, TypeError):
        pass  # decode_stored says what it is
    return decode_stored(kind, {**fields, "id": id_, "actor": fields.get("actor") or actor, "category": category})


def all_from_stored(ids: Sequence[str], stated: Sequence[Stated], fields: Sequence[Mapping[str, object]]) -> list[Fact]:
    """The same for all facts of a person, of which each list says a part."""
    try:
        return [
            MAKERS[kind][tuple(said)](id_, actor, category, said)  # type: ignore[misc]  # None is caught
            for id_, (kind, actor, category), said in zip(ids, stated, fields, strict=True)
        ]
    except (ValueError, LookupError, TypeError, AttributeError):
        return [
            from_stored(kind, id_, actor, category, said)
            for id_, (kind, actor, category), said in zip(ids, stated, fields, strict=True)
        ]


class Makers(dict[tuple[str, ...], Make | None]):
    """What makes a fact of a kind, by the names of its fields in the order in which they are stored."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, names: tuple[str, ...]) -> Make | None:
        if len(self) >= MOST:
            return None
        made = self[names] = maker(self._kind, names)
        return made


MAKERS: Final = {kind: Makers(kind) for kind in ITEM_KINDS}
MOST: Final = 500
"""Sets of fields of a kind for which a function is compiled and kept; any more are left to `decode_stored`."""


def maker(kind: str, names: tuple[str, ...]) -> Make | None:
    """Makes a fact of id, actor, category and these fields; None when that is left to `decode_stored`.

    It raises ValueError, LookupError or TypeError for a null, and for what `decode_stored` refuses.
    """
    known = fields_of(kind)
    required = {name for name, field in known.items() if field.required and name not in COLUMNS}
    if not required <= set(names) <= known.keys() - {"id", "category"}:
        return None
    scope: dict[str, object] = {"whole": whole}
    values = {}
    for attribute in attributes(ITEM_KINDS[kind]):
        name = attribute.name
        good = scope[f"good_{name}"] = known[name].good
        read = f"good_{name}[{{}}]" if isinstance(good, dict) else f"good_{name}({{}})"
        if name in names:
            values[name] = read.format(f"said[{name!r}]")
        elif name == "category":
            values[name] = read.format("category")
            if not known[name].required:
                values[name] += " if category is not None else None"
        elif name in COLUMNS:
            values[name] = name
        else:
            scope[f"no_{name}"] = attribute.default
            values[name] = f"no_{name}"
    then = "whole(made)" if "detail" in names else "made"
    return compiled(ITEM_KINDS[kind], (*COLUMNS, "said"), values, scope, then)
