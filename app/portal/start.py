"""The first page, and the choice of language."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from app.portal.addresses import local
from app.portal.asking import LANGUAGE, AnybodyOf
from app.portal.navigation import start_of

router = APIRouter()
A_YEAR: Final = 365 * 24 * 3600
To = Annotated[str, Query(alias="till", max_length=500)]


@router.get("/")
async def start(visit: AnybodyOf) -> Response:
    return RedirectResponse(start_of(visit) if visit.asking else "/logga-in", 303)


@router.get("/sprak/{language}")
async def choose_language(language: str, till: To = "/") -> Response:
    if language not in ("sv", "en"):
        raise HTTPException(404)
    answer = RedirectResponse(local(till), 303)
    answer.set_cookie(LANGUAGE, language, max_age=A_YEAR, secure=True, httponly=True, samesite="lax", path="/")
    return answer
