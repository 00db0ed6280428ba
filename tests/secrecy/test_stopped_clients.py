"""A client or an issuer that is stopped is stopped at its next request, in every process, whatever one remembers."""

import json
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
import pytest_asyncio

from app.adapters.postgres import reads, registry, work
from app.adapters.postgres.registry import HELD
from app.bootstrap.service import service
from app.settings import Settings
from tests.api.answers import problem, served
from tests.api.test_contract import CONTRACT, OPEN_TO_ALL, operations
from tests.api.witness import Witness, witness_of
from tests.county import SYSTEM, WORKFORCE, County
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")

CLIENT = "social-services-system"


@pytest.fixture(scope="session")
def database(database_url: str) -> Iterator[Witness]:
    with witness_of(database_url) as found:
        yield found


@contextmanager
def stopped(database: Witness, table: str, where: str) -> Iterator[None]:
    """Stopped by another process, just now."""
    change = f"update sip.{table} set active = %s where {where}".encode()
    assert database.connection.execute(change, [False]).rowcount == 1
    try:
        yield
    finally:
        database.connection.execute(change, [True])


class Clock:
    """A clock that stands still until it is put forward: what is remembered for a second is, however long one takes."""

    def __init__(self) -> None:
        self._now = time.monotonic()

    def monotonic(self) -> float:
        return self._now

    def put_forward(self, seconds: float) -> None:
        self._now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, county: County) -> Iterator[Clock]:
    """By which every process tells how long ago it read the registry."""
    clock = Clock()
    with monkeypatch.context() as patched:
        patched.setattr(registry, "time", clock)
        yield clock
    county.read_registry_anew()


@pytest_asyncio.fixture(loop_scope="session")
async def elsewhere(county: County, settings: Settings, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    """Social services' system at another process, which has a memory of its own and is about to be asked again."""
    async with service(settings) as running, served(settings, running) as client:
        client.headers["Authorization"] = f"Bearer {county.token(SYSTEM, CLIENT, CLIENT)}"
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def life(county: County) -> Life:
    life = await begin(county)
    await life.plan("social-services", "employment-service")
    return life


async def remembered(client: httpx.AsyncClient) -> None:
    """The process has just let the client in, and remembers it."""
    assert (await client.get("/findings")).status_code == 200


@pytest.mark.parametrize("meanwhile", [0.0, HELD + 0.1], ids=["remembered", "read anew"])
@pytest.mark.parametrize(
    "path", ["/persons/{person}/timeline", "/plans/{plan}", "/findings", "/actors", "/coordination-bodies"]
)
async def test_a_client_stopped_in_one_process_reads_nothing_more_in_another(
    elsewhere: httpx.AsyncClient, database: Witness, clock: Clock, life: Life, path: str, meanwhile: float
) -> None:
    address = path.format(person=life.person, plan=life.ids["plan"])
    await remembered(elsewhere)
    end = database.log_ends()
    with stopped(database, "client", f"client_id = '{CLIENT}'"):
        clock.put_forward(meanwhile)
        problem(await elsewhere.get(address), 401, "not-authenticated")
    (row,) = database.logged(end)
    assert json.loads(row)["outcome"] == "refused"
    clock.put_forward(meanwhile)
    assert (await elsewhere.get(address)).status_code == 200, "whoever is started again is let in"


async def test_it_writes_nothing_more(elsewhere: httpx.AsyncClient, database: Witness, life: Life) -> None:
    await remembered(elsewhere)
    with stopped(database, "client", f"client_id = '{CLIENT}'"), database.nothing_changes():
        answer = await elsewhere.post("/plans", json={"person_id": life.person})
    assert "client-unknown" in problem(answer, 401, "not-authenticated")["detail"]


async def test_whoever_signs_in_at_an_issuer_that_is_stopped_reads_nothing_more(
    county: County, elsewhere: httpx.AsyncClient, database: Witness
) -> None:
    elsewhere.headers["Authorization"] = f"Bearer {county.token(WORKFORCE, 'portal', 'anna', roles=['caseworker'])}"
    await remembered(elsewhere)
    with stopped(database, "issuer", f"url = '{county.issuers}{WORKFORCE}'"):
        problem(await elsewhere.get("/findings"), 401, "not-authenticated")
        person = county.myself(county.number())
        assert "issuer-unknown" not in (await person.get("/findings")).text, "another issuer is not stopped"


async def test_no_operation_of_the_contract_lets_it_through(
    elsewhere: httpx.AsyncClient, database: Witness, life: Life
) -> None:
    await remembered(elsewhere)
    known = {"person": life.person, "plan": life.ids["plan"], "source": "social-services", "body": "prov"}
    asked = 0
    with stopped(database, "client", f"client_id = '{CLIENT}'"), database.nothing_changes():
        for method, path, operation in operations(CONTRACT):
            if path in OPEN_TO_ALL:
                continue
            address = re.sub(r"{(\w+)}", lambda name: known.get(name[1], str(uuid4())), path)
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            example: Any = body.get("examples", {}).get("exempel", {}).get("value")
            answer = await elsewhere.request(method, address, json=example, headers={"If-Match": "*"})
            assert answer.status_code in (401, 403, 404, 409, 422), (method, path, answer.text)
            asked += answer.status_code == 401
    assert asked > 60, "nearly all get as far as to be refused for what they are"


async def test_what_a_process_remembers_would_let_it_through_alone(
    elsewhere: httpx.AsyncClient, database: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "ACTING", reads.ACTING.replace(work.ACT, work.SETTINGS))
    monkeypatch.setattr(work, "ACT", work.SETTINGS)
    await remembered(elsewhere)
    with stopped(database, "client", f"client_id = '{CLIENT}'"):
        assert (await elsewhere.get("/findings")).status_code == 200


@pytest.mark.parametrize("reference", ["", "c", "https://nobody.example.se#c", "#", "{issuers}/system#nobody"])
async def test_nobody_acts_for_a_client_that_is_not_registered(
    county: County, database: Witness, reference: str
) -> None:
    known = f"{county.issuers}{SYSTEM}#{CLIENT}"
    assert database.connection.execute("select sip.let_in(%s)", [known]).fetchone() is not None
    with pytest.raises(psycopg.errors.InvalidAuthorizationSpecification):
        database.connection.execute("select sip.let_in(%s)", [reference.format(issuers=county.issuers)])
