"""A meeting as an entry for a calendar and as a letter: when and where, and nothing of whom it is about."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.days import Day, day, iso
from app.domain.errors import Conflict
from app.domain.locale import Locale
from app.usecases.answer_links import ABOUT
from app.usecases.ports import Caller, Registry, Views
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The invitation as it is sent on paper: from whom (and the number to call) and to whom (None: not told, or the
    person), and in which form, `call`, `invitation` or `appointment`."""

    invitation: Invitation
    form: str
    sender: str | None
    phone: str | None
    addressee: str | None
    to_person: bool


Write = Callable[[Invitation], bytes]
DrawLetter = Callable[[Letter, Locale], str]
A_MEETING: Final = "Möte"
GONE: Final = frozenset({"cancelled", "rebooked"})
LASTS: Final = 60
"""Minutes, for a call that says nothing of how long the meeting is."""


async def read_invitation(views: Views, caller: Caller, item_id: UUID, kind: str) -> Invitation:
    """The booked meeting, or the call to one, as a calendar's entry. NotFound; Conflict for a call without a day.
    Of a protected person's meeting the calendar, wherever it is kept, learns neither what it is about nor where."""
    return _invitation(caller, item_id, *await _read(views, caller, item_id, kind))


async def read_letter(views: Views, registry: Registry, caller: Caller, item_id: UUID, kind: str) -> Letter:
    """The same as a letter. All that `read_invitation` raises. It names the agencies and, as the calendar, nobody else;
    of a protected person's meeting it does not even tell who asks, or whom."""
    item, guarded = await _read(views, caller, item_id, kind)
    actors = {} if guarded else await registry.actors()
    known = {str(id_): actor for id_, actor in actors.items()}
    to = item.get("to", str(THE_PERSON) if caller.principal.actor is None else None)
    sender, addressee = known.get(item["owner"]), known.get(str(to))
    return Letter(
        invitation=_invitation(caller, item_id, item, guarded),
        form=item.get("form", kind),
        sender=sender.name if sender else None,
        phone=sender.phone if sender else None,
        addressee=addressee.name if addressee else None,
        to_person=to == str(THE_PERSON),
    )


async def _read(views: Views, caller: Caller, item_id: UUID, kind: str) -> tuple[Document, bool]:
    """The item, and whether the person is protected."""
    read = await read_view(views, "item", caller, "item", item_id=item_id, kinds=[kind])
    return stated(read["document"], caller.today), read["guarded"]


def _invitation(caller: Caller, item_id: UUID, item: Mapping[str, Any], guarded: bool) -> Invitation:
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
