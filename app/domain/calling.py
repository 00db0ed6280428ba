"""Calling to a meeting: who is bound to come, what a question has to be, and what a moved meeting does to it."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from app.domain.actors import Actor
from app.domain.days import Day
from app.domain.errors import FieldError
from app.domain.facts import Appointment, Call
from app.domain.item import Item
from app.domain.moves import state_of

BOUND_LEVELS: Final = frozenset({"municipality", "region"})
"""Levels bound by law to take part when called (16 kap. 4 § HSL 2017:30 and its counterpart in SoL 2025:400; that
it binds exactly these is to be confirmed by a lawyer)."""

UNDER_WAY: Final = ("called", "rescheduled")
"""The states of a meeting that is still to be held."""


def is_bound(actor: Actor | None) -> bool:
    """Whether the actor must answer for itself when it is called; the person (None) and all others are invited.

    This is the place where a local agreement that binds further actors will be asked.
    """
    return actor is not None and actor.level in BOUND_LEVELS


def check_call(call: Call, caller: UUID, addressee: Actor | None) -> None:
    """FieldError for a question to oneself, one of the wrong form, and one for a day that has been when it is put.

    `addressee` is None when the person is asked.
    """
    if UUID(call.to) == caller:
        raise FieldError("to", "is the caller itself; whoever calls takes part anyway, ask the others")
    right = "call" if is_bound(addressee) else "invitation"
    if call.form != right:
        reason = {
            "call": "the municipality and the region are bound to come: use call",
            "invitation": "only the municipality and the region are bound to come: use invitation",
        }[right]
        raise FieldError("form", reason)
    if call.meeting_on is not None and call.meeting_on < call.sent:
        raise FieldError("meeting_on", "is before sent; nobody can be called to a day that has been")


def to_meeting(call: Call, appointment: Appointment) -> Call:
    """The question with the day, time and place of the booked meeting."""
    return replace(call, meeting_on=appointment.on, at=appointment.at, place=appointment.place)


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
