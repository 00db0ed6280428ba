"""Administrators register what is their own, as a preview has shown it; nothing else, and nobody else's."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from app.api import administration_models as models
from app.domain.identity import SUFFICIENT
from app.settings import Settings
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.api.witness import Witness
from tests.county import AUDIENCE, County
from tests.offices import Office, Offices, open_offices, saved, shown

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def offices(county: County, settings: Settings) -> AsyncIterator[Offices]:
    async with open_offices(county, settings) as opened:
        yield opened


async def a_client(office: Office, **changed: Any) -> dict[str, Any]:
    """A client at a new issuer of the office's own, not yet registered."""
    issuer = await saved(office.admin, "issuer", office.an_issuer(f"/{office.key}/{uuid4().hex[:6]}"))
    said = {"issuer": issuer["id"], "client_id": "case", "actor": office.actor, "scopes": ["sip.read"]}
    return {**said, **changed}


async def test_what_is_let_in_is_shown_in_words_and_as_data(offices: Offices) -> None:
    said = await a_client(offices.one, scopes=["sip.read", "sip.lookup", "sip.admin"])

    preview = await shown(offices.one.admin, client=said)

    (let_in,) = preview["lets_in"]
    assert (let_in["who"], let_in["actor"]) == ("system", offices.one.actor)
    assert let_in["permissions"] == ["sip.lookup", "sip.read"], "a system administrates nothing"
    assert [one["code"] for one in preview["warnings"]] == ["admin-for-nobody"]
    assert preview["reach"] == [{"actor": offices.one.actor, "persons": 0}]
    assert "slå upp personer, läsa" in preview["words"]["sv"][0]
    assert "look persons up, read" in preview["words"]["en"][0]
    assert preview["version"] == 0
    assert "replaces" not in preview


async def test_a_workforce_client_is_shown_role_by_role(offices: Offices) -> None:
    said = {"issuer": offices.one.door, "client_id": "other-portal", "scopes": ["sip.read", "sip.admin"]}

    (let_in,) = (await shown(offices.one.admin, client=said))["lets_in"]

    by_role = {one["role"]: one["permissions"] for one in let_in["roles"]}
    assert by_role["administrator"] == ["sip.admin"]
    assert by_role["caseworker"] == ["sip.read"]
    assert by_role["analyst"] == []


