"""What a caseworker sees of a plan at one look: the next day on which something happens, and who waits for whom."""

from typing import Final
from uuid import UUID

from app.domain.calling import UNDER_WAY
from app.domain.days import Day
from app.domain.facts import Appointment, Call, Fact, FollowUp, Handler, Referral, Task

MOST_PLANS: Final = 500
"""How many plans one caseworker's list may have to be searched, or handed over in one act."""


def happens_on(fact: Fact, state: str) -> Day | None:
    """The day for which it is set, if it is a meeting or a follow-up that is still to be held."""
    match fact:
        case Appointment(on=on) if state in UNDER_WAY:
            return on
        case Call(meeting_on=on, appointment=None) if state in ("sent", "coming"):
            return on
        case FollowUp(due=due) if state == "current":
            return due
        case _:
            return None


def awaited(fact: Fact, state: str) -> tuple[UUID, Day] | None:
    """Who is awaited, and since when, if it is a question that waits for an answer.

    Who proposed another time has answered: then whoever asked is awaited.
    """
    match fact:
        case Call(to=to, sent=since) if state == "sent":
            return UUID(to), since
        case Call(actor=str(asker), answered=int(since)) if state == "new-time":
            return UUID(asker), since
        case Referral(to=to, sent=since) if state == "sent":
            return UUID(to), since
        case Task(to=to, on=since) if state == "put":
            return UUID(to), since
        case _:
            return None


def keeps_on_list(handler: Fact, actor: UUID, today: Day) -> bool:
    """Whether it says that the actor has a caseworker in the plan: without that the plan is in nobody's list."""
    return isinstance(handler, Handler) and handler.actor == str(actor) and (handler.end is None or handler.end > today)
