"""One transaction in which a caller acts: the settings that row-level security reads, the log, the events."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

import psycopg
from sqlalchemy import bindparam, insert, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.adapters.postgres import schema
from app.adapters.postgres.caseloads import PostgresCaseloads, PostgresDeputies
from app.adapters.postgres.corrections import PostgresCorrections
from app.adapters.postgres.digests import PostgresDigests
from app.adapters.postgres.findings import PostgresFindings
from app.adapters.postgres.holds import PostgresHolds
from app.adapters.postgres.items import PostgresItems
from app.adapters.postgres.merges import PostgresMerges
from app.adapters.postgres.messages import PostgresMessages
from app.adapters.postgres.offers import PostgresOffers
from app.adapters.postgres.papers import PostgresPapers
from app.adapters.postgres.persons import Overtaken, PostgresPersons
from app.adapters.postgres.protections import PostgresProtections
from app.adapters.postgres.referrals import PostgresReferrals
from app.adapters.postgres.registry import HOLDING
from app.adapters.postgres.versions import PostgresVersions
from app.domain.actors import THE_PERSON
from app.domain.agreements import CoordinationBody, body_in
from app.domain.agreements_json import body_of
from app.domain.days import Day, iso
from app.domain.errors import Conflict, KeyReused, NotAuthenticated, NotPermitted, StaleVersion
from app.domain.item import Item
from app.domain.permissions import Permission, Principal, user_of
from app.usecases.ports import Caller, Event, NewId, Replayed, Work

T = TypeVar("T")
TRIES: Final = 4
RACES: Final = (
    psycopg.errors.UniqueViolation,
    psycopg.errors.SerializationFailure,
    psycopg.errors.DeadlockDetected,
)
STOPPED: Final = psycopg.errors.InvalidAuthorizationSpecification
"""What ACT raises for a client that may not act, or not any more."""

_AS_ACTOR: Final = """select set_config('sip.actor', %(actor)s, true), set_config('sip.today', %(today)s, true),
         set_config('sip.source', %(source)s, true), set_config('sip.client', %(client)s, true),
         set_config('sip.audits', %(audits)s, true), set_config('sip.user', %(user)s, true),
         set_config('sip.leads', %(leads)s, true)"""
# Whoever acts for somebody else is that person while the mandate holds, asked in the very transaction, and else nobody.
SETTINGS: Final = f"""{_AS_ACTOR},
         set_config('sip.person', case when %(proxy)s = '' then %(person)s else sip.acts_for(
             %(proxy)s, %(person)s, %(mandate)s, %(today)s) end, true),
         set_config('sip.proxy', %(proxy)s, true), set_config('sip.mandate', %(mandate)s, true)"""
"""Who acts, for what needs no client that may: a refusal, and whoever follows a link."""
_IF_LET_IN: Final = "sip.let_in(%(client)s)"
ACT: Final = f"{SETTINGS}, {_IF_LET_IN}"
"""Who acts, if the client may act still: one that has been stopped is stopped here, whatever a process remembers."""
ADMINISTRATE: Final = f"{_AS_ACTOR}, {_IF_LET_IN}"
"""The same for administrators, who are no person and act for none."""

# As text: SQLAlchemy would ask for the row's number back, and whoever writes the log may not read it.
LOG: Final = text(
    """insert into audit (request_id, client, "user", actor, on_behalf, person_id, action, outcome, reason, items)
       values (:request_id, :client, :user, :actor, :on_behalf, :person_id, :action, :outcome, :reason, :items)"""
).bindparams(bindparam("items", type_=postgresql.JSONB))

KNOWN: Final = text("select id from actor where id = any(:ids)")
PLACES: Final = text("select id, municipality_code from actor where id = any(:ids)")
# What a policy or a trigger refuses although the use case let it through.
REFUSED: Final = "the service may not do this for you; ask for what belongs to your own actor"


def acting_as(caller: Caller) -> dict[str, str]:
    """The settings of a transaction; what is not so is '', never left from another transaction."""
    who = caller.principal
    return {
        "actor": str(who.actor or ""),
        "person": str(who.person or ""),
        "proxy": str(who.proxy or ""),
        "mandate": str(who.mandate or ""),
        "today": iso(caller.today),
        "source": who.source or "",
        "client": who.client,
        "audits": "yes" if Permission.AUDIT in who.may else "",
        "user": user_of(who) or "",
        "leads": "yes" if who.actor and Permission.UNIT in who.may else "",
    }


class PostgresWork:
    """A Work on one connection; see usecases/ports.py."""

    def __init__(self, connection: AsyncConnection, caller: Caller, new_id: NewId) -> None:
        self._connection = connection
        self._caller = caller
        self._new_id = new_id
        self.persons = PostgresPersons(connection)
        self.items = PostgresItems(connection)
        self.findings = PostgresFindings(connection, caller)
        self.referrals = PostgresReferrals(connection)
        self.versions = PostgresVersions(connection, caller)
        self.offers = PostgresOffers(connection, caller, self._made)
        self.messages = PostgresMessages(connection)
        self.papers = PostgresPapers(connection, caller)
        self.caseloads = PostgresCaseloads(connection, caller)
        self.deputies = PostgresDeputies(connection, caller)
        self.digests = PostgresDigests(connection, caller)
        self.holds = PostgresHolds(connection, caller)
        self.corrections = PostgresCorrections(connection)
        self.merges = PostgresMerges(connection, caller)
        self.protections = PostgresProtections(connection, caller)
        self.first_item: UUID | None = None

    async def actors(self, ids: Collection[UUID]) -> set[UUID]:
        if not ids:
            return set()
        return set(await self._connection.scalars(KNOWN, {"ids": list(ids)}))

    async def bodies_of(self, actors: Collection[UUID]) -> Mapping[UUID, CoordinationBody]:
        rows = await self._connection.execute(PLACES, {"ids": list(actors)})
        bodies = [body_of(dict(row._mapping)) for row in (await self._connection.execute(HOLDING)).all()]
        found = {row.id: body_in(bodies, row.municipality_code) for row in rows.all()}
        return {actor: body for actor, body in found.items() if body is not None}

    async def issue_link(self, call_id: UUID, token_hash: bytes, until: Day) -> None:
        link = {"call": call_id, "hash": token_hash, "until": date.fromordinal(until)}
        await self._connection.execute(text("select issue_answer_link(:call, :hash, :until)"), link)

    async def happened(self, event: Event) -> None:
        who = self._caller.principal
        self._made(event.item_id)
        await self._connection.execute(
            insert(schema.event).values(
                person_id=event.person_id,
                id=self._new_id(),
                actor=who.actor,
                client=who.client,
                user=who.user,
                item_id=event.item_id,
                owner=event.owner,
                reader=event.reader,
                category=event.category,
                type=event.type,
                changed=list(event.changed),
                version=event.version,
            )
        )

    def _made(self, item_id: UUID | None) -> None:
        self.first_item = self.first_item or item_id

    async def log(
        self,
        action: str,
        person_id: UUID | None,
        items: Sequence[Item] = (),
        findings: Sequence[UUID] = (),
        *,
        on_behalf: UUID | None = None,
    ) -> None:
        who = self._caller.principal
        touched = [{"id": str(item.id), "category": item.category, "basis": _basis(item, who)} for item in items]
        touched += [{"id": str(finding), "category": "finding", "basis": "view"} for finding in findings]
        await self._connection.execute(
            LOG,
            {
                **_log_row(self._caller, self._caller.request_id, action, "done", person_id=person_id, items=touched),
                "on_behalf": (person_id if on_behalf == THE_PERSON else on_behalf) if who.actor else None,
            },
        )


class PostgresStore:
    """A Store on an engine that connects as sip_service."""

    def __init__(self, engine: AsyncEngine, new_id: NewId) -> None:
        self._engine = engine
        self._new_id = new_id

    async def transact(self, caller: Caller, body: Callable[[Work], Awaitable[T]]) -> T:
        for _ in range(TRIES):
            try:
                async with self._engine.begin() as connection:
                    await connection.exec_driver_sql(ACT, acting_as(caller))
                    await _replay(connection, caller)
                    work = PostgresWork(connection, caller, self._new_id)
                    result = await body(work)
                    await _remember(connection, caller, work.first_item)
                return result
            except Overtaken:
                continue
            except Conflict:
                if caller.once is not None:
                    await self._answered_before(caller)
                raise
            except DBAPIError as error:
                if isinstance(error.orig, STOPPED):
                    raise NotAuthenticated("client-unknown") from None
                if isinstance(error.orig, psycopg.errors.InsufficientPrivilege):
                    raise NotPermitted(REFUSED) from None
                if not isinstance(error.orig, RACES):
                    raise
        raise StaleVersion("others are changing the same thing right now; try again")

    async def _answered_before(self, caller: Caller) -> None:
        """Replayed when what stands in the way is the same request, which was carried out meanwhile."""
        async with self._engine.begin() as connection:
            await connection.exec_driver_sql(ACT, acting_as(caller))
            await _replay(connection, caller)

    async def refused(
        self,
        caller: Caller | None,
        request_id: str,
        action: str,
        reason: str,
        *,
        person_id: UUID | None = None,
        item_id: UUID | None = None,
        times: int = 1,
    ) -> None:
        about = [{"id": str(item_id)}] if item_id else []
        about += [{"times": str(times)}] if times > 1 else []
        row = _log_row(caller, request_id, action, "refused", person_id=person_id, reason=reason, items=about)
        async with self._engine.begin() as connection:
            if caller is not None:
                await connection.exec_driver_sql(SETTINGS, acting_as(caller))
            await connection.execute(LOG, row)

    async def withheld(self, caller: Caller, view: str, too_much: Mapping[UUID | None, Collection[UUID]]) -> None:
        async with self._engine.begin() as connection:
            await connection.exec_driver_sql(SETTINGS, acting_as(caller))
            for person, ids in too_much.items():
                row = _log_row(caller, caller.request_id, "view-withheld", "refused", person_id=person, reason=view)
                await connection.execute(LOG, {**row, "items": [{"id": str(one)} for one in sorted(ids)]})


def _log_row(
    caller: Caller | None,
    request_id: str,
    action: str,
    outcome: str,
    *,
    person_id: UUID | None = None,
    reason: str | None = None,
    items: Sequence[dict[str, str]] = (),
) -> dict[str, object]:
    who = caller.principal if caller else None
    return {
        "request_id": request_id,
        "client": who.client if who else None,
        "user": who.user if who else None,
        "actor": who.actor if who else None,
        "on_behalf": None,
        "person_id": person_id,
        "action": action,
        "outcome": outcome,
        "reason": reason,
        "items": list(items),
    }


async def _replay(connection: AsyncConnection, caller: Caller) -> None:
    if caller.once is None:
        return
    table = schema.idempotency
    held = (
        await connection.execute(
            table.select().where(table.c.client == caller.principal.client, table.c.key == caller.once.key)
        )
    ).one_or_none()
    if held is None:
        return
    if held.request != caller.once.request:
        raise KeyReused("this Idempotency-Key was used with another request; use a new one")
    raise Replayed(held.status, UUID(held.location))


async def _remember(connection: AsyncConnection, caller: Caller, item_id: UUID | None) -> None:
    if caller.once is None or item_id is None:
        return
    await connection.execute(
        postgresql.insert(schema.idempotency).values(
            client=caller.principal.client,
            key=caller.once.key,
            request=caller.once.request,
            status=caller.once.status,
            location=str(item_id),
        )
    )


def _basis(item: Item, who: Principal) -> str:
    if who.actor is None:
        return str(who.mandate or "self")
    return "own" if item.owner in (who.actor, THE_PERSON) else "named"
