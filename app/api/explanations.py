"""Why a finding is there: the facts that made it, its days, thresholds and grounds, and what closes it."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Response

from app.api import examples
from app.api.authentication import CallerOf, ServiceOf
from app.api.contract import documented
from app.api.view_models import Explanation
from app.api.views import answered_document
from app.usecases import explaining

router = APIRouter()
FindingId = Annotated[UUID, Path(alias="finding", description="Glappets id. The finding's id.")]
WHICH: Final = ("id", "person_id", "rule", "title", "subject", "owner", "status", "opens", "critical", "closes")
EXAMPLE: Final[dict[str, Any]] = {
    **{name: examples.FINDING[name] for name in WHICH},
    "unconfirmed": False,
    "explanation": "En överlämning är skickad och väntar fortfarande på svar. Svara ja eller nej.",
    "remedy": "Glappet stängs när överlämningen besvaras.",
    "severity": "high",
    "days": ["Öppnar 23 december 2026.", "Blir kritiskt 22 januari 2027, 30 dagar efter att det öppnar."],
    "sources": [{"kind": "default", "text": "Trettio dagar är tjänstens eget förslag."}],
    "thresholds": [
        {
            "name": "answer_within",
            "label": "tid att svara",
            "value": 30,
            "unit": "days",
            "source": "default",
            "edge": "opens",
            "counted_from": examples.DAY,
            "told": "30 dagar, räknat från 23 november 2026: det öppnar 23 december 2026.",
        }
    ],
    "closed_by": [],
    "not_seen": explaining.ON_WHAT_IS_SEEN,
    "items": [examples.answered("referral", state="sent")],
    "actors": examples.ACTORS,
}


@router.get(
    "/findings/{finding}/explanation",
    tags=["findings"],
    **documented(
        "Explain a finding",
        "Ett glapp och varför det finns: uppgifterna så som läsaren ser dem, dagarna, tröskelvärdena med källa, "
        "vad som stänger det och vad det inte bygger på. A finding and why it is there, for whoever may see it.",
        Explanation,
        EXAMPLE,
    ),
)
async def explain_finding(service: ServiceOf, caller: CallerOf, finding: FindingId) -> Response:
    return answered_document(await explaining.read_explanation(service.views, service.calendar, caller, finding))
