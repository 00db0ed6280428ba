"""Draws a laid-out timeline as one SVG picture, readable in light and in dark and without any script."""

from datetime import timedelta
from itertools import pairwise
from xml.etree.ElementTree import Element
from zlib import crc32

from app.adapters.documents.svg import add, clean, document, fit, width_of, wrap_bold
from app.adapters.documents.timeline_glyphs import hatches
from app.adapters.documents.timeline_legend import legend
from app.adapters.documents.timeline_rows import RIGHT, WIDTH, Drawing, draw_row
from app.adapters.documents.timeline_style import STYLE
from app.domain.labels import MONTHS_SV, day_sv
from app.usecases.chart_shapes import Chart


def render(chart: Chart) -> str:
    """The chart as an SVG document; the same facts stand in its description for those who do not see it."""
    key = f"{chart.title}|{chart.reader}|{chart.first}|{chart.last}"
    drawing = Drawing(chart, f"sip-{crc32(key.encode()):08x}")
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "sip-timeline", "role": "img"})
    root.set("aria-labelledby", f"{drawing.prefix}-title {drawing.prefix}-desc")
    add(root, "title", f"Tidslinje: {chart.title}", id=f"{drawing.prefix}-title")
    add(root, "desc", _description(chart), id=f"{drawing.prefix}-desc")
    add(root, "style", STYLE)
    hatches(add(root, "defs"), drawing.prefix)
    paper = add(root, "rect", width=WIDTH, class_="paper")
    top = _header(root, chart)
    ground, ways, rows = add(root, "g"), add(root, "g"), add(root, "g")
    y = top + 54
    for number, row in enumerate(chart.rows):
        y = draw_row(ground, rows, drawing, row, y, banded=number % 2 == 0)
    _axis(ground, rows, drawing, top, y)
    _arrows(ways, drawing)
    _today(ways, drawing, top, y)
    height = legend(root, chart, drawing.prefix, y + 24, WIDTH)
    paper.set("height", f"{height:.0f}")
    root.set("viewBox", f"0 0 {WIDTH:.0f} {height:.0f}")
    return document(root)


def _description(chart: Chart) -> str:
    said = [f"Sett av {chart.reader} {day_sv(chart.today)}.", chart.sentence, chart.state]
    for row in chart.rows:
        told = [bar.detail for bar in row.bars] + [sign.detail for sign in row.marks]
        said.append(f"{row.name}: {'; '.join(told) or 'inget som du får se'}.")
    return clean(" ".join(said))


def _header(root: Element, chart: Chart) -> float:
    add(root, "text", fit(chart.title, 500, 22), x=18, y=36, class_="title ink")
    seen = f"så som {chart.reader} ser det, {day_sv(chart.today)}"
    add(root, "text", fit(seen, 640, 13), x=WIDTH - 18, y=36, class_="state muted", text_anchor="end")
    lines = wrap_bold(chart.sentence, WIDTH - 56, 15, 3)
    height = 20.0 * len(lines) + 38
    add(root, "rect", x=12, y=50, width=WIDTH - 24, height=height, rx=8, class_="panel")
    for number, line in enumerate(lines):
        add(root, "text", line, x=28, y=75 + 20.0 * number, class_="lead ink")
    standing = any(finding.status in ("open", "critical") for finding in chart.findings)
    color = "strong critical-text" if standing else "muted"
    add(root, "text", fit(chart.state, WIDTH - 56, 13), x=28, y=50 + height - 14, class_=f"state {color}")
    return 50 + height + 14


def _axis(ground: Element, rows: Element, drawing: Drawing, top: float, bottom: float) -> None:
    chart = drawing.chart
    starts = [chart.first]
    while (following := (starts[-1].replace(day=1) + timedelta(days=32)).replace(day=1)) <= chart.last:
        starts.append(following)
    for first, following in pairwise([*starts, chart.last + timedelta(days=1)]):
        x, room = drawing.x(first), drawing.x(following) - drawing.x(first)
        add(ground, "line", x1=x, y1=top + 20, x2=x, y2=bottom, class_="grid thin")
        name = MONTHS_SV[first.month - 1]
        shown = next((text for text in (name, name[:3], name[:1]) if width_of(text, 12) <= room - 6), "")
        add(rows, "text", shown, x=x + 5, y=top + 46, class_="month halo muted")
        if first.month == 1 or first == chart.first:
            add(rows, "text", str(first.year), x=x + 5, y=top + 30, class_="small strong halo ink")
    add(ground, "line", x1=12, y1=bottom, x2=WIDTH - RIGHT, y2=bottom, class_="grid thin")


def _today(root: Element, drawing: Drawing, top: float, bottom: float) -> None:
    chart = drawing.chart
    if not chart.first <= chart.today <= chart.last:
        return
    x = drawing.end(chart.today)
    add(root, "line", x1=x, y1=top + 16, x2=x, y2=bottom, class_="line", stroke_width=1.8)
    words = f"i dag {chart.today.day} {MONTHS_SV[chart.today.month - 1][:3]}"
    half = width_of(words, 11, bold=True) / 2 + 6
    add(root, "rect", x=x - half, y=top, width=2 * half, height=20, rx=10, class_="ink")
    add(root, "text", words, x=x, y=top + 14, class_="small strong onink", text_anchor="middle")


def _arrows(ways: Element, drawing: Drawing) -> None:
    for arrow in drawing.chart.arrows:
        if arrow.sender == arrow.receiver or arrow.bar not in drawing.bar_at:
            continue
        x, start, stop = drawing.x(arrow.day), drawing.marks_at[arrow.sender], drawing.bar_at[arrow.bar]
        turn = 1 if stop > start else -1
        add(ways, "line", x1=x, y1=start, x2=x, y2=stop - 5 * turn, class_="way", stroke_width=1.6)
        add(ways, "circle", cx=x, cy=start, r=2.6, class_="muted")
        head = f"M{x - 4.5:.1f} {stop - 8 * turn:.1f}L{x:.1f} {stop:.1f}L{x + 4.5:.1f} {stop - 8 * turn:.1f}z"
        add(ways, "path", d=head, class_="muted")
