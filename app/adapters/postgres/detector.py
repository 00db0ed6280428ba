"""The detector's queue in PostgreSQL: any number of workers, none waits for another, none loses a person."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import func, insert, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.adapters.postgres import escalations, schema
from app.adapters.postgres.dossiers import THESE, dossier_of, known
from app.adapters.postgres.pacing import LET_IN, ONE_AT_A_TIME, parameters
from app.adapters.postgres.same_persons import put_together, same
from app.domain.days import Day, iso
from app.domain.escalation import Taken
from app.domain.findings import Change
from app.usecases.detecting import Batch
from app.usecases.dossiers import Dossier
from app.usecases.judging import Verdict
from app.usecases.ports import NewId

# An array, which is worked out once: as a subquery in "in", a planner who takes the table to be small asks it again
# for each row, and as those it has just deleted are passed over, one worker takes everybody.
TAKE_DIRTY = text(
    """delete from dirty where n = any(array(select n from dirty order by n limit :size for update skip locked))
       returning person_id"""
)
TAKE_DUE = text(
    """delete from watch where person_id = any(array(
           select person_id from watch where wake_on <= :today order by wake_on limit :size for update skip locked))
       returning person_id"""
)
# Whom changed rules or terms concern, when nobody waits to whom something has happened.
TAKE_RECHECK = text(
    """delete from recheck where person_id = any(array(
           select person_id from recheck order by person_id limit :size for update skip locked))
       returning person_id"""
)
RECHECKED = text(
    """delete from recheck where person_id in (
           select person_id from recheck where person_id = any(:persons) for update skip locked)"""
)
# The mark first, so that of two workers that start at once one waits and then has nothing to do.
NOTE_EDITION = text(
    """with noted as (insert into rules_in_use (edition) values (:edition)
                       on conflict (one) do update set edition = excluded.edition
                          where rules_in_use.edition <> excluded.edition returning one)
       insert into recheck (person_id) select person_id from noted, (select distinct person_id from access_grant) as p
           on conflict do nothing"""
)
# In one order, so that two workers with persons in common wait for each other and never in a ring.
LOCK = text("select pg_advisory_xact_lock(hashtextextended(p::text, 0)) from unnest(:persons) as p order by p")
HOLD_SIGHT = text("select lock_sight(p, false) from unnest(cast(:persons as uuid[])) as p order by p")
# Writers leave a row each; this transaction has taken those it found.
CHANGED_SINCE = text("select distinct person_id from dirty where person_id = any(:persons)")
KNOWN = text(known(THESE))
SAME = same(THESE)


Origin = Literal["facts", "rule-change"]
"""Why persons are looked at: what is found because of changed rules or terms alone is told to nobody."""


class PostgresQueue:
    """A Queue on an engine that connects as sip_worker; see usecases/detecting.py."""

    def __init__(self, engine: AsyncEngine, new_id: NewId, edition: str) -> None:
        self._engine = engine
        self._new_id = new_id
        self._edition = edition

    async def note_edition(self) -> None:
        """Let everybody be looked at again, in time, when the rules are others than the last worker's."""
        async with self._engine.begin() as connection:
            await connection.execute(NOTE_EDITION, {"edition": self._edition})

    @asynccontextmanager
    async def take(self, size: int, today: Day) -> AsyncIterator[Batch]:
        async with self._engine.begin() as connection:
            taken = set((await connection.execute(TAKE_DIRTY, {"size": size})).scalars())
            due = {"size": size, "today": date.fromordinal(today)}
            taken |= set((await connection.execute(TAKE_DUE, due)).scalars())
            origin: Origin = "facts" if taken else "rule-change"
            if taken:
                await connection.execute(RECHECKED, {"persons": sorted(taken)})
            else:
                taken = set((await connection.execute(TAKE_RECHECK, {"size": size})).scalars())
            batch = PostgresBatch(connection, self._new_id, self._edition, origin)
            if taken:
                await batch.load(taken)
            yield batch

    async def let_in(self, today: Day) -> int:
        async with self._engine.begin() as connection:
            await connection.exec_driver_sql(ONE_AT_A_TIME)
            return (await connection.exec_driver_sql(LET_IN, dict(parameters(today)))).rowcount


