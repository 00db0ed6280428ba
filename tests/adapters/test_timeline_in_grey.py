"""A timeline without its colours: everything is still told apart, and stands out from its ground."""

import re
from itertools import combinations, product
from xml.etree.ElementTree import Element, tostring

import pytest

from app.adapters.documents.timeline_glyphs import HATCHED, answer, gap_piece, hatches, mark, period
from app.adapters.documents.timeline_legend import _ANSWERS, _SHAPES, _STYLES, _TONES
from app.adapters.documents.timeline_style import ON_PAPER, STYLE
from tests.adapters.test_timeline_svg import contrast

LIGHT, DARK = STYLE.split("@media (prefers-color-scheme:dark)")
LEVELS = ("municipality", "region", "state", "civil-society", "business", "other", "person")
GREY = {
    **dict.fromkeys(("gap-line", "critical-line", "old-line", "way", "outline", "grid"), "line"),
    **dict.fromkeys(("gap-tint", "critical-tint", "old-tint", "tint"), "paper"),
    **dict.fromkeys(("gap-text", "critical-text", "old-text", "muted"), "ink"),
    "solid": "ink",
}
"""What each colour becomes: a line, something light or something dark."""


def grey(drawn: Element) -> str:
    """What is drawn, where a colour is only dark, light or a line; hatches by how they are drawn."""
    defs = Element("defs")
    hatches(defs, "p")
    patterns = {f"url(#{one.attrib.pop('id')})": tostring(one, encoding="unicode") for one in defs}
    text = tostring(drawn, encoding="unicode")
    for address, pattern in patterns.items():
        text = text.replace(address, re.sub('[<>"]', " ", pattern))
    return re.sub(r"(?:gap|critical|old)-(?:line|tint|text)|[a-z]+", lambda word: GREY.get(word[0], word[0]), text)


def everything() -> dict[str, str]:
    """One of each that a timeline can show, in grey."""
    found: dict[str, str] = {}

    def keep(name: str, drawn: Element) -> None:
        found[name] = grey(drawn)

    for style in _STYLES:
        period(drawn := Element("g"), style, 0, 0, 24, 18)
        keep(style, drawn)
    for tone in _TONES:
        gap_piece(drawn := Element("g"), "p", tone, 0, 0, 24, 18)
        keep(f"{tone} gap", drawn)
    for said in _ANSWERS:
        answer(drawn := Element("g"), 9, 9, said)
        keep(f"answer {said}", drawn)
    for shape, ahead in product(_SHAPES, (True, False)):
        mark(drawn := Element("g"), shape, 9, 9, ahead=ahead)
        keep(f"{shape} {'ahead' if ahead else 'past'}", drawn)
    return found


ALIKE = {
    *(frozenset({f"{shape} ahead", f"{shape} past"}) for shape in ("report", "version", "accepted", "question")),
    *(frozenset({f"{shape} ahead", f"{shape} past"}) for shape in ("missed", "notice", "consent")),
    *(frozenset(pair) for pair in combinations(("contact ahead", "missed ahead", "missed past"), 2)),
}
"""What is drawn alike on purpose: what lies ahead is right of today's line and bears its day in words, and a contact
that lies ahead has not been missed."""


def told_apart_by_colour_alone(drawn: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset((a, b)) for a, b in combinations(drawn, 2) if drawn[a] == drawn[b]}


def test_nothing_is_told_apart_by_colour_alone() -> None:
    assert told_apart_by_colour_alone(everything()) - ALIKE == set()


def test_the_check_sees_what_only_a_colour_tells_apart() -> None:
    drawn = everything()
    red, blue = (Element("g", {"class": f"none {name} dash"}) for name in ("gap-line", "critical-line"))
    assert told_apart_by_colour_alone(drawn | {"red": grey(red), "blue": grey(blue)}) - ALIKE == {
        frozenset({"red", "blue"})
    }


def colours(scheme: str) -> dict[str, str]:
    rule = r"\.sip-timeline \.([\w-]+(?: \.[\w-]+)?)\{(?:fill|stroke):(#\w{6})"
    return dict(re.findall(rule, scheme))


def too_faint(scheme: str) -> list[str]:
    """What is drawn, and means something, at less than 3:1 against what it is drawn on."""
    found = colours(scheme)
    pairs = [(line, ground) for line in ("line", "way") for ground in ("paper", "band")]
    for name in HATCHED.values():
        pairs += [(f"{name}-line", ground) for ground in (f"{name}-tint", "paper", "band")]
    for level in LEVELS:
        pairs += [(f"{level} .{part}", ground) for part in ("outline", "solid") for ground in ("paper", "band")]
        pairs += [(f"{level} .outline", f"{level} .tint"), (f"{level} .solid", f"{level} .tint")]
    return [f"{one} on {other}" for one, other in pairs if contrast(found[one], found[other]) < 3]


@pytest.mark.parametrize("scheme", [LIGHT, DARK, ON_PAPER], ids=["light", "dark", "paper"])
def test_all_that_is_drawn_stands_out_from_its_ground(scheme: str) -> None:
    assert too_faint(scheme) == []


def test_the_check_sees_a_line_that_is_too_faint() -> None:
    pale = re.sub(r"(\.state \.outline\{stroke:)#\w{6}", r"\1#b9a0cc", LIGHT)
    assert too_faint(pale) == ["state .outline on paper", "state .outline on band", "state .outline on state .tint"]


def test_what_sets_paper_draws_no_edge_over_the_letters() -> None:
    assert ".halo{" in LIGHT
    assert ".halo{" not in ON_PAPER
