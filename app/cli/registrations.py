"""`sip actors`, `sip issuers` and `sip clients`: who is let in, shown before it is saved, stopped at once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.service import DataDir, settings_with
from app.domain.errors import FieldError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from app.settings import Settings
    from app.usecases.administrating import Build
    from app.usecases.administrating_by_command import Find
    from app.usecases.administration_ports import Administration

actors = typer.Typer(help="Actors and their units: who takes part.", no_args_is_help=True)
issuers = typer.Typer(help="Issuers: whose tokens are believed.", no_args_is_help=True)
clients = typer.Typer(help="Clients: what each may do, and the switch that stops it.", no_args_is_help=True)

Yes = Annotated[bool, typer.Option("--yes", help="Save without asking.")]
Reason = Annotated[str, typer.Option(help="Why, by code: key-leaked, misuse, fault, moved or ended.")]
OfIssuer = Annotated[str | None, typer.Option("--issuer", help="The issuer's address, if several have such a client.")]
ActorKey = Annotated[str | None, typer.Option(help="The actor's key.")]


@actors.command("add")
def add_actor(
    key: Annotated[str, typer.Argument(help="What the actor is called in files and commands; it never changes.")],
    name: Annotated[str, typer.Option(help="What people call it.")],
    function: Annotated[str, typer.Option(help="A code of the list function, such as social-services.")],
    level: Annotated[str, typer.Option(help="municipality, region, state, civil-society or business.")],
    organisation_number: Annotated[str | None, typer.Option(help="With hyphen.")] = None,
    hsa_id: Annotated[str | None, typer.Option(help="Of the unit in health care.")] = None,
    municipality_code: Annotated[str | None, typer.Option(help="Four digits.")] = None,
    county_code: Annotated[str | None, typer.Option(help="Two digits.")] = None,
    part_of: Annotated[str | None, typer.Option(help="The key of the actor that it is a unit of.")] = None,
    operator: Annotated[bool, typer.Option("--operator", help="Its administrators register for everybody.")] = False,
    data_dir: DataDir = None,
    yes: Yes = False,
) -> None:
    """Add or change an actor, or a unit of one; shows what comes of it before it is saved.

    Example: sip actors add eksjo-social --name "Eksjö, socialtjänsten" --function social-services
    --level municipality --municipality-code 0686
    """
    from app.domain.registrations import Administered
    from app.usecases.registering import ActorEntry, actor_id, actor_of

    entry = _stated(
        ActorEntry,
        key=key,
        name=name,
        function=function,
        level=level,
        organisation_number=organisation_number,
        hsa_id=hsa_id,
        municipality_code=municipality_code,
        county_code=county_code,
    )
    one = Administered(
        actor=actor_of(entry, actor_id(key)),
        key=key,
        part_of=actor_id(part_of) if part_of else None,
        operator=operator,
    )
    _save(settings_with(data_dir), lambda _: one, yes)


@issuers.command("add")
def add_issuer(
    url: Annotated[str, typer.Argument(help="The address that stands in its tokens as iss.")],
    kind: Annotated[str, typer.Option(help="system, workforce or person.")],
    audience: Annotated[str, typer.Option(help="What has to stand in its tokens as aud.")],
    jwks_uri: Annotated[str, typer.Option(help="Where its keys are.")],
    algorithm: Annotated[list[str], typer.Option(help="One that it signs with; may be given several times.")],
    actor: ActorKey = None,
    role_claim: Annotated[str | None, typer.Option(help="Where the roles stand, if not in roles.")] = None,
    identity_claim: Annotated[str | None, typer.Option(help="Where the identity number of a person stands.")] = None,
    data_dir: DataDir = None,
    yes: Yes = False,
) -> None:
    """Add or change an issuer of tokens; shows what it lets in before it is saved.

    Example: sip issuers add https://id.eksjo.example.se --kind workforce --actor eksjo-social --algorithm ES256
    --audience https://sip.example.se/sip-api/v1 --jwks-uri https://id.eksjo.example.se/jwks
    """
    from app.usecases.registering import IssuerFields, actor_id, issuer_of

    claims = {"role_claim": role_claim, "identity_claim": identity_claim}
    entry = _stated(
        IssuerFields,
        url=url,
        kind=kind,
        audience=audience,
        jwks_uri=jwks_uri,
        algorithms=algorithm,
        **{name: value for name, value in claims.items() if value is not None},
    )
    one = issuer_of(entry, actor_id(actor) if actor else None)
    _save(settings_with(data_dir), lambda _: one, yes)


@clients.command("add")
def add_client(
    client_id: Annotated[str, typer.Argument(help="What it is called at its issuer.")],
    issuer: Annotated[str, typer.Option(help="The issuer's address.")],
    scope: Annotated[list[str], typer.Option(help="What it may, such as sip.read; may be given several times.")],
    actor: ActorKey = None,
    source: Annotated[str | None, typer.Option(help="The name under which a system's facts are kept.")] = None,
    data_dir: DataDir = None,
    yes: Yes = False,
) -> None:
    """Add or change a client of an issuer; shows whom it lets in, as whom and to do what, before it is saved.

    Example: sip clients add case-system --issuer https://id.example.se --actor eksjo-social --source eksjo
    --scope sip.lookup --scope sip.read --scope sip.write
    """
    from app.usecases.registering import ClientFields, actor_id, client_of, issuer_id

    entry = _stated(ClientFields, client_id=client_id, source=source, scopes=scope)
    one = client_of(entry, issuer_id(issuer), actor_id(actor) if actor else None)
    _save(settings_with(data_dir), lambda _: one, yes)


@actors.command("list")
def list_actors(data_dir: DataDir = None) -> None:
    """List the actors, with their keys.

    Example: sip actors list
    """
    for one in _everything("actor", settings_with(data_dir)):
        marks = [one["function"], one["level"], *(["runs the service"] if one.get("operator") else [])]
        typer.echo(f"{one.get('key', one['id'])}: {one['name']} ({', '.join(marks)})")


@issuers.command("list")
def list_issuers(data_dir: DataDir = None) -> None:
    """List the issuers, whose they are, and whether they are let in.

    Example: sip issuers list
    """
    for one in _everything("issuer", settings_with(data_dir)):
        whose = one.get("actor_name", "nobody's own")
        typer.echo(f"{one['url']} ({one['kind']}, {whose}){'' if one['active'] else ' — stopped'}")


@clients.command("list")
def list_clients(data_dir: DataDir = None) -> None:
    """List the clients, what they may do, and whether they are let in.

    Example: sip clients list
    """
    for one in _everything("client", settings_with(data_dir)):
        whose, may = one.get("actor_name", "the person who signs in"), ", ".join(one["scopes"]) or "nothing"
        told = f"{one['client_id']} of {one['issuer']} may, as {whose}: {may}"
        typer.echo(f"{told}{'' if one['active'] else ' — stopped'}")


@clients.command("stop")
def stop_client(client_id: str, reason: Reason, issuer: OfIssuer = None, data_dir: DataDir = None) -> None:
    """Stop a client: from its next request on it is refused, by every process. It is done at once.

    Example: sip clients stop case-system --reason key-leaked
    """
    from app.usecases.administrating_by_command import the_client

    _stop("client", the_client(client_id, issuer), reason, settings_with(data_dir))


@issuers.command("stop")
def stop_issuer(url: str, reason: Reason, data_dir: DataDir = None) -> None:
    """Stop an issuer: none of its tokens is believed from the next request on. It is done at once.

    Example: sip issuers stop https://id.eksjo.example.se --reason key-leaked
    """
    from app.usecases.administrating_by_command import the_issuer

    _stop("issuer", the_issuer(url), reason, settings_with(data_dir))


@clients.command("start")
def start_client(client_id: str, issuer: OfIssuer = None, data_dir: DataDir = None, yes: Yes = False) -> None:
    """Let a client in again; shows whom that lets in before it is saved.

    Example: sip clients start case-system
    """
    from app.usecases.administrating_by_command import started, the_client

    _save(settings_with(data_dir), started(the_client(client_id, issuer)), yes, act="release")


@issuers.command("start")
def start_issuer(url: str, data_dir: DataDir = None, yes: Yes = False) -> None:
    """Let an issuer in again; shows whom that lets in before it is saved.

    Example: sip issuers start https://id.eksjo.example.se
    """
    from app.usecases.administrating_by_command import started, the_issuer

    _save(settings_with(data_dir), started(the_issuer(url)), yes, act="release")


def _stated(model: "type[BaseModel]", **said: Any) -> Any:
    """What the options say, as the model. FieldError names the first option that is not what it has to be."""
    from pydantic import ValidationError

    try:
        return model.model_validate(said)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise FieldError(str(first["loc"][0]), str(first["msg"])) from None


def _save(settings: "Settings", build: "Build", yes: bool, act: str = "registration") -> None:
    from app.bootstrap.service import clock
    from app.usecases import administrating_by_command as by_command

    async def work(administration: "Administration") -> None:
        preview = await by_command.show(administration, build, clock(settings)())
        for line in _told(preview):
            typer.echo(line)
        if not yes:
            typer.confirm("Save?", abort=True)
        await by_command.save(administration, build, preview["digest"], clock(settings)(), act)
        typer.echo("saved")

    _run(settings, work)


def _told(preview: dict[str, Any]) -> "Iterator[str]":
    """What is shown, in lines: the registration, what it takes the place of, whom it lets in, what to look at."""
    before = preview.get("replaces", {})
    for name, value in preview["becomes"].items():
        was = f" (was {_said(before[name])})" if name in before and before[name] != value else ""
        yield f"{name.replace('_', ' ')}: {_said(value)}{was}"
    yield from (f"{name}: none (was {_said(before[name])})" for name in before if name not in preview["becomes"])
    yield from preview["words"]["en"]
    yield from (f"look twice: {one['en']}" for one in preview["warnings"])


def _said(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _stop(kind: str, find: "Find", reason: str, settings: "Settings") -> None:
    from app.domain.labels import LABELS_EN
    from app.usecases import administrating_by_command as by_command

    if reason not in LABELS_EN["suspension-reason"]:
        raise FieldError("--reason", f"use one of {', '.join(LABELS_EN['suspension-reason'])}")

    async def work(administration: "Administration") -> None:
        await by_command.stop(administration, kind, find, reason)
        typer.echo(f"stopped; sip {kind}s start lets it in again")

    _run(settings, work)


def _everything(kind: str, settings: "Settings") -> list[dict[str, Any]]:
    from app.usecases import administrating_by_command as by_command

    found: list[dict[str, Any]] = []

    async def work(administration: "Administration") -> None:
        found.extend(await by_command.everything(administration, kind))

    _run(settings, work)
    return found


def _run(settings: "Settings", work: "Callable[[Administration], Awaitable[None]]") -> None:
    from app.bootstrap.service import administration

    async def opened() -> None:
        async with administration(settings) as open_:
            await work(open_)

    asyncio.run(opened())
