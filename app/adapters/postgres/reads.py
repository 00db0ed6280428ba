"""The reading door: each view is one statement that assembles the document and logs what it disclosed.

One round trip: the settings and the statement go out together, and are one transaction. Row-level security lets through
what the caller may see; the statement works out the basis of each item again, for the log, and drops
whatever has none. No log, no answer: both are one statement. A view that is to be checked takes one round trip more,
for what the check goes by, in the same transaction.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

import psycopg
from sqlalchemy.ext.asyncio import AsyncEngine

from app.adapters.postgres.audit_reads import AUDIT_VIEWS
from app.adapters.postgres.caseload_reads import CASELOAD_VIEWS
from app.adapters.postgres.consents_read import CONSENT_VIEWS
from app.adapters.postgres.corrections import CORRECTION_VIEWS
from app.adapters.postgres.digests import DIGEST_VIEWS
from app.adapters.postgres.disclosing import ACTORS, ITEM, OF_A_PLAN, item, logged, seen
from app.adapters.postgres.engine import Driver, driver_of
from app.adapters.postgres.escalations_read import ESCALATION_VIEWS
from app.adapters.postgres.evidence import evidence_of
from app.adapters.postgres.export_reads import EXPORT_VIEWS
from app.adapters.postgres.findings_read import AT_WORK, FINDING, FINDING_VIEWS
from app.adapters.postgres.holds import HOLD_VIEWS
from app.adapters.postgres.merges import MERGE_VIEWS
from app.adapters.postgres.messages import MESSAGE_VIEWS
from app.adapters.postgres.offers import OFFER_VIEWS
from app.adapters.postgres.outcome_reads import OUTCOME_VIEWS
from app.adapters.postgres.pacing import PACE_VIEWS
from app.adapters.postgres.plan_reads import PLAN_VIEWS, VERSIONS_OF_PERSON
from app.adapters.postgres.protections import PROTECTION_VIEWS
from app.adapters.postgres.referrals import REFERRAL_VIEWS
from app.adapters.postgres.referring import told_fields
from app.adapters.postgres.represented import REPRESENTED_VIEWS
from app.adapters.postgres.statistics_read import STATISTICS_VIEWS
from app.adapters.postgres.work import ACT, STOPPED, TRIES, acting_as
from app.domain.checking import Evidence, Shown
from app.domain.errors import NotAuthenticated
from app.usecases.ports import Caller

# What a finding rests on: its evidence, and the person, whose age some rules count.
PROVING: Final = """f.person_id = any (sip.records((select person_id from found)))
                    and (f.kind = 'person' or f.id::text in (select unnest(evidence) from found))"""
PROVED: Final = """select person_id, id, category, basis from seen
    union all select person_id, id, 'finding', 'view' from found"""

FOUND_ON_PERSON: Final = (
    f"found as (select g.*, w.* from finding g {AT_WORK} where g.person_id = any (sip.records(%(person_id)s))"
    " and g.status <> 'retracted')"
)
OF_PERSON: Final = "f.person_id = any (sip.records(%(person_id)s))"
DISCLOSED: Final = """select person_id, id, category, basis from seen
    union all select person_id, id, 'finding', 'view' from found where exists (select from seen)"""

RECEIPT: Final = "item"
"""The view in which an agency's own system has its facts back whomever they are about; see the guards in migrations."""


def timeline(also: str = "") -> str:
    """Everything of the person that the reader sees; `also` is more of the document."""
    return f"""
        with {seen(OF_PERSON)}, {FOUND_ON_PERSON}, {logged(DISCLOSED)}
        select jsonb_build_object(
                   'person', %(person_id)s::text, 'today', sip.today(), 'reader', coalesce(sip.me(), sip.myself()),
                   'items', jsonb_agg({ITEM} order by s.recorded, s.id), 'actors', {ACTORS},
                   'findings', (select coalesce(jsonb_agg({FINDING} order by g.opens, g.rule, g.subject), '[]')
                                  from found g){also}) as document,
               (select details from person p where p.person_id = %(person_id)s) as details
          from seen s having count(*) > 0"""


