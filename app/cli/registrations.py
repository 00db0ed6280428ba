"""`sip actors` and `sip clients`: who takes part, and what each client may do."""

from typing import Annotated

import typer

from app.cli.deciding import ActorKey, Reason, Yes, everything, save, stated, stop
from app.cli.service import DataDir, settings_with

actors = typer.Typer(help="Actors and their units: who takes part.", no_args_is_help=True)
clients = typer.Typer(help="Clients: what each may do, and the switch that stops it.", no_args_is_help=True)

OfIssuer = Annotated[str | None, typer.Option("--issuer", help="The issuer's address, if several have such a client.")]


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
    phone: Annotated[str | None, typer.Option(help="The number that persons call, such as 08-465 004 00.")] = None,
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

    entry = stated(
        ActorEntry,
        key=key,
        name=name,
        function=function,
        level=level,
        organisation_number=organisation_number,
        hsa_id=hsa_id,
        municipality_code=municipality_code,
        county_code=county_code,
        phone=phone,
    )
    one = Administered(
        actor=actor_of(entry, actor_id(key)),
        key=key,
        part_of=actor_id(part_of) if part_of else None,
        operator=operator,
    )
    save(settings_with(data_dir), lambda _: one, yes)


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
    from app.usecases.registering import actor_id, client_of, issuer_id
    from app.usecases.registration_fields import ClientFields

    entry = stated(ClientFields, client_id=client_id, source=source, scopes=scope)
    one = client_of(entry, issuer_id(issuer), actor_id(actor) if actor else None)
    save(settings_with(data_dir), lambda _: one, yes)


@actors.command("list")
def list_actors(data_dir: DataDir = None) -> None:
    """List the actors, with their keys.

    Example: sip actors list
    """
    for one in everything("actor", settings_with(data_dir)):
        marks = [
            one["function"],
            one["level"],
            *([one["phone"]] if "phone" in one else []),
            *(["runs the service"] if one.get("operator") else []),
        ]
        typer.echo(f"{one.get('key', one['id'])}: {one['name']} ({', '.join(marks)})")


@clients.command("list")
def list_clients(data_dir: DataDir = None) -> None:
    """List the clients, what they may do, and whether they are let in.

    Example: sip clients list
    """
    for one in everything("client", settings_with(data_dir)):
        whose, may = one.get("actor_name", "the person who signs in"), ", ".join(one["scopes"]) or "nothing"
        told = f"{one['client_id']} of {one['issuer']} may, as {whose}: {may}"
        typer.echo(f"{told}{'' if one['active'] else ' — stopped'}")


@clients.command("stop")
def stop_client(client_id: str, reason: Reason, issuer: OfIssuer = None, data_dir: DataDir = None) -> None:
    """Stop a client: from its next request on it is refused, by every process. It is done at once.

    Example: sip clients stop case-system --reason key-leaked
    """
    from app.usecases.administrating_by_command import the_client

    stop("client", the_client(client_id, issuer), reason, settings_with(data_dir))


@clients.command("start")
def start_client(client_id: str, issuer: OfIssuer = None, data_dir: DataDir = None, yes: Yes = False) -> None:
    """Let a client in again; shows whom that lets in before it is saved.

    Example: sip clients start case-system
    """
    from app.usecases.administrating_by_command import started, the_client

    save(settings_with(data_dir), started(the_client(client_id, issuer)), yes, act="release")
