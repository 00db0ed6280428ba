"""A new municipality, through REST alone: from nothing to its first read, and its client stopped when its key leaks."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
import pytest_asyncio

from app.settings import Settings
from tests.api.answers import problem
from tests.county import AUDIENCE, County
from tests.offices import Office, Offices, open_offices, saved, shown

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def offices(county: County, settings: Settings) -> AsyncIterator[Offices]:
    async with open_offices(county, settings) as opened:
        yield opened


async def test_a_new_municipality_is_onboarded_reads_and_stops_its_client(county: County, offices: Offices) -> None:
    mark = uuid4().hex[:8]
    nybro = Office(county, f"nybro-{mark}")

    # The operator's administrator lets the municipality sign in, and sees first whom that lets in.
    operator = offices.operator.admin
    await saved(
        operator,
        "actor",
        {
            "key": nybro.key,
            "name": "Nybro, socialtjänsten",
            "function": "social-services",
            "level": "municipality",
            "municipality_code": "0881",
        },
    )
    door = await saved(operator, "issuer", nybro.an_issuer(f"/{nybro.key}", kind="workforce"))
    portal = {
        "issuer": door["id"],
        "client_id": "portal",
        "scopes": ["sip.lookup", "sip.read", "sip.write", "sip.admin"],
    }
    told = (await shown(operator, client=portal))["words"]["sv"]
    assert "Nybro, socialtjänsten" in told[0]
    assert "I rollen administratör: administrera vem som släpps in." in told
    await saved(operator, "client", portal)

    # From here on the municipality does it itself, and the operator no longer lets anybody in for it.
    admin = nybro.admin
    sly = {"issuer": door["id"], "client_id": "sly", "scopes": ["sip.read"]}
    problem(await operator.post("/registrations/previews", json={"client": sly}), 403, "not-permitted")
    unit = {"key": f"bistand-{mark}", "name": "Nybro, ekonomiskt bistånd", "function": "social-services"}
    preview = await shown(admin, unit=unit, part_of=nybro.actor)
    made = await admin.post(f"/actors/{nybro.actor}/units", json={**unit, "preview": preview["digest"]})
    assert made.json()["municipality_code"] == "0881"
    systems = await saved(admin, "issuer", nybro.an_issuer(f"/{nybro.key}/systems"))
    case = {
        "issuer": systems["id"],
        "client_id": "case-system",
        "actor": made.json()["id"],
        "source": f"bistand-{mark}",
        "scopes": ["sip.lookup", "sip.read", "sip.write"],
    }
    client = await saved(admin, "client", case)

    # The unit's system works, and so does a caseworker: the first read.
    system = nybro.system("case-system", f"/{nybro.key}/systems")
    number = county.number()
    person = (await system.post("/person-lookups", json={"identity_number": number})).json()["person_id"]
    plan = await system.post("/plans", json={"person_id": person})
    assert plan.status_code == 201, plan.text
    read = await system.get(f"/plans/{plan.json()['id']}")
    assert {item["kind"] for item in read.json()["items"]} == {"plan", "participant"}
    caseworker = nybro.signed_in("caseworker")
    assert (await caseworker.get("/findings")).json()["findings"] == []

    # The administrator who looks for the same person is told nothing.
    looked = await admin.post("/person-lookups", json={"identity_number": number})
    problem(looked, 403, "not-permitted")
    assert person not in looked.text

    # A key leaks: the client is stopped at its next request, and what it did stays told.
    assert (await system.get(f"/plans/{plan.json()['id']}")).status_code == 200
    stopped = await admin.post(f"/clients/{client['id']}/suspension", json={"reason": "key-leaked"})
    assert stopped.json()["active"] is False
    problem(await system.get(f"/plans/{plan.json()['id']}"), 401, "not-authenticated")
    versions = (await admin.get(f"/registrations/{client['id']}/history")).json()["versions"]
    assert [(one["user"], one["document"]["active"]) for one in versions] == [("adam", False), ("adam", True)]
    seen = [one["audience"] for one in (await admin.get("/issuers")).json()["issuers"]]
    assert seen == [AUDIENCE, AUDIENCE], "its own two, and nobody else's"
