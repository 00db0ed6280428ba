"""How fast the worklist fills: the budget of new cards that the actor has agreed on."""

from fastapi import APIRouter, Response

from app.api import examples
from app.api.authentication import CallerOf, ServiceOf
from app.api.contract import documented
from app.api.finding_models import PaceView
from app.api.views import answered_document
from app.usecases import findings_reading

router = APIRouter()


@router.get(
    "/pace",
    tags=["findings"],
    **documented(
        "Read the pace of the worklist",
        "Hur många nya kort i veckan som den egna aktören tar emot; utan tempo syns allt på en gång (404). "
        "How many new cards a week one's own actor takes; without a pace everything is shown at once (404).",
        PaceView,
        {"start_on": "2026-12-01", "cards_per_caseworker": 8, "caseworkers": 5, **examples.WEEK},
    ),
)
async def pace(service: ServiceOf, caller: CallerOf) -> Response:
    return answered_document(await findings_reading.read_pace(service.views, caller))
