"""The log for the auditor of one's own actor: a sample that can be drawn again, a day, one person, and the seal."""

from collections.abc import Mapping
from secrets import randbits
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.domain.days import iso
from app.domain.errors import FieldError, NotFound
from app.portal.asking import Visit, VisitOf
from app.portal.auditing_rows import row_of
from app.portal.showing import shown
from app.usecases import auditing

router = APIRouter()
PER_PAGE: Final = 50
First = Annotated[str | None, Query(alias="fran", max_length=10)]
Last = Annotated[str | None, Query(alias="till", max_length=10)]
Size = Annotated[int, Query(alias="antal", ge=1, le=100)]
Seed = Annotated[str | None, Query(alias="fro", max_length=10, pattern="^[0-9]*$")]
OnDay = Annotated[str | None, Query(alias="dag", max_length=10)]
Reference = Annotated[str | None, Query(alias="referens", max_length=50)]
Reason = Annotated[str | None, Query(alias="skal", max_length=20)]
Sent = Annotated[bool, Query(alias="las")]
Page = Annotated[int, Query(alias="sida", ge=1, le=1000)]


@router.get("/granskning")
async def sample(
    visit: VisitOf, first: First = None, last: Last = None, size: Size = 20, seed: Seed = None
) -> Response:
    """Rows drawn at random; the same seed draws the same, so that two auditors can look at one sample."""
    drawn = min(int(seed), 2**31 - 1) if seed else randbits(31)
    today = visit.caller.today
    asked: dict[str, Any] = {"first": first or iso(today - 6), "last": last or iso(today), "size": size}
    try:
        found = await auditing.draw_sample(
            visit.service.views, visit.caller, first=asked["first"], last=asked["last"], size=size, seed=drawn
        )
    except FieldError:
        return await shown(visit, "auditing", status=422, asked=asked, seed=drawn, entries=[], wrong=True)
    return await shown(
        visit,
        "auditing",
        asked=asked,
        seed=drawn,
        entries=[row_of(one, visit.language) for one in found["entries"]],
        wrong=False,
    )


@router.get("/granskning/dag")
async def day(visit: VisitOf, on: OnDay = None, page: Page = 1) -> Response:
    """All rows of a day, in the order of the log."""
    asked = on or iso(visit.caller.today)
    try:
        found = await auditing.read_log(
            visit.service.views, visit.caller, on=asked, user=None, page=page, limit=PER_PAGE
        )
    except FieldError:
        found = {"day": asked, "entries": [], "more": False}
        return await shown(visit, "auditing", status=422, template="auditing_day", found=found, page=1, wrong=True)
    found = {**found, "entries": [row_of(one, visit.language) for one in found["entries"]]}
    return await shown(visit, "auditing", template="auditing_day", found=found, page=page, wrong=False)


@router.get("/granskning/person")
async def person(
    visit: VisitOf, reference: Reference = None, reason: Reason = None, sent: Sent = False, page: Page = 1
) -> Response:
    """What is logged about one person; until a reference and a reason are there, only what is asked for."""
    asked = {"reference": (reference or "").strip(), "reason": reason or ""}
    if reference is None or not (reason or sent):
        auditing.check_auditor(visit.caller)
        return await _of_person(visit, asked)
    try:
        found = await auditing.read_log_about(
            visit.service.views, visit.caller, _id(asked["reference"]), reason=reason, page=page, limit=PER_PAGE
        )
    except FieldError as error:
        return await _of_person(visit, asked, wrong=error.field, status=422)
    except NotFound:
        at = "GET /granskning/person"
        await visit.service.store.refused(visit.caller, visit.caller.request_id, at, "not-found")
        return await _of_person(visit, asked, wrong="nobody", status=404)
    rows = [row_of(one, visit.language) for one in found["entries"]]
    return await _of_person(visit, asked, rows=rows, more=found["more"], page=page)


@router.get("/granskning/sigill")
async def seal(visit: VisitOf) -> Response:
    """Up to when the log is sealed, and what to hold against the copy of its head."""
    found = await auditing.read_seal(visit.service.views, visit.caller)
    return await shown(visit, "auditing", template="auditing_seal", seal=found)


async def _of_person(visit: Visit, asked: Mapping[str, str], status: int = 200, **more: Any) -> Response:
    values = {"wrong": "", "rows": None, "more": False, "page": 1, "reasons": auditing.REASONS, "asked": asked, **more}
    return await shown(visit, "auditing", template="auditing_person", status=status, **values)


def _id(text: str) -> UUID:
    """The reference as an id. FieldError."""
    try:
        return UUID(text)
    except ValueError:
        raise FieldError("reference", "is no id") from None
