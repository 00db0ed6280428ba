"""Administration: what a registration lets in is shown first; actors and their units; every version of each."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from app.api import administration_models as models
from app.api.authentication import Base, CallerOf, IfMatch, OnceCallerOf, ServiceOf, version_of
from app.api.contract import documented
from app.api.views import answered_document
from app.domain.errors import NotFound
from app.usecases import administrating
from app.usecases import registration_commands as commands
from app.usecases.ports import Caller, Replayed

router = APIRouter(tags=["administration"])
ActorId = Annotated[UUID, Path(alias="actor", description="Aktörens id. The actor's id.")]
RegistrationId = Annotated[UUID, Path(alias="registration", description="Registreringens id. The registration's id.")]


@router.post(
    "/registrations/previews",
    name="preview_registration",
    **documented(
        "See what a registration lets in",
        "Visar vilka token som skulle släppas in, som vem och med vilka behörigheter, hur många personer aktören når, "
        "vad som ersätts och vad som bör ses över; inget sparas. Shows whose tokens would be let in, as whom, to do "
        "what, how many persons the actor reaches, what is replaced, and what to look at twice. Nothing is saved.",
        models.PreviewView,
        models.PREVIEW,
    ),
)
async def preview(service: ServiceOf, caller: OnceCallerOf, proposal: commands.Proposal) -> Response:
    asking = Caller(principal=caller.principal, today=caller.today, request_id=caller.request_id)
    changed = proposal.replaces or proposal.release
    return answered_document(
        await administrating.show(service.administration, asking, proposal.build(service.settings.inside), changed)
    )


@router.get(
    "/registrations/{registration}/history",
    name="registration_history",
    **documented(
        "A registration's history",
        "Varje lydelse av en registrering: vem som gav den den, och när. Each version: who made it so, and when.",
        models.RegistrationHistory,
        {
            "versions": [
                {"version": "1", "at": "2026-11-21T09:12:00+00:00", "by_command": True, "document": {"id": "1"}}
            ]
        },
    ),
)
async def history(service: ServiceOf, caller: CallerOf, registration: RegistrationId) -> Response:
    found = await administrating.read_history(service.administration, caller, "registration", registration)
    return answered_document({"versions": found})


@router.post(
    "/actors",
    status_code=201,
    name="register_actor",
    **documented(
        "Register an actor",
        "En ny aktör; av den som administrerar för tjänstens driftansvariga. A new actor; by administrators of the "
        "service's operator.",
        models.AdministeredActor,
        models.ACTOR,
        status=201,
    ),
)
async def add_actor(service: ServiceOf, caller: OnceCallerOf, base: Base, command: commands.RegisterActor) -> Response:
    return await added(service, caller, "actor", f"{base}/actors", commands.actor_as(command), command.preview)


@router.get(
    "/actors/{actor}",
    name="read_actor",
    **documented(
        "An actor as administrators have it",
        "Aktören med nyckel och version; för den som administrerar den. With key and version, for its administrators.",
        models.AdministeredActor,
        models.ACTOR,
    ),
)
async def read_actor(service: ServiceOf, caller: CallerOf, actor: ActorId) -> Response:
    return await answered(service, caller, "actor", actor)


@router.put(
    "/actors/{actor}",
    name="change_actor",
    **documented(
        "Change an actor",
        "Aktören heter så i stället; var den finns och vad den gör ändrar bara driftens administratörer. Its own "
        "administrators change its name and HSA id; the operator's also where it is and what it does.",
        models.AdministeredActor,
        {**models.ACTOR, "version": "2"},
    ),
)
async def change_actor(
    service: ServiceOf, caller: CallerOf, actor: ActorId, command: commands.RegisterActor, if_match: IfMatch
) -> Response:
    built = commands.actor_as(command, actor)
    return await changed(service, caller, "actor", actor, built, command.preview, if_match)


@router.get(
    "/actors/{actor}/units",
    name="read_units",
    **documented(
        "List an actor's units",
        "Aktörens enheter. The units of the actor.",
        models.UnitList,
        {"units": [{name: value for name, value in models.UNIT.items() if name != "version"}]},
    ),
)
async def read_units(service: ServiceOf, caller: CallerOf, actor: ActorId) -> Response:
    everybody = await administrating.read_all(service.administration, caller, "actor")
    if all(one["id"] != str(actor) for one in everybody):
        raise NotFound("you administrate no such actor")
    return answered_document({"units": [one for one in everybody if one.get("part_of") == str(actor)]})


@router.post(
    "/actors/{actor}/units",
    status_code=201,
    name="register_unit",
    **documented(
        "Register a unit",
        "En ny enhet hos aktören; den finns där aktören finns. A new unit of the actor; it is where the actor is.",
        models.AdministeredActor,
        models.UNIT,
        status=201,
    ),
)
async def add_unit(
    service: ServiceOf, caller: OnceCallerOf, base: Base, actor: ActorId, command: commands.RegisterUnit
) -> Response:
    return await added(service, caller, "actor", f"{base}/actors", commands.unit_as(command, actor), command.preview)


async def added(
    service: ServiceOf, caller: Caller, kind: str, address: str, build: administrating.Build, digest: str
) -> Response:
    """The new registration, or what the same request made before."""
    try:
        made = await administrating.register(service.administration, caller, build, digest=digest)
    except Replayed as before:
        made = before.item_id
    response = await answered(service, caller, kind, made)
    response.status_code = 201
    response.headers["Location"] = f"{address}/{made}"
    return response


async def changed(
    service: ServiceOf,
    caller: Caller,
    kind: str,
    which: UUID,
    build: administrating.Build,
    digest: str,
    if_match: str,
) -> Response:
    """The registration as it stands after the change."""
    version = version_of(if_match)
    await administrating.read(service.administration, caller, kind, which)
    await administrating.register(service.administration, caller, build, digest=digest, version=version)
    return await answered(service, caller, kind, which)


async def answered(service: ServiceOf, caller: Caller, kind: str, which: UUID) -> Response:
    """The registration as it stands."""
    asking = Caller(principal=caller.principal, today=caller.today, request_id=caller.request_id)
    found = await administrating.read(service.administration, asking, kind, which)
    return answered_document(found, version=found["version"])
