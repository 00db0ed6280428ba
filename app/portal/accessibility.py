"""The statement on accessibility that the law asks of public bodies (2018:1937)."""

from fastapi import APIRouter
from starlette.responses import Response

from app.portal.asking import AnybodyOf
from app.portal.showing import shown

router = APIRouter()


@router.get("/tillganglighet")
async def accessibility(visit: AnybodyOf) -> Response:
    return await shown(visit, "accessibility")
