"""A plan of sixty items is read, disclosed and logged in one round trip to the database, counted on the wire."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import httpx
import psycopg
import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.reads import PostgresViews
from app.bootstrap.service import drawn
from app.domain.permissions import Permission, Principal
from app.settings import Settings
from app.usecases.checking import CheckedViews
from app.usecases.ports import Caller
from tests.api.answers import served
from tests.api.round_trips import Relay, relay_to
from tests.api.test_papers import as_it_is
from tests.api.witness import Witness
from tests.county import SYSTEM, WORKFORCE, County
from tests.secrecy.lives import begin

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def relay(database_url: str) -> AsyncIterator[Relay]:
    # A socket's path has to be shorter than pytest's own folders are.
    with TemporaryDirectory(prefix="sip-") as folder:
        async with relay_to(database_url, Path(folder)) as running:
            yield running


@pytest_asyncio.fixture(loop_scope="session")
async def engine(relay: Relay) -> AsyncIterator[AsyncEngine]:
    """One connection through the relay."""
    made = create_engine_as("sip_service", relay.url, connections=1)
    yield made
    await made.dispose()


@pytest_asyncio.fixture(loop_scope="session")
async def reader(county: County, settings: Settings, engine: AsyncEngine) -> AsyncIterator[httpx.AsyncClient]:
    """Social services' system, whose every reading goes through the relay."""
    async with served(settings, replace(county.service, views=PostgresViews(engine), typeset=as_it_is)) as client:
        client.headers["Authorization"] = f"Bearer {county.token(SYSTEM, 'social-services-system', 's')}"
        yield client


async def a_plan_of(county: County, items: int) -> tuple[str, str]:
    """A person and a plan of so many items, the plan and its first participant among them."""
    client, person = county.system("social-services"), await county.person()
    plan = (await client.post("/plans", json={"person_id": person})).json()["id"]
    need = (await client.post(f"/plans/{plan}/needs", json={"category": "work", "start": "2026-11-02"})).json()["id"]
    for number in range(items - 3):
        body = {"need": need, "planned_start": "2026-12-01", "title": f"Insats {number}"}
        assert (await client.post(f"/plans/{plan}/activities", json=body)).status_code == 201
    return person, plan


async def test_a_plan_of_sixty_items_is_read_in_one_round_trip(
    county: County, reader: httpx.AsyncClient, relay: Relay, witness: Witness
) -> None:
    person, plan = await a_plan_of(county, 60)
    assert (await reader.get("/findings")).status_code == 200, "from here on there is a connection"
    for path, items in (
        (f"/plans/{plan}", 60),
        (f"/plans/{plan}/costs", None),
        (f"/plans/{plan}/outcome", None),
        (f"/plans/{plan}/deadlines", None),
        (f"/plans/{plan}/history", None),
        (f"/plans/{plan}/archive", 60),
        (f"/persons/{person}/timeline", 61),
        (f"/plans/{plan}/messages", None),
        (f"/persons/{person}/findings", None),
        (f"/persons/{person}", None),
        ("/findings", None),
        ("/findings?held_back=true", None),
    ):
        for _ in range(7):  # the driver prepares what comes back often; that is to take no trip of its own
            end, before = witness.log_ends(), relay.trips
            answer = await reader.get(path)
            assert answer.status_code == 200, answer.text
            assert relay.trips - before == 1, path
        if items is not None:
            assert len(answer.json()["items"]) == items
            (row,) = witness.logged(end)
            assert row.count('"basis"') == items


async def test_a_plan_is_taken_to_paper_in_one_round_trip(
    county: County, reader: httpx.AsyncClient, relay: Relay, witness: Witness
) -> None:
    _, plan = await a_plan_of(county, 60)
    assert (await reader.get("/findings")).status_code == 200, "from here on there is a connection"
    for _ in range(7):
        end, before = witness.log_ends(), relay.trips
        answer = await reader.get(f"/plans/{plan}", headers={"Accept": "application/pdf"})
        assert "Insats 56" in answer.text
        assert relay.trips - before == 1
    (row,) = witness.logged(end)
    assert row.count('"basis"') == 61, "the plan's sixty, and the person"


async def test_a_finding_is_explained_in_one_round_trip(
    county: County, reader: httpx.AsyncClient, relay: Relay
) -> None:
    life = await begin(county)
    await life.plan("social-services", start="2026-03-01")
    await county.detect()
    (finding, *_) = (await reader.get(f"/persons/{life.person}/findings")).json()["findings"]
    for _ in range(7):
        before = relay.trips
        assert (await reader.get(f"/findings/{finding['id']}/explanation")).json()["thresholds"]
        assert relay.trips - before == 1


@pytest.mark.parametrize(("percent", "trips"), [(0, 1), (100, 2)])
async def test_a_view_costs_one_round_trip_more_when_it_is_checked_and_nothing_when_it_is_not(
    county: County, settings: Settings, engine: AsyncEngine, relay: Relay, percent: float, trips: int
) -> None:
    _, plan = await a_plan_of(county, 20)
    views = CheckedViews(PostgresViews(engine), county.service.store, drawn(percent))
    async with served(settings, replace(county.service, views=views)) as reader:
        reader.headers["Authorization"] = f"Bearer {county.token(SYSTEM, 'social-services-system', 's')}"
        assert (await reader.get("/findings")).status_code == 200, "from here on there is a connection"
        for _ in range(7):
            before = relay.trips
            assert (await reader.get(f"/plans/{plan}")).status_code == 200
            assert relay.trips - before == trips


async def test_reading_the_same_in_two_statements_is_counted_as_more(
    county: County, engine: AsyncEngine, relay: Relay
) -> None:
    async with engine.connect() as connection:
        await connection.exec_driver_sql("select 1")
        await connection.rollback()
        before = relay.trips
        await connection.exec_driver_sql("select set_config('sip.actor', %s, true)", (county.actor("psychiatry"),))
        await connection.exec_driver_sql("select * from fact")
        await connection.rollback()

    assert relay.trips - before > 1


async def test_a_reading_that_fails_leaves_a_connection_that_can_be_used(
    county: County, reader: httpx.AsyncClient, engine: AsyncEngine
) -> None:
    known = f"{county.issuers}{SYSTEM}#psychiatry-system"
    principal = Principal(client=known, user="u", actor=UUID(county.actor("psychiatry")), may=frozenset(Permission))
    caller = Caller(principal=principal, today=county.today.toordinal(), request_id="r")

    with pytest.raises(psycopg.DataError):
        await PostgresViews(engine).read("item", caller, item_id="no id", kinds=["plan"])

    assert (await reader.get("/findings")).status_code == 200
    async with engine.begin() as connection:
        assert await connection.scalar(text("select nullif(current_setting('sip.actor', true), '')")) is None


async def test_a_caseload_is_read_in_one_round_trip_however_many_are_on_it(
    county: County, reader: httpx.AsyncClient, relay: Relay
) -> None:
    token = county.token(WORKFORCE, "portal", "round-trips", roles=["caseworker"])
    caseworker = county.client(token)
    assert (await reader.get("/findings")).status_code == 200, "from here on there is a connection"
    for several in (1, 5):
        for _ in range(several):
            _, plan = await a_plan_of(county, 5)
            assert (await caseworker.post(f"/plans/{plan}/assignments", json={})).status_code == 201
        before = relay.trips
        answer = await reader.get("/caseload", headers={"Authorization": f"Bearer {token}"})
        assert relay.trips - before == 1
        assert len(answer.json()["plans"]) == (1 if several == 1 else 6)
