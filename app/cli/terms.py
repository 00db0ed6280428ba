"""`sip rules diff`, `adopt` and `terms`: local agreements, and what they would change before they do."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from app.cli.progress import walking
from app.cli.service import DataDir, Today, settings_with
from app.domain.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.agreements import CoordinationBody, LocalAgreement
    from app.settings import Settings
    from app.usecases.agreeing import BodyEntry
    from app.usecases.comparing_terms import Tally

FEWEST = 5
"""Counts from 1 to one less than this are not told apart."""

File = Annotated[Path, typer.Argument(help="A YAML or JSON file with a coordination body.", dir_okay=False)]


def diff(file: File, data_dir: DataDir = None, today: Today = None) -> None:
    """Tell what a coordination body's agreements would change if they were taken into use; nothing is written.

    Everybody is judged by the terms in force and by those in the file. What is counted are gaps of today and later
    in the views of actors: those that would be new or gone, open earlier or later, or end on another day. Of silences
    that are open today, the steps of escalation are counted that nobody was told of yet.

    Example: sip rules diff hoglandet.yaml
    """
    from app.bootstrap.agreeing import trial
    from app.bootstrap.service import clock
    from app.usecases.agreeing import proposed, refuse_strangers

    entry = _read(file)

    async def work() -> None:
        settings = settings_with(data_dir, today)
        async with trial(settings) as opened:
            refuse_strangers(entry, await opened.actors())
            body = proposed(entry, await opened.bodies())
            with walking(None, await opened.everybody.last()) as show:
                counted = await opened.compare(body, clock(settings)(), show)
            for line in (*_terms_of(body), "", *_told(counted)):
                typer.echo(line)

    asyncio.run(work())


def adopt(
    file: Annotated[Path | None, typer.Argument(help="As for diff.", dir_okay=False)] = None,
    data_dir: DataDir = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take it into use without asking.")] = False,
    proposal: Annotated[UUID | None, typer.Option(help="What an administrator has proposed, by its id.")] = None,
    alone: Annotated[
        str | None, typer.Option(help="Why one person alone changes it: nobody-else, urgent or wrong-before.")
    ] = None,
) -> None:
    """Take a coordination body's agreements into use, in place of what it had agreed on before.

    It takes two: an administrator of a member proposes (--proposal), or the file is of a new body. Whoever changes it
    alone says why, and everybody who takes part can read that. Whom it concerns is looked at again when nobody else
    waits; what is found thereby is told to nobody. See first what it would change: sip rules diff.

    Example: sip rules adopt hoglandet.yaml --alone urgent
    """
    if (file is None) == (proposal is None):
        raise FieldError("--proposal", "name a file, or a proposal by its id; one of the two")
    if proposal is not None:
        asyncio.run(_take_proposed(settings_with(data_dir), proposal, yes))
    else:
        assert file is not None  # noqa: S101 - one of the two
        asyncio.run(_take_file(settings_with(data_dir), _read(file), alone, yes))


async def _take_file(settings: "Settings", entry: "BodyEntry", alone: str | None, yes: bool) -> None:
    from app.bootstrap.service import administration, registrar
    from app.usecases.adopting_by_command import adopt_alone, refuse_alone
    from app.usecases.agreeing import proposed, refuse_strangers

    async with registrar(settings) as kept:
        refuse_strangers(entry, await kept.actors())
        body = proposed(entry, await kept.bodies())
    refuse_alone(body, alone)
    for line in _terms_of(body):
        typer.echo(line)
    if not yes:
        typer.confirm("Take into use?", abort=True)
    async with administration(settings) as kept_by:
        await adopt_alone(kept_by, body, alone)
    typer.echo(f"{body.key} is in use, version {body.version}")


async def _take_proposed(settings: "Settings", proposal: UUID, yes: bool) -> None:
    from app.bootstrap.service import administration
    from app.usecases.adopting_by_command import adopt_proposed, read_proposed

    async with administration(settings) as kept_by:
        for line in _terms_of(await read_proposed(kept_by, proposal)):
            typer.echo(line)
        if not yes:
            typer.confirm("Take into use?", abort=True)
        body = await adopt_proposed(kept_by, proposal)
    typer.echo(f"{body.key} is in use, version {body.version}")


def terms(data_dir: DataDir = None) -> None:
    """List the coordination bodies and what they have agreed on.

    Example: sip rules terms
    """
    from app.bootstrap.service import registrar

    async def work() -> None:
        async with registrar(settings_with(data_dir)) as kept:
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
    from app.domain.labels import LABELS_EN

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
    if body.alone:
        yield f"  taken into use by one person alone: {LABELS_EN['alone-reason'][body.alone]}"
    for agreement in body.agreements:
        until = "on" if agreement.end is None else f"to {iso(agreement.end)}"
        for what, said in _others_of(agreement):
            yield f"  {what}: {said}, from {iso(agreement.start)} {until}"


def _others_of(agreement: "LocalAgreement") -> "Iterator[tuple[str, str]]":
    """What is agreed on beside thresholds; of who has signed, the number alone."""
    from app.domain.agreements import OWN_CONSENT, PAYERS
    from app.domain.agreements import STEPS as OF_A_PLAN
    from app.domain.escalation import STEPS

    if agreement.bound:
        yield "bound to answer", f"{len(agreement.bound)} beside municipality and region"
    for what, order, numbers, unit in (
        ("working days", OF_A_PLAN, agreement.working_days, ""),
        ("escalation, working days", STEPS, agreement.escalation, ""),
        ("funding", PAYERS, agreement.funding, " %"),
    ):
        if numbers:
            yield what, ", ".join(f"{name} {numbers[name]}{unit}" for name in order if name in numbers)
    if agreement.own_consent_from != OWN_CONSENT:
        yield "consents alone", f"from {agreement.own_consent_from} years"
    if agreement.requirements:
        yield "a plan also says", ", ".join(agreement.requirements)


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
