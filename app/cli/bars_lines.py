"""The lines of a terminal timeline: months, today, one line of marks and one line per lane of bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rich.text import Text

from app.cli.canvas import Line
from app.domain.labels import MONTHS_SV
from app.usecases.chart_shapes import Answer, Bar, Chart, Mark, Piece, Placed, Shape, Style, Tone

_GAPS: dict[Tone, tuple[str, str]] = {
    "open": ("╱", "red"),
    "critical": ("╳", "bold red"),
    "closed": ("╱ ", "dim"),
    "forecast": ("╌", "yellow"),
    "forecast-critical": ("╍", "bold yellow"),
}
_BARS: dict[Style, tuple[str, str]] = {  # until today, and after it
    "activity": ("█", "░"),
    "planned": ("░", "░"),
    "cancelled": ("×", "×"),
    "status": ("━", "─"),
    "frame": ("═", "─"),
    "need": ("─", "┄"),
    "handover": ("┈", "┈"),
}
_SHAPES: dict[Shape, str] = {
    "contact": "●●",
    "missed": "○○",
    "meeting": "■□",
    "follow-up": "▲△",
    "outcome": "▼▽",
    "report": "▮▯",
    "version": "✱✱",
    "accepted": "☑☑",
    "question": "⁇⁇",
    "decision": "◆◇",
    "consent": "⚑⚐",
    "notice": "↓↓",
}
_ANSWERS: dict[Answer, str] = {"yes": "✓", "no": "✗", "other": "–", "waiting": "?"}
KEY = (
    *("█ insats", "░ planerad insats", "━ period", "═ plan", "╱ öppet glapp", "╳ kritiskt", "╌ väntas"),
    *("╍ väntas kritiskt", "╱ ╱ stängt", "→┈ överlämning eller kallelse", "✓ ja", "✗ nej", "? inget svar än"),
    *("● kontakt", "○ ej av", "■ möte", "▲ uppföljning", "▼ med utfall", "▮ slutrapport", "◆ beslut", "⚑ samtycke"),
    *("⁇ fråga som väntar",),
    "(ofylld = kommande)",
)


@dataclass(frozen=True, slots=True)
class Scale:
    """The chart's days on so many columns."""

    chart: Chart
    columns: int

    def at(self, day: date) -> int:
        """The column in which a day begins."""
        return (day - self.chart.first).days * self.columns // self.chart.days

    def span(self, piece: Bar | Piece) -> tuple[int, int]:
        """The columns of the days from `first` to `last`, at least one; the second is not included."""
        start = min(self.at(piece.first), self.columns - 1)
        return start, max(self.at(piece.last + timedelta(days=1)), start + 1)

    def mark_today(self, line: Line) -> None:
        if self.chart.first <= self.chart.today <= self.chart.last:
            line.stand(self.at(self.chart.today), "│", "bold")


def today_line(scale: Scale) -> Text:
    line, today = Line(scale.columns), scale.chart.today
    if scale.chart.first <= today <= scale.chart.last:
        words = f"i dag {today.day} {MONTHS_SV[today.month - 1][:3]}"
        at = scale.at(today)
        line.write(at, "▼", "bold")
        line.write(at + 2 if at + 2 + len(words) <= scale.columns else at - len(words) - 1, words, "bold")
    return line.text()


def months_line(scale: Scale) -> Text:
    line, month = Line(scale.columns), scale.chart.first
    while month <= scale.chart.last:
        following = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
        room = min(scale.at(following), scale.columns) - scale.at(month) - 1
        name = MONTHS_SV[month.month - 1]
        year = f" {month.year}" if month.month == 1 or month == scale.chart.first else ""
        choices = (name + year, f"{name[:3]}{year}", f"{name[:3]}{year[-2:]}", name, name[:3], name[:1])
        shown = next((choice for choice in choices if len(choice) <= room), "")
        line.write(scale.at(month), "╷" + shown, "bold" if year else "")
        month = following
    return line.text()


def marks_line(marks: Sequence[Mark], scale: Scale) -> Line:
    """The day of each mark, and its words where there is room; the weightier of two in one column is seen."""
    line = Line(scale.columns)
    ordered = sorted(marks, key=lambda mark: (mark.weight, mark.day))
    for mark in ordered:
        line.write(scale.at(mark.day), _SHAPES[mark.shape][mark.ahead], "bold")
    for mark in reversed(ordered):
        words = mark.label
        if mark.ahead:
            words += f" {mark.day.day} {MONTHS_SV[mark.day.month - 1][:3]}"
        after, before = scale.at(mark.day) + 1, scale.at(mark.day) - len(words) - 1
        if mark.weight and line.is_free(after, after + len(words) + 1):
            line.write(after, f" {words}", "")
        elif mark.weight and line.is_free(before - 1, before + len(words) + 1):
            line.write(before, words, "")
    return line


def lane_line(lane: Sequence[Placed], scale: Scale, colour: str) -> Line:
    """The bars of one lane with their labels: inside where they fit, else beside, else cut short."""
    line = Line(scale.columns)
    for placed in lane:
        bar = placed.bar
        start, stop = scale.span(bar)
        for piece in bar.pieces:
            pattern, style = _look(bar, piece, colour)
            line.fill(*scale.span(piece), pattern, style)
        if bar.style == "handover":
            line.write(start, "→", "bold")
            line.write(stop, _ANSWERS[bar.answer or "other"], "bold")
            stop += 1
        _ends(line, bar, start, stop, colour)
        _label(line, placed, scale, start, stop)
    return line


def _look(bar: Bar, piece: Piece, colour: str) -> tuple[str, str]:
    if bar.style == "gap":
        return _GAPS[piece.tone]
    return _BARS[bar.style][piece.tone == "ahead"], colour


def _ends(line: Line, bar: Bar, start: int, stop: int, colour: str) -> None:
    if bar.cut_left and bar.style != "handover":
        line.write(start, "◂", colour)
    if bar.cut_right and bar.style != "handover":
        line.write(stop - 1, "▸", colour)


def _label(line: Line, placed: Placed, scale: Scale, start: int, stop: int) -> None:
    bar = placed.bar
    style = "bold" if bar.style == "gap" else ""
    match placed.side:
        case "right":
            line.write(stop + 1, _cut(bar.label, scale.columns - stop - 1), style)
        case "left":
            line.write(start - len(bar.label) - 1, bar.label, style)
        case "inside":
            line.write(start + 1, f" {bar.label} "[: max(stop - start - 2, 0)], style)
        case "ahead":
            line.write(scale.at(bar.ahead_from) + 1, f" {bar.label} ", style)
        case "cropped":
            shown = 3 if bar.style == "gap" else 1  # of the bar itself, before the words
            room = stop - start - shown - 3
            line.write(start + shown, f" {_cut(bar.label, room)} " if room > 2 else "", style)


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(room - 1, 0)] + "…"
