"""The steps of escalation in PostgreSQL: as they are read, and those to be written."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.adapters.postgres.findings import day_of
from app.domain.escalation import ENDED, Taken

STEP: Final = "json_build_array(reader, rule, subject, step, owner, opens, due, taken, case_number, body)"


async def write(connection: AsyncConnection, steps: Sequence[tuple[UUID, UUID, Taken]], origin: str) -> None:
    """Append the steps of these persons and readers, and what follows for the lists of the bodies; `origin` says
    whether facts or changed terms have brought them."""
    if steps:
        await connection.execute(insert(schema.escalation), [_row(*step) | {"origin": origin} for step in steps])
    listed = [_listed(step) for _, _, step in steps if step.case_number is not None]
    if listed:
        await connection.execute(insert(schema.body_escalation), listed)


def taken_of(stored: Sequence[Any]) -> Taken:
    """The step that STEP gave."""
    _reader, rule, subject, step, owner, opens, due, taken, case_number, body = stored
    return Taken(
        rule=rule,
        subject=subject,
        owner=UUID(owner),
        step=step,
        opens=day_of(opens),
        due=day_of(due),
        taken=day_of(taken),
        case_number=UUID(case_number) if case_number else None,
        body=body,
    )


def _row(person_id: UUID, reader: UUID, step: Taken) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "reader": reader,
        "rule": step.rule,
        "subject": step.subject,
        "step": step.step,
        "owner": step.owner,
        "opens": date.fromordinal(step.opens),
        "due": date.fromordinal(step.due),
        "taken": date.fromordinal(step.taken),
        "case_number": step.case_number,
        "body": step.body,
    }


def _listed(step: Taken) -> dict[str, Any]:
    """What the body is told: nothing of the person, of the plan or of the question itself."""
    return {
        "case_number": step.case_number,
        "state": "lifted" if step.step == ENDED else "listed",
        "body": step.body,
        "rule": step.rule,
        "actor": step.owner,
        "opens": date.fromordinal(step.opens),
        "on_day": date.fromordinal(step.taken),
    }
