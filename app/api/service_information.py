"""What the service is: its version and health, who takes part, its rules and code lists. No person is in any."""

from enum import Enum
from typing import Any

from fastapi import APIRouter, Request, Response

from app.api import examples
from app.api.agreement_models import BodyList
from app.api.authentication import ServiceOf, StandingCallerOf
from app.api.contract import documented
from app.api.queries import Limit, Page
from app.api.view_models import ActorList, ApiInfo, CodeLists, Health, Rules
from app.api.views import answered_document, page_links
from app.domain.gaps.catalogue import CATALOGUE
from app.domain.labels import LABELS_EN, LABELS_SV
from app.usecases.adopting import shown

router = APIRouter()
SERVICE: list[str | Enum] = ["service"]


@router.get(
    "/api-info",
    tags=SERVICE,
    **documented(
        "What this API is",
        "Namn, version och var dokumentationen finns. Name, version, and where the documentation is.",
        ApiInfo,
        {
            "api_name": "sip",
            "api_version": "0.1.0",
            "api_released": "2026-11-21",
            "api_documentation": "/sip-api/v1/openapi.json",
            "api_status": "active",
        },
    ),
)
async def api_info(request: Request) -> dict[str, Any]:
    return {
        "api_name": "sip",
        "api_version": request.app.version,
        "api_released": "2026-11-21",
        "api_documentation": f"{request.scope.get('root_path', '')}/openapi.json",
        "api_status": "active",
    }


@router.get(
    "/health/live",
    tags=SERVICE,
    **documented("Alive", "Processen svarar. The process answers.", Health, {"status": "live"}),
)
async def live() -> dict[str, str]:
    return {"status": "live"}


@router.get(
    "/health/ready",
    tags=SERVICE,
    **documented("Ready", "Databasen svarar också. The database answers too.", Health, {"status": "ready"}),
)
async def ready(service: ServiceOf) -> dict[str, str]:
    await service.registry.check()
    return {"status": "ready"}


@router.get(
    "/actors",
    tags=SERVICE,
    **documented(
        "List the actors",
        "Vilka som deltar, med funktion, nivå och telefon. Who takes part, with function, level and telephone.",
        ActorList,
        {"actors": [{**actor, "mine": index == 0} for index, actor in enumerate(examples.ACTORS)], "more": False},
    ),
)
async def actors(
    service: ServiceOf, caller: StandingCallerOf, request: Request, page: Page = 1, limit: Limit = 20
) -> Response:
    everyone = sorted((await service.registry.actors()).values(), key=lambda actor: (actor.name, actor.id))
    shown = everyone[(page - 1) * limit : page * limit]
    more = len(everyone) > page * limit
    listed = [
        {
            "id": str(a.id),
            "name": a.name,
            "function": a.function,
            "level": a.level,
            **({"phone": a.phone} if a.phone else {}),
            "mine": a.id == caller.principal.actor,
        }
        for a in shown
    ]
    response = answered_document({"actors": listed, "more": more})
    response.headers.update(page_links(request.url.path, {"limit": limit}, page, more=more))
    return response


@router.get(
    "/rules",
    tags=SERVICE,
    **documented(
        "The rules",
        "Alla regler med förklaring, rättslig grund och tröskelvärden. Every rule with its grounds and thresholds.",
        Rules,
        {
            "rules": [
                {
                    "id": "call-unanswered",
                    "title": "Kallelse utan svar",
                    "title_en": "A call without an answer",
                    "explanation": "Den som kallats till ett möte har inte svarat i tid.",
                    "severity": "high",
                    "lead": 3,
                    "critical_after": 7,
                    "reads": ["call"],
                    "sources": [{"kind": "law", "text": "16 kap. 4 § HSL (2017:30)"}],
                    "thresholds": {"days": {"value": 7, "unit": "days", "source": "local agreement"}},
                }
            ]
        },
    ),
)
async def rules(service: ServiceOf) -> dict[str, Any]:
    today = service.clock()
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
                "sources": [{"kind": source.kind, "text": source.told(today)} for source in rule.sources],
                "thresholds": {
                    name: {"value": threshold.value, "unit": threshold.unit, "source": threshold.source}
                    for name, threshold in rule.thresholds.items()
                },
            }
            for rule in CATALOGUE
        ]
    }


@router.get(
    "/coordination-bodies",
    tags=SERVICE,
    **documented(
        "The coordination bodies",
        "Samverkansorganen och vad de har kommit överens om. The bodies, and all that they have agreed on.",
        BodyList,
        {
            "coordination_bodies": [
                {
                    "id": examples.ITEM,
                    "key": "hoglandet",
                    "version": 1,
                    "name": "Höglandets samverkan",
                    "municipalities": ["0686"],
                    "members": [{"actor": examples.ACTOR, "start": "2026-01-01"}],
                    "agreements": [
                        {
                            "start": "2027-01-01",
                            "bound": [examples.OTHER_ACTOR],
                            "working_days": {"answer": 3},
                            "escalation": {"manager": 3},
                            "own_consent_from": 15,
                            "funding": {"region": 50, "municipality": 50},
                            "thresholds": {"referral-unanswered": {"answer_within": 21}},
                            "requirements": ["follow-up"],
                        }
                    ],
                }
            ]
        },
    ),
)
async def coordination_bodies(service: ServiceOf, _caller: StandingCallerOf) -> Response:
    return answered_document({"coordination_bodies": [shown(body) for body in await service.registry.bodies()]})


@router.get(
    "/code-lists",
    tags=SERVICE,
    **documented(
        "The code lists",
        "Alla koder med svenska och engelska ord, i livscykelns ordning. Every code in Swedish and English.",
        CodeLists,
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
