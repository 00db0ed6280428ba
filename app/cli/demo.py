"""`sip demo` and `sip sign-in`: a small county with twelve lives in it, on this machine."""

import asyncio
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from app.demo.demonstration import Demonstration

FOLDER: Final = Path(".sip/demo")
DAY: Final = datetime(2026, 11, 21)  # noqa: DTZ001 - a civil day; typer has no type for one
INTERRUPTED: Final = 130
Folder = Annotated[Path, typer.Option("--data-dir", help="Where everything of the demonstration is kept.")]


def demo(
    today: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day on which it is played.")] = DAY,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The API's port, or the first free one after it.")] = 8000,
    data_dir: Folder = FOLDER,
    once: Annotated[bool, typer.Option("--once", help="Tell, print, stop everything and end.")] = False,
) -> None:
    """Start everything, tell twelve lives through the API and print where to look; Ctrl-C stops it all.

    Started again, it goes on with what is there.

    Example: sip demo --port 8000
    """
    sys.exit(asyncio.run(_run(data_dir, today.date(), port, once=once)))


def sign_in(
    who: Annotated[str, typer.Argument(help="The short name of a unit or a person, as the demonstration lists them.")],
    data_dir: Folder = FOLDER,
) -> None:
    """Sign in to the running demonstration, and print the access token; it is valid for an hour.

    Example: sip sign-in eksjo-social-services
    """
    from app.demo.signing_in import token_for

    typer.echo(token_for(data_dir, who))


async def _run(folder: Path, today: date, port: int, *, once: bool) -> int:
    from app.cli.demo_output import Output
    from app.demo.demonstration import demonstration
    from app.demo.ending import end_on_signals
    from app.demo.stories import read_stories
    from app.demo.telling import tell_all

    end_on_signals()
    stories, output, lives = read_stories(), Output(None if folder == FOLDER else folder), {}
    try:
        with output.working(len(stories)):
            async with demonstration(folder, stories, today, port, output.step) as running:
                output.step("Tolv liv berättas genom API:et, varje part för sig …")
                async for told in tell_all(running, stories):
                    await output.story(running, told)
                    lives[told.story.key] = told
                output.told()
                output.addresses(running, lives)
                if not once:
                    await _stay(running)
    except asyncio.CancelledError:
        output.step("Allt är stoppat.")
        return 0 if len(lives) == len(stories) and not once else INTERRUPTED
    output.step("Allt är stoppat.")
    return 0


async def _stay(running: "Demonstration") -> None:
    while True:
        running.check()
        await asyncio.sleep(0.5)
