"""`sip pace`: how many new cards a week an actor's caseworkers take."""

import asyncio
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.service import DataDir, settings_with
from app.domain.errors import FieldError

if TYPE_CHECKING:
    from app.domain.pace import Pace


def pace(
    actor: Annotated[str, typer.Argument(help="The actor's key in the registration file.", show_default=False)],
    start_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day the service is taken into use; before it is the backlog."),
    ] = None,
    cards_per_caseworker: Annotated[int | None, typer.Option(help="New cards per caseworker and week.")] = None,
    caseworkers: Annotated[int | None, typer.Option(help="How many caseworkers share the worklist.")] = None,
    off: Annotated[bool, typer.Option("--off", help="Take the pace away: everything is shown at once.")] = False,
    data_dir: DataDir = None,
    yes: Annotated[bool, typer.Option("--yes", help="Save without asking.")] = False,
) -> None:
    """Set how fast an actor's worklist fills; shows what that does before it is saved.

    Example: sip pace eksjo-social-services --start-on 2026-12-01 --cards-per-caseworker 8 --caseworkers 5
    """
    from app.bootstrap.service import registrar
    from app.usecases.registering import registered

    if off and (start_on, cards_per_caseworker, caseworkers) != (None, None, None):
        raise FieldError("--off", "takes the pace away; leave the other options out")
    chosen = None if off else _chosen(start_on, cards_per_caseworker, caseworkers)

    async def work() -> None:
        async with registrar(settings_with(data_dir)) as keeper:
            known = await registered(keeper, actor)
            typer.echo(known.name)
            typer.echo(_told(chosen))
            if not yes:
                typer.confirm("Save?", abort=True)
            await keeper.set_pace(known.id, chosen)

    asyncio.run(work())
    typer.echo("saved")


def _chosen(start_on: datetime | None, cards_per_caseworker: int | None, caseworkers: int | None) -> "Pace":
    from app.domain.pace import Pace

    if start_on is None or cards_per_caseworker is None or caseworkers is None:
        options = {"start-on": start_on, "cards-per-caseworker": cards_per_caseworker, "caseworkers": caseworkers}
        missing = ", ".join(f"--{name}" for name, value in options.items() if value is None)
        raise FieldError(missing, "is missing; a pace has all three, and --off takes it away")
    return Pace(start_on=start_on.toordinal(), cards_per_caseworker=cards_per_caseworker, caseworkers=caseworkers)


def _told(pace: "Pace | None") -> str:
    """What it does, in lines."""
    if pace is None:
        return "has no pace any longer: every card is in the worklist at once"
    day = date.fromordinal(pace.start_on)
    return "\n".join((
        f"lets at most {pace.budget} new cards a week into the worklist, {pace.cards_per_caseworker} for each of "
        f"{pace.caseworkers} caseworkers",
        f"what opened before {day} waits for its turn, after what is new in the week; the most urgent first",
        "never waits: a gap of critical severity, and one that becomes critical from that day on",
        "what waits is counted in the worklist, and can be read and taken in at any time",
    ))  # fmt: skip
