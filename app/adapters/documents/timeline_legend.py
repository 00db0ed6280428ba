"""The key under a timeline: only what is in the picture, in words."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.adapters.documents.svg import add, width_of
from app.adapters.documents.timeline_glyphs import answer, gap_piece, mark, period
from app.usecases.chart_shapes import Answer, Chart, Shape, Style, Tone

Words = tuple[str, str]
"""In Swedish and in English."""

_STYLES: dict[Style, Words] = {
    "activity": ("insats som pågår eller har pågått", "activity, going on or over"),
    "planned": ("planerad insats", "planned activity"),
    "cancelled": ("insats som aldrig började", "activity that never began"),
    "status": ("period, ersättning eller egen plan", "period, benefit or plan of its own"),
    "frame": ("plan eller paus", "plan or pause"),
    "need": ("behov, och vem som har det", "need, and who has it"),
}
_TONES: dict[Tone, Words] = {
    "open": ("öppet glapp", "open gap"),
    "critical": ("kritiskt glapp", "critical gap"),
    "forecast": ("glapp som väntas om inget ändras", "gap that is expected if nothing changes"),
    "forecast-critical": ("väntas bli kritiskt", "expected to be critical"),
    "closed": ("stängt glapp", "closed gap"),
}
_ANSWERS: dict[Answer, Words] = {
    "yes": ("svar: ja", "answer: yes"),
    "no": ("svar: nej", "answer: no"),
    "waiting": ("inget svar än", "no answer yet"),
    "other": ("annat svar", "another answer"),
}
_SHAPES: dict[Shape, Words] = {
    "contact": ("kontakt", "contact"),
    "missed": ("kontakt som inte blev av", "contact that did not come about"),
    "meeting": ("möte", "meeting"),
    "follow-up": ("uppföljning", "follow-up"),
    "outcome": ("uppföljning med utfall", "follow-up with its outcome"),
    "report": ("slutrapport", "end report"),
    "version": ("fastställd version av planen", "frozen version of the plan"),
    "accepted": ("godkänd version", "accepted version"),
    "question": ("fråga som väntar på svar", "question that waits for an answer"),
    "decision": ("beslut", "decision"),
    "consent": ("samtycke", "consent"),
    "notice": ("sista dag", "last day"),
}


def legend(root: Element, chart: Chart, prefix: str, y: float, width: float) -> float:
    """Draws the key from the height y on, as many lines as it needs, and gives the picture's height."""
    group = add(root, "g", class_="person")
    x = 18.0
    for kind, name, both in _used(chart):
        words = chart.locale.say(*both)
        size = 34 + width_of(words, 11) + 16
        if x + size > width - 14:
            x, y = 18.0, y + 22
        _sample(group, prefix, kind, name, x, y)
        add(group, "text", words, x=x + 32, y=y + 4, class_="small muted")
        x += size
    return y + 24


def _used(chart: Chart) -> Iterator[tuple[str, str, Words]]:
    bars = [bar for row in chart.rows for bar in row.bars]
    styles = {bar.style for bar in bars}
    tones = {piece.tone for bar in bars if bar.style == "gap" for piece in bar.pieces}
    answers = {bar.answer for bar in bars if bar.style == "handover"}
    shapes = {mark.shape for row in chart.rows for mark in row.marks}
    yield from (("style", style, words) for style, words in _STYLES.items() if style in styles)
    yield from (("tone", tone, words) for tone, words in _TONES.items() if tone in tones)
    yield from (("answer", said, words) for said, words in _ANSWERS.items() if said in answers)
    yield from (("shape", shape, words) for shape, words in _SHAPES.items() if shape in shapes)


def _sample(group: Element, prefix: str, kind: str, name: str, x: float, y: float) -> None:
    for style in _STYLES:
        if kind == "style" and style == name:
            period(group, style, x, y - 6, 24, 12)
    for tone in _TONES:
        if kind == "tone" and tone == name:
            gap_piece(group, prefix, tone, x, y - 6, 24, 12)
    for said in _ANSWERS:
        if kind == "answer" and said == name:
            answer(group, x + 16, y, said)
    for shape in _SHAPES:
        if kind == "shape" and shape == name:
            mark(group, shape, x + 16, y, ahead=False)
