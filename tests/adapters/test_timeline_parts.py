"""A timeline of sixty activities goes over several sheets, of which none is too high and nothing is lost."""

from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.documents.paper_timeline import HEIGHT, WIDTH
from app.adapters.documents.svg import width_of
from app.adapters.documents.timeline_marks import APART, ASTRAY, spread
from app.adapters.documents.timeline_parts import parts
from app.adapters.documents.timeline_svg import render
from app.usecases.chart import layout
from app.usecases.chart_shapes import Chart, Mark
from tests.adapters.paper_plan import TODAY, a_plan

SVG = "{http://www.w3.org/2000/svg}"


def height(chart: Chart) -> float:
    root = ElementTree.fromstring(render(chart, width=WIDTH))  # noqa: S314 — our own document
    return float(root.attrib["viewBox"].split()[3])


def crowded(activities: int) -> Chart:
    """All of them of one actor, which is a row that is higher than a sheet by itself."""
    plan = a_plan(activities)
    plan["items"] = [{**item, "owner": "eksjo"} if item["kind"] == "activity" else item for item in plan["items"]]
    return layout(plan)


@pytest.mark.parametrize("chart", [layout(a_plan(60)), crowded(60), crowded(200)], ids=["sixty", "one actor", "200"])
def test_no_part_is_higher_than_a_sheet_and_each_thing_is_in_one_of_them(chart: Chart) -> None:
    cut = parts(chart, width=WIDTH, height=HEIGHT)
    assert len(cut) > 1
    assert all(height(part) <= HEIGHT for part in cut)
    drawn = Counter(bar.key for part in cut for row in part.rows for bar in row.bars)
    assert drawn == Counter(bar.key for row in chart.rows for bar in row.bars)
    marked = Counter(sign.key for part in cut for row in part.rows for sign in row.marks)
    assert marked == Counter(sign.key for row in chart.rows for sign in row.marks)
    assert [part.title for part in cut] == [f"{chart.title}, del {n} av {len(cut)}" for n in range(1, len(cut) + 1)]


def test_a_part_that_is_too_high_would_be_seen() -> None:
    (whole,) = parts(crowded(60), width=WIDTH, height=10 * HEIGHT)
    assert height(whole) > HEIGHT


def test_a_timeline_that_has_room_is_one_part() -> None:
    chart = layout(a_plan(6))
    assert parts(chart, width=WIDTH, height=HEIGHT) == (chart,)


@pytest.mark.parametrize("activities", [6, 60])
@pytest.mark.parametrize("width", [1200.0, WIDTH])
def test_no_two_words_lie_over_each_other(activities: int, width: float) -> None:
    for chart in (layout(a_plan(activities)), crowded(activities)):
        root = ElementTree.fromstring(render(chart, width=width))  # noqa: S314 — our own document
        lines: dict[str, list[tuple[float, float]]] = {}
        for text in root.iter(f"{SVG}text"):
            size = width_of(text.text or "", 11) * 0.9  # the letters are on average narrower than is reckoned with
            x = float(text.attrib["x"]) - {"end": size, "middle": size / 2}.get(text.get("text-anchor", ""), 0)
            lines.setdefault(text.attrib["y"], []).append((x, x + size))
        for found in lines.values():
            for (_, ends), (starts, _) in pairwise(sorted(found)):
                assert ends <= starts + 1


@given(days=st.lists(st.integers(0, 300), max_size=40))
def test_marks_stand_apart_and_near_their_days_however_many_there_are(days: list[int]) -> None:
    marks = [Mark(str(n), "question", TODAY, "", "", "", "", False, 1) for n, _ in enumerate(days)]
    at = {mark.key: float(day) for mark, day in zip(marks, sorted(days), strict=True)}
    lined = spread(marks, lambda mark: at[mark.key], 290.0)
    assert sorted(mark.key for line in lined for mark, _ in line) == sorted(at)
    for line in lined:
        assert all(right - left >= APART for (_, left), (_, right) in pairwise(line))
        assert all(x <= 290 and abs(x - min(at[mark.key], 290)) <= ASTRAY for mark, x in line)
