"""A call that is declined and covered by nobody: told from step to step up to the body's list, until the need is taken.

Through REST alone, among four agencies and the person; the detector runs on every day that passes.
"""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.api.answers import problem
from tests.secrecy.quiet import quiet_county
from tests.service.meeting_story import HEALTH, OWNER, SCHOOL, STATE, Around, four_agencies
from tests.service.test_terms import adopt

pytestmark = pytest.mark.asyncio(loop_scope="function")
BODY = {"key": "prov", "name": "Provköpings samverkan", "municipalities": ["0686"], "agreements": []}


@pytest_asyncio.fixture(loop_scope="function")
async def around(server_url: str, tmp_path: Path) -> AsyncIterator[Around]:
    """The plan, in a municipality that has a coordination body; the adult education is main responsible."""
    async with quiet_county(server_url, tmp_path) as (county, settings, database):
        database.execute("update sip.actor set municipality_code = '0686' where level = 'municipality'")
        await adopt((county, settings, database), tmp_path, BODY)
        county.today = date(2026, 11, 23)
        around = await four_agencies(county)
        await around.add(OWNER, "main-responsible", actor=around.actor(SCHOOL), start="2026-11-23")
        yield around


async def steps_of(around: Around, by: str) -> list[tuple[str, str]]:
    """The steps that this reader has been told of, with their days."""
    found = (await around.read(by, "/escalations"))["escalations"]
    return [(step["step"], step["taken"]) for one in found for step in one["steps"]]


async def until(around: Around, last: date) -> None:
    while around.county.today < last:
        await around.county.detect(around.county.today + timedelta(1))


async def test_a_declined_call_escalates_until_somebody_takes_the_need(around: Around) -> None:
    need = await around.add(OWNER, "needs", category="work", start="2026-11-23", title="Arbete i egen takt")
    booked = await around.add(OWNER, "appointments", on="2026-12-18", at="13:00")
    asked: dict[str, Any] = {"to": around.actor(HEALTH), "form": "call", "sent": "2026-11-23", "need": need["id"]}
    call = await around.add(OWNER, "calls", **asked, appointment=booked["id"])
    await around.county.detect()
    no = await around.done(HEALTH, f"/calls/{call['id']}/answer", answer="declined", code="no-resources")
    assert (no["state"], no["refusal"], no["possible"]) == ("declined", "no-resources", [])
    again = await around.tried(HEALTH, f"/calls/{call['id']}/answer", answer="coming")
    assert problem(again, 409, "illegal-transition")["state"] == "declined", "a no is final; it is asked anew"

    # Five working days for somebody else to take the need; then whoever is main responsible is awaited.
    await until(around, date(2026, 11, 30))
    assert [gap["status"] for gap in await around.gaps("call-declined-uncovered")] == ["open"]
    assert await steps_of(around, SCHOOL) == []
    await until(around, date(2026, 12, 15))
    assert await steps_of(around, SCHOOL) == [
        ("reminded", "2026-12-01"), ("manager", "2026-12-04"), ("main-responsible", "2026-12-09"),
        ("body", "2026-12-15"),
    ]  # fmt: skip
    assert [await steps_of(around, by) for by in (HEALTH, STATE)] == [[], []], "it is not theirs to mend"
    (case,) = (await around.read(OWNER, "/coordination-bodies/prov/escalations"))["escalations"]
    assert (case["rule"], case["actor"]) == ("call-declined-uncovered", around.actor(SCHOOL))
    assert around.person not in str(case)

    await around.add(STATE, "ownerships", need=need["id"], start="2026-12-15")
    assert [gap["status"] for gap in await around.gaps("call-declined-uncovered")] == ["closed"]
    assert await steps_of(around, SCHOOL) == []
    assert (await around.read(OWNER, "/coordination-bodies/prov/escalations"))["escalations"] == []
