"""`sip keys`: rotate the keys, destroy a person's, and tell which ones there are."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID, uuid4

import typer

from app.cli.progress import counting
from app.cli.service import DataDir, settings_with

if TYPE_CHECKING:
    from app.settings import Settings
    from app.usecases.destroying_keys import DestroyKey

app = typer.Typer(help="The keys that seal what identifies a person.", no_args_is_help=True)


@app.callback()
def keys() -> None:
    """The keys that seal what identifies a person."""


@app.command()
def rotate(
    persons: Annotated[
        bool, typer.Option("--persons", help="Give every person a new key, too, and seal anew what it seals.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Change the master key, the key that finds persons by their numbers, and the key of the log's seal.

    The service goes on meanwhile: everybody is found and read at every moment. Before it, give every process the new
    master key in front of the one in use, SIP_MASTER_KEY=new,old; after it, the new one alone. The embedded
    database's key file is seen to by the command. What was interrupted goes on when it is run again.

    Example: SIP_MASTER_KEY="$(openssl rand -hex 32),$SIP_MASTER_KEY" sip keys rotate
    """
    raise typer.Exit(asyncio.run(_rotate(settings_with(data_dir), persons=persons)))


async def _rotate(settings: "Settings", *, persons: bool) -> int:
    from app.bootstrap.keeping import keeper
    from app.bootstrap.service import AWAY, database

    async with database(settings) as url, keeper(settings, url) as keeping:
        rotator = keeping.rotator
        begun, rotation = rotator.unfinished(), keeping.store.under_way()
        if begun:
            typer.echo("going on with what was begun")
        else:
            keeping.new_master()
        try:
            with counting("keys and persons", keeping.store.count() + rotator.persons.count()) as show:
                done = await asyncio.to_thread(rotator.rotate, persons=persons, request_id=str(uuid4()), show=show)
        except AWAY as error:
            print(f"not the end: the database does not answer ({type(error).__name__}); run it again", file=sys.stderr)
            return 3
        keeping.only_new_master()
    typer.echo(f"all keys are under the new master key; {done.persons} persons were moved or sealed anew")
    if begun and persons and not (rotation and rotation.persons):
        typer.echo("a rotation that had begun was ended; for new keys of persons, rotate anew with --persons")
    for key, count in done.kept.items():
        typer.echo(f"{count} persons whose keys are destroyed are still found by the earlier key {key}")
    if settings.master_key is not None:
        typer.echo("set SIP_MASTER_KEY to the new key alone, for every process; then destroy the old one")
    return 0


@app.command()
def destroy(
    person: Annotated[UUID, typer.Argument(help="The person's id.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept. No names and no numbers.")],
    decision: Annotated[
        str | None, typer.Option(help="Retention's decision, where the person's case is not closed.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Destroy without asking.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Destroy a person's key: name, contact and identity number can never be read again, in no backup either.

    It takes a person all of whose plans have ended, or retention's decision. What the agencies have reported and
    planned stays, and so does the way from the identity number to the person's id, until retention removes them.

    Example: sip keys destroy 0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11 --reason "gallring 2026-11"
    """
    from pydantic import ValidationError

    from app.domain.errors import FieldError
    from app.usecases.destroying_keys import DestroyKey

    try:
        command = DestroyKey(reason=reason, decision=decision)
    except ValidationError as error:
        raise FieldError(f"--{error.errors()[0]['loc'][0]}", "takes one line of at most 200 characters") from None
    asyncio.run(_destroy(settings_with(data_dir), person, command, yes=yes))
    typer.echo(f"the key of {person} is destroyed")


async def _destroy(settings: "Settings", person: UUID, command: "DestroyKey", *, yes: bool) -> None:
    from app.bootstrap.keeping import keeper
    from app.bootstrap.service import database

    async with database(settings) as url, keeper(settings, url) as keeping:
        for other in keeping.destroyer.look(person, command):
            typer.echo(f"the person has another record, {other}, with a key of its own, which this does not destroy")
        if not yes:
            typer.confirm("Nothing brings it back. Destroy?", abort=True)
        keeping.destroyer.destroy(person, command, str(uuid4()))


@app.command("list")
def list_keys(
    persons: Annotated[bool, typer.Option("--persons", help="A line for each person's key, too.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Which keys there are, since when, and under which master key: ids, never the keys.

    Example: sip keys list --persons
    """
    from app.bootstrap.keeping import key_store, store_path

    settings = settings_with(data_dir)
    store = key_store(settings)
    now = datetime.now(UTC)
    typer.echo(f"store {store.store_id()} in {store_path(settings)}")
    for one in store.listed(persons=persons):
        typer.echo(f"{one.of} {one.id}: {(now - one.made).days} days old, under master key {one.master}")
    typer.echo(f"{store.count()} keys; of {len(store.destroyed())} persons they are destroyed")
    if store.under_way() is not None:
        typer.echo("a rotation has not ended: run `sip keys rotate` again")
    store.close()


@app.command()
def copy(
    to: Annotated[Path, typer.Argument(help="The file to write, which must not be there yet.", dir_okay=False)],
    data_dir: DataDir = None,
) -> None:
    """Copy the store while it is in use. Keep copies for days, not for years: a destroyed key lives on in them.

    Example: sip keys copy /media/keys/2026-11-22.sqlite
    """
    from app.bootstrap.keeping import key_store

    store = key_store(settings_with(data_dir))
    store.copy_to(to)
    store.close()
    typer.echo(f"{to} holds the keys as they are now; it is opened by the master key alone")
