"""Cuts a timeline that is higher than a sheet of paper into several that follow each other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from app.adapters.documents.timeline_legend import legend
from app.adapters.documents.timeline_rows import LANE, Drawing, measure
from app.usecases.chart_shapes import Chart, Row

HEAD: Final = 150.0
"""The height of the title and the months above the rows, and of the space below them."""
SENTENCE: Final = 140.0
"""The height of the box that says who holds the person, which the first part has if there is anything in it."""


def parts(chart: Chart, *, width: float, height: float) -> tuple[Chart, ...]:
    """The chart in parts, each at most so high (units of a picture that is `width` wide); one when it has room whole.

    A row that is too high by itself goes on in the next part, under its own name.
    """
    drawing = Drawing(chart, "", width)
    found: list[list[Row]] = [[]]
    whole = height - HEAD - legend(Element("g"), chart, "", 0, width)
    room = left = whole - (SENTENCE if chart.sentence else 0.0)
    for row in (piece for actor in chart.rows for piece in _pieces(drawing, actor, room)):
        taken = measure(drawing, row).height
        if taken > left and found[-1]:
            found.append([])
            left = whole
        found[-1].append(row)
        left -= taken
    return tuple(_part(chart, rows, number, len(found)) for number, rows in enumerate(found, start=1))


def _pieces(drawing: Drawing, row: Row, room: float) -> Iterator[Row]:
    whole = measure(drawing, row)
    if whole.height <= room:
        yield row
        return
    lanes = [tuple(placed.bar for placed in lane) for lane in whole.lanes]
    first = max(1, int((room - (whole.height - LANE * len(lanes))) / LANE))
    most = max(1, int((room - 60) / LANE))
    chunks = [lanes[:first], *(lanes[at : at + most] for at in range(first, len(lanes), most))]
    goes_on = drawing.chart.locale.say("forts.", "cont.")
    for number, chunk in enumerate(chunks):
        bars = tuple(bar for lane in chunk for bar in lane)
        yield (
            replace(row, bars=bars)
            if number == 0
            else replace(row, bars=bars, marks=(), name=f"{row.name} ({goes_on})")
        )


def _part(chart: Chart, rows: Sequence[Row], number: int, of: int) -> Chart:
    if of == 1:
        return chart
    title = f"{chart.title}, {chart.locale.say(f'del {number} av {of}', f'part {number} of {of}')}"
    part = replace(chart, title=title, rows=tuple(rows))
    return part if number == 1 else replace(part, clauses=(), state="")
