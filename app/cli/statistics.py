"""`sip statistics`: make a quarter's tables by hand, or correct them."""

import asyncio
from typing import Annotated

import typer

from app.cli.progress import walking
from app.cli.service import DataDir, Today, settings_with

app = typer.Typer(help="Coordination bodies' statistics.", no_args_is_help=True)


@app.callback()
def statistics() -> None:
    """Coordination bodies' statistics."""


@app.command()
def make(
    quarter: Annotated[str, typer.Option(help="The quarter, as 2026-Q3.", show_default=False)],
    anew: Annotated[
        bool, typer.Option("--anew", help="Correct what has been made: a new edition, if it tells anything else.")
    ] = False,
    data_dir: DataDir = None,
    today: Today = None,
) -> None:
    """Make the statistics of a quarter that has ended, for every coordination body.

    The worker does it by itself for the last one. What has been made stands: a correction is a new edition.

    Example: sip statistics make --quarter 2026-Q3
    """
    from app.bootstrap.service import clock
    from app.bootstrap.statistics import statistics_maker
    from app.domain.quarters import Quarter
    from app.usecases import statistics

    asked = Quarter.read(quarter)
    settings = settings_with(data_dir, today)

    async def work() -> statistics.Made | None:
        async with statistics_maker(settings) as maker:
            with walking(None, await maker.lives.last()) as show:
                return await statistics.make(maker, asked, clock(settings)(), anew=anew, show=show)

    made = asyncio.run(work())
    if made is None:
        typer.echo(f"{asked}: nothing to make; it stands as it was made, is being made, or no body is there to be told")
    else:
        typer.echo(f"{asked}: edition {made.edition} for {len(made.documents)} coordination bodies")
