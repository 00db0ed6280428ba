"""What `sip actors`, `sip issuers` and `sip clients` share: shown before it is saved, stopped at once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.domain.errors import FieldError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from app.domain.registrations import Registrable
    from app.settings import Settings
    from app.usecases.administrating import Build
    from app.usecases.administrating_by_command import Find
    from app.usecases.administration_ports import Administration

Yes = Annotated[bool, typer.Option("--yes", help="Save without asking.")]
Reason = Annotated[str, typer.Option(help="Why, by code: key-leaked, misuse, fault, moved or ended.")]
ActorKey = Annotated[str | None, typer.Option(help="The actor's key.")]


def stated(model: "type[BaseModel]", **said: Any) -> Any:
    """What the options say, as the model. FieldError names the first option that is not what it has to be."""
    from pydantic import ValidationError

    try:
        return model.model_validate(said)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise FieldError(str(first["loc"][0]), str(first["msg"])) from None


def save(settings: "Settings", build: "Build", yes: bool, act: str = "registration") -> None:
    from app.bootstrap.service import clock
    from app.usecases import administrating_by_command as by_command

    async def work(administration: "Administration") -> None:
        preview = await by_command.show(administration, build, clock(settings)())
        for line in _told(preview):
            typer.echo(line)
        if not yes:
            typer.confirm("Save?", abort=True)
        await by_command.save(administration, build, preview["digest"], clock(settings)(), act)
        typer.echo("saved")

    _run(settings, work)


def save_all(settings: "Settings", rows: "Sequence[Registrable]", yes: bool) -> None:
    """Show what each of a file lets in, ask, and save all of it as it was shown."""
    from app.bootstrap.service import clock
    from app.usecases import administrating_by_command as by_command

    async def work(administration: "Administration") -> None:
        today = clock(settings)()
        previews = await by_command.show_all(administration, rows, today)
        for preview in previews:
            for line in (*_told(preview), ""):
                typer.echo(line)
        if not yes:
            typer.confirm("Save?", abort=True)
        await by_command.save_all(administration, rows, [one["digest"] for one in previews], today)

    _run(settings, work)


def _told(preview: dict[str, Any]) -> "Iterator[str]":
    """What is shown, in lines: the registration, what it takes the place of, whom it lets in, what to look at."""
    before = preview.get("replaces", {})
    for name, value in preview["becomes"].items():
        was = f" (was {_said(before[name])})" if name in before and before[name] != value else ""
        yield f"{name.replace('_', ' ')}: {_said(value)}{was}"
    yield from (f"{name}: none (was {_said(before[name])})" for name in before if name not in preview["becomes"])
    yield from preview["words"]["en"]
    yield from (f"look twice: {one['en']}" for one in preview["warnings"])


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}={_said(one)}" for name, one in value.items()) or "none"
    return ", ".join(value) or "none" if isinstance(value, list) else str(value)


def stop(kind: str, find: "Find", reason: str, settings: "Settings") -> None:
    from app.domain.labels import LABELS_EN
    from app.usecases import administrating_by_command as by_command

    if reason not in LABELS_EN["suspension-reason"]:
        raise FieldError("--reason", f"use one of {', '.join(LABELS_EN['suspension-reason'])}")

    async def work(administration: "Administration") -> None:
        await by_command.stop(administration, kind, find, reason)
        typer.echo(f"stopped; sip {kind}s start lets it in again")

    _run(settings, work)


def everything(kind: str, settings: "Settings") -> list[dict[str, Any]]:
    from app.usecases import administrating_by_command as by_command

    found: list[dict[str, Any]] = []

    async def work(administration: "Administration") -> None:
        found.extend(await by_command.everything(administration, kind))

    _run(settings, work)
    return found


def _run(settings: "Settings", work: "Callable[[Administration], Awaitable[None]]") -> None:
    from app.bootstrap.service import administration

    async def opened() -> None:
        async with administration(settings) as open_:
            await work(open_)

    asyncio.run(opened())
