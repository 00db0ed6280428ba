"""The last days of a plan's steps, for one reader: by whose agreement, and whether a changed one has moved them."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from app.domain.agreements import CoordinationBody, in_use_on
from app.domain.days import Day, WorkingDays, iso
from app.domain.deadlines import Deadline, deadlines, steps_of
from app.domain.labels import day_sv, label_sv
from app.usecases.plan_terms import body_of_plan
from app.usecases.ports import Caller, Registry, Views
from app.usecases.reading import Document, read_view, seen_fact

OF_THE_PLAN: Final = ("plan", "participant", "call", "meeting", "follow-up")
"""The kinds of a plan's own items in which its steps are. Whoever owns one that the reader sees may decide by whose
agreement they count, and nobody else: so whatever else was read beside them, the answer is the same."""
OUR_OWN: Final = "Tjänstens eget förslag; ingen lokal överenskommelse gällde."


async def read_deadlines(
    views: Views, registry: Registry, calendar: WorkingDays, caller: Caller, plan_id: UUID
) -> Document:
    """Each step of the plan that has begun, with its last working day. NotFound."""
    document = (await read_view(views, "deadlines", caller, "plan", plan_id=plan_id))["document"]
    found = await _deadlines(document["items"], registry, calendar, caller, plan_id)
    return {"plan_id": str(plan_id), "deadlines": [_shown(one) for one in found], "actors": document["actors"]}


async def answers_awaited(
    items: Sequence[Document], registry: Registry, calendar: WorkingDays, caller: Caller, plan_id: UUID
) -> dict[str, str]:
    """The last day of each answer that is awaited, by the call's id, of a plan whose items have been read already."""
    asked = [item for item in items if item["kind"] in OF_THE_PLAN]
    found = await _deadlines(asked, registry, calendar, caller, plan_id)
    return {one.begun.about: iso(one.last) for one in found if one.begun.about and one.begun.done_on is None}


async def _deadlines(
    shown: Sequence[Document], registry: Registry, calendar: WorkingDays, caller: Caller, plan_id: UUID
) -> list[Deadline]:
    plan = next(item for item in shown if item["id"] == str(plan_id))
    draft = plan.get("tentative", False)
    seen = [seen_fact(item) for item in shown if item is plan or not item.get("tentative", False)]
    actors, adopted = await registry.actors(), await registry.adopted()
    of_plan = {sight.owner for sight, _ in seen if sight.plan_id == plan_id}
    owners = of_plan | ({caller.principal.actor} if caller.principal.actor else set())

    def body_on(day: Day) -> CoordinationBody | None:
        return body_of_plan(in_use_on(adopted, day), actors, UUID(plan["owner"]), owners)

    steps = steps_of(seen, plan_id, caller.today, draft=draft)
    body = body_of_plan(await registry.bodies(), actors, UUID(plan["owner"]), owners)
    return deadlines(steps, calendar, caller.today, body, body_on)


def _shown(one: Deadline) -> Document:
    step, body, agreement = one.begun, one.body, one.agreement
    said = {
        "step": step.step,
        "label": label_sv("step", step.step),
        "about": step.about,
        "awaited": step.awaited,
        "began": iso(step.began),
        "working_days": one.working_days,
        "last": iso(one.last),
        "state": one.state,
        "done_on": None if step.done_on is None else iso(step.done_on),
        "told": _told(one),
        "source": body.source_of(agreement).text if body and agreement else OUR_OWN,
        "body": body.key if body else None,
        "agreement": iso(agreement.start) if agreement else None,
        "origin": "facts" if one.moved_from is None else "rule-change",
        "moved_from": None if one.moved_from is None else iso(one.moved_from),
    }
    return {name: value for name, value in said.items() if value is not None}


def _told(one: Deadline) -> str:
    label, state = label_sv("step", one.begun.step), label_sv("deadline-state", one.state)
    last = f"{label[0].upper()}{label[1:]}: senast {_day_sv(one.last)}"
    return f"{last}, {state}" if one.begun.done_on is None else f"{last}, {state} {_day_sv(one.begun.done_on)}"


def _day_sv(day: Day) -> str:
    return day_sv(date.fromordinal(day))
