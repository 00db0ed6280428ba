"""The marks of a timeline's row: side by side as long as each is near its day, and else on a line of their own."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from app.adapters.documents.svg import add, width_of
from app.adapters.documents.timeline_glyphs import mark
from app.domain.locale import Locale
from app.usecases.chart_shapes import Mark

LINE: Final = 24.0
APART, ASTRAY = 13.0, 14.0
"""How far from each other two marks stand, and how far from its day one may be drawn."""

Spot = tuple[Mark, float]


def spread(marks: Iterable[Mark], at: Callable[[Mark], float], right: float) -> tuple[tuple[Spot, ...], ...]:
    """The marks, in order of days, on as few lines as keep them apart and near their days; none beyond `right`."""
    lines: list[list[Spot]] = []
    for sign in marks:
        wanted = min(at(sign), right)
        for line in lines:
            x = max(wanted, line[-1][1] + APART)
            if x - wanted <= ASTRAY and x <= right:
                line.append((sign, x))
                break
        else:
            lines.append([(sign, wanted)])
    return tuple(map(tuple, lines))


def draw_marks(
    group: Element,
    spots: Sequence[Spot],
    locale: Locale,
    y: float,
    *,
    room: tuple[float, float],
    taken: Sequence[float],
) -> None:
    """One line of marks, with the labels that there is room for between `room`'s edges; arrows leave from `taken`."""
    full = [(x - 7, x + 8) for _, x in spots] + [(x - 4, x + 4) for x in taken]
    for sign, x in sorted(spots, key=lambda spot: (-spot[0].weight, -spot[1])):
        part = add(group, "g")
        add(part, "title", sign.detail)
        mark(part, sign.shape, x, y, ahead=sign.ahead)
        words = sign.label
        if sign.ahead:
            words += f" {sign.day.day} {locale.month(sign.day)[:3]}"
        size = width_of(words, 11)
        for start in (x + 10, x - 9 - size):
            free = all(start + size <= a or start >= b for a, b in full)
            if sign.weight and free and start > room[0] and start + size < room[1]:
                add(part, "text", words, x=start, y=y + 4, class_="small muted halo")
                full.append((start, start + size))
                break
