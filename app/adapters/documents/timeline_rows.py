"""One actor's row of a timeline: its name, its marks, and its bars with their labels."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from app.adapters.documents.svg import add, fit, width_of, wrap_bold
from app.adapters.documents.timeline_glyphs import answer, gap_piece, period, torn
from app.adapters.documents.timeline_marks import LINE, Spot, draw_marks, spread
from app.usecases.chart_shapes import Chart, Placed, Row, pack

WIDTH, RIGHT = 1200.0, 14.0
LANE = 24.0
_BAR, _PAD, _LABEL = 18.0, 7.0, 11.5


@dataclass(slots=True)
class Drawing:
    """Where things are: x by day, and by key the height of each row's marks and of each bar."""

    chart: Chart
    prefix: str
    width: float = WIDTH
    marks_at: dict[str, float] = field(default_factory=dict)
    bar_at: dict[str, float] = field(default_factory=dict)

    @property
    def left(self) -> float:
        """Where the days begin, after the names."""
        return 222.0 if self.width >= WIDTH else 178.0

    @property
    def columns(self) -> int:
        """How many characters of a label go between the first day and the last."""
        return int((self.width - self.left - RIGHT) / (_LABEL * 0.58))

    def x(self, day: date) -> float:
        """The left edge of a day."""
        return self.left + (day - self.chart.first).days * (self.width - self.left - RIGHT) / self.chart.days

    def end(self, day: date) -> float:
        """The right edge of a day."""
        return self.x(day + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Measured:
    """What there is in a row, and how high it is."""

    lanes: tuple[tuple[Placed, ...], ...]
    name: list[str]
    sent: list[float]
    marks: tuple[tuple[Spot, ...], ...]
    height: float


def measure(drawing: Drawing, row: Row) -> Measured:
    """The row as it will be drawn."""
    lanes = pack(row.bars, drawing.chart, drawing.columns)
    sent = [drawing.x(arrow.day) for arrow in drawing.chart.arrows if arrow.sender == row.key]
    right = drawing.width - RIGHT
    marks = spread(row.marks, lambda mark: (drawing.x(mark.day) + drawing.end(mark.day)) / 2, right - 8)
    marks = marks or ((),) * bool(sent)  # an arrow leaves from a line of marks, be it empty
    name = wrap_bold(row.name, drawing.left - 32, 13, 3)
    height = max(2 * _PAD + LINE * len(marks) + LANE * len(lanes), 2 * _PAD + 16.0 * len(name) + 16)
    return Measured(lanes, name, sent, marks, height)


def draw_row(ground: Element, rows: Element, drawing: Drawing, row: Row, y: float, *, banded: bool) -> float:
    """Draws the row from the height y on, and gives the height at which it ends."""
    found = measure(drawing, row)
    if banded:
        add(ground, "rect", x=12, y=y, width=drawing.width - RIGHT - 12, height=found.height, class_="band")
    group = add(rows, "g", class_=row.level)
    add(group, "rect", x=12, y=y + 3, width=4, height=found.height - 6, rx=2, class_="solid")
    for number, line in enumerate(found.name):
        add(group, "text", line, x=26, y=y + 20 + 16.0 * number, class_="name ink")
    role = fit(_role(drawing.chart, row), drawing.left - 34, 11)
    add(group, "text", role, x=26, y=y + 20 + 16.0 * len(found.name), class_="small muted")
    drawing.marks_at[row.key] = y + _PAD + LINE / 2 - 1
    room = (drawing.left, drawing.width - RIGHT)
    for number, spots in enumerate(found.marks):
        taken = () if number else found.sent
        at = drawing.marks_at[row.key] + LINE * number
        draw_marks(group, spots, drawing.chart.locale, at, room=room, taken=taken)
    top = y + _PAD + LINE * len(found.marks)
    for number, lane in enumerate(found.lanes):
        for placed in lane:
            _bar(group, drawing, placed, top + LANE * number + (LANE - _BAR) / 2)
    return y + found.height


def _role(chart: Chart, row: Row) -> str:
    level = "" if row.level in ("person", "other") else chart.locale.word("level", row.level)
    known = row.role.lower() in row.name.lower()
    you = chart.locale.say("du", "you") if row.reading else ""
    said = " · ".join(filter(None, [level, "" if known else row.role, you]))
    return said[:1].upper() + said[1:]


def _bar(parent: Element, drawing: Drawing, placed: Placed, y: float) -> None:
    bar = placed.bar
    group = add(parent, "g")
    add(group, "title", bar.detail)
    drawing.bar_at[bar.key] = y + _BAR / 2
    left, right = drawing.x(bar.first), max(drawing.end(bar.last), drawing.x(bar.first) + 4)
    if bar.style == "handover":
        add(group, "line", x1=left, y1=y + _BAR / 2, x2=right, y2=y + _BAR / 2, class_="way dots")
        answer(group, right, y + _BAR / 2, bar.answer or "other")
    for piece in bar.pieces if bar.style != "handover" else ():
        x, width = drawing.x(piece.first), max(drawing.end(piece.last) - drawing.x(piece.first), 3.0)
        if bar.style == "gap":
            gap_piece(group, drawing.prefix, piece.tone, x, y, width, _BAR)
            continue
        period(group, bar.style, x, y, width, _BAR, ahead=piece.tone == "ahead")
    if bar.style != "handover" and bar.cut_left:
        torn(group, left, y, _BAR, right=False)
    if bar.style != "handover" and bar.cut_right:
        torn(group, right, y, _BAR, right=True)
    _label(group, drawing, placed, left, right, y + _BAR - 5)


def _label(group: Element, drawing: Drawing, placed: Placed, left: float, right: float, y: float) -> None:
    bar, hatched = placed.bar, placed.bar.style == "gap"
    gap = 14.0 if bar.style == "handover" else 6.0
    solid = bar.style == "activity" and placed.side in ("inside", "cropped") and bar.pieces[0].tone == "done"
    over = any(piece.tone == "closed" for piece in bar.pieces)
    color = "onsolid" if solid else "old-text halo" if over else "ink" if hatched else "ink halo"
    style = f"label {color}" + (" strong" if hatched and not over else "")
    match placed.side:
        case "right":
            room = drawing.width - RIGHT - right - gap + 4
            add(group, "text", fit(bar.label, room, _LABEL), x=right + gap, y=y, class_=style)
            return
        case "left":
            add(group, "text", bar.label, x=left - gap, y=y, class_=style, text_anchor="end")
            return
    x = (drawing.x(bar.ahead_from) if placed.side == "ahead" else left) + (14 if bar.cut_left else 6)
    x += 22 if hatched and placed.side == "cropped" else 0  # some of the hatch stays in sight
    shown = fit(bar.label, right - x - 8, _LABEL, bold=hatched)
    if hatched and shown:  # on a hatch no text is easy to read, so it stands on a plate of its own
        plate = width_of(shown, _LABEL, bold=True) + 6
        add(group, "rect", x=x - 3, y=y - 10.5, width=plate, height=13.5, rx=3, class_="paper")
    add(group, "text", shown, x=x, y=y, class_=style)
