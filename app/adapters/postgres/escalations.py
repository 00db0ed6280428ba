"""The steps of escalation in PostgreSQL: those taken of some persons, and those to be written."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.domain.escalation import ENDED, Taken


async def taken_of(connection: AsyncConnection, persons: Sequence[UUID]) -> list[tuple[UUID, UUID, Taken]]:
    """Person, reader and step, in the order in which the steps were taken."""
    table = schema.escalation
    rows = (await connection.execute(select(table).where(table.c.person_id.in_(persons)).order_by(table.c.n))).all()
    return [(row.person_id, row.reader, _taken(row)) for row in rows]


async def write(connection: AsyncConnection, steps: Sequence[tuple[UUID, UUID, Taken]]) -> None:
    """Append the steps of these persons and readers, and what follows for the lists of the bodies."""
    if steps:
        await connection.execute(insert(schema.escalation), [_row(*step) for step in steps])
    listed = [_listed(step) for _, _, step in steps if step.case_number is not None]
    if listed:
        await connection.execute(insert(schema.body_escalation), listed)


def _taken(row: Row[Any]) -> Taken:
    return Taken(
        rule=row.rule,
        subject=row.subject,
        owner=row.owner,
        step=row.step,
        opens=row.opens.toordinal(),
        due=row.due.toordinal(),
        taken=row.taken.toordinal(),
        case_number=row.case_number,
        body=row.body,
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
