"""A meeting as an entry for a calendar: when and where, and nothing of whom it is about."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import UUID

from app.domain.days import Day, day, iso
from app.domain.errors import Conflict
from app.usecases.answer_links import ABOUT
from app.usecases.ports import Caller, Views
from app.usecases.reading import Document, read_view, stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """`at` is HH:MM in Europe/Stockholm (None: the whole day), `duration` is in minutes; `sequence` grows with every
    change, and `today` is the day on which it was made out."""

    id: UUID
    sequence: int
    title: str
    on: Day
    at: str | None
    duration: int
    place: str | None
    cancelled: bool
    today: Day


Write = Callable[[Invitation], bytes]
A_MEETING: Final = "Möte"
GONE: Final = frozenset({"cancelled", "rebooked"})
LASTS: Final = 60
"""Minutes, for a call that says nothing of how long the meeting is."""


async def read_invitation(views: Views, caller: Caller, item_id: UUID, kind: str) -> Invitation:
    """The booked meeting, or the call to one, as a calendar's entry. NotFound; Conflict for a call without a day.
    Of a protected person's meeting the calendar, wherever it is kept, learns neither what it is about nor where."""
    read = await read_view(views, "item", caller, "item", item_id=item_id, kinds=[kind])
    item, guarded = stated(read["document"], caller.today), read["guarded"]
    on: Any = item.get("on", item.get("meeting_on"))
    if on is None:
        raise Conflict("the call names no day yet, so that there is nothing to put into a calendar")
    return Invitation(
        id=item_id,
        sequence=int(item["version"].partition(".")[2]),
        title=A_MEETING if guarded else ABOUT,
        on=day(on),
        at=item.get("at"),
        duration=item.get("duration", LASTS),
        place=None if guarded else item.get("place"),
        cancelled=item["state"] in GONE,
        today=caller.today,
    )


def document(invitation: Invitation) -> Document:
    """The same as JSON, without what is absent."""
    said = {**asdict(invitation), "id": str(invitation.id), "on": iso(invitation.on)}
    return {name: value for name, value in said.items() if value is not None and name != "today"}
