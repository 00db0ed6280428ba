"""`sip rules diff`, `adopt` and `terms`: local agreements, and what they would change before they do."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.progress import walking
from app.cli.service import DataDir, Today, settings_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.agreements import CoordinationBody
    from app.usecases.agreeing import BodyEntry
    from app.usecases.comparing_terms import Tally

FEWEST = 5
"""Counts from 1 to one less than this are not told apart."""

File = Annotated[Path, typer.Argument(help="A YAML or JSON file with a coordination body.", dir_okay=False)]


def diff(file: File, data_dir: DataDir = None, today: Today = None) -> None:
    """Tell what a coordination body's agreements would change if they were taken into use; nothing is written.

    Everybody is judged by the terms in force and by those in the file. What is counted are gaps of today and later
    in the views of actors: those that would be new or gone, open earlier or later, or end on another day.

    Example: sip rules diff hoglandet.yaml
    """
    from app.bootstrap.agreeing import trial
    from app.bootstrap.service import clock
    from app.usecases.agreeing import proposed

    entry = _read(file)

    async def work() -> None:
        settings = settings_with(data_dir, today)
        async with trial(settings) as opened:
            body = proposed(entry, await opened.bodies())
            with walking(None, await opened.everybody.last()) as show:
                counted = await opened.compare(body, clock(settings)(), show)
            for line in (*_terms_of(body), "", *_told(counted)):
                typer.echo(line)

    asyncio.run(work())


def adopt(
    file: File,
    data_dir: DataDir = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take it into use without asking.")] = False,
) -> None:
    """Take a coordination body's agreements into use, in place of what it had agreed on before.

    Whom it concerns is looked at again when nobody else waits; what is found thereby is told to nobody. See first
    what it would change: sip rules diff.

    Example: sip rules adopt hoglandet.yaml
    """
    from app.bootstrap.agreeing import bodies
    from app.usecases.agreeing import proposed, refuse_strangers

    entry = _read(file)

    async def work() -> None:
        async with bodies(settings_with(data_dir)) as kept:
            refuse_strangers(entry, await kept.actors())
            body = proposed(entry, await kept.bodies())
            for line in _terms_of(body):
                typer.echo(line)
            if not yes:
                typer.confirm("Take into use?", abort=True)
            await kept.take_into_use(body)
            typer.echo(f"{body.key} is in use, version {body.version}")

    asyncio.run(work())


def terms(data_dir: DataDir = None) -> None:
    """List the coordination bodies and what they have agreed on.

    Example: sip rules terms
    """
    from app.bootstrap.agreeing import bodies

    async def work() -> None:
        async with bodies(settings_with(data_dir)) as kept:
            found = await kept.bodies()
            for line in [line for body in found for line in _terms_of(body)] or ["no coordination body is in use"]:
                typer.echo(line)

    asyncio.run(work())


def _read(file: Path) -> "BodyEntry":
    """What the file states, if it makes sense by itself; so far no database is needed."""
    from app.bootstrap.agreeing import read_body
    from app.usecases.agreeing import proposed

    entry = read_body(file)
    proposed(entry, ())
    return entry


def _terms_of(body: "CoordinationBody") -> "Iterator[str]":
    from app.domain.days import iso
    from app.domain.gaps.catalogue import RULES

    yield f"{body.key} ({body.name}), version {body.version}: {', '.join(body.municipalities)}"
    for term in sorted(body.terms, key=lambda term: (term.rule, term.threshold, term.start)):
        usual = RULES[term.rule].thresholds[term.threshold]
        until = "on" if term.end is None else f"to {iso(term.end)}"
        yield (
            f"  {term.field}: {term.value} {usual.unit} in place of {usual.value}, "
            f"for what begins from {iso(term.start)} {until}"
        )
    if not body.terms:
        yield "  no threshold otherwise than the rules' own"


def _told(counted: "Tally") -> "Iterator[str]":
    from app.usecases.comparing_terms import DIFFERENCES

    concerned = "nobody" if not counted.concerned else f"{_number(counted.concerned)} of them"
    yield f"{counted.persons} persons judged by both; it concerns {concerned}"
    rules = sorted({rule for rule, _ in counted.differences})
    if rules:
        width = max(len(rule) for rule in rules)
        yield f"{'rule':{width}}  {'now':>6}" + "".join(f"  {name:>9}" for name in DIFFERENCES)
    for rule in rules:
        cells = (f"  {_number(counted.differences[rule, name]):>9}" for name in DIFFERENCES)
        yield f"{rule:{width}}  {_number(counted.cards[rule]):>6}" + "".join(cells)


def _number(count: int) -> str:
    return "–" if count == 0 else f"1 to {FEWEST - 1}" if count < FEWEST else str(count)
