"""Calling to a meeting: what a question has to be, and what a moved meeting does to it."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from app.domain.days import Day
from app.domain.errors import FieldError, MeetingHasBeen
from app.domain.facts import Appointment, Call
from app.domain.item import Item
from app.domain.moves import movers_from
from app.domain.states import state_by, state_of

UNDER_WAY: Final = ("called", "rescheduled")
"""The states of a meeting that is still to be held."""


def check_call(call: Call, caller: UUID, *, bound: bool) -> None:
    """FieldError for a question to oneself, one of the wrong form, and one for a day that has been when it is put.

    `bound`: whether the addressee is bound to come when it is called. Nobody else is called; the person is invited.
    """
    if UUID(call.to) == caller:
        raise FieldError("to", "is the caller itself; whoever calls takes part anyway, ask the others")
    if bound and call.form != "call":
        raise FieldError("form", "is for those who are not bound to come; this actor is, so use call")
    if not bound and call.form != "invitation":
        raise FieldError("form", "is for those who are bound to come by law or agreement; use invitation here")
    if call.meeting_on is not None and call.meeting_on < call.sent:
        raise FieldError("meeting_on", "is before sent; nobody can be called to a day that has been")


def check_in_time(call: Call, on: Day) -> None:
    """MeetingHasBeen for an answer that is given after the day of the meeting."""
    if call.meeting_on is not None and on > call.meeting_on:
        state = state_by(call, tentative=False, today=on)
        raise MeetingHasBeen(state, movers_from("call", state))


def to_meeting(call: Call, appointment: Appointment) -> Call:
    """The question with the day, time (and how long, in minutes) and place of the booked meeting."""
    return replace(
        call,
        meeting_on=appointment.on,
        at=appointment.at,
        duration=appointment.duration,
        place=appointment.place,
    )


def put_anew(call: Item, appointment: Appointment, new_id: UUID, today: Day) -> tuple[Item, ...]:
    """What becomes of a question when its meeting moves: the next versions, in order; none when it is settled.

    Whoever has not answered yet is asked the same question for another day, so that its silence counts from the
    first asking. What was answered, or was about a day that has come, stays as it was for the rules to read, and
    `new_id` puts the question anew. A refusal stands: it was not about the day (that is answered by new-time).
    """
    content = call.content
    assert isinstance(content, Call)  # noqa: S101 - an invariant, not input
    state = state_of(call, today)
    if state == "sent" and (content.meeting_on is None or content.meeting_on > today):
        return (call.amended(to_meeting(content, appointment)),)
    if state not in ("sent", "coming", "new-time"):
        return ()
    fresh = replace(content, id=str(new_id), sent=today, answered=None, answer=None, deputy=None)
    return (
        call.amended(replace(content, rebooked_on=today)),
        replace(call, id=new_id, source_version=1, revision=0, reason=None, content=to_meeting(fresh, appointment)),
    )