STATEMENTS: Final[Mapping[str, str]] = {
    **FINDING_VIEWS,
    **PLAN_VIEWS,
    **CONSENT_VIEWS,
    **OUTCOME_VIEWS,
    **PACE_VIEWS,
    **REFERRAL_VIEWS,
    **REPRESENTED_VIEWS,
    **MESSAGE_VIEWS,
    **ESCALATION_VIEWS,
    **STATISTICS_VIEWS,
    **OFFER_VIEWS,
    **CASELOAD_VIEWS,
    **DIGEST_VIEWS,
    **AUDIT_VIEWS,
    **EXPORT_VIEWS,
    **HOLD_VIEWS,
    **PROTECTION_VIEWS,
    **CORRECTION_VIEWS,
    **MERGE_VIEWS,
    "item": f"""
        with {seen("f.id = %(item_id)s and f.kind = any(%(kinds)s)")},
             {logged("select person_id, id, category, basis from seen")}
        select {ITEM} || jsonb_build_object('person_id', s.person_id) as document, s.guarded from seen s""",
    # Of messages only what says whom they wait for: what they say is read in their threads. As text around what is
    # binary, which would be taken apart and put together again at each step outwards; what of the fields is told is
    # worked out in one place, since every place costs each reading its preparation.
    "plan": f"""
        with {seen("f.plan_id = %(plan_id)s")}, found as (select null::uuid as owner where false),
             {logged("select person_id, id, category, basis from seen where exists (" + OF_A_PLAN + ")")}
        select json_build_object(
                   'id', %(plan_id)s::text, 'person_id', (select person_id from seen limit 1),
                   'items', json_agg({item(fields="s.told")} order by s.recorded, s.id)
                                filter (where s.kind <> 'message'),
                   'said', json_agg(jsonb_build_object('id', s.id, 'owner', s.owner) || s.told - 'text'
                                     order by s.recorded, s.id) filter (where s.kind = 'message'),
                   'actors', {ACTORS}) as document
          from (select s.*, {told_fields("seen")} as told from seen s offset 0) s having exists ({OF_A_PLAN})""",
    "explanation": f"""
        with found as (
                 select g.*, b.agreed from finding g
                   left join lateral (
                        select to_jsonb(c) as agreed from coordination_body c where c.id = g.body) b on true
                  where g.id = %(finding_id)s and g.reader = any (sip.readers())
                    and g.status <> 'retracted'),
             {seen(PROVING)}, {logged(PROVED)}
        select jsonb_build_object(
                   'id', g.id, 'person_id', g.person_id, 'rule', g.rule, 'subject', g.subject, 'owner', g.owner,
                   'status', g.status, 'opens', g.opens, 'critical', g.critical, 'closes', g.closes,
                   'unconfirmed', g.unconfirmed, 'edition', g.edition, 'body', g.agreed,
                   'prevented_until', g.prevented_until,
                   'items', (select coalesce(jsonb_agg({ITEM} order by
                                   array_position(sip.records(g.person_id), s.person_id), s.recorded, s.id), '[]')
                               from seen s),
                   'actors', {ACTORS}) as document
          from found g""",
    "timeline": timeline(),
    "timeline-picture": timeline(VERSIONS_OF_PERSON),
    "person": f"""
        with {seen("f.person_id = %(person_id)s and f.kind = 'person'")},
             {logged("select person_id, id, category, basis from seen")}
        select jsonb_build_object('id', p.person_id, 'birth_date', p.birth_date, 'protection', p.protection,
                                  'version', p.version) || (select s.fields from seen s)
               || (select case when cardinality(r) > 1 then jsonb_build_object('records', r) else '{{}}' end
                     from sip.records(p.person_id) r) as document, p.details
          from person p where p.person_id = %(person_id)s and exists (select from seen)""",
}

PLANNED_ONCE: Final = frozenset(
    {
        "access-log",
        "consents",
        "explanation",
        "finding",
        "item",
        "messages",
        "plan",
        "plan-differences",
        "plan-history",
        "plan-page",
        "plan-version",
        "plan-versions",
        "standing",
        "timeline",
        "timeline-picture",
    }
)
"""The views that a connection plans once and not for every reading: they begin at one plan, person, item or finding by
an index, whoever asks. Planning takes the larger ones more than reading does."""
# Made over nothing, a plan that is kept can be hundreds of times too slow until the statistics are next renewed. Made
# over some hundred facts it was as fast over four hundred times as many.
ENOUGH: Final = "(select reltuples >= 100 from pg_class where oid = 'sip.fact'::regclass)"
"""Whether PostgreSQL's statistics know of enough facts to plan by."""
ACTING: Final = f"""{ACT}, set_config('plan_cache_mode', case when %(once)s and {ENOUGH} then 'force_generic_plan'
                                                             else 'force_custom_plan' end, true)"""
AT_ONE_MOMENT: Final = "begin isolation level repeatable read"
"""Begins what is read together with its evidence: nobody's change comes between the two."""


class PostgresViews:
    """The Views on an engine that connects as sip_service; see usecases/ports.py."""

    def __init__(self, engine: AsyncEngine, statements: Mapping[str, str] = STATEMENTS) -> None:
        # What a pipeline sends is one transaction; the driver would wait for an answer to a BEGIN of its own.
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._statements = statements

    async def read(self, view: str, caller: Caller, **parameters: Any) -> Mapping[str, Any] | None:
        async with self._engine.connect() as connection:
            return await self._read(await driver_of(connection), view, caller, parameters)

    async def read_with_evidence(
        self, view: str, caller: Caller, shown: Callable[[object], Collection[Shown]], **parameters: Any
    ) -> tuple[Mapping[str, Any], Evidence] | None:
        async with self._engine.connect() as connection:
            driver = await driver_of(connection)
            for again in reversed(range(TRIES)):
                try:
                    read = await self._read(driver, view, caller, parameters, first=AT_ONE_MOMENT)
                    if read is None:
                        await driver.execute("commit")
                        return None
                    return read, await evidence_of(driver, caller, shown(read), last="commit")
                except psycopg.errors.SerializationFailure:
                    if not again:
                        raise
                finally:
                    await driver.rollback()
        raise AssertionError("the last try returns or raises")

    async def _read(
        self,
        driver: Driver,
        view: str,
        caller: Caller,
        parameters: Mapping[str, Any],
        first: str | None = None,
    ) -> Mapping[str, Any] | None:
        who = caller.principal
        acting = {**acting_as(caller), "once": view in PLANNED_ONCE} | ({} if view == RECEIPT else {"source": ""})
        values = {
            **parameters,
            "request_id": caller.request_id,
            "client": who.client,
            "user": who.user,
            "action": f"read-{view}",
        }
        try:
            async with driver.pipeline():
                if first is not None:
                    await driver.execute(first)
                await driver.execute(ACTING, acting, prepare=True)
                cursor = await driver.execute(self._statements[view], values, prepare=True)
        except STOPPED:
            raise NotAuthenticated("client-unknown") from None
        row = await cursor.fetchone()
        if row is None or row[0] is None:
            return None
        names = [column.name for column in cursor.description or ()]
        return dict(zip(names, row, strict=True))
