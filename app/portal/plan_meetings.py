"""Meetings of a plan: several are called at once, their answers are seen, it is held, and written down together."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel
from starlette.responses import Response

from app.domain.errors import FactError, NotFound
from app.domain.facts import CATEGORIES
from app.portal.asking import Visit, VisitOf
from app.portal.forms import Posted, PostedOf, carried_out
from app.portal.invitations import TO_COME
from app.portal.plan_calls import awaited_in, awaiting
from app.portal.plan_fields import Options, coded
from app.portal.plan_item_words import told_fields
from app.portal.plan_minutes import minutes_of, task_fields, typed_minutes
from app.portal.plan_moves import known_move, make_move, steps_of
from app.portal.plan_reading import read_scene
from app.portal.plan_view import Item, Line, Scene
from app.portal.showing import shown
from app.usecases import convening, minutes

router = APIRouter()
PlanId = Annotated[UUID, Path(alias="plan")]
MeetingId = Annotated[UUID, Path(alias="meeting")]
MinutesId = Annotated[UUID, Path(alias="minutes")]
Noun = Annotated[str, Path(alias="noun", max_length=30)]
Done = Annotated[str | None, Query(alias="klart", max_length=30)]
DONE: Final = ("called", "moved", "written", "amended")


class CallMore(BaseModel):
    """Who else is called to a meeting that is booked."""

    to: convening.To


@router.get("/planer/{plan}/moten/nytt")
async def new(visit: VisitOf, plan: PlanId) -> Response:
    return await _new(visit, plan)


async def _new(visit: Visit, plan: UUID, status: int = 200) -> Response:
    _, scene = await read_scene(visit, plan)
    inside, others = await _callable(visit, scene)
    return await shown(
        visit, "plan", status=status, template="plan_convening", plan_id=plan, person=scene.person,
        parties=inside, others=others,
    )  # fmt: skip


@router.post("/planer/{plan}/moten")
async def convene(posted: PostedOf, plan: PlanId) -> Response:
    service = posted.visit.service

    async def act() -> object:
        command = posted.command(convening.Convene, **_minutes_long(posted))
        return await convening.convene(service.store, service.registry, service.new_id, posted.caller, plan, command)

    return await carried_out(
        posted, "plan", act, done=lambda made: f"/planer/{plan}/moten/{made}?klart=called",
        again=lambda status: _new(posted.visit, plan, status),
    )  # fmt: skip


@router.get("/planer/{plan}/moten/{meeting}")
async def meeting(visit: VisitOf, plan: PlanId, meeting: MeetingId, done: Done = None) -> Response:
    return await _meeting(visit, plan, meeting, done=done)


async def _meeting(visit: Visit, plan: UUID, meeting: UUID, status: int = 200, done: str | None = None) -> Response:
    found, scene = await read_scene(visit, plan)
    booked = next((one for one in scene.of("appointment") if one["id"] == str(meeting)), None)
    if booked is None:
        raise NotFound("there is no such meeting for you")
    calls = [one for one in scene.of("call") if one.get("appointment") == booked["id"]]
    written = [one for one in scene.of("minutes") if one.get("appointment") == booked["id"]]
    inside, _ = await _callable(visit, scene)
    asked = {one["to"] for one in calls if one["state"] not in ("cancelled", "rebooked")}
    own = booked["owner"] == scene.me
    plan_item = next(scene.of("plan"))
    awaited = {} if booked["state"] == "held" else await awaited_in(visit, found, scene)
    lines = {one["id"]: awaiting(_call_line(one, booked, scene), awaited, scene, visit.caller.today) for one in calls}
    return await shown(
        visit,
        "plan",
        status=status,
        template="plan_meeting",
        plan_id=plan,
        about=" · ".join(filter(None, (booked.get("title") or scene.line(plan_item).title, found["name"]))),
        to_come=booked["state"] in TO_COME,
        over=booked["state"] in ("held", "cancelled"),
        meeting=booked,
        line=scene.line(booked),
        calls=[{"line": lines[one["id"]], "facts": _answer_of(one, scene)} for one in calls],
        steps=steps_of(booked, scene.me, scene.locale),
        uncalled=[one for one in inside if one[0] not in asked] if own and booked["possible"] else [],
        minutes=minutes_of(written, scene),
        tasks=[scene.line(one) for one in scene.of("task") if one.get("minutes") in {m["id"] for m in written}],
        write=own and booked["state"] == "held" and not written,
        task_fields=task_fields(scene),
        categories=coded("category", "category", CATEGORIES, scene.locale),
        can_freeze=plan_item["owner"] == scene.me and plan_item["state"] in ("draft", "active"),
        versions=found["versions"],
        done=done if done in DONE else None,
    )


@router.post("/planer/{plan}/moten/{meeting}/kallelser")
async def call_more(posted: PostedOf, plan: PlanId, meeting: MeetingId) -> Response:
    service = posted.visit.service

    async def act() -> None:
        to = posted.command(CallMore).to
        await convening.call_all(
            service.store, service.registry, service.new_id, posted.caller,
            appointment_id=meeting, version=posted.version, to=to,
        )  # fmt: skip

    return await carried_out(
        posted, "plan", act, done=f"/planer/{plan}/moten/{meeting}?klart=called",
        again=lambda status: _meeting(posted.visit, plan, meeting, status),
    )  # fmt: skip


@router.post("/planer/{plan}/moten/{meeting}/steg/appointment/{noun}")
async def move_meeting(posted: PostedOf, plan: PlanId, meeting: MeetingId, noun: Noun) -> Response:
    move = known_move("appointment", noun)
    return await carried_out(
        posted, "plan", lambda: make_move(posted, move, meeting), done=f"/planer/{plan}/moten/{meeting}?klart=moved",
        again=lambda status: _meeting(posted.visit, plan, meeting, status),
    )  # fmt: skip


@router.post("/planer/{plan}/moten/{meeting}/anteckningar")
async def write(posted: PostedOf, plan: PlanId, meeting: MeetingId) -> Response:
    service = posted.visit.service

    async def act() -> object:
        command = typed_minutes(posted, minutes.WriteMinutes)
        return await minutes.write(service.store, service.new_id, posted.caller, meeting, command)

    return await carried_out(
        posted, "plan", act, done=f"/planer/{plan}/moten/{meeting}?klart=written",
        again=lambda status: _meeting(posted.visit, plan, meeting, status),
    )  # fmt: skip


@router.post("/planer/{plan}/moten/{meeting}/anteckningar/{minutes}")
async def amend(posted: PostedOf, plan: PlanId, meeting: MeetingId, which: MinutesId) -> Response:
    """New minutes in place of those, which stay readable."""
    service = posted.visit.service

    async def act() -> object:
        return await minutes.amend(
            service.store, service.new_id, posted.caller,
            minutes_id=which, version=posted.version, command=typed_minutes(posted, minutes.AmendMinutes),
        )  # fmt: skip

    return await carried_out(
        posted, "plan", act, done=f"/planer/{plan}/moten/{meeting}?klart=amended",
        again=lambda status: _meeting(posted.visit, plan, meeting, status),
    )  # fmt: skip


def _minutes_long(posted: Posted) -> dict[str, Any]:
    """The length as the number that was typed; FactError when it is none."""
    said = posted.text("duration")
    if said and not said.isdigit():
        raise FactError("duration", "is no number")
    return {"duration": int(said)} if said else {}


def _call_line(call: Item, booked: Item, scene: Scene) -> Line:
    """The call; of a meeting that has been held no answer is awaited any more."""
    line = scene.line(call)
    if booked["state"] != "held" or call["state"] != "sent":
        return line
    return replace(line, state=scene.locale.say("inget svar kom", "no answer came"), tone="neutral")


def _answer_of(call: Mapping[str, Any], scene: Scene) -> str:
    told = {name: call[name] for name in ("deputy", "refusal", "reason") if name in call}
    return " · ".join(f"{label}: {words}" for label, words in told_fields({"kind": "call", **told}, scene))


async def _callable(visit: Visit, scene: Scene) -> tuple[Options, Options]:
    """Everybody else who takes part, and all others that there are, by name."""
    parties = {one.get("actor") or one["owner"] for one in scene.of("participant")}
    known = [(str(actor.id), actor.name) for actor in (await visit.service.registry.actors()).values()]
    known = sorted((one for one in known if one[0] != scene.me), key=lambda one: one[1])
    return tuple(one for one in known if one[0] in parties), tuple(one for one in known if one[0] not in parties)
