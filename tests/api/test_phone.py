"""An agency says which number persons call it by, its unit another; everybody reads both, and none that is not one."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from psycopg.errors import CheckViolation

from app.settings import Settings
from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import PHONE, County
from tests.offices import Office, Offices, open_offices, shown
from tests.secrecy.lives import begin

pytestmark = pytest.mark.asyncio(loop_scope="session")
OURS, UNITS, LATER = "08-465 004 20", "+46 8 465 004 21", "08-465 004 22"


@pytest_asyncio.fixture(loop_scope="session")
async def offices(county: County, settings: Settings) -> AsyncIterator[Offices]:
    async with open_offices(county, settings) as opened:
        yield opened


def an_actor(office: Office, **said: Any) -> dict[str, Any]:
    """The office's actor as it is registered, and what it says besides."""
    where = {"function": "social-services", "level": "municipality", "municipality_code": "0686"}
    return {"name": office.key, **where, **said}


async def put(office: Office, said: dict[str, Any]) -> dict[str, Any]:
    """What stands once its own administrator has said so, as it was shown."""
    digest = (await shown(office.admin, actor=said, replaces=office.actor))["digest"]
    body, path = {**said, "preview": digest}, f"/actors/{office.actor}"
    answer = await office.admin.put(path, json=body, headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text
    stands: dict[str, Any] = answer.json()
    return stands


async def told_to_everybody(county: County, actor: str, phone: str) -> None:
    """Returns when whoever asks the API is told that number: what is registered is held for a moment."""
    async with asyncio.timeout(30):
        while True:
            page, more = 1, True
            while more:
                found = (await county.system("psychiatry").get("/actors", params={"limit": 100, "page": page})).json()
                if any((one["id"], one.get("phone")) == (actor, phone) for one in found["actors"]):
                    return
                page, more = page + 1, found["more"]
            await asyncio.sleep(0.1)


async def test_an_actor_says_its_own_number_changes_it_and_takes_it_away(offices: Offices, county: County) -> None:
    office = offices.one
    preview = await shown(office.admin, actor=an_actor(office, phone=OURS), replaces=office.actor)
    assert (preview["becomes"]["phone"], "phone" in preview["replaces"]) == (OURS, False)

    assert (await put(office, an_actor(office, phone=OURS)))["phone"] == OURS
    await told_to_everybody(county, office.actor, OURS)
    assert (await put(office, an_actor(office, phone=LATER)))["phone"] == LATER
    assert "phone" not in await put(office, an_actor(office))

    history = (await office.admin.get(f"/registrations/{office.actor}/history")).json()["versions"]
    assert [one["document"].get("phone") for one in history][:3] == [None, LATER, OURS]


@pytest.mark.parametrize("phone", ["112", "1177", "114 14"])
async def test_a_short_number_is_one(offices: Offices, phone: str) -> None:
    office = offices.one
    assert (await put(office, an_actor(office, phone=phone)))["phone"] == phone
    assert "phone" not in await put(office, an_actor(office))


async def test_a_unit_has_a_number_of_its_own(offices: Offices) -> None:
    office = offices.one
    said = {"key": f"unit-{uuid4().hex[:8]}", "name": "Bistånd", "function": "social-services", "phone": UNITS}
    digest = (await shown(office.admin, unit=said, part_of=office.actor))["digest"]
    made = await office.admin.post(f"/actors/{office.actor}/units", json={**said, "preview": digest})
    assert (made.status_code, made.json()["phone"]) == (201, UNITS), made.text
    silent = {**said, "key": f"unit-{uuid4().hex[:8]}"}
    del silent["phone"]
    preview = await shown(office.admin, unit=silent, part_of=office.actor)
    assert "phone" not in preview["becomes"], "where its actor is called is not where it is"


@pytest.mark.parametrize(
    "phone", ["", "+", "11", "1177 a", "ring oss", "0" * 21, "0846500400;ext=1", "<b>08-465 004 00</b>"]
)
async def test_what_is_no_number_is_refused_by_name_and_nothing_changes(
    offices: Offices, witness: Witness, phone: str
) -> None:
    office, path = offices.one, "/registrations/previews"
    unit = {"key": "a-unit", "name": "U", "function": "social-services", "phone": phone}
    proposals = ({"actor": an_actor(office, phone=phone), "replaces": office.actor}, {"unit": unit})
    with witness.nothing_changes():
        for proposal in proposals:
            refused = await office.admin.post(path, json={"part_of": office.actor, **proposal})
            told = problem(refused, 422, "invalid-request", "phone")
            assert "such as 08-465 004 00" in told["errors"][0]["detail"]
            assert len(phone) < 3 or phone not in refused.text


@pytest.mark.parametrize(
    ("phone", "kept"),
    [("112", True), ("+46 8 465", True), ("11", False), ("+", False), ("1177a", False), ("1-2", False)],
)
async def test_the_database_keeps_numbers_to_call_and_nothing_else(
    county: County, witness: Witness, phone: str, kept: bool
) -> None:
    with witness.connection.transaction(force_rollback=True):
        telling = partial(
            witness.connection.execute,
            "update sip.actor set phone = %s where id = %s returning phone",
            (phone, county.actor("psychiatry")),
        )
        if kept:
            assert telling().fetchone() == (phone,)
            return
        with pytest.raises(CheckViolation, match="actor_phone"):
            telling()


async def test_nobody_says_it_for_another(offices: Offices, witness: Witness) -> None:
    said = {"actor": an_actor(offices.other, phone=OURS), "replaces": offices.other.actor}
    with witness.nothing_changes():
        problem(await offices.one.admin.post("/registrations/previews", json=said), 404, "not-found")


async def test_a_person_reads_whom_to_call_on_the_timeline_and_in_what_is_taken_out(county: County) -> None:
    life = await begin(county)
    await life.tell("social-services", "status", "support", code="income-support", start="2026-01-01")
    await life.tell("psychiatry", "case", "care", start="2026-01-01")
    myself = county.myself(life.number)
    for path in ("timeline", "export"):
        actors = (await myself.get(f"/persons/{life.person}/{path}")).json()["actors"]
        by_function = {one["function"]: one.get("phone") for one in actors}
        assert (by_function["social-services"], by_function["psychiatry"]) == (PHONE, None)
    page = (await myself.get(f"/persons/{life.person}/export", headers={"Accept": "text/html"})).text
    assert "Vem du kan ringa" in page
    assert f"<td>{PHONE}</td>" in page
