"""Findings at work in PostgreSQL: a finding as its reader sees it, and the acts that are appended to it."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final
from uuid import UUID, SafeUUID

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.adapters.postgres import schema
from app.domain.days import Day
from app.domain.findings import Finding, Span
from app.domain.findings_work import Act
from app.domain.making import making
from app.usecases.finding_ports import Card, Source
from app.usecases.ports import Caller

FINDING: Final = """json_build_array(reader, id, rule, subject, status, opens, spans, inhibited_by, unconfirmed,
                                     evidence, valid_until, returned, prevented_until, body, holder, version)"""
ACT: Final = "json_build_array(finding_id, version, state, on_day, code, reason, until, routed_to)"
make_finding: Final = making(Finding)
make_span: Final = making(Span)
_set_int, _set_safe = UUID.__dict__["int"].__set__, UUID.__dict__["is_safe"].__set__
LOAD: Final = text(
    f"""select person_id, {FINDING} as finding,
               array(select {ACT} from finding_work
                      where finding_work.person_id = finding.person_id and finding_id = finding.id
                      order by version) as acts
          from finding where id = :id and reader = :reader"""  # noqa: S608 - only its own literals
)


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
        return Card(person_id=row.person_id, finding=finding_of(row.finding), acts=[act_of(one) for one in row.acts])

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


def finding_of(stored: Sequence[Any]) -> Finding:
    """The finding that FINDING gave."""
    _, id_, rule, subject, status, opens, told, *said = stored
    inhibited_by, unconfirmed, evidence, valid, returned, prevented, body, holder, version = said
    spans = tuple([_span(span) for span in told])
    now = spans[0]
    if len(spans) > 1:
        opened = day_of(opens)
        now = next((span for span in spans if span.opens == opened), spans[-1])
    return make_finding(
        new_uuid_of(id_),
        rule,
        subject,
        status,
        now,
        spans,
        tuple(inhibited_by),
        unconfirmed,
        tuple(evidence),
        day_of(valid) if valid else None,
        day_of(returned) if returned else None,
        day_of(prevented) if prevented else None,
        uuid_of(body) if body else None,
        uuid_of(holder) if holder else None,
        version,
    )


def new_uuid_of(written: str) -> UUID:
    """The number that PostgreSQL wrote, of which there is one alone: in a third of the time that UUID takes to look
    whether it is well written."""
    made = object.__new__(UUID)
    _set_int(made, int(written.replace("-", ""), 16))
    _set_safe(made, SafeUUID.unknown)
    return made


def _span(stored: dict[str, Any]) -> Span:
    critical, closes = stored["critical"], stored["closes"]
    return make_span(
        day_of(stored["opens"]),
        day_of(critical) if critical else None,
        day_of(closes) if closes else None,
        uuid_of(stored["owner"]),
        tuple(stored["inhibited_by"]),
    )


@lru_cache(maxsize=20_000)
def uuid_of(written: str) -> UUID:
    """The number of an actor or a plan, which many rows have in common."""
    return UUID(written)


@lru_cache(maxsize=20_000)
def day_of(written: str) -> Day:
    """The day of a date that PostgreSQL wrote."""
    return date.fromisoformat(written).toordinal()
