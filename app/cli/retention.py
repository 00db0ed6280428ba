"""`sip retention`: remove what is due by the rules of retention."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.progress import walking
from app.cli.service import DataDir, Today, settings_with

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from app.domain.actors import Actor
    from app.usecases.retention import Outcome

app = typer.Typer(help="What is removed when its time has come.", no_args_is_help=True)


@app.callback()
def retention() -> None:
    """What is removed when its time has come."""


@app.command()
def run(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would go; everything is undone again.")] = False,
    data_dir: DataDir = None,
    today: Today = None,
) -> None:
    """Remove what is due today: numbers per actor and kind are told, and nobody is named.

    Done in small transactions, each whole: stopped at any moment, it is run again and goes on. What a legal hold keeps
    is kept. Findings that closed two years ago become numbers of nobody, a quarter at a time.

    Example: sip retention run --dry-run
    """
    from app.bootstrap.retention import remover
    from app.bootstrap.service import clock
    from app.usecases import retention as usecase

    settings = settings_with(data_dir, today)

    async def work() -> None:
        async with remover(settings) as opened:
            archive, today = opened.archive, clock(settings)()
            with walking(None, await archive.last()) as show:
                outcome = await usecase.run(archive, today, keep=not dry_run, show=show, forget=opened.forget)
            _tell(await archive.actors(), outcome, dry_run=dry_run)

    asyncio.run(work())


@app.command()
def numbers(data_dir: DataDir = None) -> None:
    """Tell what is left of the findings that are gone: by quarter, rule and county, and of nobody.

    One line a number, to be opened as a table (CSV); a number that could point somebody out is withheld.

    Example: sip retention numbers > findings.csv
    """
    from app.bootstrap.retention import remover

    settings = settings_with(data_dir, None)

    async def work() -> None:
        async with remover(settings) as opened:
            typer.echo("quarter,rule,county,findings")
            for quarter, rule, county, findings in await opened.archive.numbers():
                typer.echo(f"{quarter},{rule},{county},{'withheld' if findings is None else findings}")

    asyncio.run(work())


@app.command()
def begin(
    actor: Annotated[str, typer.Argument(help="The actor's key in the registration file.", show_default=False)],
    start_on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The first day.")],
    data_dir: DataDir = None,
    yes: Annotated[bool, typer.Option("--yes", help="Save without asking.")] = False,
) -> None:
    """Let the worker remove, each night from that day on, what is due of what an actor has.

    Example: sip retention begin eksjo-social-services --on 2027-01-01
    """
    told = f"from {start_on.date()} on, what is due goes each night, and is in the backups alone until they are gone"
    _save(actor, start_on.toordinal(), told, data_dir, yes=yes)


@app.command()
def stop(
    actor: Annotated[str, typer.Argument(help="The actor's key in the registration file.", show_default=False)],
    data_dir: DataDir = None,
    yes: Annotated[bool, typer.Option("--yes", help="Save without asking.")] = False,
) -> None:
    """Let the worker leave what an actor has alone; `sip retention run` removes it all the same.

    Example: sip retention stop eksjo-social-services
    """
    _save(actor, None, "nothing is removed by the worker any more", data_dir, yes=yes)


def _save(actor: str, start_on: int | None, told: str, data_dir: Path | None, *, yes: bool) -> None:
    from app.bootstrap.service import registrar
    from app.usecases.registering import registered

    async def work() -> None:
        async with registrar(settings_with(data_dir)) as keeper:
            known = await registered(keeper, actor)
            typer.echo(f"{known.name}: {told}")
            if not yes:
                typer.confirm("Save?", abort=True)
            await keeper.set_retention(known.id, start_on)

    asyncio.run(work())
    typer.echo("saved")


def _tell(actors: "Mapping[UUID, Actor]", outcome: "Outcome", *, dry_run: bool) -> None:
    names = {id_: actor.name for id_, actor in actors.items()}
    for (owner, kind), amount in sorted(outcome.removed.items(), key=lambda one: (names.get(one[0][0], ""), one[0][1])):
        who = names.get(owner, "the persons themselves")
        typer.echo(f"{who}: {kind}: {amount.items} items in {amount.versions} versions")
    for (owner, kind), items in sorted(outcome.kept.items(), key=lambda one: (names.get(one[0][0], ""), one[0][1])):
        if items:
            who = names.get(owner, "the persons themselves")
            typer.echo(f"{who}: {kind}: {items} items are due and kept: by a hold, or because others need them")
    for quarter, findings in outcome.findings.items():
        typer.echo(f"findings that closed in {quarter}: {findings}")
    items = sum(amount.items for amount in outcome.removed.values())
    verb = "would go" if dry_run else "removed"
    typer.echo(f"{items} items and {sum(outcome.findings.values())} findings {verb}; of {outcome.persons} persons all")
