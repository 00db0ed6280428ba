"""What the parties and the person did in a life beside what was reported: steps, each on its day, by whom."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final

import httpx

from app.bootstrap.demo import read_yaml
from app.demo.teller import TellingError
from app.domain.actors import THE_PERSON
from app.domain.facts import Fact, Ownership, Plan

CASEWORK: Final = Path(__file__).parent / "casework"

Send = Callable[["Step", str, Any, str], Awaitable[httpx.Response]]
"""Sends the step as whoever takes it, on its day: with path and body as they are then, and a key of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request. `by` is a function, or "person"; in `path` and `body`, {name} is the id of what has that name.

    `signed_in` says who of the unit takes the step, its "caseworker" or the "colleague"; else its system does. `called`
    is the name of what the answer tells of by its `field`. With `among`, the step reads, and finds the one among the
    plan's items that is so.
    """

    on: date
    by: str
    path: str
    method: str = "POST"
    body: Mapping[str, Any] | None = None
    signed_in: str | None = None
    called: str | None = None
    field: str = "id"
    among: Mapping[str, Any] | None = None


def taken_on(facts: Sequence[Fact]) -> tuple[Step, ...]:
    """A caseworker of the plan's owner has the plan from its first day, one of the employment service with its part."""
    plan = next((fact for fact in facts if isinstance(fact, Plan) and fact.end is None), None)
    if plan is None:
        return ()
    parts = (fact for fact in facts if isinstance(fact, Ownership) and fact.actor == "employment-service")
    taken: list[Plan | Ownership] = [plan, *islice(parts, 1)]
    return tuple(
        Step(
            on=date.fromordinal(share.start),
            by=str(share.actor),
            path=f"/plans/{{{plan.id}}}/assignments",
            body={},
            signed_in="caseworker",
        )
        for share in taken
    )


def steps_of(key: str) -> tuple[Step, ...]:
    """The steps of the story with this key, in their order; none when nothing was done."""
    path = CASEWORK / f"{key}.yaml"
    if not path.exists():
        return ()
    return tuple(Step(**{**one, "on": date.fromisoformat(one["on"])}) for one in read_yaml(path))


async def take(steps: tuple[Step, ...], key: str, ids: Mapping[str, str], send: Send) -> None:
    """Take the steps in their order; a step that was taken before has no effect. TellingError when one is refused.

    `ids` are those of the service by the names that the steps use: the story's own, and the functions of the parties,
    with `-colleague` behind them for the reference of a unit's other caseworker.
    """
    named = {**ids, "person": str(THE_PERSON)}
    for count, step in enumerate(steps, start=1):
        answer = await send(step, step.path.format_map(named), _filled(step.body or {}, named), f"{key}.{count}")
        found = answer.json() if answer.content else {}
        if answer.is_error:
            raise TellingError(f"{key}, {step.path} ({step.on}): {found.get('detail', answer.status_code)}")
        if step.among is not None:
            found = _the_one(found["items"], _filled(step.among, named), f"{key}, {step.path}")
        if step.called is not None:
            named[step.called] = str(found[step.field])


def _filled(said: Any, named: Mapping[str, str]) -> Any:
    match said:
        case str():
            return said.format_map(named)
        case list():
            return [_filled(one, named) for one in said]
        case dict():
            return {name: _filled(one, named) for name, one in said.items()}
    return said


def _the_one(items: list[dict[str, Any]], like: Mapping[str, Any], where: str) -> dict[str, Any]:
    for item in items:
        if all(item.get(name) == value for name, value in like.items()):
            return item
    raise TellingError(f"{where}: there is nothing like {like}")
