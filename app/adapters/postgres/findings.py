"""Findings at work in PostgreSQL: a finding as its reader sees it, and the acts that are appended to it."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from msgspec import Struct, convert
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.domain.actors import number_of
from app.domain.days import Day
from app.domain.findings import Finding, Span, Status
from app.domain.findings_work import Act
from app.domain.making import making
from app.usecases.finding_ports import Card, Source
from app.usecases.ports import Caller

FINDING: Final = """json_build_array(reader, id, rule, subject, status, opens, spans, inhibited_by, unconfirmed,
                                     evidence, valid_until, returned, prevented_until, body, holder, version)"""
ACT: Final = "json_build_array(finding_id, version, state, on_day, code, reason, until, routed_to)"
make_finding: Final = making(Finding)
make_span: Final = making(Span)
LOAD: Final = text(
    f"""select person_id, {FINDING} as finding,
               array(select {ACT} from finding_work
                      where finding_work.person_id = finding.person_id and finding_id = finding.id
                      order by version) as acts
          from finding where id = :id and reader = :reader"""  # noqa: S608 - only its own literals
)


class StoredSpan(Struct, gc=False):
    """A span as it is written. Days and actors are text: the same few come again and again, and are made once."""

    opens: str
    critical: str | None
    closes: str | None
    owner: str
    inhibited_by: tuple[str, ...]


class StoredFinding(Struct, array_like=True, gc=False):
    """What FINDING gives, in its order."""

    reader: UUID
    id: UUID
    rule: str
    subject: str
    status: Status
    opens: str
    spans: tuple[StoredSpan, ...]
    inhibited_by: tuple[str, ...]
    unconfirmed: bool
    evidence: tuple[str, ...]
    valid_until: str | None
    returned: str | None
    prevented_until: str | None
    body: str | None
    holder: str | None
    version: int


class PostgresFindings:
    """A Findings on one connection; see usecases/finding_ports.py. Row-level security makes them the caller's."""

    def __init__(self, connection: AsyncConnection, caller: Caller) -> None:
        self._connection = connection
        self._caller = caller

    async def load(self, finding_id: UUID) -> Card | None:
        asked: dict[str, object] = {"id": finding_id, "reader": self._caller.principal.reader}
        row = (await self._connection.execute(LOAD, asked)).one_or_none()
        if row is None:
            return None
        finding = finding_of(convert(row.finding, StoredFinding))
        return Card(person_id=row.person_id, finding=finding, acts=[act_of(one) for one in row.acts])

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


def act_of(stored: Sequence[Any]) -> Act:
    """The act that ACT gave."""
    _finding, version, state, on, code, reason, until, routed_to = stored
    return Act(
        version=version,
        state=state,
        on=day_of(on),
        code=code,
        reason=reason,
        until=day_of(until) if until else None,
        routed_to=UUID(routed_to) if routed_to else None,
    )


def finding_of(stored: StoredFinding) -> Finding:
    """The finding that FINDING gave."""
    spans = tuple([_span(span) for span in stored.spans])
    now = spans[0]
    if len(spans) > 1:
        opened = day_of(stored.opens)
        now = next((span for span in spans if span.opens == opened), spans[-1])
    return make_finding(
        stored.id,
        stored.rule,
        stored.subject,
        stored.status,
        now,
        spans,
        stored.inhibited_by,
        stored.unconfirmed,
        stored.evidence,
        day_of(stored.valid_until) if stored.valid_until else None,
        day_of(stored.returned) if stored.returned else None,
        day_of(stored.prevented_until) if stored.prevented_until else None,
        number_of(stored.body) if stored.body else None,
        number_of(stored.holder) if stored.holder else None,
        stored.version,
    )


def _span(stored: StoredSpan) -> Span:
    return make_span(
        day_of(stored.opens),
        day_of(stored.critical) if stored.critical else None,
        day_of(stored.closes) if stored.closes else None,
        number_of(stored.owner),
        stored.inhibited_by,
    )


@lru_cache(maxsize=20_000)
def day_of(written: str) -> Day:
    """The day of a date that PostgreSQL wrote."""
    return date.fromisoformat(written).toordinal()
