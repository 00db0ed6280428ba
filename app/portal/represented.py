"""For whom one acts: the persons, each with what one may do and until when."""

from fastapi import APIRouter
from starlette.responses import Response

from app.portal.mine_asking import MineOf, keep_names
from app.usecases import acting

router = APIRouter()


@router.get("/min-plan/foretrader")
async def represented(mine: MineOf) -> Response:
    visit = mine.visit
    found = await acting.read_represented(visit.service.views, visit.service.vault, visit.caller)
    persons = found["persons"]
    answer = await mine.shown("represented", persons=persons)
    keep_names(visit, answer, {one["person_id"]: one["name"] for one in persons if "name" in one})
    return answer
