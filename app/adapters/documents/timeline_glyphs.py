"""The small drawings of a timeline: hatches, bars, marks and the answers to handovers."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from app.adapters.documents.svg import add
from app.usecases.chart_shapes import Answer, Shape, Style, Tone

HATCHED: dict[Tone, str] = {"open": "gap", "critical": "critical", "closed": "old"}
_EXPECTED: dict[Tone, tuple[str, str, float]] = {
    "forecast": ("gap", "dash", 1.6),
    "forecast-critical": ("critical", "dash beat", 2.8),
}


_PERIODS: dict[Style, tuple[str, str, float, float]] = {  # fill, line, radius, and how much lower than a bar may be
    "activity": ("solid", "thin", 3.0, 0.0),
    "planned": ("paper", "dash", 2.0, 0.0),
    "cancelled": ("paper", "struck", 2.0, 0.0),
    "status": ("tint", "thin", 2.0, 0.0),
    "frame": ("tint", "thick", 4.0, 0.0),
    "need": ("paper", "thin", 7.5, 3.0),
}


def hatches(defs: Element, prefix: str) -> None:
    """One pattern per hatch: wide for what stands open, dense for what is critical, pale for what is over."""
    for name, step, width in (("gap", 8, 2.4), ("critical", 5, 2.6), ("old", 8, 1.0)):
        pattern = add(
            *(defs, "pattern"),
            id=f"{prefix}-{name}",
            width=step,
            height=step,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )
        add(pattern, "rect", width=step, height=step, class_=f"{name}-tint")
        add(
            pattern,
            "line",
            x1=step / 2,
            y1=0,
            x2=step / 2,
            y2=step,
            class_=f"{name}-line",
            stroke_width=width,
        )


def period(
    parent: Element, style: Style, x: float, y: float, width: float, height: float, *, ahead: bool = False
) -> None:
    """Part of what lasts: each style has a shape and a line of its own, so that no colour is needed to tell them."""
    fill, line, radius, slim = _PERIODS[style]
    if ahead:
        fill, line = "tint" if fill == "solid" else fill, line if line in ("struck", "dash") else f"{line} dash"
    shape = add(parent, "rect", x=x, y=y + slim / 2, width=width, height=height - slim, rx=radius)
    shape.set("class", f"{fill} outline {line}")


def gap_piece(parent: Element, prefix: str, tone: Tone, x: float, y: float, width: float, height: float) -> None:
    """Part of a gap: hatched until today, a dashed outline after it, heavy where it will be critical."""
    if tone in HATCHED:
        name = HATCHED[tone]
        add(
            *(parent, "rect"),
            x=x,
            y=y,
            width=width,
            height=height,
            fill=f"url(#{prefix}-{name})",
            class_=f"{name}-line thin",
        )
    else:
        name, dash, stroke = _EXPECTED.get(tone, _EXPECTED["forecast"])
        add(
            *(parent, "rect"),
            x=x,
            y=y,
            width=width,
            height=height,
            class_=f"{name}-line none {dash}",
            stroke_width=stroke,
        )


def torn(parent: Element, x: float, y: float, height: float, *, right: bool) -> None:
    """The mark of a bar that goes on outside the window."""
    turn = 1 if right else -1
    points = f"M{x - 5 * turn:.1f} {y:.1f}l{5 * turn} {height / 2:.1f}l{-5 * turn} {height / 2:.1f}"
    add(parent, "path", d=points, class_="none edge", stroke_width=2.2)


def answer(parent: Element, x: float, y: float, said: Answer) -> None:
    """A ring with a tick, a cross, a question mark or a dash, where a handover's wait ends."""
    solid = said in ("no", "waiting")
    ring = "gap-line" if solid else "line"
    add(parent, "circle", cx=x, cy=y, r=6.5, class_=f"paper {ring}", stroke_width=1.5)
    strokes: dict[Answer, str] = {
        "yes": f"M{x - 3:.1f} {y:.1f}l2 2.6l4 -5",
        "no": f"M{x - 2.6:.1f} {y - 2.6:.1f}l5.2 5.2m0 -5.2l-5.2 5.2",
        "other": f"M{x - 3:.1f} {y:.1f}h6",
    }
    if said in strokes:
        add(parent, "path", d=strokes[said], class_=f"none {ring}", stroke_width=1.8)
    else:
        add(parent, "text", "?", x=x, y=y + 3.8, class_="small strong gap-text", text_anchor="middle")


