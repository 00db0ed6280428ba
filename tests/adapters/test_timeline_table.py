"""The table of a timeline says what its picture shows: each thing once, with the actor and the days it is drawn at."""

import re
from dataclasses import replace
from datetime import date, timedelta
from operator import itemgetter
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.adapters.documents.timeline_figure import render
from app.adapters.documents.timeline_rows import RIGHT, WIDTH
from app.adapters.documents.timeline_svg import inline
from app.adapters.documents.timeline_table import Line, lines
from app.domain.labels import MONTHS_SV
from app.domain.locale import ENGLISH, MONTHS_EN, SWEDISH, Locale
from app.usecases.chart import layout
from app.usecases.chart_shapes import Chart
from tests.adapters.drawn_lives import lives, months
from tests.story_view import a_view

SVG = "{http://www.w3.org/2000/svg}"
LEFT, NEAR = 222.0, 13.5


class Seen(NamedTuple):
    """A thing in the picture: in words, and from where to where it is drawn; a mark has one place."""

    title: str
    left: float
    right: float | None


def seen_in(picture: str) -> list[tuple[str, list[Seen]]]:
    """What is drawn in each row, by the name that is written there."""
    root = ElementTree.fromstring(picture)  # noqa: S314 — our own document
    rows = root.findall(f"{SVG}g")[2]
    found = []
    for row in rows.findall(f"{SVG}g"):
        name = " ".join(text.text or "" for text in row.findall(f"{SVG}text") if "name" in text.attrib["class"])
        found.append((name, [_seen(part) for part in row.findall(f"{SVG}g")]))
    return found


def _seen(part: ElementTree.Element) -> Seen:
    title = part.findtext(f"{SVG}title") or ""
    edges: list[float] = []
    for shape in part:
        tokens = shape.get("class", "").split()
        if shape.tag == f"{SVG}rect" and any(one == "outline" or one.endswith("-line") for one in tokens):
            edges += [float(shape.attrib["x"]), float(shape.attrib["x"]) + float(shape.attrib["width"])]
        elif shape.tag == f"{SVG}line" and "dots" in tokens:
            edges += [float(shape.attrib["x1"]), float(shape.attrib["x2"])]
    if edges:
        return Seen(title, min(edges), max(edges))
    return Seen(title, _middle(part), None)


def _middle(part: ElementTree.Element) -> float:
    """Where a mark stands, by its first shape."""
    shape = next(one for one in part if one.tag != f"{SVG}title")
    if "cx" in shape.attrib:
        return float(shape.attrib["cx"])
    if "x" in shape.attrib:
        return float(shape.attrib["x"]) + float(shape.attrib["width"]) / 2
    return float(re.findall(r"-?[\d.]+", shape.get("points") or shape.attrib["d"])[0])


def day(text: str, locale: Locale) -> date:
    """The day that the table tells."""
    number, month, year = text.split()
    return date(int(year), (MONTHS_SV if locale == SWEDISH else MONTHS_EN).index(month) + 1, int(number))


