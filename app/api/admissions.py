"""Whose tokens are let in: issuers and their clients, registered as they were shown, stopped at once, started again."""

from contextlib import suppress
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from app.api import administration_models as models
from app.api.administration import added, answered, changed
from app.api.authentication import Base, CallerOf, IfMatch, OnceCallerOf, ServiceOf, version_of
from app.api.contract import documented
from app.api.views import answered_document
from app.usecases import administrating
from app.usecases import registration_commands as commands
from app.usecases.ports import Replayed

router = APIRouter(tags=["administration"])
IssuerId = Annotated[UUID, Path(alias="issuer", description="Utfärdarens id. The issuer's id.")]
ClientId = Annotated[UUID, Path(alias="client", description="Klientens id. The client's id.")]


@router.get(
    "/issuers",
    name="read_issuers",
    **documented(
        "List the issuers",
        "De utfärdare som du administrerar. The issuers that the caller administrates.",
        models.IssuerList,
        {"issuers": [{name: value for name, value in models.ISSUER.items() if name != "version"}]},
    ),
)
async def read_issuers(service: ServiceOf, caller: CallerOf) -> Response:
    return answered_document({"issuers": await administrating.read_all(service.administration, caller, "issuer")})


@router.post(
    "/issuers",
    status_code=201,
    name="register_issuer",
    **documented(
        "Register an issuer",
        "En ny utfärdare av token, så som den visades. A new issuer, as a preview has shown it.",
        models.RegisteredIssuer,
        models.ISSUER,
        status=201,
    ),
)
async def add_issuer(
    service: ServiceOf, caller: OnceCallerOf, base: Base, command: commands.RegisterIssuer
) -> Response:
    built = commands.issuer_as(command, inside=service.settings.inside)
    return await added(service, caller, "issuer", f"{base}/issuers", built, command.preview)


@router.get(
    "/issuers/{issuer}",
    name="read_issuer",
    **documented(
        "Read an issuer",
        "Utfärdaren som den är registrerad. The issuer as it is registered.",
        models.RegisteredIssuer,
        models.ISSUER,
    ),
)
async def read_issuer(service: ServiceOf, caller: CallerOf, issuer: IssuerId) -> Response:
    return await answered(service, caller, "issuer", issuer)


@router.put(
    "/issuers/{issuer}",
    name="change_issuer",
    **documented(
        "Change an issuer",
        "Utfärdaren släpper in så i stället, som det visades. The issuer stands so instead, as a preview has shown it.",
        models.RegisteredIssuer,
        {**models.ISSUER, "version": "2"},
    ),
)
async def change_issuer(
    service: ServiceOf, caller: CallerOf, issuer: IssuerId, command: commands.RegisterIssuer, if_match: IfMatch
) -> Response:
    built = commands.issuer_as(command, issuer, service.settings.inside)
    return await changed(service, caller, "issuer", issuer, built, command.preview, if_match)


@router.post(
    "/issuers/{issuer}/suspension",
    name="stop_issuer",
    **documented(
        "Stop an issuer",
        "Stoppar utfärdaren från och med nästa begäran, överallt. Nobody comes in by it from the next request "
        "on, anywhere.",
        models.RegisteredIssuer,
        {**models.ISSUER, "active": False, "version": "2"},
    ),
)
async def stop_issuer(
    service: ServiceOf, caller: OnceCallerOf, issuer: IssuerId, command: commands.Suspension
) -> Response:
    with suppress(Replayed):
        await administrating.stop(service.administration, caller, "issuer", issuer, command.reason)
    return await answered(service, caller, "issuer", issuer)


@router.post(
    "/issuers/{issuer}/release",
    name="start_issuer",
    **documented(
        "Start an issuer again",
        "Släpper in utfärdaren igen, så som det visades. Lets in by it again, as a preview has shown.",
        models.RegisteredIssuer,
        {**models.ISSUER, "version": "3"},
    ),
)
async def start_issuer(
    service: ServiceOf, caller: OnceCallerOf, issuer: IssuerId, command: commands.Release, if_match: IfMatch
) -> Response:
    version = version_of(if_match)
    with suppress(Replayed):
        await administrating.start(
            service.administration, caller, "issuer", issuer, digest=command.preview, version=version
        )
    return await answered(service, caller, "issuer", issuer)


@router.get(
    "/clients",
    name="read_clients",
    **documented(
        "List the clients",
        "De klienter som du administrerar. The clients that the caller administrates.",
        models.ClientList,
        {"clients": [{name: value for name, value in models.CLIENT.items() if name != "version"}]},
    ),
)
async def read_clients(service: ServiceOf, caller: CallerOf) -> Response:
    return answered_document({"clients": await administrating.read_all(service.administration, caller, "client")})


@router.post(
    "/clients",
    status_code=201,
    name="register_client",
    **documented(
        "Register a client",
        "En ny klient hos en utfärdare, så som den visades. A new client, as a preview has shown it.",
        models.RegisteredClient,
        models.CLIENT,
        status=201,
    ),
)
async def add_client(
    service: ServiceOf, caller: OnceCallerOf, base: Base, command: commands.RegisterClient
) -> Response:
    return await added(service, caller, "client", f"{base}/clients", commands.client_as(command), command.preview)


@router.get(
    "/clients/{client}",
    name="read_client",
    **documented(
        "Read a client",
        "Klienten som den är registrerad. The client as it is registered.",
        models.RegisteredClient,
        models.CLIENT,
    ),
)
async def read_client(service: ServiceOf, caller: CallerOf, client: ClientId) -> Response:
    return await answered(service, caller, "client", client)


@router.put(
    "/clients/{client}",
    name="change_client",
    **documented(
        "Change a client",
        "Klienten släpper in så i stället, som det visades. The client stands so instead, as a preview has shown it.",
        models.RegisteredClient,
        {**models.CLIENT, "version": "2"},
    ),
)
async def change_client(
    service: ServiceOf, caller: CallerOf, client: ClientId, command: commands.RegisterClient, if_match: IfMatch
) -> Response:
    built = commands.client_as(command, client)
    return await changed(service, caller, "client", client, built, command.preview, if_match)


@router.post(
    "/clients/{client}/suspension",
    name="stop_client",
    **documented(
        "Stop a client",
        "Stoppar klienten från och med nästa begäran, överallt. Nobody comes in by it from the next request "
        "on, anywhere.",
        models.RegisteredClient,
        {**models.CLIENT, "active": False, "version": "2"},
    ),
)
async def stop_client(
    service: ServiceOf, caller: OnceCallerOf, client: ClientId, command: commands.Suspension
) -> Response:
    with suppress(Replayed):
        await administrating.stop(service.administration, caller, "client", client, command.reason)
    return await answered(service, caller, "client", client)


@router.post(
    "/clients/{client}/release",
    name="start_client",
    **documented(
        "Start a client again",
        "Släpper in klienten igen, så som det visades. Lets in by it again, as a preview has shown.",
        models.RegisteredClient,
        {**models.CLIENT, "version": "3"},
    ),
)
async def start_client(
    service: ServiceOf, caller: OnceCallerOf, client: ClientId, command: commands.Release, if_match: IfMatch
) -> Response:
    version = version_of(if_match)
    with suppress(Replayed):
        await administrating.start(
            service.administration, caller, "client", client, digest=command.preview, version=version
        )
    return await answered(service, caller, "client", client)
