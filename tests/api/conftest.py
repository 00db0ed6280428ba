"""What the tests of the API share."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.api.desk import STATUS, Desk
from tests.api.witness import Witness, witness_of
from tests.county import County


@pytest.fixture(scope="session")
def witness(database_url: str) -> Iterator[Witness]:
    with witness_of(database_url) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def at_desk(the_county: County) -> Desk:
    county = the_county
    client, person = county.system("social-services"), await county.person()
    plan = (await client.post("/plans", json={"person_id": person})).json()["id"]
    need = (await client.post(f"/plans/{plan}/needs", json={"category": "work", "start": "2026-11-01"})).json()["id"]
    theirs = (await county.system("psychiatry").post("/plans", json={"person_id": person})).json()["id"]
    body = {"person_id": person, **STATUS}
    assert (await client.put("/sources/social-services/facts/known", json=body)).status_code == 201
    return Desk(county, person, plan, need, theirs)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(at_desk: Desk, witness: Witness) -> AsyncIterator[Desk]:
    """The desk; afterwards nothing has changed."""
    with witness.nothing_changes():
        yield at_desk
