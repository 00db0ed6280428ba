"""Making a move with an item of a plan: by the use case that REST makes it by, of what was typed."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel

from app.domain.errors import NotFound
from app.domain.locale import Locale
from app.domain.moves import By, Move, move_of
from app.portal.forms import Posted
from app.portal.plan_fields import Field, fields_of_move
from app.usecases import calling, closing, completing, following_up, meetings, minutes, planning

Act = Callable[[Posted, UUID, Any], Awaitable[object]]
NOT_HERE: Final = {("minutes", "amendment"), ("consent", "replacement")}
"""Moves that ask for a whole new item, and have pages of their own."""


@dataclass(frozen=True, slots=True)
class Step:
    """A move as it is offered: its kind and noun, and the fields of its form."""

    kind: str
    noun: str
    fields: tuple[Field, ...]


def steps_of(item: Mapping[str, Any], me: str | None, locale: Locale) -> list[Step]:
    """The moves that the answer lists as possible and that this reader's actor may make, in its order."""
    kind = item["kind"]
    moves = [move_of(kind, noun) for noun in item["possible"] if (kind, noun) not in NOT_HERE]
    mine = [move for move in moves if me in _whose(move, item)]
    return [Step(kind, move.noun, fields_of_move(move, command_of(move), locale)) for move in mine]


def known_move(kind: str, noun: str) -> Move:
    """The move of that name. NotFound when the pages have none."""
    try:
        move = move_of(kind, noun)
    except StopIteration:
        raise NotFound("there is no such step") from None
    if (kind, noun) in NOT_HERE:
        raise NotFound("there is no such step here")
    return move


def _whose(move: Move, item: Mapping[str, Any]) -> list[str | None]:
    """The actors that may make the move."""
    if move.by is By.ADDRESSEE:
        return [item.get("to")]
    if move.by is By.NAMED:
        return list(item.get("actors", ()))
    return [] if move.by is By.SELF else [item["owner"]]


def command_of(move: Move) -> type[BaseModel]:
    """What the move is made by."""
    own = OWN.get((move.kind, move.noun))
    return own[0] if own else planning.command_of(move)


async def make_move(posted: Posted, move: Move, item: UUID) -> object:
    """The item after the move; raises what the use case raises, and ValidationError for what was typed."""
    service, model = posted.visit.service, command_of(move)
    typed = {name: posted.text(name) for name in posted.values if posted.text(name)}
    own = OWN.get((move.kind, move.noun))
    if own is not None:
        if "end_report" in model.model_fields and "done" in typed:
            report = {name: typed.pop(name) for name in ("done", "remains") if name in typed}
            typed["end_report"] = closing.WriteEndReport.model_validate(report)  # type: ignore[assignment]  # a part
        return await own[1](posted, item, model.model_validate(typed))
    return await planning.move(
        service.store,
        posted.caller,
        item_id=item,
        version=posted.version,
        the_move=move,
        command=planning.command_of(move).model_validate(typed),
    )


async def _agree(posted: Posted, item: UUID, command: completing.AgreeOnPlan) -> object:
    service = posted.visit.service
    return await completing.agree_on(
        service.store, service.registry, posted.caller, plan_id=item, version=posted.version, command=command
    )


async def _close(posted: Posted, item: UUID, command: closing.ClosePlan) -> object:
    service = posted.visit.service
    return await closing.close(
        service.store, service.new_id, posted.caller, plan_id=item, version=posted.version, command=command
    )


async def _answer_call(posted: Posted, item: UUID, command: calling.AnswerCall) -> object:
    service = posted.visit.service
    return await calling.answer(service.store, posted.caller, call_id=item, version=posted.version, command=command)


async def _answer_task(posted: Posted, item: UUID, command: minutes.AnswerTask) -> object:
    service = posted.visit.service
    return await minutes.answer_task(
        service.store, service.new_id, posted.caller, task_id=item, version=posted.version, command=command
    )


async def _rebook(posted: Posted, item: UUID, command: meetings.RebookMeeting) -> object:
    service = posted.visit.service
    return await meetings.rebook(
        service.store, service.new_id, posted.caller, appointment_id=item, version=posted.version, command=command
    )


async def _hold(posted: Posted, item: UUID, command: meetings.HoldMeeting) -> object:
    service = posted.visit.service
    return await meetings.hold(
        service.store, posted.caller, appointment_id=item, version=posted.version, command=command
    )


async def _call_off(posted: Posted, item: UUID, command: planning.EndIt) -> object:
    service = posted.visit.service
    return await meetings.cancel(
        service.store, posted.caller, appointment_id=item, version=posted.version, command=command
    )


async def _rebook_follow_up(posted: Posted, item: UUID, command: following_up.RebookFollowUp) -> object:
    service = posted.visit.service
    return await following_up.rebook(
        service.store, service.new_id, posted.caller, follow_up_id=item, version=posted.version, command=command
    )


async def _follow_up(posted: Posted, item: UUID, command: following_up.HoldFollowUp) -> object:
    service = posted.visit.service
    return await following_up.hold(
        service.store, service.new_id, posted.caller, follow_up_id=item, version=posted.version, command=command
    )


OWN: Final[Mapping[tuple[str, str], tuple[type[BaseModel], Act]]] = {
    ("plan", "activation"): (completing.AgreeOnPlan, _agree),
    ("plan", "closing"): (closing.ClosePlan, _close),
    ("call", "answer"): (calling.AnswerCall, _answer_call),
    ("task", "answer"): (minutes.AnswerTask, _answer_task),
    ("appointment", "rebooking"): (meetings.RebookMeeting, _rebook),
    ("appointment", "holding"): (meetings.HoldMeeting, _hold),
    ("appointment", "cancellation"): (planning.EndIt, _call_off),
    ("follow-up", "rebooking"): (following_up.RebookFollowUp, _rebook_follow_up),
    ("follow-up", "holding"): (following_up.HoldFollowUp, _follow_up),
}
"""The moves that take more than a move does: each with its command, and the use case that makes it."""
