"""A table of statistics as bars inside a page, beside the table itself: narrow, so that it grows with the reader."""

from collections.abc import Mapping
from typing import Any, Final
from xml.etree.ElementTree import Element

from app.adapters.documents.statistics_svg import figures_of
from app.adapters.documents.svg import add, document, fit

WIDTH: Final = 640
BARS: Final = 420
ROW: Final = 46
SIZE: Final = 15
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def render(table: Mapping[str, Any], language: str) -> str:
    """The rows of which a number is told, each as its name, a bar and what is counted; nothing when there is none. The
    table's words are in that language. Its look is in the page's style sheet: text, .bar and .ground."""
    counting = table["columns"][0]["column"]
    rows = [row for row in table["rows"] if row["values"][counting] is not None]
    if not rows:
        return ""
    most = max(row["values"][counting] for row in rows) or 1
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "sip-statistics", "role": "img"})
    beside = "The table below says the same." if language == "en" else "Tabellen nedanför säger samma sak."
    root.set("aria-label", f"{table['title']}. {beside}")
    root.set("viewBox", f"0 0 {WIDTH} {ROW * len(rows)}")
    for number, row in enumerate(rows):
        y = ROW * number
        length = BARS * row["values"][counting] / most
        add(root, "text", fit(row["label"], WIDTH, SIZE), x=0, y=y + 16)
        add(root, "rect", x=0, y=y + 23, width=BARS, height=14, class_="ground")
        add(root, "rect", x=0, y=y + 23, width=float(length), height=14, class_="bar")
        told = next(figures_of(table, row))
        add(root, "text", fit(_said(told, language), WIDTH - BARS - 10, SIZE), x=BARS + 10, y=y + 35)
    return document(root)


def _said(figure: str, language: str) -> str:
    """The number as it is written in the language."""
    number, _, words = figure.partition(" ")
    return f"{number.replace(',', '.').replace(NO_BREAK, ',')} {words}" if language == "en" else figure
