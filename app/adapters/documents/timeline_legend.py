"""The key under a timeline: only what is in the picture, in words."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.adapters.documents.svg import add, width_of
from app.adapters.documents.timeline_glyphs import answer, gap_piece, mark
from app.usecases.chart_shapes import Answer, Chart, Shape, Tone

_STYLES = {
    "activity": ("solid outline thin", "insats som pågår eller har pågått"),
    "planned": ("paper outline dash", "planerad insats"),
    "cancelled": ("paper outline struck", "insats som aldrig började"),
    "status": ("tint outline thin", "period, ersättning eller egen plan"),
}
_TONES: dict[Tone, str] = {
    "open": "öppet glapp",
    "critical": "kritiskt glapp",
    "forecast": "glapp som väntas om inget ändras",
    "closed": "stängt glapp",
}
_ANSWERS: dict[Answer, str] = {
    "yes": "svar: ja",
    "no": "svar: nej",
    "waiting": "inget svar än",
    "other": "annat svar",
}
_SHAPES: dict[Shape, str] = {
    "contact": "kontakt",
    "missed": "kontakt som inte blev av",
    "meeting": "möte",
    "follow-up": "uppföljning",
    "outcome": "uppföljning med utfall",
    "report": "slutrapport",
    "version": "fryst version av planen",
    "accepted": "godkänd version",
    "question": "fråga som väntar på svar",
    "decision": "beslut",
    "consent": "samtycke",
    "notice": "sista dag",
}


def legend(root: Element, chart: Chart, prefix: str, y: float, width: float) -> float:
    """Draws the key from the height y on, as many lines as it needs, and gives the picture's height."""
    group = add(root, "g", class_="person")
    x = 18.0
    for kind, name, words in _used(chart):
        size = 34 + width_of(words, 11) + 16
        if x + size > width - 14:
            x, y = 18.0, y + 22
        _sample(group, prefix, kind, name, x, y)
        add(group, "text", words, x=x + 32, y=y + 4, class_="small muted")
        x += size
    return y + 24


def _used(chart: Chart) -> Iterator[tuple[str, str, str]]:
    bars = [bar for row in chart.rows for bar in row.bars]
    styles = {bar.style for bar in bars}
    tones = {piece.tone for bar in bars if bar.style == "gap" for piece in bar.pieces}
    answers = {bar.answer for bar in bars if bar.style == "handover"}
    shapes = {mark.shape for row in chart.rows for mark in row.marks}
    yield from (("style", style, words) for style, (_, words) in _STYLES.items() if style in styles)
    yield from (("tone", tone, words) for tone, words in _TONES.items() if tone in tones)
    yield from (("answer", said, words) for said, words in _ANSWERS.items() if said in answers)
    yield from (("shape", shape, words) for shape, words in _SHAPES.items() if shape in shapes)


def _sample(group: Element, prefix: str, kind: str, name: str, x: float, y: float) -> None:
    if kind == "style":
        add(group, "rect", x=x, y=y - 6, width=24, height=12, rx=2, class_=_STYLES[name][0])
    for tone in _TONES:
        if kind == "tone" and tone == name:
            gap_piece(group, prefix, tone, x, y - 6, 24, 12)
    for said in _ANSWERS:
        if kind == "answer" and said == name:
            answer(group, x + 16, y, said)
    for shape in _SHAPES:
        if kind == "shape" and shape == name:
            mark(group, shape, x + 16, y, ahead=False)
