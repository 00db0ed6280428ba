"""An administrator reaches nobody: not over any operation, and not in the database behind it."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.adapters.postgres.engine import create_engine_as
from app.domain.permissions import ROLES, Permission
from app.settings import Settings
from tests.api.answers import problem
from tests.api.test_contract import CONTRACT, OPEN_TO_ALL, operations
from tests.api.witness import Witness, witness_of
from tests.county import County
from tests.offices import Offices, open_offices
from tests.secrecy.catalogue import PERSON_BEARING
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")

CANARY = "Kanariefågelgatan"
ABOUT_NOBODY = {"/actors", "/coordination-bodies"}
"""What everybody who takes part may read; no person is in it."""


@pytest.fixture(scope="session")
def database(database_url: str) -> Iterator[Witness]:
    with witness_of(database_url) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def offices(the_county: County, settings: Settings) -> AsyncIterator[Offices]:
    async with open_offices(the_county, settings) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def life(county: County) -> Life:
    """Somebody with a plan of social services', where the county's administrator is at home."""
    life = await begin(county)
    await life.plan("social-services", "employment-service")
    await life.tell("social-services", "need", "n", plan="plan", start="2026-03-01", category="work", title=CANARY)
    await county.detect()
    return life


async def test_no_operation_tells_an_administrator_anything_of_anybody(
    county: County, offices: Offices, life: Life, database: Witness
) -> None:
    finding = next(iter((await county.system("social-services").get("/findings")).json()["findings"]), {"id": uuid4()})
    known = {
        "person": life.person,
        "plan": life.ids["plan"],
        "need": life.ids["n"],
        "finding": str(finding["id"]),
        "actor": county.actor("social-services"),
        "source": "social-services",
        "body": "prov",
    }
    asked = refused = 0
    for admin in (county.caseworker(roles=["administrator"]), offices.operator.admin):
        for method, path, operation in operations(CONTRACT):
            if path in OPEN_TO_ALL or operation["tags"] == ["administration"]:
                continue
            address = re.sub(r"{(\w+)}", lambda name: known.get(name[1], str(uuid4())), path)
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            example: Any = body.get("examples", {}).get("exempel", {}).get("value")
            end = database.log_ends()
            with database.nothing_changes():
                answer = await admin.request(method, address, json=example, headers={"If-Match": "*"})
            for secret in (CANARY, life.number, life.person if "{person}" not in path else CANARY):
                assert secret not in answer.text, (method, path)
            if path in ABOUT_NOBODY:
                continue
            asked += 1
            if path == "/facts":
                (result, *_) = answer.json()["results"]
                assert result["problem"]["status"] in (403, 404, 422)
                continue
            assert answer.status_code in (403, 404, 422), (method, path, answer.text)
            if answer.status_code == 403:
                refused += 1
                assert any(json.loads(row)["outcome"] == "refused" for row in database.logged(end)), (method, path)
    assert asked > 150
    assert refused > asked * 0.9, "nearly all are refused for what the role is, whatever there is"


async def test_an_administrator_who_looks_for_a_person_is_refused_logged_and_told_nothing(
    county: County, life: Life, database: Witness
) -> None:
    admin = county.caseworker(roles=["administrator"])
    end = database.log_ends()
    there = problem(await admin.post("/person-lookups", json={"identity_number": life.number}), 403, "not-permitted")
    nowhere = problem(
        await admin.post("/person-lookups", json={"identity_number": county.number()}), 403, "not-permitted"
    )
    assert there == nowhere
    rows = [json.loads(row) for row in database.logged(end)]
    assert [(row["action"], row["outcome"], row["user"]) for row in rows] == [
        ("POST /person-lookups", "refused", "anna")
    ] * 2


async def test_the_permission_is_the_administrators_alone() -> None:
    assert [role for role, may in ROLES.items() if Permission.ADMIN in may] == ["administrator"]
    assert ROLES["administrator"] == {Permission.ADMIN}


async def test_an_administrator_who_could_read_would_be_found(
    county: County, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ROLES, "administrator", frozenset(Permission))
    answer = await county.caseworker(roles=["administrator"]).get(f"/persons/{life.person}/timeline")
    assert CANARY in answer.text


def opened(database: psycopg.Connection[Any], role: str) -> set[str]:
    """The tables of persons in which the role may read or change anything, beside appending to the log."""
    return {
        f"{privilege} {table}"
        for table in PERSON_BEARING
        for privilege in ("select", "insert", "update", "delete", "truncate", "references")
        for (may,) in database.execute(
            """select has_table_privilege(%(r)s, %(t)s, %(p)s)
                      or %(p)s in ('select', 'insert', 'update') and has_any_column_privilege(%(r)s, %(t)s, %(p)s)""",
            {"r": role, "t": f"sip.{table}", "p": privilege},
        )
        if may
    } - {"insert audit"}


async def test_no_table_of_persons_is_open_to_the_role_that_administrates(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        assert opened(connection, "sip_admin") == set()
        connection.execute("grant select (person_id) on sip.access_grant to sip_admin")
        assert opened(connection, "sip_admin") == {"select access_grant"}
        connection.rollback()


@pytest_asyncio.fixture(loop_scope="session")
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    made = create_engine_as("sip_admin", database_url, connections=1)
    yield made
    await made.dispose()


async def done(engine: AsyncEngine, setting: tuple[str, str], statement: str) -> None:
    """The statement, with one thing said of who acts."""
    async with engine.begin() as connection:
        await connection.execute(
            text("select set_config(:name, :value, true)"), dict(zip(("name", "value"), setting, strict=True))
        )
        await connection.execute(text(statement))


async def test_what_an_administrator_logs_names_nobody_and_no_other_actor(engine: AsyncEngine, life: Life) -> None:
    row = "insert into audit (request_id, actor, person_id, action, outcome) values ('r', {}, {}, 'a', 'done')"
    one, other = str(uuid4()), str(uuid4())
    for actor, person in ((f"'{one}'", f"'{life.person}'"), (f"'{other}'", "null")):
        with pytest.raises(DBAPIError, match="row-level security"):
            await done(engine, ("sip.actor", one), row.format(actor, person))


async def test_who_runs_the_service_is_not_said_by_a_caller(engine: AsyncEngine, offices: Offices) -> None:
    change = f"update administered set operator = true where actor_id = '{offices.one.actor}'"
    with pytest.raises(DBAPIError, match="by command"):
        await done(engine, ("sip.client", "somebody"), change)


@pytest.mark.parametrize(
    "statement",
    [
        "insert into registration (id, version, kind, document) values (gen_random_uuid(), 1, 'actor', '{}')",
        "update registration set document = '{}'",
        "delete from registration",
        "delete from client",
        "truncate administered",
    ],
)
async def test_what_was_registered_is_not_unsaid(engine: AsyncEngine, statement: str) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        await done(engine, ("sip.actor", ""), statement)
