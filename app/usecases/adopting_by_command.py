"""Agreements taken into use at the command line: what another person has proposed, or alone and seen by everybody."""

from dataclasses import replace
from uuid import UUID

from app.domain.agreements import CoordinationBody
from app.domain.errors import FieldError
from app.domain.labels import LABELS_EN
from app.usecases.administration_ports import Administering, Administration
from app.usecases.adopting import refuse_unready, take


async def read_proposed(administration: Administration, proposal: UUID) -> CoordinationBody:
    """The body as it has been proposed, and counted. FieldError, Conflict, StaleVersion."""
    return await administration.transact(None, lambda work: _ready(work, proposal))


async def adopt_proposed(administration: Administration, proposal: UUID) -> CoordinationBody:
    """Take what an administrator has proposed into use, by whoever runs the service. FieldError, Conflict,
    StaleVersion."""

    async def adopted(work: Administering) -> CoordinationBody:
        await work.alone()
        body = await _ready(work, proposal)
        await take(work, body)
        return body

    return await administration.transact(None, adopted)


async def adopt_alone(administration: Administration, body: CoordinationBody, why: str | None) -> None:
    """Take what a file states into use, by whoever runs the service; that it was one person alone, and `why`, is kept
    with the version for everybody to see. FieldError as `refuse_alone`; StaleVersion."""
    refuse_alone(body, why)

    async def adopted(work: Administering) -> None:
        await work.alone()
        await take(work, replace(body, alone=why))

    await administration.transact(None, adopted)


def refuse_alone(body: CoordinationBody, why: str | None) -> None:
    """FieldError for a change that one person makes without saying why; before a body's first version there is nobody
    who could have proposed it."""
    reasons = LABELS_EN["alone-reason"]
    if why is None and body.version > 1:
        raise FieldError(
            "--alone",
            "a file is taken into use by one person alone; let an administrator of a member propose it instead, and "
            f"take it into use with --proposal, or say why nobody else can: {', '.join(reasons)}",
        )
    if why is not None and why not in reasons:
        raise FieldError("--alone", f"use one of {', '.join(reasons)}")


async def _ready(work: Administering, proposal: UUID) -> CoordinationBody:
    held = await work.proposal(proposal)
    body = next((one for one in await work.bodies() if held and one.key == held.proposed.key), None)
    if held is None or body is None:
        raise FieldError("--proposal", "there is no such proposal; its id is the last part of its address")
    refuse_unready(held, body)
    return held.proposed
