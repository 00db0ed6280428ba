"""What can be taken out whole: all about a person, by that person; an agency's own items in a plan, by that agency."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import CallerOf, ServiceOf
from app.api.contract import also, documented
from app.api.correction_models import CORRECTIONS
from app.api.export_models import PersonExport, PlanArchive
from app.api.holds import HOLD
from app.api.papers import answered_paper, on_paper, wants_paper
from app.api.persons import PersonId
from app.api.versions import VERSION
from app.api.views import answered_document
from app.domain.locale import SWEDISH
from app.usecases import archiving, exporting

router = APIRouter()

WHOLE: Final[dict[str, Any]] = {
    "id": examples.ITEM,
    "kind": "activity",
    "label": "insats",
    "owner": examples.ACTOR,
    "versions": [
        {
            "version": "1.0",
            "at": "2026-11-21T09:30:00+01:00",
            "current": True,
            "category": "work",
            "disclosure": "parties",
            "plan_id": examples.PLAN,
            "title": "Arbetsträning i butik",
            "by": examples.ACTOR,
            "fields": {"plan": examples.PLAN, "planned_start": "2026-12-01"},
        }
    ],
}
PERSON: Final[dict[str, Any]] = {
    "format": exporting.FORMAT,
    "made": examples.DAY,
    "person": {
        "id": examples.PERSON,
        "identity_number": "200701089812",
        "birth_date": "2007-01-08",
        "protection": "none",
        "name": "Elias N.",
    },
    "other_records": [],
    "items": [WHOLE],
    "plan_versions": [VERSION],
    "findings": [examples.FINDING],
    "sharing": [
        {
            "owner": examples.ACTOR,
            "reader": examples.OTHER_ACTOR,
            "kind": "consent",
            "plan_id": examples.PLAN,
            "category": "work",
            "basis": examples.ITEM,
            "start": examples.DAY,
        }
    ],
    "delivered": [
        {
            "actor": examples.OTHER_ACTOR,
            "category": "work",
            "basis": "consent",
            "times": 2,
            "first": "2026-11-21T09:30:00+01:00",
            "last": "2026-11-22T10:00:00+01:00",
        }
    ],
    "holds": [HOLD],
    "protection": [{"actor": examples.ACTOR, "level": "none", "reason": "Hävd", "on": examples.DAY}],
    "handlers": [],
    "corrections": CORRECTIONS["corrections"],
    "log": [
        {
            "at": "2026-11-21T09:30:00+00:00",
            "actor": examples.OTHER_ACTOR,
            "action": "read-plan",
            "outcome": "read",
            "items": [{"id": examples.ITEM, "category": "work", "basis": examples.ITEM}],
            "by": "caseworker",
            "in_your_name": False,
            "words": "En handläggare hos Höglandets psykiatri läste planen. Det gällde arbete. Grund: samtycke.",
        }
    ],
    "actors": examples.ACTORS,
}
ARCHIVE: Final[dict[str, Any]] = {
    "manifest": {
        "format": archiving.FORMAT,
        "made": examples.DAY,
        "by": {"client": "https://login.eksjo.example.se#portal", "user": "3f6c"},
        "actor": examples.ACTORS[0],
        "plan_id": examples.PLAN,
        "person_id": examples.PERSON,
        "kinds": {"activity": {"items": 1, "versions": 1}},
        "plan_versions": [1],
        "files": [{"name": archiving.ITEMS, "bytes": 412, "sha256": "5e" * 32}],
    },
    "items": [WHOLE],
    "versions": {
        "frozen": [{"n": 1, "item": examples.ITEM, "version": "1.0"}],
        "accepted": [{"n": 1, "on": examples.DAY}],
    },
}


@router.get(
    "/persons/{person}/export",
    tags=["persons"],
    name="export_person",
    **also(
        on_paper(
            documented(
                "Take out everything about oneself",
                "Allt som finns om personen, för personen själv: varje uppgift i alla versioner, samtycken, glapp, vem "
                "som kan ta del, vad som gått vart, hela loggen. Som sida eller på papper med Accept: text/html eller "
                "application/pdf, som räknar det äldsta i en lång logg månad för månad. Everything about the person, "
                "for the person alone; as a page or on paper with Accept: text/html or application/pdf, which counts "
                "the oldest of a long log by month.",
                PersonExport,
                PERSON,
            )
        ),
        "text/html",
        "<!doctype html>",
    ),
)
async def export_person(service: ServiceOf, caller: CallerOf, person: PersonId, request: Request) -> Response:
    export = await exporting.export_person(service.views, service.vault, caller, person)
    if wants_paper(request):
        return answered_paper(await service.typeset(service.draw_export_for_paper(export)), "uppgifter-om-mig", SWEDISH)
    if "text/html" in request.headers.get("accept", ""):
        return Response(service.draw_export(export), media_type="text/html; charset=utf-8")
    return answered_document(export)


@router.get(
    "/plans/{plan}/archive",
    tags=["plans"],
    name="archive_plan",
    **also(
        documented(
            "Take out own items for the archive",
            "Den egna aktörens uppgifter i planen, alla versioner, med en förteckning över filer, kontrollsummor och "
            "antal; om andras bara id. Som zip med Accept: application/zip. One's own actor's items in the plan, every "
            "version, with a manifest; of others' ids alone. As a zip file with Accept: application/zip.",
            PlanArchive,
            ARCHIVE,
        ),
        "application/zip",
        "PK",
    ),
)
async def archive_plan(service: ServiceOf, caller: CallerOf, plan: PlanId, request: Request) -> Response:
    archive = await archiving.archive_plan(service.views, service.vault, caller, plan)
    if "application/zip" in request.headers.get("accept", ""):
        named = {"Content-Disposition": f'attachment; filename="plan-{plan}.zip"'}
        return Response(service.pack(archiving.files_of(archive)), headers=named, media_type="application/zip")
    return answered_document(archive)
