"""Standing in for a caseworker who is away: from a day to a day, after which it is over by itself."""

import json
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field

from app.domain.days import iso
from app.domain.errors import FactError, FieldError, NotFound
from app.domain.permissions import Permission, check, whose
from app.usecases.assigning import User, check_colleague
from app.usecases.caseload_ports import Deputyship
from app.usecases.planning import DayText, day_in
from app.usecases.ports import Caller, Store, Views, Work
from app.usecases.reading import Document, read_view


class NameDeputy(BaseModel):
    """A colleague has the caseload, too, on these days, both included. `absent`: whose, when not the caller's own
    (needs the scope sip.unit)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    deputy: User
    start: DayText
    end: Annotated[DayText, Field(examples=["2027-01-10"])]
    absent: User | None = None


class EndDeputyship(BaseModel):
    """Whoever was away is back before the time: from which day on (today when it is left out) there is no deputy."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    on: DayText | None = None


async def name_deputy(store: Store, caller: Caller, command: NameDeputy) -> Deputyship:
    """The deputyship; the very one when the same was said before. NotPermitted, FieldError and UnknownReference."""
    absent = whose(caller.principal, command.absent, Permission.WRITE)
    start, end = day_in(command.start, "start"), day_in(command.end, "end")
    if start is None or end is None:
        raise FactError("end" if end is None else "start", "is missing; a deputy stands in from a day to a day")
    if end < start:
        raise FactError("end", "is before start; a period ends on its first day at the earliest")
    if end < caller.today:
        raise FactError("end", "has been; a deputy stands in from now on")
    if command.deputy == absent:
        raise FieldError("deputy", "is the one who is away; name a colleague")

    async def body(work: Work) -> Deputyship:
        await check_colleague(work, caller, "absent", absent)
        await check_colleague(work, caller, "deputy", command.deputy)
        said = json.dumps([absent, command.deputy, start, end])
        given = Deputyship(
            id=uuid5(caller.principal.reader, said), absent=absent, deputy=command.deputy, start=start, end=end
        )
        held = await work.deputies.load(given.id)
        if held is None or held.end != end:
            given = replace(given, version=held.version + 1 if held else 1)
            await work.deputies.add(given)
        await work.log("deputy-named", None)
        return given

    return await store.transact(caller, body)


async def end_deputyship(store: Store, caller: Caller, deputyship_id: UUID, command: EndDeputyship) -> Deputyship:
    """It with its last day before that day; as it was when it ends sooner anyway. NotFound, FactError for a day that
    has been, NotPermitted for whoever is not away and has no sip.unit."""
    principal = caller.principal
    if Permission.UNIT not in principal.may:
        check(principal, Permission.WRITE)
    back = day_in(command.on, "on") or caller.today
    if back < caller.today:
        raise FactError("on", "has been; a deputyship ends today at the earliest")

    async def body(work: Work) -> Deputyship:
        held = await work.deputies.load(deputyship_id)
        if held is None or principal.actor is None:
            raise NotFound("there is no such deputyship for you")
        whose(principal, held.absent, Permission.WRITE)
        if held.end >= back:
            held = replace(held, version=held.version + 1, end=back - 1)
            await work.deputies.add(held)
        await work.log("deputy-ended", None)
        return held

    return await store.transact(caller, body)


async def read_deputies(views: Views, caller: Caller, *, unit: bool) -> Document:
    """Whom the caller has named and for whom the caller stands in, now and later; with `unit` the whole actor's."""
    whose_own = whose(caller.principal, None, Permission.READ) if not unit else None
    if unit:
        check(caller.principal, Permission.UNIT)
    document: Document = (await read_view(views, "deputies", caller, "deputies", caseworker=whose_own))["document"]
    return document


def told(deputyship: Deputyship) -> dict[str, Any]:
    """The deputyship as it is answered."""
    period = {"start": iso(deputyship.start), "end": iso(deputyship.end)}
    return {"id": str(deputyship.id), "absent": deputyship.absent, "deputy": deputyship.deputy, **period}
