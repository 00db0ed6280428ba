"""Calls of a plan as they stand on its pages: whose answer is awaited, and until when."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.domain.days import Day, iso
from app.portal.asking import Visit
from app.portal.dates import day_words
from app.portal.plan_view import Item, Line, Scene
from app.usecases import deadlines

Awaited = Mapping[str, str | None]
"""The calls that have got no answer, by id, with the last day of it where there is one: at the latest the meeting's."""


async def awaited_in(visit: Visit, found: Mapping[str, Any], scene: Scene) -> Awaited:
    """The calls of the plan that was read whose answer is awaited."""
    service, plan = visit.service, UUID(next(scene.of("plan"))["id"])
    last = await deadlines.answers_awaited(found["items"], service.registry, service.calendar, visit.caller, plan)

    def until(call: Item) -> str | None:
        day = last.get(call["id"])
        return day and min(day, call.get("meeting_on", day))

    return {one["id"]: until(one) for one in scene.of("call") if one["state"] == "sent"}


def awaiting(line: Line, awaited: Awaited, scene: Scene, today: Day) -> Line:
    """The call as it stands; of one without an answer, that it is awaited and until when."""
    if line.id not in awaited:
        return line
    last, say = awaited[line.id], scene.locale.say
    if last is None:
        return replace(line, state=say("väntar på svar", "waits for an answer"))
    day = day_words(last, scene.locale.language)
    if last < iso(today):
        return replace(line, state=say(f"väntar på svar, senast var {day}", f"waits for an answer, due {day}"))
    return replace(line, state=say(f"väntar på svar, senast {day}", f"waits for an answer, by {day}"))
