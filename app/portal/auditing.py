"""The log for the auditor of one's own actor: a sample of some days, drawn so that it can be drawn again, or a day."""

from secrets import randbits
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.domain.days import iso
from app.domain.errors import FieldError
from app.portal.asking import VisitOf
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
