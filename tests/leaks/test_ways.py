"""The run's own ear stands where it should: what a county is told is known, and every way out is heard."""

import logging
from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import psycopg
import pytest

from tests.county import County
from tests.leaks.ear import EAR, Ear
from tests.secrecy.worlds import Connection

pytestmark = pytest.mark.asyncio(loop_scope="session")
TITLE = "Kanariefågel bland vassen"


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """The database as its superuser sees it; nothing that is done in it stays."""
    with psycopg.connect(database_url) as connection:
        yield connection
        connection.rollback()


async def test_what_the_service_is_told_and_what_it_lets_out_is_heard(county: County) -> None:
    client, number = county.system("social-services"), county.number(date(1990, 5, 17))
    person = await county.person(number)
    plan = (await client.post("/plans", json={"person_id": person, "title": TITLE})).json()["id"]
    refused = await client.post(f"/plans/{plan}/needs", json={"category": "Kanariefågels gång", "start": "2026-11-01"})
    assert refused.status_code == 422
    await county.myself(number).get(f"/persons/{person}")
    assert {TITLE, "Kanariefågels gång"} <= set(EAR.told.telling())
    assert number[2:] in EAR.told.numbers
    ways = {way for way, _ in EAR.heard}
    assert {"the address of a request", "the headers of an answer", "a problem", "the log httpx"} <= ways


@pytest.fixture
def statements() -> Iterator[None]:
    """Meanwhile every statement is logged, as whoever looks for a fault would have it; the service has no such setting.
    One level more, and SQLAlchemy writes the rows that come back."""
    logger = logging.getLogger("sqlalchemy.engine")
    before = logger.level
    logger.setLevel(logging.INFO)
    yield
    logger.setLevel(before)


@pytest.mark.usefixtures("statements")
async def test_statements_are_logged_without_what_they_are_told(county: County) -> None:
    person = await county.person()
    client, said = county.system("social-services"), f"{TITLE} i gryningen"
    assert (await client.post("/plans", json={"person_id": person, "title": said})).status_code == 201
    heard = [line for way, line in EAR.heard if way == "the log sqlalchemy.engine.Engine"]
    assert [line for line in heard if "INSERT INTO" in line]
    assert not [line for line in heard if TITLE in line]


async def test_a_row_that_holds_content_is_found_in_each_table(county: County, database: Connection) -> None:
    person = await county.person()
    ear = Ear()
    ear.told.hear(TITLE, "title", "a test")
    ear.hear_tables(database)
    assert ear.leaks() == []
    database.execute("insert into sip.event (person_id, id, type) values (%s, %s, %s)", (person, uuid4(), TITLE))
    refusal = "insert into sip.audit (request_id, action, outcome, reason) values ('', 'read-plan', 'refused', %s)"
    database.execute(refusal, (TITLE,))
    ear.hear_tables(database)
    assert {leak.way for leak in ear.leaks()} == {"the table event", "the access log"}
