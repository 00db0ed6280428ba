"""What was agreed on: the versions of a plan, what changed between two, who accepts, and all that has happened."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.domain.actors import THE_PERSON
from app.portal.asking import Visit, VisitOf
from app.portal.forms import PostedOf, carried_out
from app.portal.plan_fields import capital
from app.portal.plan_item_words import label_of, told_changes, told_value
from app.portal.plan_reading import locale_of, me_of, the_person
from app.portal.plan_view import needs_of, parties_of, scene_of
from app.portal.showing import shown
from app.usecases import history, versions
from app.usecases.planning import MakeMove

router = APIRouter()
PlanId = Annotated[UUID, Path(alias="plan")]
Number = Annotated[int, Path(alias="n", ge=1, le=2**31 - 1)]
To = Annotated[int | None, Query(alias="till", ge=1, le=2**31 - 1)]
Page = Annotated[int, Query(alias="sida", ge=1, le=1000)]
Done = Annotated[str | None, Query(alias="klart", max_length=30)]
ON_A_PAGE: Final = 20
FRAMING: Final = ("title", "category", "categories", "disclosure", "mandatory", "self_handled")
"""Fields that say nothing of what happened."""


@router.get("/planer/{plan}/versioner")
async def list_versions(visit: VisitOf, plan: PlanId, page: Page = 1, done: Done = None) -> Response:
    return await _list(visit, plan, page=page, done=done)


async def _list(visit: Visit, plan: UUID, status: int = 200, *, page: int = 1, done: str | None = None) -> Response:
    found = await versions.read_versions(visit.service.views, visit.caller, plan, page=page, limit=ON_A_PAGE)
    names = await _names(visit)
    return await shown(
        visit, "plan", status=status, template="plan_versions", plan_id=plan, versions=found["versions"],
        more=found["more"], page=page, names=names, done=done if done in ("frozen", "accepted") else None,
    )  # fmt: skip


@router.post("/planer/{plan}/versioner")
async def freeze(posted: PostedOf, plan: PlanId) -> Response:
    service = posted.visit.service

    async def act() -> object:
        return await versions.freeze(
            service.store, service.new_id, posted.caller, plan, posted.command(versions.FreezePlan)
        )

    return await carried_out(
        posted, "plan", act, done=f"/planer/{plan}/versioner?klart=frozen",
        again=lambda status: _list(posted.visit, plan, status),
    )  # fmt: skip


@router.get("/planer/{plan}/versioner/{n}")
async def version(visit: VisitOf, plan: PlanId, n: Number) -> Response:
    return await _version(visit, plan, n)


async def _version(visit: Visit, plan: UUID, n: int, status: int = 200) -> Response:
    found = await versions.read_version(visit.service.views, visit.caller, plan, n=n)
    names = await _names(visit)
    scene = scene_of(found, me_of(visit), the_person(visit), locale_of(visit))
    mine = me_of(visit) or str(visit.caller.principal.person)
    behind = [one["acceptor"] for one in found["acceptances"]]
    return await shown(
        visit, "plan", status=status, template="plan_version", plan_id=plan, version=found, names=names,
        needs=needs_of(scene), parties=parties_of(scene),
        can_accept=found["state"] == "current" and mine not in behind,
    )  # fmt: skip


@router.post("/planer/{plan}/versioner/{n}/godkannande")
async def accept(posted: PostedOf, plan: PlanId, n: Number) -> Response:
    async def act() -> object:
        await versions.accept(
            posted.visit.service.store, posted.caller, plan_id=plan, n=n, command=posted.command(MakeMove)
        )
        return plan

    return await carried_out(
        posted, "plan", act, done=f"/planer/{plan}/versioner?klart=accepted",
        again=lambda status: _version(posted.visit, plan, n, status),
    )  # fmt: skip


@router.get("/planer/{plan}/versioner/{n}/skillnad")
async def differences(visit: VisitOf, plan: PlanId, n: Number, to: To = None) -> Response:
    found = await versions.read_differences(visit.service.views, visit.caller, plan, n=n, to=to)
    names, locale = await _names(visit), locale_of(visit)
    changed = [
        {
            **one,
            "label": capital(locale.word("kind", one["kind"])),
            "who": names.get(one["owner"], ""),
            "fields": told_changes(one["kind"], one["fields"], names, locale),
        }
        for one in found["items"]
    ]
    return await shown(visit, "plan", template="plan_differences", plan_id=plan, n=n, to=to, changed=changed)


@router.get("/planer/{plan}/historik")
async def happened(visit: VisitOf, plan: PlanId, page: Page = 1) -> Response:
    found = await history.read_history(visit.service.views, visit.caller, plan, page=page, limit=ON_A_PAGE)
    names, locale = await _names(visit), locale_of(visit)
    entries = [
        {
            **{name: entry.get(name) for name in ("at", "kind", "told", "title", "reason", "n", "on_behalf_of")},
            "act": entry["type"].removeprefix(f"{entry['kind']}-"),
            "label": capital(locale.word("kind", entry["kind"])),
            "who": names.get(entry.get("actor") or "", ""),
            "changes": [
                (label_of(c["field"], locale), told_value(entry["kind"], c["field"], c["new"], names, locale))
                for c in entry["changes"]
                if c["new"] is not None and c["field"] not in FRAMING
            ],
        }
        for entry in found["entries"]
    ]
    return await shown(
        visit, "plan", template="plan_history", plan_id=plan, entries=entries, more=found["more"], page=page
    )


async def _names(visit: Visit) -> dict[str, str]:
    """What everybody who acts is called."""
    actors = await visit.service.registry.actors()
    return {**{str(actor.id): actor.name for actor in actors.values()}, str(THE_PERSON): the_person(visit)}
