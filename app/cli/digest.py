"""`sip digest`: the letter in the morning."""

import asyncio
from typing import Annotated

import typer

from app.cli.service import DataDir, Today, settings_with

app = typer.Typer(help="The letter in the morning, for caseworkers who have asked for it.", no_args_is_help=True)


@app.callback()
def digest() -> None:
    """The letter in the morning, for caseworkers who have asked for it."""


@app.command()
def send(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell how many would get one; nothing is sent.")] = False,
    data_dir: DataDir = None,
    today: Today = None,
) -> None:
    """Send the letters of today now, whatever the hour, as the worker does in the morning: nobody gets two.

    Example: sip digest send --dry-run
    """
    from app.bootstrap.digest import morning
    from app.bootstrap.service import clock
    from app.domain.errors import SettingError
    from app.usecases import digesting

    settings = settings_with(data_dir, today)
    if not dry_run and settings.mail_server is None:
        raise SettingError(
            "SIP_SMTP_URL: is needed to send letters; name the mail server, as smtps://user:password@host"
        )

    async def work() -> None:
        async with morning(settings) as opened:
            day = clock(settings)()
            if day not in opened.calendar:
                typer.echo("today is no working day, on which nobody gets a letter")
            elif dry_run:
                to_write, nothing_waits = await digesting.due(opened, day)
                typer.echo(f"{len(to_write)} would get a letter; nothing waits for {len(nothing_waits)} more")
            else:
                outcome = await digesting.send(opened, day)
                typer.echo(f"{outcome.sent} letters were sent; {outcome.refused} were refused, {outcome.later} for now")
                if outcome.away is not None:
                    raise SettingError(f"SIP_SMTP_URL: the mail server does not take letters ({outcome.away})")

    asyncio.run(work())
