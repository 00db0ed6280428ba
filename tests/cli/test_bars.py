"""The timeline in the terminal: it fits, it needs no colour, and it says the same."""

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from app.cli.bars import print_timeline, print_two_readers
from app.usecases.chart import Chart, layout
from tests.story_view import a_view


def printed(chart: Chart, width: int = 120, *, colour: bool = False) -> str:
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=colour, color_system="standard" if colour else None)
    print_timeline(chart, console)
    return out.getvalue()


def row_of(text: str, name: str) -> str:
    """The lines from an actor's name on, until the next actor's."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(name))
    end = next(n for n in range(start + 1, len(lines)) if lines[n][:1] == "─" or lines[n][:1].isupper())
    return "\n".join(lines[start:end])


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(cell_len, printed(layout(a_view()), width).splitlines())) <= width


@pytest.mark.parametrize("width", [80, 120])
def test_open_critical_closed_and_expected_gaps_differ_without_colour(width: int) -> None:
    text = printed(layout(a_view()), width)
    assert "\x1b" not in text
    assert "╱" in row_of(text, "Vårdcentralen")
    assert "╳" in row_of(text, "Vårdcentralen")
    assert "╍" in row_of(text, "Vårdcentralen")
    assert "╱ ╱" in row_of(text, "Vuxenutbildningen")
    assert "╌" in row_of(text, "Socialtjänsten")


def test_without_gaps_no_row_is_hatched() -> None:
    rows = printed(layout(a_view(findings=[]))).split("█ insats")[0]
    assert not set("╱╳╌╍") & set(rows)
    assert "Inga glapp i det som du får se." in printed(layout(a_view(findings=[])))


def test_colour_is_used_where_there_is_colour() -> None:
    assert "\x1b[" in printed(layout(a_view()), colour=True)


def test_today_is_one_column_from_the_top_to_the_rows() -> None:
    lines = printed(layout(a_view())).splitlines()
    column = next(line for line in lines if "▼" in line).index("▼")
    standing = {line.index("│") for line in lines if "│" in line}
    assert standing == {column}


def test_months_are_named_and_their_first_year_told() -> None:
    axis = next(line for line in printed(layout(a_view())).splitlines() if "╷" in line)
    assert "╷maj" in axis
    assert "╷juni" in axis


def test_a_handover_says_from_whom_and_what_was_answered() -> None:
    text = printed(layout(a_view()), 160)
    assert "✗ Överlämning: sa nej (från Socialtjänsten)" in row_of(text, "Psykiatrin")
    assert "Överlämning: inget svar än (från Psykiatrin) →┈" in row_of(text, "Vårdcentralen")
    assert "┈?" in row_of(text, "Vårdcentralen")


def test_the_findings_are_listed_plainly() -> None:
    lines = [line.strip() for line in printed(layout(a_view())).splitlines()]
    at = lines.index("╳╳ kritiskt: Överlämning utan svar – Vårdcentralen")
    assert lines[at + 1] == "öppet sedan 31 oktober 2026, kritiskt sedan 14 november 2026"
    assert "ingår i: Behov utan aktivitet" in lines


def test_an_absence_in_a_partial_view_is_told_as_unconfirmed() -> None:
    view = a_view()
    words = "obekräftat: du ser inte alla parters uppgifter"
    assert words not in printed(layout(view))
    view["findings"][0]["unconfirmed"] = True
    assert printed(layout(view)).count(words) == 1


def test_what_people_write_cannot_steer_the_terminal() -> None:
    view = a_view(name="\x1b]0;owned\x07 [bold red]Alva")
    for item in view["items"]:
        item["title"] = "\x1b[2J[link=x]a\u202eb"
    text = printed(layout(view))
    assert not set("\x1b\x07\u202e") & set(text)
    assert "[bold red]Alva" in text


def test_two_readers_are_shown_one_after_the_other() -> None:
    out = StringIO()
    left, right = layout(a_view()), layout(a_view(reader="association", findings=[]))
    print_two_readers(left, right, Console(file=out, width=100, color_system=None))
    first, second = out.getvalue().split("Läsare 2 av 2: Förening")
    assert "Läsare 1 av 2: Vårdcentralen" in first
    assert "kritiskt: Överlämning utan svar" in first
    assert "kritiskt: Överlämning utan svar" not in second
