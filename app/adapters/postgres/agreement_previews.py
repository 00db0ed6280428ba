"""Agreements as proposed, in PostgreSQL: written by administrators, counted by a worker, of nobody by name."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.adapters.postgres import schema
from app.domain.agreements_json import body_of, stored_of
from app.usecases.administration_ports import AgreementPreview

# Whoever has begun and not come back in an hour has been stopped; another begins anew.
CLAIM: Final = text(
    """update agreement_preview set begun = clock_timestamp()
        where id = (select id from agreement_preview
                     where counted is null and coalesce(begun < clock_timestamp() - interval '1 hour', true)
                     order by at limit 1 for update skip locked)
       returning id, proposed, on_day, actor, counted, proposer"""
)
MOST: Final = 100
"""Proposals that are listed; more would wait for nobody."""


async def propose(connection: AsyncConnection, preview: AgreementPreview) -> None:
    """Write the proposal down, for a worker to count."""
    body = preview.proposed
    await connection.execute(
        insert(schema.agreement_preview).values(
            id=preview.id,
            body=body.key,
            version=body.version,
            proposed={**stored_of(body), "id": str(body.id)},
            on_day=date.fromordinal(preview.on_day),
            actor=preview.actor,
            proposer=preview.proposer,
        )
    )


async def proposal(connection: AsyncConnection, preview: UUID) -> AgreementPreview | None:
    """The proposal as it stands."""
    table = schema.agreement_preview
    row = (await connection.execute(select(table).where(table.c.id == preview))).one_or_none()
    return _preview(row) if row else None


async def proposals(connection: AsyncConnection, body: str, version: int) -> list[AgreementPreview]:
    """Those of that version of the body, the newest first."""
    table = schema.agreement_preview
    there = select(table).where(table.c.body == body, table.c.version == version)
    rows = (await connection.execute(there.order_by(table.c.at.desc(), table.c.id).limit(MOST))).all()
    return [_preview(row) for row in rows]


class PostgresTrials:
    """A Trials on an engine that connects as sip_worker; see usecases/trying_agreements.py."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def claim(self) -> AgreementPreview | None:
        async with self._engine.begin() as connection:
            row = (await connection.execute(CLAIM)).one_or_none()
        # Read once it is claimed: one that cannot be read must not be the next one forever.
        return _preview(row) if row else None

    async def counted(self, preview: UUID, found: Mapping[str, Any]) -> None:
        table = schema.agreement_preview
        async with self._engine.begin() as connection:
            await connection.execute(update(table).where(table.c.id == preview).values(counted=dict(found)))


def _preview(row: Row[Any]) -> AgreementPreview:
    return AgreementPreview(
        id=row.id,
        proposed=body_of(row.proposed),
        on_day=row.on_day.toordinal(),
        actor=row.actor,
        proposer=row.proposer,
        counted=row.counted,
    )
