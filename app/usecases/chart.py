"""Lays out a person's timeline as one reader may see it: rows, bars, arrows, marks, gaps and one sentence."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from app.domain.labels import LABELS_SV
from app.domain.locale import SWEDISH, Locale
from app.usecases.chart_bars import arrows, bars_by_row
from app.usecases.chart_gaps import gaps_by_row, listed
from app.usecases.chart_marks import marks_by_row
from app.usecases.chart_scene import OTHER, PERSON, Scene, capital, day_of
from app.usecases.chart_shapes import Arrow, Bar, Chart, Listed, Mark, Piece, Placed, Row, pack
from app.usecases.chart_words import clauses, state

__all__ = ["Arrow", "Bar", "Chart", "Listed", "Mark", "Piece", "Placed", "Row", "layout", "pack"]

_LEVELS = [*LABELS_SV["level"], OTHER, PERSON]
_BACK, _SHORTEST_BACK = timedelta(days=365), timedelta(days=120)
_AHEAD, _SHORTEST_AHEAD = timedelta(days=183), timedelta(days=75)
_STARTS = ("start", "planned_start", "on", "sent")
_ENDS = ("end", "planned_end", "due", "meeting_on", "planned_start", "start")


def layout(
    view: Mapping[str, Any], *, first: date | None = None, last: date | None = None, locale: Locale = SWEDISH
) -> Chart:
    """The chart of a view; `first` and `last` (both included) choose another window than the default one.

    The default reaches from the month in which the story at hand began, four to twelve months back, to the
    month after the last day that is known, ten weeks to six months ahead.
    Raises ValueError when the window is empty.
    """
    today = date.fromisoformat(view["today"])
    begin, stop = first or _first_day(view, today), last or _last_day(view, today)
    if stop < begin:
        raise ValueError(f"a timeline cannot end ({stop}) before it begins ({begin})")
    scene = Scene(
        view=view,
        actors={str(actor["id"]): actor for actor in view["actors"]},
        items={str(item["id"]): item for item in view["items"]},
        today=today,
        first=begin,
        last=stop,
        locale=locale,
    )
    bars, findings = bars_by_row(scene), listed(scene)
    return Chart(
        title=str(view.get("name") or locale.say("Tidslinje", "Timeline")),
        reader=str(view["reader"]["name"] or locale.say("personen själv", "the person")),
        today=today,
        first=begin,
        last=stop,
        clauses=clauses(scene),
        state=state(scene, findings),
        rows=tuple(_rows(scene, bars)),
        arrows=arrows(scene, bars),
        findings=findings,
        locale=locale,
    )


def _rows(scene: Scene, bars: Mapping[str, tuple[Bar, ...]]) -> Iterator[Row]:
    marks, gaps = marks_by_row(scene), gaps_by_row(scene)
    keys = {*bars, *marks, *gaps, PERSON, *_named(scene)}
    found = [
        Row(
            key=key,
            name=capital(scene.say("annan part", "another party") if key == OTHER else scene.name_of(key)),
            role=_role(scene, key),
            level=_level(scene, key),
            reading=key == scene.row_of(scene.view["reader"]["id"]),
            bars=bars.get(key, ()) + gaps.get(key, ()),
            marks=marks.get(key, ()),
        )
        for key in keys
    ]
    return iter(sorted(found, key=lambda row: (_LEVELS.index(row.level), row.name, row.key)))


def _named(scene: Scene) -> Iterator[str]:
    """Actors with a part in the matter, so that one who does nothing is seen to have an empty row."""
    for item in scene.items.values():
        for field in ("owner", "actor", "to"):
            if item.get(field):
                yield scene.row_of(item[field])


def _level(scene: Scene, key: str) -> str:
    level = key if key in (PERSON, OTHER) else str(scene.actors[key].get("level"))
    return level if level in _LEVELS else OTHER


def _role(scene: Scene, key: str) -> str:
    if key in (PERSON, OTHER):
        return scene.say("personen", "the person") if key == PERSON else ""
    for item in scene.of_kind("main-responsible"):
        start, end = day_of(item, "start") or scene.today, day_of(item, "end") or scene.today
        if scene.row_of(item.get("actor") or item.get("owner")) == key and start <= scene.today <= end:
            return scene.word("kind", "main-responsible")
    return scene.word("function", scene.actors[key].get("function"))


def _first_day(view: Mapping[str, Any], today: date) -> date:
    """The first of the month in which the story at hand began."""
    told = [day_of(item, *_STARTS) for item in view["items"] if item["kind"] not in ("person", "status")]
    told += [day_of(finding, "opens") for finding in view["findings"] if finding["status"] != "retracted"]
    recent = [day for day in told if day and today - _BACK <= day <= today]
    first = min([*recent, today - _SHORTEST_BACK])
    return (first - timedelta(days=7)).replace(day=1)


def _last_day(view: Mapping[str, Any], today: date) -> date:
    """The last of the month after the last day that is known."""
    known = [day_of(item, field) for item in view["items"] for field in _ENDS]
    known += [
        day_of(finding, field)
        for finding in view["findings"]
        if finding["status"] != "retracted"
        for field in ("opens", "critical", "closes")
    ]
    ahead = [day for day in known if day and today < day <= today + _AHEAD]
    last = max([*ahead, today + _SHORTEST_AHEAD])
    return (last.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
