"""Findings at work in PostgreSQL: a finding as its reader sees it, and the acts that are appended to it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.domain.days import day
from app.domain.findings import Finding, Span
from app.domain.findings_work import Act
from app.usecases.ports import Caller, Card, Source


class PostgresFindings:
    """A Findings on one connection; see usecases/ports.py. Row-level security is what makes them the caller's."""

    def __init__(self, connection: AsyncConnection, caller: Caller) -> None:
        self._connection = connection
        self._caller = caller

    async def load(self, finding_id: UUID) -> Card | None:
        finding, done = schema.finding, schema.finding_work
        found = select(finding).where(finding.c.id == finding_id, finding.c.reader == self._caller.principal.reader)
        row = (await self._connection.execute(found)).one_or_none()
        if row is None:
            return None
        acts = select(done).where(done.c.person_id == row.person_id, done.c.finding_id == finding_id)
        rows = (await self._connection.execute(acts.order_by(done.c.version))).all()
        return Card(person_id=row.person_id, finding=finding_of(row), acts=[act_of(one) for one in rows])

    async def append(self, card: Card, act: Act) -> None:
        who = self._caller.principal
        await self._connection.execute(
            insert(schema.finding_work).values(
                person_id=card.person_id,
                finding_id=card.finding.id,
                version=act.version,
                reader=who.reader,
                rule=card.finding.rule,
                state=act.state,
                code=act.code,
                reason=act.reason,
                until=date.fromordinal(act.until) if act.until else None,
                routed_to=act.routed_to,
                on_day=date.fromordinal(act.on),
                client=who.client,
                user=who.user,
            )
        )

    async def sources(self, card: Card) -> Sequence[Source]:
        fact = schema.fact
        proof = [UUID(one) for one in card.finding.evidence]
        seen = select(fact.c.id, fact.c.owner, fact.c.category).where(
            fact.c.person_id == card.person_id, fact.c.id.in_(proof), fact.c.current, ~fact.c.void
        )
        rows = (await self._connection.execute(seen.order_by(fact.c.id))).all()
        return [Source(item_id=row.id, owner=row.owner, category=row.category) for row in rows]


def act_of(row: Row[Any]) -> Act:
    """The act that a row of the table holds."""
    return Act(
        version=row.version,
        state=row.state,
        on=row.on_day.toordinal(),
        code=row.code,
        reason=row.reason,
        until=row.until.toordinal() if row.until else None,
        routed_to=row.routed_to,
    )


def finding_of(row: Row[Any]) -> Finding:
    """The finding that a row of the finding table holds."""
    spans = tuple(_span(span) for span in row.spans)
    opens = row.opens.toordinal()
    return Finding(
        id=row.id,
        rule=row.rule,
        subject=row.subject,
        status=row.status,
        now=next((span for span in spans if span.opens == opens), spans[-1]),
        spans=spans,
        inhibited_by=tuple(row.inhibited_by),
        unconfirmed=row.unconfirmed,
        evidence=tuple(row.evidence),
        valid_until=row.valid_until.toordinal() if row.valid_until else None,
        returned=row.returned.toordinal() if row.returned else None,
        prevented_until=row.prevented_until.toordinal() if row.prevented_until else None,
        body=row.body,
        version=row.version,
    )


def _span(stored: dict[str, Any]) -> Span:
    return Span(
        opens=day(stored["opens"]),
        critical=day(stored["critical"]) if stored["critical"] else None,
        closes=day(stored["closes"]) if stored["closes"] else None,
        owner=UUID(stored["owner"]),
        inhibited_by=tuple(stored["inhibited_by"]),
    )
