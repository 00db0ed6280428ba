"""`sip audit`: hold the log against its seals."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.progress import counting
from app.cli.service import DataDir, settings_with

if TYPE_CHECKING:
    from app.settings import Settings
    from app.usecases.sealing import Verified

SHOWN = 20
"""Faults that get a line; of the others only the number is told."""
app = typer.Typer(help="The log and its seals.", no_args_is_help=True)


@app.callback()
def audit() -> None:
    """The log and its seals."""


@app.command()
def verify(
    head: Annotated[
        Path | None, typer.Option(help="The head to hold it against; else the one in SIP_AUDIT_HEAD.")
    ] = None,
    without_head: Annotated[
        bool, typer.Option("--without-head", help="Do without: what has been cut off at the end is not found.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Find every row of the log that has been changed, removed or inserted, and what has been cut off.

    Nothing is written, and nobody is held up. A line for each block that is not as it was sealed. Ends with 0 when
    all is as it was sealed, with 1 when something is not, and with 3 when the database went away.

    Example: sip audit verify --head copies/audit-head
    """
    raise typer.Exit(asyncio.run(_verify(settings_with(data_dir), head, without_head=without_head)))


async def _verify(settings: "Settings", head: Path | None, *, without_head: bool) -> int:
    from app.bootstrap.sealing import sealer
    from app.bootstrap.service import AWAY
    from app.usecases.sealing import verify as verified

    async with sealer(settings, head) as opened:
        heads = {} if without_head else opened.head.seals()
        try:
            with counting("rows", opened.log.count()) as show:
                found = verified(opened.log, opened.keys(), heads, show)
        except AWAY as error:
            print(f"not the end: the database does not answer ({type(error).__name__})", file=sys.stderr)
            return 3
    _tell(found, len(heads))
    return 1 if found.faults else 0


def _tell(found: "Verified", heads: int) -> None:
    for fault in found.faults[:SHOWN]:
        typer.echo(str(fault))
    if len(found.faults) > SHOWN:
        typer.echo(f"and {len(found.faults) - SHOWN} more")
    verdict = f"{len(found.faults)} not as sealed" if found.faults else "all as sealed"
    compared = f"held against {heads} lines of the head" if heads else "without a head: the end may have been cut off"
    since = f", the oldest of {found.unsealed.since:%Y-%m-%d %H:%M:%S} UTC" if found.unsealed.since else ""
    typer.echo(f"{found.rows} rows in {found.blocks} blocks: {verdict}; {compared}")
    typer.echo(f"{found.unsealed.count} rows not sealed yet{since}")
