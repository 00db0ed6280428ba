"""Who acts is a setting of one transaction: it leaks through no pool, outlives no error; without it nothing is seen."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from uuid_utils.compat import uuid7

from app.adapters.postgres import reads
from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.reads import PostgresViews
from app.adapters.postgres.work import SETTINGS as ACTING
from app.adapters.postgres.work import PostgresStore, acting_as
from app.domain.permissions import Principal
from app.usecases.ports import Caller, Work
from tests.secrecy.worlds import Row, insert

pytestmark = pytest.mark.asyncio(loop_scope="module")

A, B = uuid4(), uuid4()
PERSON = uuid4()
SETTINGS = (
    "sip.actor",
    "sip.person",
    "sip.today",
    "sip.source",
    "sip.client",
    "sip.sought",
    "sip.audits",
    "sip.user",
    "sip.leads",
    "sip.proxy",
    "sip.mandate",
)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """A pool of one connection, a client that may act, and one fact of each of two actors about one person."""
    with psycopg.connect(database_url) as connection:
        connection.execute(
            """with i as (insert into sip.issuer (id, url, kind, audience, algorithms, jwks_uri)
                          values (gen_random_uuid(), 'https://settings.example.se', 'system', 'a', '{ES256}',
                                  'https://settings.example.se/jwks')
                          returning id)
               insert into sip.client (issuer_id, client_id, scopes) select id, 'c', '{}' from i"""
        )
        for owner in (A, B):
            row = Row(person_id=PERSON, id=uuid4(), source=str(owner), kind="status", owner=owner, category="work",
                      fields={"code": "job-seeker", "start": "2026-01-01"})  # fmt: skip
            assert insert(connection, row)
    engine = create_engine_as("sip_service", database_url, connections=1)
    yield engine
    await engine.dispose()


def caller(actor: UUID | None = None, *, person: UUID | None = None) -> Caller:
    who = Principal(client="https://settings.example.se#c", user="u", actor=actor, person=person)
    return Caller(principal=who, today=date(2026, 11, 21).toordinal(), request_id="r")


async def owners_seen(connection: AsyncConnection) -> set[UUID]:
    return set((await connection.execute(text("select owner from fact where person_id = :p"), {"p": PERSON})).scalars())


async def left_behind(connection: AsyncConnection) -> dict[str, str]:
    """The settings that the connection still has."""
    found = {name: await connection.scalar(text("select current_setting(:n, true)"), {"n": name}) for name in SETTINGS}
    return {name: value for name, value in found.items() if value}


async def seen_by(engine: AsyncEngine, who: Caller | None) -> set[UUID]:
    """What a transaction as the caller sees, through the store where there is a caller."""
    if who is None:
        async with engine.begin() as connection:
            assert await left_behind(connection) == {}
            return await owners_seen(connection)

    async def body(work: Work) -> set[UUID]:
        return await owners_seen(work._connection)  # type: ignore[attr-defined]  # the adapter's own

    return await PostgresStore(engine, uuid7).transact(who, body)


async def test_one_connection_serves_one_after_another_and_nobody_inherits(engine: AsyncEngine) -> None:
    assert await seen_by(engine, caller(A)) == {A}
    assert await seen_by(engine, caller(B)) == {B}
    assert await seen_by(engine, None) == set()
    assert await seen_by(engine, caller(person=PERSON)) == {A, B}
    assert await seen_by(engine, None) == set()


async def test_a_read_leaves_nothing_behind(engine: AsyncEngine) -> None:
    views = PostgresViews(engine)
    assert await views.read("timeline", caller(A), person_id=PERSON) is not None
    assert await seen_by(engine, None) == set()
    assert await views.read("timeline", caller(uuid4()), person_id=PERSON) is None


async def kept_plans(engine: AsyncEngine) -> int:
    """How often the connection has read timelines by a plan that it keeps."""
    count = "select sum(generic_plans) from pg_prepared_statements where statement like '%''findings''%'"
    async with engine.begin() as connection:
        return int(await connection.scalar(text(count)) or 0)


async def test_a_plan_that_a_connection_keeps_shows_each_their_own(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting = reads.ACTING
    await engine.dispose()
    for enough, kept in (("false", 0), ("true", 6)):
        monkeypatch.setattr(reads, "ACTING", acting.replace(reads.ENOUGH, enough))
        views = PostgresViews(engine)
        for who in (A, B, A, B, A, B):
            read = await views.read("timeline", caller(who), person_id=PERSON)
            assert read is not None
            assert {item["owner"] for item in read["document"]["items"]} == {str(who)}
        assert await kept_plans(engine) == kept


@pytest.mark.parametrize("table", ["fact", "person", "access_grant", "finding", "audit", "idempotency", "source_key"])
async def test_without_settings_nothing_is_seen(engine: AsyncEngine, table: str) -> None:
    async with engine.begin() as connection:
        assert await connection.scalar(text(f"select count(*) from {table}")) == 0


async def test_without_settings_nothing_is_written(engine: AsyncEngine) -> None:
    statements = (
        "insert into fact (person_id, id, source_version, source, kind, owner, category, disclosed, fields)"
        " values (gen_random_uuid(), gen_random_uuid(), 1, 's', 'person', the_person(), 'plan', true, '{}')",
        "insert into person (person_id, birth_date, identity) values (gen_random_uuid(), '1990-05-17', '')",
        "insert into event (person_id, id, type) values (gen_random_uuid(), gen_random_uuid(), 't')",
    )
    for statement in statements:
        with pytest.raises(DBAPIError, match="row-level security"):
            async with engine.begin() as connection:
                await connection.exec_driver_sql(statement)


async def test_after_an_error_nothing_remains(engine: AsyncEngine) -> None:
    async def fail(work: Work) -> None:
        raise RuntimeError("in the middle")

    async def fail_in_the_database(work: Work) -> None:
        await work._connection.execute(text("select 1 / 0"))  # type: ignore[attr-defined]  # the adapter's own

    store = PostgresStore(engine, uuid7)
    for body, error in ((fail, RuntimeError), (fail_in_the_database, DBAPIError)):
        with pytest.raises(error):
            await store.transact(caller(A), body)
        assert await seen_by(engine, None) == set()
        assert await seen_by(engine, caller(B)) == {B}


async def test_after_a_read_that_failed_nothing_remains(engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reads.STATEMENTS, "timeline", "select 1 / 0, %(person_id)s")
    with pytest.raises(psycopg.errors.DivisionByZero):
        await PostgresViews(engine).read("timeline", caller(A), person_id=PERSON)
    assert await seen_by(engine, None) == set()


async def test_whoever_resets_the_role_is_the_service_again(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        for statement in ("reset role", "reset all", "discard plans"):
            await connection.exec_driver_sql(statement)
            assert await connection.scalar(text("select current_user")) == "sip_service"
        assert await owners_seen(connection) == set()


async def test_a_setting_that_stays_would_be_found(engine: AsyncEngine) -> None:
    stays: Any = ACTING.replace("true)", "false)")
    async with engine.begin() as connection:
        await connection.exec_driver_sql(stays, acting_as(caller(A)))
    with pytest.raises(AssertionError):
        await seen_by(engine, None)
    await engine.dispose()
