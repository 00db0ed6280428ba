"""Versions of a plan: freeze, list, read, compare and accept them."""

from contextlib import suppress
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response

from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import Base, CallerOf, OnceCallerOf, ServiceOf
from app.api.contract import documented
from app.api.plan_models import Differences, FrozenPlan, VersionList
from app.api.queries import Limit, Page
from app.api.views import answered_document, page_links
from app.usecases import versions
from app.usecases.planning import MakeMove
from app.usecases.ports import Replayed

router = APIRouter(tags=["plans"])
Number = Annotated[int, Path(alias="version", ge=1, le=2**31 - 1, description="Versionens nummer. Its number, from 1.")]
To = Annotated[
    int | None,
    Query(ge=1, le=2**31 - 1, description="En annan version; annars planen nu. Another version; else the plan now."),
]
VERSION: Final[dict[str, Any]] = {
    "id": examples.ITEM,
    "person_id": examples.PERSON,
    "plan_id": examples.PLAN,
    "n": 1,
    "on": examples.DAY,
    "at": "2026-11-23T09:30:00+01:00",
    "owner": examples.ACTOR,
    "note": "Överenskommen på mötet 23 november",
    "state": "current",
    "acceptances": [{"acceptor": examples.OTHER_ACTOR, "on": examples.DAY, "at": "2026-11-23T09:41:00+01:00"}],
}
FROZEN: Final = {
    **VERSION,
    "items": [{**examples.answered("activity", state="planned", plan=examples.PLAN), "possible": []}],
    "actors": examples.ACTORS,
}


@router.post(
    "/plans/{plan}/versions",
    status_code=201,
    name="freeze_version",
    **documented(
        "Freeze a version",
        "Det som planen säger nu är det som är överenskommet. En fryst version ändras aldrig; den ersätts av nästa. "
        "What the plan says now is what is agreed on; it never changes, and the next version supersedes it.",
        FrozenPlan,
        FROZEN,
        status=201,
    ),
)
async def freeze(
    service: ServiceOf, caller: OnceCallerOf, plan: PlanId, command: versions.FreezePlan, base: Base
) -> Response:
    try:
        made = (await versions.freeze(service.store, service.new_id, caller, plan, command)).id
    except Replayed as before:  # it was done before: how it stands is answered anew
        made = before.item_id
    found = await versions.read_version(service.views, caller, plan, version_id=made)
    response = answered_document(found)
    response.status_code = 201
    response.headers["Location"] = f"{base}/plans/{plan}/versions/{found['n']}"
    return response


@router.get(
    "/plans/{plan}/versions",
    name="read_versions",
    **documented(
        "List the versions",
        "Planens versioner, den senaste först, och vilka som står bakom dem. The versions of a plan, the newest first, "
        "and who has accepted each.",
        VersionList,
        {"versions": [VERSION], "more": False, "actors": examples.ACTORS},
    ),
)
async def list_versions(
    service: ServiceOf, caller: CallerOf, plan: PlanId, request: Request, page: Page = 1, limit: Limit = 20
) -> Response:
    document = await versions.read_versions(service.views, caller, plan, page=page, limit=limit)
    response = answered_document(document)
    response.headers.update(page_links(request.url.path, {"limit": limit}, page, more=document["more"]))
    return response


@router.get(
    "/plans/{plan}/versions/{version}",
    name="read_version",
    **documented(
        "Read a version",
        "Det som då var överenskommet, så långt läsaren får se det i dag. What was agreed on then, as far as this "
        "reader may see it today.",
        FrozenPlan,
        FROZEN,
    ),
)
async def read_version(service: ServiceOf, caller: CallerOf, plan: PlanId, version: Number) -> Response:
    return answered_document(await versions.read_version(service.views, caller, plan, n=version))


@router.get(
    "/plans/{plan}/versions/{version}/differences",
    name="read_differences",
    **documented(
        "Compare a version",
        "Fält för fält, med en annan version eller med planen som den är nu. Field by field, with another version or "
        "with the plan as it stands now.",
        Differences,
        {
            "plan_id": examples.PLAN,
            "version": 1,
            "to": 2,
            "items": [
                {
                    "id": examples.ITEM,
                    "kind": "activity",
                    "label": "insats",
                    "owner": examples.ACTOR,
                    "title": "Arbetsträning i butik",
                    "change": "changed",
                    "fields": [
                        {"field": "start", "label": "början", "old": None, "new": "2026-12-01"},
                    ],
                }
            ],
        },
    ),
)
async def differences(service: ServiceOf, caller: CallerOf, plan: PlanId, version: Number, to: To = None) -> Response:
    return answered_document(await versions.read_differences(service.views, caller, plan, n=version, to=to))


@router.post(
    "/plans/{plan}/versions/{version}/acceptance",
    name="accept_version",
    **documented(
        "Accept a version",
        "Den egna aktören, eller personen, står bakom den senaste versionen. One's own actor, or the person, stands "
        "behind the newest version.",
        FrozenPlan,
        FROZEN,
    ),
)
async def accept(
    service: ServiceOf, caller: OnceCallerOf, plan: PlanId, version: Number, command: MakeMove
) -> Response:
    with suppress(Replayed):
        await versions.accept(service.store, caller, plan_id=plan, n=version, command=command)
    return answered_document(await versions.read_version(service.views, caller, plan, n=version))
