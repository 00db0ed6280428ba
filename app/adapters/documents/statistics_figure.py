"""A table of statistics as bars inside a page, beside the table itself: narrow, so that it grows with the reader."""

from collections.abc import Mapping
from typing import Any, Final
from xml.etree.ElementTree import Element

from app.adapters.documents.statistics_svg import bars_of
from app.adapters.documents.svg import add, document, fit
from app.domain.statistics.tables import MONTHS

WIDTH: Final = 640
BARS: Final = 420
ROW: Final = 46
BAR: Final = 22
SIZE: Final = 15
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def render(table: Mapping[str, Any], language: str) -> str:
    """The rows of which a number is told, each as its name, a bar and what is counted; nothing when there is none. The
    table's words are in that language. Its look is in the page's style sheet: text, .bar and .ground."""
    shown = [(row, [*bars_of(table, row)]) for row in table["rows"] if _has_bars(table, row)]
    if not shown:
        return ""
    most = max(value for _, bars in shown for value, _ in bars) or 1
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "sip-statistics", "role": "img"})
    beside = "The table below says the same." if language == "en" else "Tabellen nedanför säger samma sak."
    root.set("aria-label", f"{table['title']}. {beside}")
    y = 0
    for row, bars in shown:
        add(root, "text", fit(row["label"], WIDTH, SIZE), x=0, y=y + 16)
        for value, beside in bars:
            add(root, "rect", x=0, y=y + 23, width=BARS, height=14, class_="ground")
            add(root, "rect", x=0, y=y + 23, width=float(BARS * value / most), height=14, class_="bar")
            told = _said(beside.partition(", ")[0], language)
            add(root, "text", fit(told, WIDTH - BARS - 10, SIZE), x=BARS + 10, y=y + 35)
            y += BAR
        y += ROW - BAR
    root.set("viewBox", f"0 0 {WIDTH} {y}")
    return document(root)


def _has_bars(table: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Whether what the bars tell is told."""
    counting = [one["column"] for one in table["columns"] if one["column"] in MONTHS] or [table["columns"][0]["column"]]
    return any(row["values"][column] is not None for column in counting)


def _said(figure: str, language: str) -> str:
    """The number as it is written in the language."""
    number, _, words = figure.partition(" ")
    return f"{number.replace(',', '.').replace(NO_BREAK, ',')} {words}" if language == "en" else figure
