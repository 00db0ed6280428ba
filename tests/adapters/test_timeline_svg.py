"""The picture of a timeline: safe, readable, and the same in words."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from app.adapters.documents.timeline_style import STYLE
from app.adapters.documents.timeline_svg import render
from app.usecases.chart import layout
from tests.story_view import a_view

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\" onload='x' ]]> & \x07\x1b[31m\ufffe"


def drawn(**changed: Any) -> ElementTree.Element:
    return ElementTree.fromstring(render(layout(a_view(**changed))))  # noqa: S314 — our own document


def texts(root: ElementTree.Element, tag: str) -> list[str]:
    return [node.text or "" for node in root.iter(SVG + tag)]


def hostile_view() -> dict[str, object]:
    view = a_view()
    for item in view["items"]:
        item["title"] = HOSTILE
    for finding in view["findings"]:
        finding["title"] = HOSTILE
    for actor in view["actors"]:
        actor["name"] = HOSTILE
    return {**view, "name": HOSTILE, "reader": {"id": "primary-care", "name": HOSTILE}}


def test_the_picture_names_itself_and_says_in_words_what_it_shows() -> None:
    root = drawn()
    ids = {node.get("id"): node for node in root.iter()}
    title, description = (ids[name] for name in root.attrib["aria-labelledby"].split())
    assert root.get("role") == "img"
    assert title.text == "Tidslinje: Alva T."
    words = description.text or ""
    assert "I dag: Språkcafé (Förening); till och med 15 december 2026" in words
    for row in layout(a_view()).rows:
        assert all(bar.detail in words for bar in row.bars)
        assert all(mark.detail in words for mark in row.marks)


def test_what_people_write_is_only_ever_text() -> None:
    document = render(layout(hostile_view()))
    root = ElementTree.fromstring(document)  # noqa: S314 — our own document
    assert not list(root.iter(SVG + "script"))
    assert not any(name.startswith("on") for node in root.iter() for name in node.attrib)
    assert any("<script>alert(1)</script>\" onload='x' ]]> &" in text for text in texts(root, "title"))
    assert "\x07" not in document
    assert "\x1b" not in document


def test_the_picture_asks_for_nothing_from_elsewhere() -> None:
    document = render(layout(a_view()))
    assert re.findall(r"https?://[^\"]*", document) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"@import|@font-face|<image|<use|href", document)
    assert all(target.startswith("#") for target in re.findall(r"url\(([^)]*)\)", document))


def test_a_label_without_room_is_cut_and_whole_in_its_title() -> None:
    view = a_view()
    long = "Svenska för yrkesverksamma inom vård och omsorg med språkstöd på arbetsplatsen och hemma i bostaden " * 2
    view["items"] = [{**item, "title": long} if item["id"] == "sfi" else item for item in view["items"]]
    root = ElementTree.fromstring(render(layout(view)))  # noqa: S314 — our own document
    assert any(text.endswith("…") and long.startswith(text[:-1]) for text in texts(root, "text"))
    assert any(" ".join(long.split()) in text for text in texts(root, "title"))


def test_open_critical_closed_and_expected_gaps_look_different() -> None:
    root = drawn()
    prefix = root.attrib["aria-labelledby"].split("-title")[0]
    fills = [node.get("fill") for node in root.iter(SVG + "rect")]
    assert {f"url(#{prefix}-{name})" for name in ("gap", "critical", "old")} <= set(fills)
    dashed = [node.attrib["class"] for node in root.iter(SVG + "rect") if "dash" in node.get("class", "")]
    assert any("gap-line" in name for name in dashed)
    assert any("critical-line" in name for name in dashed)


def test_a_follow_up_with_its_outcome_and_an_end_report_are_told_apart_by_their_shape_and_in_words() -> None:
    owner = {"owner": "social-services"}
    follow_up = {"id": "fu", "kind": "follow-up", "due": "2026-09-15", "held": "2026-09-15", **owner}
    told = {"id": "o", "kind": "goal-outcome", "follow_up": "fu", "on": "2026-09-15", "outcome": "met", **owner}
    report = {"id": "r", "kind": "end-report", "on": "2026-11-18", **owner}
    without, outcome = drawn(items=[follow_up]), drawn(items=[follow_up, told, report])
    assert {"uppföljning med utfall", "slutrapport", "Mål uppfyllt"} <= {*texts(outcome, "text")}
    assert not {"uppföljning med utfall", "slutrapport"} & {*texts(without, "text")}
    assert "1 mål: uppfyllt" in texts(outcome, "desc")[0]
    strokes = [{node.get("d", "")[-3:] for node in root.iter(SVG + "path")} for root in (without, outcome)]
    assert "h12" in strokes[1] - strokes[0], "the line under the triangle, which needs no colour"


def test_a_version_its_acceptance_and_a_question_have_a_sign_of_their_own_and_words() -> None:
    behind = {"acceptor": "social-services", "on": "2026-11-04"}
    version = {"id": "v", "n": 1, "on": "2026-11-03", "owner": "social-services", "acceptances": [behind]}
    asked = {"id": "m", "kind": "message", "owner": "person", "about": "plan", "addressed_to": ["psychiatry"]}
    root = drawn(versions=[version], items=[*a_view()["items"], {**asked, "on": "2026-11-09", "closes": False}])
    legend = {"fastställd version av planen", "godkänd version", "fråga som väntar på svar"}
    assert legend <= {*texts(root, "text")}
    assert not legend & {*texts(drawn(), "text")}
    told = {
        "Version 1 av planen, fastställd av Socialtjänsten · 3 november 2026 · godkänd av Socialtjänsten",
        "Socialtjänsten godkände version 1 av planen · 4 november 2026",
        "Fråga från Alva T. om Gemensam plan (SIP) · 9 november 2026 · väntar på svar av Psykiatrin",
    }
    assert told <= {*texts(root, "title")}
    assert all(one in texts(root, "desc")[0] for one in told)


def test_without_gaps_nothing_is_hatched() -> None:
    fills = [node.get("fill", "") for node in drawn(findings=[]).iter(SVG + "rect")]
    assert not any(fill.startswith("url") for fill in fills)


def test_two_readers_pictures_on_one_page_share_no_id() -> None:
    def ids(reader: str) -> set[str]:
        root = ElementTree.fromstring(render(layout(a_view(reader=reader))))  # noqa: S314 — our own document
        return {node.attrib["id"] for node in root.iter() if "id" in node.attrib}

    assert len(ids("primary-care")) == 5
    assert not ids("primary-care") & ids("association")


def test_everything_lies_inside_the_picture() -> None:
    root = drawn()
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for node in root.iter(SVG + "rect"):
        right = float(node.get("x", 0)) + float(node.attrib["width"])
        bottom = float(node.get("y", 0)) + float(node.attrib["height"])
        assert right <= width
        assert bottom <= height
    assert all(0 <= float(node.attrib["x"]) <= width for node in root.iter(SVG + "text"))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG 2.2 defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def too_pale(style: str) -> list[str]:
    """The pairs of text and ground in the style that are below 4.5:1."""
    fill = dict(re.findall(r"\.sip-timeline \.([\w-]+(?: \.[\w-]+)?)\{fill:(#\w{6})", style))
    levels = [name.split(" ")[0] for name in fill if name.endswith(" .solid")]
    grounds = ["paper", "band"]
    pairs = [(text, ground) for text in ("ink", "muted", "old-text", "critical-text") for ground in grounds]
    pairs += [("gap-text", "paper"), ("onink", "ink")]
    for level in levels:
        pairs += [(f"{level} .onsolid", f"{level} .solid"), ("ink", f"{level} .tint")]
    assert len(levels) == 7
    return [f"{one} on {other}" for one, other in pairs if contrast(fill[one], fill[other]) < 4.5]


LIGHT, DARK = STYLE.split("@media (prefers-color-scheme:dark)")


@pytest.mark.parametrize("scheme", [LIGHT, DARK.replace(".panel{fill", ".band{fill", 1)], ids=["light", "dark"])
def test_every_text_stands_out_from_its_ground(scheme: str) -> None:
    assert too_pale(scheme) == []


def test_the_check_of_contrast_sees_a_pale_text() -> None:
    assert too_pale(re.sub(r"\.muted\{fill:#\w{6}", ".muted{fill:#aaaaaa", LIGHT)) == [
        "muted on paper",
        "muted on band",
    ]
