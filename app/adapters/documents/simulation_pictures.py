"""Draws a simulation: how many days until somebody saw it, and how much was seen at all, as SVG."""

from collections.abc import Mapping
from itertools import accumulate
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from app.adapters.documents.svg import add, document
from app.simulation.kinds import KINDS
from app.simulation.scoring import Score, Tally, ThroughService, share

SERVICE, PRACTICE, INK, FAINT = "#005b8a", "#c05a00", "#1d1d1d", "#d5d5d5"
EVERYTHING, MUNICIPALITY = "#5f5f5f", "#00693e"
_FONT: Final = "'Source Sans 3','Open Sans',Arial,sans-serif"
WEEKS: Final = 26


def delays_svg(score: Score, through: ThroughService | None = None) -> str:
    """Of all true spells, the share that was seen within so many weeks, by the service and by today's practice.

    When the service itself was simulated, also by who sees everything and by the municipality's own."""
    total = score.total()
    left, top, wide, high = 60, 78, 640, 300
    svg = _picture(940, 440, "Hur snart någon ser att personen står mellan stolarna")
    _say(svg, 20, 28, "Hur snart ser någon att personen står mellan stolarna?", weight="bold", size=18)
    _say(svg, 20, 50, "Andel av alla verkliga glapp som har upptäckts, efter antal veckor. Påhittade personer.")
    for percent in range(0, 101, 25):
        y = top + high - high * percent / 100
        add(svg, "line", x1=left, x2=left + wide, y1=y, y2=y, stroke=FAINT)
        _say(svg, left - 8, y + 5, f"{percent} %", anchor="end")
    for week in range(0, WEEKS + 1, 4):
        _say(svg, left + wide * week / WEEKS, top + high + 22, str(week), anchor="middle")
    _say(svg, left + wide / 2, top + high + 46, "veckor från den verkliga första dagen", anchor="middle")
    below = 0.0
    for heights, name, colour, dashes in sorted(_curves(total, through), key=lambda curve: -curve.heights[-1]):
        points = " ".join(
            f"{left + wide * week / WEEKS:.1f},{top + high - high * percent / 100:.1f}"
            for week, percent in enumerate(heights)
        )
        add(
            svg,
            "polyline",
            points=points,
            fill="none",
            stroke=colour,
            stroke_width=3,
            stroke_dasharray=dashes or "none",
        )
        label = f"{name}: {heights[-1]:.0f} %"
        # At the end of its curve, and never over the label before it.
        below = max(top + high - high * heights[-1] / 100 + 5, below + 18)
        _say(svg, left + wide + 8, below, label, weight="bold", colour=colour)
    return document(svg)


def within_weeks(delays: Mapping[int, int], whole: int) -> list[float]:
    """Percent of the whole that was found within 0, 1, 2 … weeks."""
    weeks = [0] * (WEEKS + 1)
    for days, times in delays.items():
        week = -(-days // 7)
        if week <= WEEKS:
            weeks[week] += times
    return [100 * found / whole if whole else 0.0 for found in accumulate(weeks)]


class _Curve(NamedTuple):
    heights: list[float]
    name: str
    colour: str
    dashes: str


def _curves(total: Tally, through: ThroughService | None) -> list[_Curve]:
    seen = within_weeks(total.delays, total.spells)
    practice = _Curve(within_weeks(total.practice_delays, total.spells), "dagens arbetssätt", PRACTICE, "7 4")
    if through is None:
        return [_Curve(seen, "med tjänsten", SERVICE, ""), practice]
    everything = within_weeks(through.everything.total().delays, total.spells)
    municipality = within_weeks(through.municipality.total().delays, total.spells)
    return [
        _Curve(everything, "om allt fick ses", EVERYTHING, "2 4"),
        _Curve(seen, "någon av aktörerna", SERVICE, ""),
        practice,
        _Curve(municipality, "socialtjänsten för sig", MUNICIPALITY, "14 4"),
    ]


def recall_svg(score: Score) -> str:
    """Of each kind, the share that was seen, by the service and by today's practice."""
    kinds = [(name, score.kinds[name]) for name in KINDS if name in score.kinds]
    left, top, wide, row = 330, 108, 350, 46
    svg = _picture(780, top + row * len(kinds) + 20, "Hur stor del av varje sorts glapp som upptäcks")
    _say(svg, 20, 28, "Hur stor del av varje sorts glapp upptäcks?", weight="bold", size=18)
    _say(
        svg,
        20,
        50,
        "Övre stapeln: med tjänsten. Undre: dagens arbetssätt (bara bokade uppföljningar). Påhittade personer.",
    )
    for percent in range(0, 101, 25):
        x = left + wide * percent / 100
        add(svg, "line", x1=x, x2=x, y1=top - 12, y2=top + row * len(kinds), stroke=FAINT)
        _say(svg, x, top - 20, f"{percent} %", anchor="middle")
    for place, (name, tally) in enumerate(kinds):
        y = top + place * row
        _say(svg, left - 10, y + 16, KINDS[name], anchor="end")
        _say(svg, left - 10, y + 32, f"{tally.spells} glapp", anchor="end", size=12)
        _bar(svg, left, y + 2, wide, share(tally.found, tally.spells), SERVICE)
        _bar(svg, left, y + 20, wide, share(tally.practice, tally.spells), PRACTICE)
    return document(svg)


def spoken(tally: Tally) -> str:
    """The first picture in a sentence, for those who do not see it."""
    ours, today = within_weeks(tally.delays, tally.spells), within_weeks(tally.practice_delays, tally.spells)
    return (
        f"Efter 4 veckor har tjänsten visat {ours[4]:.0f} procent av glappen och dagens arbetssätt {today[4]:.0f}; "
        f"efter {WEEKS} veckor {ours[-1]:.0f} respektive {today[-1]:.0f} procent."
    )


def _picture(width: int, height: int, title: str) -> Element:
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "font-family": _FONT,
            "font-size": "14px",
            "aria-label": title,
        },
    )
    add(svg, "title", title)
    add(svg, "rect", width=width, height=height, fill="#ffffff")
    return svg


def _bar(svg: Element, x: float, y: float, wide: float, percent: float | None, colour: str) -> None:
    length = wide * (percent or 0.0) / 100
    add(svg, "rect", x=x, y=y, width=max(length, 1.0), height=15, fill=colour)
    _say(svg, x + length + 6, y + 12, f"{percent or 0.0:.0f} %", size=12)


def _say(
    svg: Element,
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    weight: str = "normal",
    size: int = 14,
    colour: str = INK,
) -> None:
    add(
        svg,
        "text",
        text,
        x=float(x),
        y=float(y),
        text_anchor=anchor,
        font_weight=weight,
        font_size=f"{size}px",
        fill=colour,
    )
