"""The number of a case on a coordination body's list leads whoever is awaited to the question, and nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import httpx
import pytest

from app.usecases.escalation_reading import case_digits
from tests.api.witness import witness_of
from tests.county import County
from tests.portal.people import Portal
from tests.portal.test_consent_replacing import ticked
from tests.portal.test_plan_over_http import client_of
from tests.service.meeting_story import HEALTH, OWNER, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
LISTED = """
    insert into sip.escalation (person_id, reader, rule, subject, step, owner, opens, due, taken, case_number, body)
    values (%s, %s, 'call-unanswered', %s, 'body', %s, '2026-11-01', '2026-11-16', '2026-11-16', %s, 'a-body')"""


@contextmanager
def listed(around: Around, call: str, reader: str, database_url: str) -> Iterator[UUID]:
    """The number of that actor's case, while it stands on the list."""
    number, actor = uuid4(), around.actor(reader)
    with witness_of(database_url) as witness:
        witness.connection.execute(LISTED, (around.person, actor, call, actor, number))
        try:
            yield number
        finally:
            witness.connection.execute("delete from sip.escalation where case_number = %s", (number,))


async def searched(client: httpx.AsyncClient, number: str) -> httpx.Response:
    return await client.post("/arenden", data=ticked(await client.get("/arenden")) | {"name": [number]})


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        (" 6F1E-2c1a ", "6f1e2c1a"),
        ("6f1e2c1a-55c1-4e0b-9a53-2f4f6f1f8f10", "6f1e2c1a55c14e0b9a532f4f6f1f8f10"),
        ("6f1e", None),
        ("Åkesson", None),
        ("6f1e-2c1%", None),
        ("19900517-9800", None),
    ],
)
async def test_what_looks_like_a_number_is_one(typed: str, digits: str | None) -> None:
    assert case_digits(typed) == digits


async def test_the_number_leads_whoever_is_awaited_to_the_question(
    portal: Portal, county: County, database_url: str
) -> None:
    around = await four_agencies(county)
    call = (await around.add(HEALTH, "calls", to=around.actor(OWNER), form="call", sent="2026-10-01"))["id"]
    anna = await client_of(portal)
    with listed(around, call, OWNER, database_url) as number:
        for typed in (str(number), f"{number.hex[:4]}-{number.hex[4:8]}", number.hex[:8].upper()):
            answer = await searched(anna, typed)
            assert (answer.status_code, answer.headers.get("location")) == (303, f"/poster/{call}"), typed
        assert (await anna.get(f"/poster/{call}")).status_code == 200
    assert (await searched(anna, str(number))).status_code == 200, "it is on the list no more"


async def test_to_everybody_else_it_is_a_number_that_there_is_not(
    portal: Portal, county: County, database_url: str
) -> None:
    around = await four_agencies(county)
    call = (await around.add(OWNER, "calls", to=around.actor(HEALTH), form="call", sent="2026-10-01"))["id"]
    anna, none = await client_of(portal), uuid4()
    with listed(around, call, HEALTH, database_url) as number:
        real, nothing = await searched(anna, str(number)), await searched(anna, str(none))
    assert real.status_code == nothing.status_code == 200
    assert "Ingen fråga med det ärendenumret väntar på svar från er." in real.text

    def main_of(page: httpx.Response) -> str:
        own = ticked(page)["_key"][0]
        return page.text.partition("<main")[2].partition("</main>")[0].replace(own, "").replace(str(none), str(number))

    assert main_of(real) == main_of(nothing)
