"""Minutes as a meeting's page has them: what holds and what was said before, and the form in which they are written."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from app.domain.errors import FactError
from app.portal.forms import Posted
from app.portal.plan_fields import Field, Options
from app.portal.plan_view import Scene
from app.usecases.minutes import WriteMinutes

TASKS: Final = 6
"""Tasks that a form of minutes has room for."""
TASK_FIELDS: Final = ("actor", "what", "need", "planned_start")
SAID: Final = ("text", "category", "reason")


def minutes_of(items: Iterable[Mapping[str, Any]], scene: Scene) -> list[Mapping[str, Any]]:
    """Those that hold first, and then each as it stood before the ones above it, with why it was amended."""
    found = {one.get("amends"): one for one in items}
    ordered, last = [], found.pop(None, None)
    while last is not None:
        ordered.append(last)
        last = found.pop(last["id"], None)
    ordered += found.values()  # of what is amended by something that is not seen
    return [_told(one, scene) for one in reversed(ordered)]


def typed_minutes(posted: Posted, model: type[WriteMinutes]) -> Any:
    """What was typed, as the use case's command. FactError, ValidationError."""
    given = {name: posted.text(name) for name in SAID if name in model.model_fields and posted.text(name)}
    decisions = [line for line in posted.text("decisions").splitlines() if line.strip()]
    return model.model_validate({**given, "decisions": decisions, "tasks": _tasks(posted)})


def task_fields(scene: Scene) -> list[list[Field]]:
    """The fields of each task that there is room for."""
    actors = tuple((str(one.get("actor") or one["owner"]), scene.holder(one)) for one in scene.of("participant"))
    needs = tuple((line.id, line.title) for line in (scene.line(need) for need in scene.of("need")))
    sorts: list[tuple[str, Any, bool, Options]] = [
        ("actor", "choice", True, actors),
        ("what", "line", True, ()),
        ("need", "choice", False, needs),
        ("planned_start", "date", True, ()),
    ]
    return [[Field(f"tasks.{n}.{name}", *how) for name, *how in sorts] for n in range(TASKS)]


def _tasks(posted: Posted) -> list[dict[str, str]]:
    """The tasks in which anything was typed. From here on they stand first on the page, so that a complaint of the
    second is found at the second."""
    rows = [{name: posted.text(f"tasks.{n}.{name}") for name in TASK_FIELDS} for n in range(TASKS)]
    rows.sort(key=lambda row: not any(row.values()))
    stands = {f"tasks.{n}.{name}": [said] for n, row in enumerate(rows) for name, said in row.items()}
    posted.values = {**posted.values, **stands}
    asked = [row for row in rows if any(row.values())]
    for number, row in enumerate(asked):
        for name in ("actor", "what", "planned_start"):
            if not row[name]:
                raise FactError(f"tasks.{number}.{name}", "is missing")
    return [{name: said for name, said in row.items() if said} for row in asked]


def _told(one: Mapping[str, Any], scene: Scene) -> Mapping[str, Any]:
    return {
        **{name: one[name] for name in ("id", "version", "text", "on", "state", "category")},
        "decisions": one.get("decisions", ()),
        "reason": one.get("reason"),
        "line": scene.line(one),
        "ours": one["owner"] == scene.me,
    }
