"""Running the service: `sip serve`, `worker`, `migrate`, `register`, `openapi`."""

import asyncio
import json
import signal
import socket
from contextlib import nullcontext, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from app.domain.errors import SettingError
from app.settings import Settings

DataDir = Annotated[Path | None, typer.Option(help="Where the embedded PostgreSQL and the key file are kept.")]
Today = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Pins the day; for demonstrations, simulations and tests only."),
]


def settings_with(data_dir: Path | None = None, today: datetime | None = None) -> Settings:
    """The settings from the environment, with what the command line says on top."""
    given: dict[str, Path | date] = {}
    if data_dir is not None:
        given["data_dir"] = data_dir
    if today is not None:
        given["today"] = today.date()
    try:
        return Settings.model_validate({**Settings().model_dump(), **given})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0])
        name = name if name.isupper() else f"SIP_{name.upper()}"
        raise SettingError(f"{name}: {str(first['msg']).removeprefix('Value error, ')}") from None


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    data_dir: DataDir = None,
    today: Today = None,
) -> None:
    """Run the API, on the embedded PostgreSQL unless DATABASE_URL is set.

    Example: DATABASE_URL=postgresql://sip@db.example.se/sip sip serve --port 8000
    """
    import uvicorn

    from app.bootstrap.service import service
    from app.main import BASE, create_app

    settings = settings_with(data_dir, today)
    listening = _listen(host, port)

    async def work() -> None:
        async with service(settings) as running:
            app = create_app(settings, lambda _: nullcontext(running), lambda: server.should_exit)
            typer.echo(f"the API answers at http://{host}:{listening.getsockname()[1]}{BASE}; Ctrl-C stops it")
            config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
            server = uvicorn.Server(config)
            await server.serve(sockets=[listening])

    with suppress(KeyboardInterrupt), asyncio.Runner(loop_factory=uvicorn.Config("").get_loop_factory()) as runner:
        runner.run(work())


def _listen(host: str, port: int) -> socket.socket:
    # Named TCP, since asyncio's own loop answers each request 40 ms later where it does not know it.
    listening = socket.socket(proto=socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise SettingError(f"{host}:{port} cannot be listened on, perhaps it is taken; choose another --port") from None
    return listening


def worker(data_dir: DataDir = None, today: Today = None) -> None:
    """Run the detector, seal the log every minute, make the statistics of each quarter, remove each night what is due
    of the actors that have begun with it, and send the letters of the morning. As many as one likes.

    Example: sip worker
    """
    from app.bootstrap.agreeing import trials
    from app.bootstrap.digest import morning
    from app.bootstrap.retention import has_keys, remover
    from app.bootstrap.sealing import sealer
    from app.bootstrap.service import AWAY, clock, detector, hour
    from app.bootstrap.statistics import statistics_maker
    from app.worker.digest import keep_written
    from app.worker.loop import run
    from app.worker.quarters import keep_made
    from app.worker.retention import keep_removed
    from app.worker.sealing import keep_sealed
    from app.worker.trials import keep_tried

    async def work(settings: Settings) -> None:
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        async with (
            detector(settings) as (queue, rules),
            statistics_maker(settings) as maker,
            trials(settings) as (waiting, everybody),
            sealer(settings) as sealing,
            remover(settings) if has_keys(settings) else nullcontext() as removing,
            morning(settings) if has_keys(settings) else nullcontext() as letters,
        ):
            await asyncio.to_thread(sealing.refuse_foreign_seal)
            turns = [
                run(queue, rules, clock(settings), stop, AWAY),
                keep_made(maker, clock(settings), stop),
                keep_tried(waiting, everybody, rules, stop),
                keep_sealed(sealing, stop),
            ]
            if removing is not None and letters is not None:
                turns.append(keep_removed(removing, clock(settings), hour, stop))
                turns.append(keep_written(letters, clock(settings), hour, stop))
                if letters.post is None:
                    typer.echo("without SIP_SMTP_URL, no letters are sent in the morning")
            else:
                typer.echo("without the key store, what is due and the morning's letters are left to other workers")
            typer.echo("the detector is looking for gaps; Ctrl-C stops it")
            await asyncio.gather(*turns)

    asyncio.run(work(settings_with(data_dir, today)))


def migrate(data_dir: DataDir = None) -> None:
    """Bring the database to the newest schema; `serve` and `worker` do it too when they start.

    Example: DATABASE_URL=postgresql://owner@db.example.se/sip sip migrate
    """
    from app.bootstrap.service import database

    async def work(settings: Settings) -> None:
        async with database(settings):
            typer.echo("the database has the newest schema")

    asyncio.run(work(settings_with(data_dir)))


def register(
    file: Annotated[Path, typer.Argument(help="A JSON file with actors, issuers and clients.", dir_okay=False)],
    data_dir: DataDir = None,
    yes: Annotated[bool, typer.Option("--yes", help="Save without asking.")] = False,
) -> None:
    """Add or change actors, issuers and clients; shows what each lets in before all is saved, as it was shown.

    Example: sip register county.json
    """
    from app.cli.deciding import save_all
    from app.domain.errors import FieldError
    from app.usecases import registering

    try:
        registration = registering.Registration.model_validate_json(file.read_bytes())
    except OSError:
        raise FieldError(str(file), "cannot be read; check that it is there") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise FieldError(f"{file}: {where}" if where else str(file), str(first["msg"])) from None
    save_all(settings_with(data_dir), registering.rows_of(registration), yes)
    typer.echo(
        f"{len(registration.actors)} actors, {len(registration.issuers)} issuers, {len(registration.clients)} clients"
    )


def openapi(
    out: Annotated[Path | None, typer.Option(help="Where to write it; standard output when left out.")] = None,
) -> None:
    """Write the API's contract (OpenAPI 3.1), made from the code.

    Example: sip openapi --out openapi/openapi.json
    """
    from app.main import contract_of

    text = json.dumps(contract_of(Settings()), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
