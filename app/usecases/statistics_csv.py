"""A table of a body's statistics as CSV: what is withheld is said to be, in each place where it would stand."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of something to be worked out."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the file is written: for programs, or as spreadsheets in a language expect it."""

    delimiter: str = ","
    decimal: str = "."
    withheld: str = "withheld"
    words: Mapping[str, str] = field(default_factory=dict)
    """What the columns are called, by their codes; one that is not here is called by its code."""


def written(table: Mapping[str, Any], manner: Manner = Manner()) -> str:
    """The table: a line of names, then one a row, with a code, a label, its place if it has one, and the numbers."""
    columns = [column["column"] for column in table["columns"]]
    by_place = any("place" in row for row in table["rows"])
    head = ["row", "label", *(("place_kind", "place_code") if by_place else ()), *columns]
    out = io.StringIO()
    lines = csv.writer(out, delimiter=manner.delimiter, lineterminator="\r\n")
    lines.writerow([manner.words.get(name, name) for name in head])
    for row in table["rows"]:
        place = row.get("place") or {}
        told = (place.get("kind", ""), place.get("code", "")) if by_place else ()
        numbers = [_number(row["values"][column], manner) for column in columns]
        lines.writerow([row["row"], _harmless(row["label"]), *told, *numbers])
    return out.getvalue()


def _number(value: float | None, manner: Manner) -> str:
    return manner.withheld if value is None else str(value).replace(".", manner.decimal)


def _harmless(text: str) -> str:
    """The text so that no spreadsheet works it out."""
    return f"'{text}" if text.startswith(FORMULA) else text
