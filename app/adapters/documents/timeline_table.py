"""Says in a table all that the picture of a timeline shows: who, what, from when until when, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from app.adapters.documents.svg import clean
from app.usecases.chart_shapes import Bar, Chart, Row


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in the picture, in words; a day alone has no `last`."""

    actor: str
    what: str
    first: str
    last: str
    state: str


def lines(chart: Chart) -> tuple[Line, ...]:
    """Row by row as in the picture, each in order of days; one for an actor with nothing to see."""
    return tuple(line for row in chart.rows for line in _of_row(chart, row))


def by_actor(chart: Chart) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """The lines under the name of the actor in whose row they are."""
    return tuple((name, tuple(told)) for name, told in groupby(lines(chart), attrgetter("actor")))


def _of_row(chart: Chart, row: Row) -> Iterator[Line]:
    told = [(bar.start or date.min, _of_bar(chart, row, bar)) for bar in row.bars]
    for mark in row.marks:
        state = mark.state
        if mark.ahead:
            state = " · ".join(filter(None, [chart.locale.say("väntas", "expected"), state]))
        line = Line(row.name, clean(mark.what), chart.locale.day(mark.day), "", clean(state))
        told.append((mark.day, line))
    if not told:
        yield Line(row.name, chart.locale.say("inget som du får se", "nothing that you may see"), "", "", "")
    yield from (line for _, line in sorted(told, key=lambda one: one[0]))


def _of_bar(chart: Chart, row: Row, bar: Bar) -> Line:
    unknown, open_ended = chart.locale.say("inte känt", "not known"), chart.locale.say("tills vidare", "open-ended")
    first = chart.locale.day(bar.start) if bar.start else unknown
    last = chart.locale.day(bar.end) if bar.end else open_ended
    return Line(row.name, clean(bar.label), first, last, clean(bar.state))
