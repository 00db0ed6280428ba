"""What has happened in a plan: every change that the reader may see."""

from fastapi import APIRouter, Request, Response

from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import CallerOf, ServiceOf
from app.api.contract import documented
from app.api.plan_models import History
from app.api.queries import Limit, Page
from app.api.views import answered_document, page_links
from app.usecases.history import read_history

router = APIRouter()


@router.get(
    "/plans/{plan}/history",
    tags=["plans"],
    name="read_history",
    **documented(
        "Read what has happened",
        "Varje ändring i planen som läsaren får se, den senaste först: vad, av vem, i vems namn och varför. Every "
        "change in the plan that this reader may see, the newest first: what, by whom, in whose name and why.",
        History,
        {
            "entries": [
                {
                    "item": examples.ITEM,
                    "kind": "activity",
                    "label": "insats",
                    "title": "Arbetsträning i butik",
                    "at": "2026-12-01T09:30:00+01:00",
                    "type": "activity-start",
                    "told": "Insats: började",
                    "actor": examples.ACTOR,
                    "user": "3f6c",
                    "changes": [{"field": "start", "label": "början", "old": None, "new": "2026-12-01"}],
                }
            ],
            "more": False,
            "actors": examples.ACTORS,
        },
    ),
)
async def history(
    service: ServiceOf, caller: CallerOf, plan: PlanId, request: Request, page: Page = 1, limit: Limit = 20
) -> Response:
    document = await read_history(service.views, caller, plan, page=page, limit=limit)
    response = answered_document(document)
    response.headers.update(page_links(request.url.path, {"limit": limit}, page, more=document["more"]))
    return response