def unlike(chart: Chart, told: tuple[Line, ...]) -> list[str]:
    """What stands in the picture and not in the table, or the other way round."""
    per_day = (WIDTH - LEFT - RIGHT) / chart.days

    def x(of: date) -> float:
        return LEFT + (min(max(of, chart.first), chart.last + timedelta(1)) - chart.first).days * per_day

    def is_told(seen: Seen, line: Line) -> bool:
        starts = seen.title.startswith(line.what) and all(part in seen.title for part in line.state.split(" · ")[1:])
        left = LEFT if not line.first[0].isdigit() else x(day(line.first, chart.locale))
        if seen.right is None:
            near = abs(seen.left - left - per_day / 2) < NEAR * 8  # marks of one day make room for one another
            return starts and not line.last and near and line.first in seen.title
        # A part of a bar is never thinner than 4, however few its days: it may end later by what they lack.
        thin, late = seen.right - left < 13, max(0.2, 4.2 - per_day)
        return starts and abs(seen.left - left) < 0.2 and (end_off(seen, line) < late or thin)

    def off(seen: Seen, line: Line) -> tuple[int, float, int]:
        """How badly they agree: of bars that begin alike and of marks that stand close the nearest is meant."""
        told = [*line.state.split(" · "), line.first]
        return sum(part not in seen.title for part in told), round(end_off(seen, line), 3), -len(line.state)

    def end_off(seen: Seen, line: Line) -> float:
        open_last = not line.last[:1].isdigit()
        end = WIDTH - RIGHT if open_last else x(day(line.last, chart.locale) + timedelta(1))
        return abs(min(seen.right or end, WIDTH - RIGHT) - end)

    found, left_over = [], list(told)
    for row, (name, drawn) in zip(chart.rows, seen_in(inline(chart)), strict=True):
        if not name.replace(" ", "").startswith(row.name.replace(" ", "")[:12]) and "…" not in name:
            found.append(f"the row of {row.name} is called {name}")
        if not drawn:
            left_over = [one for one in left_over if (one.actor, one.first) != (row.name, "")]
        # The short ones last: they may be drawn longer than they are told.
        for one in sorted(drawn, key=lambda seen: seen.left - (seen.right or seen.left)):
            meant = [(off(one, line), line) for line in left_over if line.actor == row.name and is_told(one, line)]
            if not meant:
                found.append(f"not told: {row.name}: {one}")
            else:
                left_over.remove(min(meant, key=itemgetter(0))[1])
    return found + [f"not drawn: {line}" for line in left_over]


@settings(max_examples=60, deadline=None)
@given(life=lives(), locale=st.sampled_from((SWEDISH, ENGLISH)))
def test_the_table_says_what_the_picture_shows_of_any_life(life: dict[str, object], locale: Locale) -> None:
    first, last = months()
    chart = layout(life, first=first, last=last, locale=locale)
    assert unlike(chart, lines(chart)) == []


def test_a_table_that_leaves_something_out_or_tells_it_otherwise_is_seen() -> None:
    chart = layout(a_view())
    told = lines(chart)
    at = next(number for number, line in enumerate(told) if line.what == "Språkcafé")
    assert unlike(chart, told) == []
    changes = {"first": "2 juli 2026", "last": "14 december 2026", "what": "Studier", "actor": "Psykiatrin"}
    for field, other in changes.items():
        changed = (*told[:at], replace(told[at], **{field: other}), *told[at + 1 :])
        assert len(unlike(chart, changed)) == 2, field
    assert len(unlike(chart, told[:at] + told[at + 1 :])) == 1
    assert len(unlike(chart, (*told, told[at]))) == 1


@pytest.mark.parametrize("locale", [SWEDISH, ENGLISH], ids=["sv", "en"])
def test_first_of_all_it_is_said_who_holds_the_person_until_when_and_what_then(locale: Locale) -> None:
    chart = layout(a_view(), locale=locale)
    figure = re.sub(r"</?span>", "", render(chart))
    told = " ".join(f"{clause[:1].upper()}{clause[1:]}." for clause in chart.clauses)
    assert figure.index(told) < figure.index("<svg") < figure.index("<table")
    ends = {"sv": "till och med 15 december 2026; sedan", "en": "until 15 December 2026; then"}
    assert ends[locale.language] in chart.sentence


def test_the_figure_can_stand_in_a_page_that_forbids_all_inline_style_and_script() -> None:
    figure = render(layout(a_view()))
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=|javascript:", figure)
    regions = re.findall(r'<div class="sip-timeline-scroll" role="region" tabindex="0" aria-label="[^"]+">', figure)
    assert len(regions) == 2
    told = lines(layout(a_view()))
    assert figure.count('scope="col"') == 4
    assert figure.count('scope="row"') == len(told)
    assert figure.count('scope="rowgroup"') == len({line.actor for line in told})


def test_what_people_write_is_only_text_in_the_figure() -> None:
    hostile = "<script>alert(1)</script>"
    view = a_view()
    view["items"] = [{**item, "title": hostile} for item in view["items"]]
    figure = render(layout({**view, "name": hostile}))
    assert hostile not in figure
    assert "&lt;script&gt;" in figure
