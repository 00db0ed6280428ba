"""The timeline in what a person takes out: the items as they stand now, without asking for anything once more."""

from collections.abc import Mapping
from typing import Any

from app.usecases.chart import layout
from app.usecases.chart_shapes import Chart


def chart_of_export(export: Mapping[str, Any]) -> Chart:
    """The person's own timeline on the day of the export."""
    person = export["person"]
    name = person.get("name")
    view = {
        "person": person["id"],
        "name": name,
        "today": export["made"],
        "reader": {"id": person["id"], "name": name or "du"},
        "items": [_standing(item, version) for item in export["items"] if (version := _current(item)) is not None],
        "findings": export["findings"],
        "versions": export["plan_versions"],
        "actors": export["actors"],
    }
    return layout(view)


def _current(item: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The version that holds; none of an item that was taken away."""
    return next((one for one in item["versions"] if one["current"] and not one.get("void")), None)


def _standing(item: Mapping[str, Any], version: Mapping[str, Any]) -> dict[str, Any]:
    header = {"id": item["id"], "kind": item["kind"], "owner": item["owner"]}
    beside = {name: version[name] for name in ("category", "plan_id", "title", "tentative") if name in version}
    return {**version["fields"], **beside, **header}