class PostgresBatch:
    """A Batch on one connection; one statement loads it whole."""

    def __init__(self, connection: AsyncConnection, new_id: NewId, edition: str, origin: Origin = "facts") -> None:
        self._connection = connection
        self._new_id = new_id
        self._made = {"origin": origin, "edition": edition}
        self.dossiers: Sequence[Dossier] = ()

    async def load(self, taken: Collection[UUID]) -> None:
        """Fill `dossiers` with all that is known of these persons, each in all records, whom nobody else judges
        meanwhile."""
        pairs = (await self._connection.execute(SAME, {"persons": list(taken)})).all()
        persons = sorted({*taken, *(row.other for row in pairs)})
        asked = {"persons": persons}
        await self._connection.execute(LOCK, asked)
        rows = (await self._connection.execute(KNOWN, asked)).all()
        # Of whom nothing is known any more, that is to be found out as well.
        dossiers = {person: Dossier(person) for person in persons} | {row.person_id: dossier_of(row) for row in rows}
        put_together(dossiers, pairs)
        self.dossiers = list(dossiers.values())

    async def save(self, verdicts: Sequence[Verdict]) -> None:
        """Write the changed findings, their events and the next wake days.

        A person to whom something has happened since is left out, and taken again: what was worked out may rest
        on what its reader may see no longer. Nobody's sight changes until this transaction has ended.
        """
        findings, events, wakes, steps = [], [], [], []
        persons = {"persons": sorted(verdict.person_id for verdict in verdicts)}
        await self._connection.execute(HOLD_SIGHT, persons)
        stale = set((await self._connection.execute(CHANGED_SINCE, persons)).scalars())
        rests_on = {dossier.person_id: {one.person_id for one in dossier.records} for dossier in self.dossiers}
        for verdict in verdicts:
            if not stale.isdisjoint({verdict.person_id} | rests_on.get(verdict.person_id, set())):
                continue
            for reader, changes in verdict.changes.items():
                for change in changes:
                    findings.append(_row(verdict.person_id, reader, change) | self._made)
                    events += self._events(verdict.person_id, reader, change)
            for reader, taken in verdict.steps.items():
                steps += [(verdict.person_id, reader, step) for step in taken]
                events += [self._step_event(verdict.person_id, reader, step) for step in taken]
            if verdict.wake_on is not None:
                wakes.append({"person_id": verdict.person_id, "wake_on": date.fromordinal(verdict.wake_on)})
        if findings:
            await self._connection.execute(_upsert(schema.finding, ("person_id", "id")), findings)
        if events:
            await self._connection.execute(insert(schema.event), events)
        await escalations.write(self._connection, steps, self._made["origin"])
        if wakes:
            await self._connection.execute(_upsert(schema.watch, ("person_id",)), wakes)

    def _events(self, person_id: UUID, reader: UUID, change: Change) -> list[dict[str, Any]]:
        return [
            {
                "person_id": person_id,
                "id": self._new_id(),
                "item_id": change.finding.id,
                "owner": change.finding.now.owner,
                "reader": reader,
                "type": event,
                "changed": [],
                "origin": self._made["origin"],
            }
            for event in change.events
        ]

    def _step_event(self, person_id: UUID, reader: UUID, step: Taken) -> dict[str, Any]:
        return {
            "person_id": person_id,
            "id": self._new_id(),
            "item_id": UUID(step.subject),
            "owner": step.owner,
            "reader": reader,
            "type": step.event,
            "changed": [],
            "origin": self._made["origin"],
        }


def _upsert(table: Any, key: tuple[str, ...]) -> Any:
    statement = postgresql.insert(table)
    others = {c.name: statement.excluded[c.name] for c in table.c if c.name not in key}
    if "changed" in others:
        others["changed"] = func.clock_timestamp()
    return statement.on_conflict_do_update(index_elements=list(key), set_=others)


def _row(person_id: UUID, reader: UUID, change: Change) -> dict[str, Any]:
    finding = change.finding
    now = finding.now
    spans = [
        {
            "opens": iso(span.opens),
            "critical": iso(span.critical) if span.critical else None,
            "closes": iso(span.closes) if span.closes else None,
            "owner": str(span.owner),
            "inhibited_by": list(span.inhibited_by),
        }
        for span in finding.spans
    ]
    return {
        "person_id": person_id,
        "id": finding.id,
        "reader": reader,
        "rule": finding.rule,
        "subject": finding.subject,
        "owner": now.owner,
        "status": finding.status,
        "opens": date.fromordinal(now.opens),
        "critical": date.fromordinal(now.critical) if now.critical else None,
        "closes": date.fromordinal(now.closes) if now.closes else None,
        "spans": spans,
        "inhibited_by": list(finding.inhibited_by),
        "unconfirmed": finding.unconfirmed,
        "evidence": list(finding.evidence),
        "valid_until": date.fromordinal(finding.valid_until) if finding.valid_until else None,
        "returned": date.fromordinal(finding.returned) if finding.returned else None,
        "prevented_until": date.fromordinal(finding.prevented_until) if finding.prevented_until else None,
        "body": finding.body,
        "holder": finding.holder,
        "version": finding.version,
    }
