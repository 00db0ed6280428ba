"""Who has read about the person, by day and in plain words; and everything about the person to take out."""

import json
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.portal.mine_asking import Mine, MineOf
from app.portal.mine_log_days import by_day
from app.portal.plan_reading import locale_of
from app.portal.showing import PERSONAL
from app.usecases import auditing, exporting
from app.usecases.reading import Document

router = APIRouter()
Page = Annotated[int, Query(alias="sida", ge=1, le=10_000)]
LIMIT: Final = 50


@router.get("/vem-har-last")
async def who_has_read(mine: MineOf, page: Page = 1) -> Response:
    visit = mine.visit
    found = await auditing.read_access_log(
        visit.service.views, visit.caller, mine.person, page=page, limit=LIMIT, locale=locale_of(visit)
    )
    return await mine.shown("mine_log", days=by_day(found["entries"]), page=page, more=found["more"])


@router.get("/utdrag")
async def extract(mine: MineOf) -> Response:
    return await mine.shown("mine_extract")


@router.get("/utdrag/uppgifter-om-mig.json")
async def as_json(mine: MineOf) -> Response:
    return _file(json.dumps(await _export(mine), ensure_ascii=False).encode(), "application/json", "json")


@router.get("/utdrag/uppgifter-om-mig.html")
async def as_page(mine: MineOf) -> Response:
    text = mine.visit.service.draw_export(await _export(mine))
    return _file(text.encode(), "text/html; charset=utf-8", "html")


@router.get("/utdrag/uppgifter-om-mig.pdf")
async def as_paper(mine: MineOf) -> Response:
    service = mine.visit.service
    return _file(await service.typeset(service.draw_export_for_paper(await _export(mine))), "application/pdf", "pdf")


async def _export(mine: Mine) -> Document:
    visit = mine.visit
    return await exporting.export_person(visit.service.views, visit.service.vault, visit.caller, mine.person)


def _file(body: bytes, media_type: str, ending: str) -> Response:
    """To keep, and not to show here: what is taken out has a look of its own."""
    named = {"Content-Disposition": f'attachment; filename="uppgifter-om-mig.{ending}"'}
    return Response(body, media_type=media_type, headers={**PERSONAL, **named})
