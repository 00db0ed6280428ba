"""One actor's row of a timeline: its name, its marks, and its bars with their labels."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from app.adapters.documents.svg import add, fit, width_of, wrap_bold
from app.adapters.documents.timeline_glyphs import answer, gap_piece, mark, torn
from app.domain.labels import MONTHS_SV, label_sv
from app.usecases.chart_shapes import Chart, Mark, Placed, Row, pack

WIDTH, LEFT, RIGHT = 1200.0, 222.0, 14.0
_LANE, _BAR, _MARKS, _PAD, _LABEL = 24.0, 18.0, 24.0, 7.0, 11.5
_COLUMNS = int((WIDTH - LEFT - RIGHT) / (_LABEL * 0.58))


@dataclass(slots=True)
class Drawing:
    """Where things are: x by day, and by key the height of each row's marks and of each bar."""

    chart: Chart
    prefix: str
    marks_at: dict[str, float] = field(default_factory=dict)
    bar_at: dict[str, float] = field(default_factory=dict)

    def x(self, day: date) -> float:
        """The left edge of a day."""
        return LEFT + (day - self.chart.first).days * (WIDTH - LEFT - RIGHT) / self.chart.days

    def end(self, day: date) -> float:
        """The right edge of a day."""
        return self.x(day + timedelta(days=1))


def draw_row(ground: Element, rows: Element, drawing: Drawing, row: Row, y: float, *, banded: bool) -> float:
    chart = drawing.chart
    lanes = pack(row.bars, chart, _COLUMNS)
    sent = [drawing.x(arrow.day) for arrow in chart.arrows if arrow.sender == row.key]
    marks = _MARKS if row.marks or sent else 0.0
    name = wrap_bold(row.name, LEFT - 32, 13, 2)
    height = max(2 * _PAD + marks + _LANE * len(lanes), 2 * _PAD + 16.0 * len(name) + 16)
    if banded:
        add(ground, "rect", x=12, y=y, width=WIDTH - RIGHT - 12, height=height, class_="band")
    group = add(rows, "g", class_=row.level)
    add(group, "rect", x=12, y=y + 3, width=4, height=height - 6, rx=2, class_="solid")
    for number, line in enumerate(name):
        add(group, "text", line, x=26, y=y + 20 + 16.0 * number, class_="name ink")
    role = _role(row)
    add(group, "text", fit(role, LEFT - 34, 11), x=26, y=y + 20 + 16.0 * len(name), class_="small muted")
    drawing.marks_at[row.key] = y + _PAD + _MARKS / 2 - 1
    _marks(group, drawing, row.marks, sent, drawing.marks_at[row.key])
    for number, lane in enumerate(lanes):
        for placed in lane:
            _bar(group, drawing, placed, y + _PAD + marks + _LANE * number + (_LANE - _BAR) / 2)
    return y + height


def _role(row: Row) -> str:
    level = "" if row.level in ("person", "other") else label_sv("level", row.level)
    known = row.role.lower() in row.name.lower()
    said = " · ".join(filter(None, [level, "" if known else row.role, "du" if row.reading else ""]))
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
        solid = bar.style == "activity" and piece.tone == "done"
        fill = "solid" if solid else "paper" if bar.style in ("planned", "cancelled", "need") else "tint"
        dash = "struck" if bar.style == "cancelled" else "dash" if piece.tone == "ahead" else "thin"
        slim = 3.0 if bar.style == "need" else 0.0
        radius = 3 if bar.style == "activity" else 4 if bar.style == "frame" else 2
        shape = add(group, "rect", x=x, y=y + slim / 2, width=width, height=_BAR - slim, rx=radius)
        shape.set("class", f"{fill} outline {dash}")
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
            room = WIDTH - RIGHT - right - gap + 4
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


def _marks(group: Element, drawing: Drawing, marks: tuple[Mark, ...], sent: list[float], y: float) -> None:
    spots: list[tuple[Mark, float]] = []
    for sign in marks:  # two marks of one day stand side by side
        half = (drawing.end(sign.day) - drawing.x(sign.day)) / 2
        at = min(drawing.x(sign.day) + half, WIDTH - RIGHT - 8)
        spots.append((sign, max(at, spots[-1][1] + 11) if spots else at))
    taken = [(x - 7, x + 8) for _, x in spots] + [(x - 4, x + 4) for x in sent]
    for sign, x in sorted(spots, key=lambda spot: (-spot[0].weight, -spot[1])):
        part = add(group, "g")
        add(part, "title", sign.detail)
        mark(part, sign.shape, x, y, ahead=sign.ahead)
        words = sign.label
        if sign.ahead:
            words += f" {sign.day.day} {MONTHS_SV[sign.day.month - 1][:3]}"
        size = width_of(words, 11)
        for start in (x + 10, x - 9 - size):
            free = all(start + size <= a or start >= b for a, b in taken)
            if sign.weight and free and start > LEFT and start + size < WIDTH - RIGHT:
                add(part, "text", words, x=start, y=y + 4, class_="small muted halo")
                taken.append((start, start + size))
                break
