"""What the service is: its version and health, who takes part, its rules and code lists. No person is in any."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.authentication import CallerOf, ServiceOf
from app.api.contract import documented
from app.api.persons import Limit, Page
from app.api.views import answered_document, page_links
from app.domain.gaps.catalogue import CATALOGUE
from app.domain.labels import LABELS_EN, LABELS_SV
from app.usecases import reading

router = APIRouter(tags=["service"])


@router.get(
    "/api-info",
    **documented(
        "What this API is",
        "Namn, version och var dokumentationen finns. Name, version, and where the documentation is.",
        {"api_name": "sip", "api_version": "0.1.0", "api_status": "active"},
    ),
)
async def api_info(request: Request) -> dict[str, Any]:
    return {
        "api_name": "sip",
        "api_version": request.app.version,
        "api_released": "2026-11-21",
        "api_documentation": f"{request.scope.get('root_path', '')}/docs",
        "api_status": "active",
    }


@router.get("/health/live", **documented("Alive", "Processen svarar. The process answers.", {"status": "live"}))
async def live() -> dict[str, str]:
    return {"status": "live"}


@router.get(
    "/health/ready", **documented("Ready", "Databasen svarar också. The database answers too.", {"status": "ready"})
)
async def ready(service: ServiceOf) -> dict[str, str]:
    await service.registry.check()
    return {"status": "ready"}


@router.get(
    "/actors",
    **documented(
        "List the actors",
        "Vilka som deltar, med funktion och nivå. Who takes part, with function and level.",
        {"actors": [{"id": "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11", "name": "Eksjö, socialtjänsten"}], "more": False},
    ),
)
async def actors(service: ServiceOf, caller: CallerOf, request: Request, page: Page = 1, limit: Limit = 20) -> Response:
    everyone = sorted((await service.registry.actors()).values(), key=lambda actor: (actor.name, actor.id))
    shown = everyone[(page - 1) * limit : page * limit]
    more = len(everyone) > page * limit
    listed = [
        {
            "id": str(a.id),
            "name": a.name,
            "function": a.function,
            "level": a.level,
            "mine": a.id == caller.principal.actor,
        }
        for a in shown
    ]
    response = answered_document({"actors": listed, "more": more})
    response.headers.update(page_links(request.url.path, {"limit": limit}, page, more=more))
    return response


@router.get(
    "/findings",
    **documented(
        "The worklist",
        "Glapp som syns för läsaren, de mest brådskande först; kommande med ahead=true. "
        "The gaps that this reader sees, most urgent first; upcoming ones with ahead=true.",
        {"findings": [], "more": False},
    ),
)
async def findings(
    service: ServiceOf,
    caller: CallerOf,
    request: Request,
    mine: bool = False,
    ahead: bool = False,
    page: Page = 1,
    limit: Limit = 20,
) -> Response:
    document = await reading.read_findings(
        service.views,
        service.vault,
        caller,
        status=reading.AHEAD if ahead else reading.WORKLIST,
        mine=mine,
        page=page,
        limit=limit,
    )
    response = answered_document(document)
    query = {"mine": str(mine).lower(), "ahead": str(ahead).lower(), "limit": limit}
    response.headers.update(page_links(request.url.path, query, page, more=document["more"]))
    return response


@router.get(
    "/rules",
    **documented(
        "The rules",
        "Alla regler med förklaring, rättslig grund och tröskelvärden. Every rule with its grounds and thresholds.",
        {"rules": [{"id": "call-unanswered", "title": "Kallelse utan svar", "lead": 3}]},
    ),
)
async def rules() -> dict[str, Any]:
    return {
        "rules": [
            {
                "id": rule.id,
                "title": rule.title_sv,
                "title_en": rule.title_en,
                "explanation": rule.explanation_sv,
                "severity": rule.severity,
                "lead": rule.lead,
                "critical_after": rule.critical_after,
                "reads": [kind.kind for kind in rule.reads],
                "sources": [{"kind": source.kind, "text": source.text} for source in rule.sources],
                "thresholds": {
                    name: {"value": threshold.value, "unit": threshold.unit, "source": threshold.source}
                    for name, threshold in rule.thresholds.items()
                },
            }
            for rule in CATALOGUE
        ]
    }


@router.get(
    "/code-lists",
    **documented(
        "The code lists",
        "Alla koder med svenska och engelska ord, i livscykelns ordning. Every code in Swedish and English.",
        {"code_lists": {"level": [{"code": "municipality", "sv": "kommun", "en": "municipality"}]}},
    ),
)
async def code_lists() -> dict[str, Any]:
    return {
        "code_lists": {
            name: [{"code": code, "sv": word, "en": LABELS_EN[name][code]} for code, word in codes.items()]
            for name, codes in LABELS_SV.items()
        }
    }
