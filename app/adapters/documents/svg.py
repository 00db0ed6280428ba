"""Builds SVG elements: every text and attribute is escaped, and nothing that XML forbids gets through."""

import re
from xml.etree.ElementTree import Element, SubElement, tostring

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Of the font size: what a letter takes on average in the widest of the fonts that the style names.
_WIDTH, _BOLD = 0.58, 0.63


def clean(text: str) -> str:
    """The text without the control characters that no XML document may hold."""
    return _FORBIDDEN.sub("", text)


def add(parent: Element, tag: str, text: str | None = None, **attributes: object) -> Element:
    """A new child; `class_` is class, an underscore is a hyphen, and numbers get at most one decimal."""
    named = {name.rstrip("_").replace("_", "-"): _written(value) for name, value in attributes.items()}
    child = SubElement(parent, tag, named)
    if text is not None:
        child.text = clean(text)
    return child


def document(root: Element) -> str:
    """The finished document, without an XML declaration so that it can also stand inside a page."""
    return tostring(root, encoding="unicode", short_empty_elements=True) + "\n"


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is, in the units of the picture."""
    return len(text) * size * (_BOLD if bold else _WIDTH)


def fit(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text if it has room, else its beginning with an ellipsis, else nothing."""
    if width_of(text, size, bold=bold) <= room:
        return text
    letters = int(room / width_of(" ", size, bold=bold)) - 1
    return text[:letters].rstrip(" ,·:") + "…" if letters >= 3 else ""


def wrap_bold(text: str, room: float, size: float, lines: int) -> list[str]:
    """A bold text on at most so many lines, broken between words; what has no room is an ellipsis."""
    broken: list[str] = []
    most = int(room / (size * _BOLD))
    rest = [part for word in text.split() for part in _parts_of(word, most)]
    while rest and len(broken) < lines - 1:
        line = [rest.pop(0)]
        while rest and width_of(" ".join([*line, rest[0]]), size, bold=True) <= room:
            line.append(rest.pop(0))
        broken.append(fit(" ".join(line), room, size, bold=True))
    return [*broken, fit(" ".join(rest), room, size, bold=True)] if rest else broken


def _parts_of(word: str, most: int) -> list[str]:
    """The word, cut where no line would have room for it: at a hyphen of its own, or else with one."""
    if len(word) <= most:
        return [word]
    own = word.rfind("-", 0, most) + 1
    cut = own or max(1, min(most - 1, len(word) - 6))  # no line has but the last few letters
    return [word[:cut] + ("" if own else "-"), *_parts_of(word[cut:], most)]


def _written(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else clean(str(value))
