"""`sip issuers`: whose tokens are believed, and how their claims are read."""

from typing import Annotated

import typer

from app.cli.deciding import ActorKey, Reason, Yes, everything, save, stated, stop
from app.cli.service import DataDir, settings_with
from app.domain.errors import FieldError

issuers = typer.Typer(help="Issuers: whose tokens are believed.", no_args_is_help=True)


@issuers.command("add")
def add_issuer(
    url: Annotated[str, typer.Argument(help="The address that stands in its tokens as iss.")],
    kind: Annotated[str, typer.Option(help="system, workforce or person.")],
    audience: Annotated[str, typer.Option(help="What has to stand in its tokens as aud.")],
    jwks_uri: Annotated[str, typer.Option(help="Where its keys are.")],
    algorithm: Annotated[list[str], typer.Option(help="One that it signs with; may be given several times.")],
    actor: ActorKey = None,
    unit: Annotated[
        list[str] | None, typer.Option(help="The key of a further actor of its users; several times.")
    ] = None,
    organisation_claim: Annotated[str | None, typer.Option(help="Where the organisation number stands.")] = None,
    unit_claim: Annotated[str | None, typer.Option(help="Where the HSA id stands, which says whose a user is.")] = None,
    role_claim: Annotated[str | None, typer.Option(help="Where the roles stand, if not in roles.")] = None,
    role_name: Annotated[
        list[str] | None, typer.Option(help="Its role and ours, as Chef=manager; several times.")
    ] = None,
    identity_claim: Annotated[str | None, typer.Option(help="Where the identity number of a person stands.")] = None,
    assurance_claim: Annotated[
        str | None, typer.Option(help="Where the level of assurance stands, if not in acr.")
    ] = None,
    assurance: Annotated[
        list[str] | None, typer.Option(help="A level that lets in, best first; several times.")
    ] = None,
    any_sign_in: Annotated[bool, typer.Option("--any-sign-in", help="Ask for no level: for trying only.")] = False,
    assurance_for: Annotated[
        list[str] | None, typer.Option(help="A scope and a level it asks besides, as sip.write=loa4; several times.")
    ] = None,
    proof_required: Annotated[
        bool, typer.Option("--proof-required", help="Only tokens bound to a key (DPoP).")
    ] = False,
    data_dir: DataDir = None,
    yes: Yes = False,
) -> None:
    """Add or change an issuer of tokens; shows what it lets in before it is saved.

    Example: sip issuers add https://id.eksjo.example.se --kind workforce --actor eksjo-social --algorithm ES256
    --audience https://sip.example.se/sip-api/v1 --jwks-uri https://id.eksjo.example.se/jwks
    """
    from app.usecases.registering import actor_id, issuer_of
    from app.usecases.registration_fields import IssuerFields

    if any_sign_in and assurance:
        raise FieldError("--any-sign-in", "asks for no level, and --assurance for some; leave one of them out")
    said_besides = {
        "organisation_claim": organisation_claim,
        "unit_claim": unit_claim,
        "role_claim": role_claim,
        "role_names": {theirs: ours for theirs, (ours, *_) in _pairs("--role-name", role_name).items()},
        "identity_claim": identity_claim,
        "assurance_claim": assurance_claim,
        "assurance": [] if any_sign_in else assurance or None,
        "assurance_for": _pairs("--assurance-for", assurance_for),
    }
    entry = stated(
        IssuerFields,
        url=url,
        kind=kind,
        audience=audience,
        jwks_uri=jwks_uri,
        algorithms=algorithm,
        proof_required=proof_required,
        **{name: value for name, value in said_besides.items() if value is not None},
    )
    one = issuer_of(entry, actor_id(actor) if actor else None, [actor_id(key) for key in unit or ()])
    save(settings_with(data_dir), lambda _: one, yes)


@issuers.command("list")
def list_issuers(data_dir: DataDir = None) -> None:
    """List the issuers, whose they are, and whether they are let in.

    Example: sip issuers list
    """
    for one in everything("issuer", settings_with(data_dir)):
        whose = one.get("actor_name", "nobody's own")
        typer.echo(f"{one['url']} ({one['kind']}, {whose}){'' if one['active'] else ' — stopped'}")


@issuers.command("stop")
def stop_issuer(url: str, reason: Reason, data_dir: DataDir = None) -> None:
    """Stop an issuer: none of its tokens is believed from the next request on. It is done at once.

    Example: sip issuers stop https://id.eksjo.example.se --reason key-leaked
    """
    from app.usecases.administrating_by_command import the_issuer

    stop("issuer", the_issuer(url), reason, settings_with(data_dir))


@issuers.command("start")
def start_issuer(url: str, data_dir: DataDir = None, yes: Yes = False) -> None:
    """Let an issuer in again; shows whom that lets in before it is saved.

    Example: sip issuers start https://id.eksjo.example.se
    """
    from app.usecases.administrating_by_command import started, the_issuer

    save(settings_with(data_dir), started(the_issuer(url)), yes, act="release")


def _pairs(option: str, said: list[str] | None) -> dict[str, list[str]]:
    """What is said of each name, in order. FieldError for what is not name=value."""
    found: dict[str, list[str]] = {}
    for one in said or ():
        name, is_, value = one.partition("=")
        if not (name and is_ and value):
            raise FieldError(option, f"{one} is not name=value")
        found.setdefault(name, []).append(value)
    return found