def mark(parent: Element, shape: Shape, x: float, y: float, *, ahead: bool) -> None:
    """What happens on one day; hollow when it is still ahead."""
    fill = "paper" if ahead else "ink"
    drawn = f"{fill} line"
    match shape:
        case "contact":
            add(parent, "circle", cx=x, cy=y, r=3.2, class_=drawn, stroke_width=1.5)
        case "missed":
            add(parent, "circle", cx=x, cy=y, r=3.2, class_="paper line", stroke_width=1.5)
        case "meeting":
            add(parent, "rect", x=x - 4.5, y=y - 4.5, width=9, height=9, rx=2, class_=drawn, stroke_width=1.5)
        case "follow-up":
            _outline(parent, ((x, y - 5.5), (x + 5.5, y + 4.5), (x - 5.5, y + 4.5)), drawn)
        case "outcome":  # told apart from a follow-up without one by its line, not by any colour
            _outline(parent, ((x, y - 6.5), (x + 5.5, y + 2.5), (x - 5.5, y + 2.5)), drawn)
            add(parent, "path", d=f"M{x - 6:.1f} {y + 6.5:.1f}h12", class_="none line", stroke_width=2)
        case "report":
            add(parent, "rect", x=x - 4.5, y=y - 6, width=9, height=12, class_="paper line", stroke_width=1.5)
            lines = f"M{x - 2:.1f} {y - 2.5:.1f}h4m-4 2.5h4m-4 2.5h4"
            add(parent, "path", d=lines, class_="none line", stroke_width=1.2)
        case "version":  # frozen: six arms
            add(parent, "path", d=f"M{x:.1f} {y - 6.5:.1f}v13m-5.6 -9.7l11.2 6.5m-11.2 0l11.2 -6.5",
                class_="none line", stroke_width=1.8)  # fmt: skip
        case "accepted":
            add(parent, "rect", x=x - 5, y=y - 5, width=10, height=10, class_="paper line", stroke_width=1.5)
            add(parent, "path", d=f"M{x - 2.8:.1f} {y:.1f}l2.2 2.4l4.6 -6", class_="none line", stroke_width=1.8)
        case "question":
            bubble = f"M{x - 6.5:.1f} {y - 6:.1f}h13v8.5h-6.5l-3.5 4v-4h-3z"
            add(parent, "path", d=bubble, class_="paper line", stroke_width=1.5)
            add(parent, "path", d=f"M{x - 3.5:.1f} {y - 1.8:.1f}h7", class_="none line dots", stroke_width=1.8)
        case "decision":
            _outline(parent, ((x, y - 5.5), (x + 5.5, y), (x, y + 5.5), (x - 5.5, y)), drawn)
        case "consent":
            add(
                parent,
                "path",
                d=f"M{x:.1f} {y + 6:.1f}v-12h7l-2.5 3.5l2.5 3.5h-7",
                class_=drawn,
                stroke_width=1.5,
            )
        case "notice":
            add(
                parent,
                "path",
                d=f"M{x:.1f} {y - 6:.1f}v12m-4 -4l4 4l4 -4",
                class_="none line",
                stroke_width=1.6,
            )


def _outline(parent: Element, points: Sequence[tuple[float, float]], drawn: str) -> None:
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    add(parent, "polygon", points=corners, class_=drawn, stroke_width=1.5)
