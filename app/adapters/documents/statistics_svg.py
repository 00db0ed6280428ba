"""Draws a quarter's statistics as one SVG picture: a bar for every number that is told, with its figures beside it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.etree.ElementTree import Element

from app.adapters.documents.svg import add, document, fit
from app.domain.labels import label_sv
from app.domain.statistics.tables import MONTHS

WIDTH: Final = 960
LABELS: Final = 400
BARS: Final = 220
ROW: Final = 24
TOO_FEW: Final = "för få för att visas"
STYLE: Final = """
.sip-statistics text{font:13px system-ui,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif;fill:#1a2129}
.sip-statistics .paper{fill:#fff}.sip-statistics .bar{fill:#1d5a8c}.sip-statistics .muted{fill:#55606b}
.sip-statistics .title{font-size:20px;font-weight:700}.sip-statistics .table{font-size:15px;font-weight:600}
@media(prefers-color-scheme:dark){.sip-statistics text{fill:#eef2f6}.sip-statistics .paper{fill:#11171d}
.sip-statistics .bar{fill:#7db8ea}.sip-statistics .muted{fill:#a9b2bb}}
"""


def render(statistics: Mapping[str, Any]) -> str:
    """The tables as an SVG document; what is told stands in its description too, for those who do not see it."""
    title = f"{statistics['name']}, kvartal {statistics['quarter']}"
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "sip-statistics", "role": "img"})
    root.set("aria-label", title)
    add(root, "title", title)
    add(root, "desc", " ".join(_told(table) for table in statistics["tables"]))
    add(root, "style", STYLE)
    paper = add(root, "rect", width=WIDTH, class_="paper")
    add(root, "text", fit(title, WIDTH - 40, 20, bold=True), x=20, y=36, class_="title")
    add(root, "text", "Tal som bygger på färre än fem personer visas inte.", x=20, y=58, class_="muted")
    y = 92
    for table in statistics["tables"]:
        y = _draw(root, table, y) + 20
    paper.set("height", str(y))
    root.set("viewBox", f"0 0 {WIDTH} {y}")
    return document(root)


def _draw(root: Element, table: Mapping[str, Any], y: int) -> int:
    add(root, "text", table["title"], x=20, y=y, class_="table")
    rows = [row for row in table["rows"] if any(value is not None for value in row["values"].values())]
    if not rows:
        add(root, "text", TOO_FEW, x=LABELS + 12, y=y, class_="muted")
        return y + ROW - 8
    most = max(value for row in rows for value, _ in bars_of(table, row)) or 1
    for row in rows:
        add(root, "text", fit(_name(row), LABELS - 30, 13), x=LABELS, y=y + ROW, text_anchor="end")
        for value, beside in bars_of(table, row):
            y += ROW
            length = BARS * value / most
            add(root, "rect", x=LABELS + 12, y=y - 12, width=float(length), height=15, class_="bar")
            add(root, "text", fit(beside, WIDTH - LABELS - 24 - length, 13), x=LABELS + 18 + float(length), y=y)
    return y + ROW - 8


def _told(table: Mapping[str, Any]) -> str:
    told = [f"{_name(row)}: {', '.join(figures)}" for row in table["rows"] if (figures := [*figures_of(table, row)])]
    return f"{table['title']}: {'; '.join(told) or TOO_FEW}."


def _name(row: Mapping[str, Any]) -> str:
    place = row.get("place")
    return (
        row["label"]
        if place is None
        else f"{row['label']}, {label_sv('statistics-place', place['kind'])} {place['code']}"
    )


def bars_of(table: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[tuple[float, str]]:
    """The bars of a row, each with what stands beside it: one for each month that is told, else one for what the table
    counts, with all that is told of it."""
    values = row["values"]
    if not set(MONTHS) & values.keys():
        yield values[table["columns"][0]["column"]] or 0, ", ".join(figures_of(table, row))
        return
    for column in table["columns"]:
        one = {**table, "columns": [column]}
        if (value := values[column["column"]]) is not None:
            yield value, ", ".join(figures_of(one, row))


def figures_of(table: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[str]:
    """The numbers of a row that are told, each with what it counts."""
    for column in table["columns"]:
        value = row["values"][column["column"]]
        if value is not None:
            yield f"{_written(value)} {column['label']}"


def _written(value: float) -> str:
    whole = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return whole.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
