"""The parts of a drawn timeline, as plain values that a picture and a terminal can both draw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.locale import SWEDISH, Locale

Tone = Literal["done", "ahead", "waiting", "open", "critical", "closed", "forecast", "forecast-critical"]
Style = Literal["activity", "planned", "cancelled", "status", "frame", "need", "handover", "gap"]
Side = Literal["inside", "ahead", "right", "left", "cropped"]
Answer = Literal["yes", "no", "other", "waiting"]
Shape = Literal[
    "contact", "missed", "decision", "meeting", "follow-up", "outcome", "report", "version", "accepted", "question",
    "consent", "notice",
]  # fmt: skip

_AHEAD: tuple[Tone, ...] = ("ahead", "forecast", "forecast-critical")

# Lanes of one group stand together in a row, in this order from the top.
GROUPS: dict[Style, int] = {
    "handover": 0,
    "frame": 1,
    "need": 2,
    "activity": 3,
    "planned": 3,
    "cancelled": 3,
    "status": 4,
    "gap": 5,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of days, both included, that is drawn alike."""

    first: date
    last: date
    tone: Tone


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that lasts, cut to the window; `cut_*` says that it goes on outside it.

    `start` and `end` (both included, None = not known or none) are uncut; `state` is where it stands, in words.
    """

    key: str
    style: Style
    label: str
    detail: str
    state: str
    start: date | None
    end: date | None
    pieces: tuple[Piece, ...]
    cut_left: bool = False
    cut_right: bool = False
    answer: Answer | None = None

    @property
    def first(self) -> date:
        return self.pieces[0].first

    @property
    def last(self) -> date:
        return self.pieces[-1].last

    @property
    def ahead_from(self) -> date:
        """The first day of what is only expected; the last day when nothing is."""
        return next((piece.first for piece in self.pieces if piece.tone in _AHEAD), self.last)


@dataclass(frozen=True, slots=True)
class Placed:
    """A bar on its lane, and where its label has room."""

    bar: Bar
    side: Side


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happens on one day. `shape` names what is drawn; `ahead` is after today.

    `label` is what is written beside it; `what` and `state` are all of it in words, but for the day.
    """

    key: str
    shape: Shape
    day: date
    label: str
    detail: str
    what: str
    state: str
    ahead: bool
    weight: int  # the greater, the sooner its label is written when there is little room


@dataclass(frozen=True, slots=True)
class Arrow:
    """A handover from row to row; `bar` is the key of the bar that shows the wait at the receiver."""

    sender: str
    receiver: str
    day: date
    bar: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Row:
    """One actor, or last the person: who it is, and what happens there."""

    key: str
    name: str
    role: str
    level: str
    reading: bool  # the row of the one who reads
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One finding in plain words."""

    key: str
    title: str
    owner: str
    status: str
    words: str
    unconfirmed: bool
    part_of: tuple[str, ...]  # titles of the findings that explain this one
    prevent: str = ""  # what keeps it from opening, until when; empty once it is open


@dataclass(frozen=True, slots=True)
class Chart:
    """A person's timeline from `first` to `last`, both included, as one reader may see it."""

    title: str
    reader: str
    today: date
    first: date
    last: date
    clauses: tuple[str, ...]
    state: str
    rows: tuple[Row, ...]
    arrows: tuple[Arrow, ...]
    findings: tuple[Listed, ...]
    locale: Locale = SWEDISH

    @property
    def sentence(self) -> str:
        """Who is holding the person today, until when, and what happens then; empty where it stands elsewhere."""
        return f"{'; '.join(self.clauses)}." if self.clauses else ""

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def pack(bars: Iterable[Bar], chart: Chart, columns: int) -> tuple[tuple[Placed, ...], ...]:
    """Lanes on which neither bars nor their labels overlap, where the window is `columns` characters wide."""
    per_day = columns / chart.days
    lanes: list[tuple[int, list[Placed], list[tuple[float, float]]]] = []
    for bar in sorted(bars, key=lambda b: (GROUPS[b.style], b.first, b.last, b.key)):
        left = (bar.first - chart.first).days * per_day
        right = max(((bar.last - chart.first).days + 1) * per_day, left + 1.0)
        side, reach = _place(bar, left, right, columns, per_day)
        for group, lane, taken in lanes:
            if group == GROUPS[bar.style] and all(reach[1] <= a or reach[0] >= b for a, b in taken):
                lane.append(Placed(bar, side))
                taken.append(reach)
                break
        else:
            lanes.append((GROUPS[bar.style], [Placed(bar, side)], [reach]))
    return tuple(tuple(lane) for _, lane, _ in sorted(lanes, key=lambda entry: entry[0]))


def _place(bar: Bar, left: float, right: float, columns: int, per_day: float) -> tuple[Side, tuple[float, float]]:
    """Where the label goes, and the columns that bar and label take together with a little air."""
    need = len(bar.label) * (1.1 if bar.style == "gap" else 1.0) + 2.0  # a gap's label is bold
    ahead = _width([piece for piece in bar.pieces if piece.tone in _AHEAD], per_day)
    behind = _width(bar.pieces, per_day) - ahead
    match bar.style:
        case "handover":  # the answer is drawn where the wait ends, and the label after it
            need += 3.0
        case "activity" if need <= behind:  # its two parts differ too much for one label to lie across
            return "inside", (left, right + 0.5)
        case "activity" | "gap" if need <= ahead:  # a label over the hatch would hide the gap itself
            return "ahead", (left, right + 0.5)
        case "gap" if 2 * need <= behind:
            return "inside", (left, right + 0.5)
        case "status" | "frame" | "need" | "planned" | "cancelled" if need <= ahead + behind:
            return "inside", (left, right + 0.5)
    if right + need <= columns:
        return "right", (left, right + need)
    if left - need >= 0:
        return "left", (left - need, right + 0.5)
    if bar.style == "handover":  # its bar is too thin to write on, so the label is cut beside it
        return "right", (left, float(columns))
    return "cropped", (left, right + 0.5)


def _width(pieces: Sequence[Piece], per_day: float) -> float:
    return sum((piece.last - piece.first).days + 1 for piece in pieces) * per_day
