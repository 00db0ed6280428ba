"""Draws a laid-out timeline as one SVG picture, readable in light, in dark and in grey, and without any script."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from xml.etree.ElementTree import Element
from zlib import crc32

from app.adapters.documents.svg import add, clean, document, fit, width_of, wrap_bold
from app.adapters.documents.timeline_glyphs import hatches
from app.adapters.documents.timeline_legend import legend
from app.adapters.documents.timeline_rows import RIGHT, WIDTH, Drawing, draw_row
from app.adapters.documents.timeline_style import STYLE
from app.usecases.chart_shapes import Chart


def render(chart: Chart, *, width: float = WIDTH, style: str = STYLE) -> str:
    """The chart as an SVG document by itself; the same facts stand in its description for those who do not see it."""
    return _drawn(chart, width, _description(chart), style)


def inline(chart: Chart, *, width: float = WIDTH) -> str:
    """The chart to stand inside a page whose style sheet has STYLE, under the sentence as text and beside the table
    that says the same."""
    elsewhere = chart.locale.say("Tabellen intill säger samma sak.", "The table beside it says the same.")
    description = clean(f"{chart.sentence} {chart.state} {elsewhere}")
    return _drawn(replace(chart, clauses=(), state=""), width, description, None)


def _drawn(chart: Chart, width: float, description: str, style: str | None) -> str:
    key = f"{chart.title}|{chart.reader}|{chart.first}|{chart.last}"
    drawing = Drawing(chart, f"sip-{crc32(key.encode()):08x}", width)
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "sip-timeline", "role": "img"})
    root.set("lang", chart.locale.language)
    root.set("aria-labelledby", f"{drawing.prefix}-title {drawing.prefix}-desc")
    title = f"{chart.locale.say('Tidslinje', 'Timeline')}: {chart.title}"
    add(root, "title", title, id=f"{drawing.prefix}-title")
    add(root, "desc", description, id=f"{drawing.prefix}-desc")
    if style is not None:
        add(root, "style", style)
    hatches(add(root, "defs"), drawing.prefix)
    paper = add(root, "rect", width=width, class_="paper")
    top = _header(root, drawing)
    ground, ways, rows = add(root, "g"), add(root, "g"), add(root, "g")
    y = top + 54
    for number, row in enumerate(chart.rows):
        y = draw_row(ground, rows, drawing, row, y, banded=number % 2 == 0)
    _axis(ground, rows, drawing, top, y)
    _arrows(ways, drawing)
    _today(ways, drawing, top, y)
    height = legend(root, chart, drawing.prefix, y + 24, width)
    paper.set("height", f"{height:.0f}")
    root.set("viewBox", f"0 0 {width:.0f} {height:.0f}")
    return document(root)


def _description(chart: Chart) -> str:
    say = chart.locale.say
    seen = f"{say('Sett av', 'As seen by')} {chart.reader} {chart.locale.day(chart.today)}."
    said = [seen, chart.sentence, chart.state]
    for row in chart.rows:
        told = [bar.detail for bar in row.bars] + [sign.detail for sign in row.marks]
        said.append(f"{row.name}: {'; '.join(told) or say('inget som du får se', 'nothing that you may see')}.")
    return clean(" ".join(said))


def _header(root: Element, drawing: Drawing) -> float:
    """The title and, in a box, who holds the person; gives the height at which the days begin."""
    chart, width = drawing.chart, drawing.width
    beside = width >= WIDTH
    add(root, "text", fit(chart.title, 500 if beside else width - 36, 22), x=18, y=36, class_="title ink")
    seen = chart.locale.say(f"så som {chart.reader} ser det", f"as {chart.reader} sees it")
    seen = fit(f"{chart.locale.day(chart.today)}, {seen}", min(640, width - 36), 13)
    if beside:
        add(root, "text", seen, x=width - 18, y=36, class_="state muted", text_anchor="end")
    else:
        add(root, "text", seen, x=18, y=57, class_="state muted")
    top = 50.0 if beside else 70.0
    if not chart.sentence:  # it stands beside the picture, as text
        return top
    lines = wrap_bold(chart.sentence, width - 56, 15, 3 if beside else 4)
    height = 20.0 * len(lines) + 38
    add(root, "rect", x=12, y=top, width=width - 24, height=height, rx=8, class_="panel")
    for number, line in enumerate(lines):
        add(root, "text", line, x=28, y=top + 25 + 20.0 * number, class_="lead ink")
    standing = any(finding.status in ("open", "critical") for finding in chart.findings)
    color = "strong critical-text" if standing else "muted"
    add(root, "text", fit(chart.state, width - 56, 13), x=28, y=top + height - 14, class_=f"state {color}")
    return top + height + 14


def _axis(ground: Element, rows: Element, drawing: Drawing, top: float, bottom: float) -> None:
    chart = drawing.chart
    starts = [chart.first]
    while (following := (starts[-1].replace(day=1) + timedelta(days=32)).replace(day=1)) <= chart.last:
        starts.append(following)
    for first, following in pairwise([*starts, chart.last + timedelta(days=1)]):
        x, room = drawing.x(first), drawing.x(following) - drawing.x(first)
        add(ground, "line", x1=x, y1=top + 20, x2=x, y2=bottom, class_="grid thin")
        name = chart.locale.month(first)
        shown = next((text for text in (name, name[:3], name[:1]) if width_of(text, 12) <= room - 6), "")
        add(rows, "text", shown, x=x + 5, y=top + 46, class_="month halo muted")
        if first.month == 1 or first == chart.first:
            add(rows, "text", str(first.year), x=x + 5, y=top + 30, class_="small strong halo ink")
    add(ground, "line", x1=12, y1=bottom, x2=drawing.width - RIGHT, y2=bottom, class_="grid thin")


def _today(root: Element, drawing: Drawing, top: float, bottom: float) -> None:
    chart = drawing.chart
    if not chart.first <= chart.today <= chart.last:
        return
    x = drawing.end(chart.today)
    add(root, "line", x1=x, y1=top + 16, x2=x, y2=bottom, class_="line", stroke_width=1.8)
    month = chart.locale.month(chart.today)[:3]
    words = f"{chart.locale.say('i dag', 'today')} {chart.today.day} {month}"
    half = width_of(words, 11, bold=True) / 2 + 6
    add(root, "rect", x=x - half, y=top, width=2 * half, height=20, rx=10, class_="today ink")
    add(root, "text", words, x=x, y=top + 14, class_="small strong onink", text_anchor="middle")


def _arrows(ways: Element, drawing: Drawing) -> None:
    for arrow in drawing.chart.arrows:
        drawn = arrow.bar in drawing.bar_at and arrow.sender in drawing.marks_at
        if arrow.sender == arrow.receiver or not drawn:
            continue
        x, start, stop = drawing.x(arrow.day), drawing.marks_at[arrow.sender], drawing.bar_at[arrow.bar]
        turn = 1 if stop > start else -1
        add(ways, "line", x1=x, y1=start, x2=x, y2=stop - 5 * turn, class_="way", stroke_width=1.6)
        add(ways, "circle", cx=x, cy=start, r=2.6, class_="muted")
        head = f"M{x - 4.5:.1f} {stop - 8 * turn:.1f}L{x:.1f} {stop:.1f}L{x + 4.5:.1f} {stop - 8 * turn:.1f}z"
        add(ways, "path", d=head, class_="muted")