async def test_whoever_signs_in_for_one_of_several_units_is_shown_for_each(offices: Offices) -> None:
    unit = {"key": f"unit-{uuid4().hex[:8]}", "name": "Öppenvård", "function": "psychiatry", "hsa_id": "SE1-U"}
    proposed = {"unit": unit, "part_of": offices.one.actor}
    body = {**unit, "preview": (await shown(offices.one.admin, **proposed))["digest"]}
    made = (await offices.one.admin.post(f"/actors/{offices.one.actor}/units", json=body)).json()
    roles = {"role_names": {"Chef": "manager"}, "assurance_for": {"sip.write": ["loa4"]}, "proof_required": True}
    wide = offices.one.an_issuer(f"/{offices.one.key}/wide", kind="workforce", units=[made["id"]], **roles)

    refused = await offices.one.admin.post("/registrations/previews", json={"issuer": {**wide, "unit_claim": "unit"}})
    told = problem(refused, 422, "invalid-request", f"actors.{offices.one.key}.hsa_id")
    assert "tokens of" in told["errors"][0]["detail"]
    unclaimed = await offices.one.admin.post("/registrations/previews", json={"issuer": wide})
    problem(unclaimed, 422, "invalid-request", "units")
    own = {"name": offices.one.key, "hsa_id": "SE1-O", "function": "social-services", "level": "municipality"}
    own |= {"municipality_code": "0686"}
    digest = (await shown(offices.one.admin, actor=own, replaces=offices.one.actor))["digest"]
    path = f"/actors/{offices.one.actor}"
    answer = await offices.one.admin.put(path, json={**own, "preview": digest}, headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text
    issuer = await saved(offices.one.admin, "issuer", {**wide, "unit_claim": "unit"})
    assert (issuer["unit_ids"], issuer["assurance_for"]) == ([made["id"]], {"sip.write": ["loa4"]})
    assert issuer["assurance"] == list(SUFFICIENT), "since nothing else was said"

    preview = await shown(offices.one.admin, client={"issuer": issuer["id"], "client_id": "p", "scopes": ["sip.read"]})

    assert [one["actor"] for one in preview["lets_in"]] == [offices.one.actor, made["id"]]
    assert [one["role"] for one in preview["lets_in"][0]["roles"]] == ["manager"]
    assert "Rollen Chef där är vår manager." in preview["words"]["sv"]
    assert "Tokens have to be bound to a key, with a proof (DPoP)." in preview["words"]["en"]


async def test_what_stands_out_is_warned_of(offices: Offices, county: County) -> None:
    said = offices.one.an_issuer(
        "/warned", kind="workforce", algorithms=["RS256"], jwks_uri="https://keys.example.se/jwks", identity_claim="pnr"
    )

    codes = {one["code"] for one in (await shown(offices.one.admin, issuer=said))["warnings"]}

    assert codes == {"audience-shared", "algorithm-old", "not-https", "keys-elsewhere", "identity-claim-unused"}


async def test_how_many_persons_is_told_in_steps_and_no_small_number(offices: Offices, county: County) -> None:
    said = {"issuer": offices.one.door, "client_id": "counted", "scopes": ["sip.read"]}
    caseworker = offices.one.signed_in("caseworker", scope="sip.read sip.write")
    assert (await caseworker.get("/findings")).status_code == 200
    issuer = await saved(offices.one.admin, "issuer", offices.one.an_issuer(f"/{offices.one.key}/facts"))
    body = {
        "issuer": issuer["id"],
        "client_id": "s",
        "actor": offices.one.actor,
        "scopes": ["sip.lookup", "sip.write"],
        "source": offices.one.key,
    }
    await saved(offices.one.admin, "client", body)
    system = offices.one.system("s", f"/{offices.one.key}/facts")
    told = []
    for _ in range(7):
        found = await system.post("/person-lookups", json={"identity_number": county.number()})
        made = await system.post("/plans", json={"person_id": found.json()["person_id"]})
        assert made.status_code == 201, made.text
        told.append((await shown(offices.one.admin, client=said))["reach"][0]["persons"])
    assert told == [None, None, None, None, 5, 5, 5]


async def test_it_is_registered_as_it_was_shown_and_tells_who_did_it(offices: Offices, witness: Witness) -> None:
    said = await a_client(offices.one)
    end = witness.log_ends()

    made = await saved(offices.one.admin, "client", said)

    promised(models.RegisteredClient, made)
    promised(models.PreviewView, await shown(offices.one.admin, release=made["id"]))
    for model, path in (
        (models.IssuerList, "/issuers"),
        (models.ClientList, "/clients"),
        (models.AdministeredActor, f"/actors/{offices.one.actor}"),
        (models.RegisteredIssuer, f"/issuers/{offices.one.door}"),
        (models.RegistrationHistory, f"/registrations/{made['id']}/history"),
        (models.UnitList, f"/actors/{offices.one.actor}/units"),
    ):
        promised(model, (await offices.one.admin.get(path)).json())
    read = await offices.one.admin.get(f"/clients/{made['id']}")
    assert (read.json(), read.headers["etag"]) == (made, '"1"')
    assert any('"client-registration"' in row and made["id"] in row for row in witness.logged(end))
    (version,) = (await offices.one.admin.get(f"/registrations/{made['id']}/history")).json()["versions"]
    assert (version["version"], version["user"], version["actor"]) == ("1", "adam", offices.one.actor)
    assert not version["by_command"]
    assert version["document"]["client_id"] == "case"
    listed = (await offices.one.admin.get("/clients")).json()["clients"]
    assert made["id"] in {one["id"] for one in listed}


async def test_a_change_replaces_what_was_read_and_shown(offices: Offices) -> None:
    admin, said = offices.one.admin, await a_client(offices.one)
    made = await saved(admin, "client", said)
    wider = {**said, "scopes": ["sip.read", "sip.write"]}
    preview = await shown(admin, client=wider, replaces=made["id"])
    assert preview["replaces"]["scopes"] == ["sip.read"]
    path, body = f"/clients/{made['id']}", {**wider, "preview": preview["digest"]}

    problem(await admin.put(path, json=body), 428, "version-needed")
    problem(await admin.put(path, json=body, headers={"If-Match": '"7"'}), 412, "stale-version")
    done = await admin.put(path, json=body, headers={"If-Match": '"1"'})

    assert (done.status_code, done.json()["version"]) == (200, "2")
    problem(await admin.put(path, json=body, headers={"If-Match": '"2"'}), 412, "stale-version")
    versions = (await admin.get(f"/registrations/{made['id']}/history")).json()["versions"]
    assert [one["document"]["scopes"] for one in versions] == [["sip.read", "sip.write"], ["sip.read"]]


async def test_what_was_not_shown_is_not_saved(offices: Offices, witness: Witness) -> None:
    said = await a_client(offices.one)
    digest = (await shown(offices.one.admin, client=said))["digest"]
    with witness.nothing_changes():
        for body in ({**said, "scopes": ["sip.write"], "preview": digest}, {**said, "preview": "0" * 64}):
            problem(await offices.one.admin.post("/clients", json=body), 412, "stale-version")
        problem(await offices.one.admin.post("/clients", json=said), 422, "invalid-request", "preview")


async def test_a_request_that_comes_back_registers_once(offices: Offices, witness: Witness) -> None:
    said = await a_client(offices.one)
    body = {**said, "preview": (await shown(offices.one.admin, client=said))["digest"]}
    once = {"Idempotency-Key": uuid4().hex}
    first = await offices.one.admin.post("/clients", json=body, headers=once)
    with witness.nothing_changes():
        again = await offices.one.admin.post("/clients", json=body, headers=once)
        problem(await offices.one.admin.post("/clients", json=body), 409, "conflict")
        other = {**body, "scopes": []}
        problem(await offices.one.admin.post("/clients", json=other, headers=once), 422, "key-reused")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first.headers["location"] == again.headers["location"]


async def test_it_is_stopped_at_once_and_started_as_shown(offices: Offices, county: County) -> None:
    admin, path = offices.one.admin, f"/{offices.one.key}/kill"
    issuer = await saved(admin, "issuer", offices.one.an_issuer(path))
    said = {"issuer": issuer["id"], "client_id": "k", "actor": offices.one.actor, "scopes": ["sip.read"]}
    made = await saved(admin, "client", said)
    system = offices.one.system("k", path)
    for kind, which in (("clients", made["id"]), ("issuers", issuer["id"])):
        assert (await system.get("/findings")).status_code == 200
        stopped = await admin.post(f"/{kind}/{which}/suspension", json={"reason": "key-leaked"})
        assert (stopped.status_code, stopped.json()["active"]) == (200, False)
        problem(await system.get("/findings"), 401, "not-authenticated")
        preview = await shown(admin, release=which)
        assert preview["lets_in"]
        body = {"preview": preview["digest"]}
        problem(await admin.post(f"/{kind}/{which}/release", json=body), 428, "version-needed")
        tag = {"If-Match": stopped.headers["etag"]}
        assert (await admin.post(f"/{kind}/{which}/release", json=body, headers=tag)).json()["active"]
    assert (await system.get("/findings")).status_code == 200


async def test_a_unit_is_where_its_actor_is(offices: Offices, witness: Witness) -> None:
    said = {"key": f"unit-{uuid4().hex[:8]}", "name": "Ekonomiskt bistånd", "function": "social-services"}
    preview = await shown(offices.one.admin, unit=said, part_of=offices.one.actor)
    assert "function-twice" in {one["code"] for one in preview["warnings"]}
    body = {**said, "preview": preview["digest"]}

    made = await offices.one.admin.post(f"/actors/{offices.one.actor}/units", json=body)

    assert made.status_code == 201, made.text
    unit = made.json()
    assert (unit["level"], unit["municipality_code"], unit["part_of"]) == ("municipality", "0686", offices.one.actor)
    listed = (await offices.one.admin.get(f"/actors/{offices.one.actor}/units")).json()["units"]
    assert [one["id"] for one in listed] == [unit["id"]]
    everybody = (await offices.one.admin.get("/actors", params={"limit": 100})).json()["actors"]
    assert unit["id"] in {one["id"] for one in everybody}
    # Its own issuer is registered by the actor's administrators.
    await saved(offices.one.admin, "issuer", offices.one.an_issuer(f"/{said['key']}", actor=unit["id"]))
    moved = {**{name: unit[name] for name in ("name", "function", "level")}, "municipality_code": "0682"}
    refused = await offices.one.admin.post("/registrations/previews", json={"actor": moved, "replaces": unit["id"]})
    problem(refused, 422, "invalid-request", "municipality_code")


SHARED = {"kind": "system", "audience": AUDIENCE, "algorithms": ["ES256"], "jwks_uri": "https://id.example.se/jwks"}


async def test_the_operator_opens_the_first_door_and_then_prepares_and_stops(offices: Offices, county: County) -> None:
    operator, mark = offices.operator.admin, uuid4().hex[:8]
    actor = {"key": f"new-{mark}", "name": "Ny kommun", "function": "school", "level": "municipality"}
    new = Office(county, f"new-{mark}")
    await saved(operator, "actor", actor)
    door = await saved(operator, "issuer", new.an_issuer(f"/new-{mark}", kind="workforce"))
    portal = await saved(
        operator, "client", {"issuer": door["id"], "client_id": "portal", "scopes": ["sip.read", "sip.admin"]}
    )
    shared = await saved(operator, "issuer", {**SHARED, "url": f"https://id.example.se/{mark}"})
    case = {"issuer": shared["id"], "client_id": "case", "actor": new.actor, "scopes": ["sip.read"]}

    proposal = {"client": case}
    refused = problem(await operator.post("/registrations/previews", json=proposal), 403, "not-permitted")
    assert "stopped" in refused["detail"]
    made = await saved(operator, "client", {**case, "active": False})
    preview = await shown(new.admin, release=made["id"])
    started = await new.admin.post(
        f"/clients/{made['id']}/release", json={"preview": preview["digest"]}, headers={"If-Match": '"1"'}
    )
    assert started.json()["active"], started.text

    for kind, which in (("clients", made["id"]), ("clients", portal["id"])):
        stopped = await operator.post(f"/{kind}/{which}/suspension", json={"reason": "misuse"})
        assert not stopped.json()["active"]
