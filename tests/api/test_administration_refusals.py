"""What nobody may register, and what fits nothing, is refused in one clear problem, logged, and changes nothing."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from app.domain.registrations import Registered
from app.settings import Settings
from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import SYSTEM, County
from tests.offices import Offices, open_offices, saved, shown

pytestmark = pytest.mark.asyncio(loop_scope="session")
PREVIEWS = "/registrations/previews"
ELSEWHERE = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def offices(the_county: County, settings: Settings) -> AsyncIterator[Offices]:
    async with open_offices(the_county, settings) as opened:
        yield opened


async def refused(
    by: httpx.AsyncClient, witness: Witness, proposal: dict[str, Any], name: str = "not-permitted"
) -> str:
    """The problem's words. What may not be shown may not be saved, and both are logged."""
    kind = next(one for one in ("actor", "unit", "issuer", "client", "release") if one in proposal)
    digest = {"preview": "0" * 64}
    end, status = witness.log_ends(), {"not-permitted": 403, "not-found": 404, "unknown-reference": 422}[name]
    fields = ["issuer"] if name == "unknown-reference" else []
    with witness.nothing_changes():
        said = problem(await by.post(PREVIEWS, json=proposal), status, name, *fields)
        if kind != "release" and kind != "unit":
            problem(await by.post(f"/{kind}s", json={**proposal[kind], **digest}), status, name, *fields)
    assert all('"refused"' in row for row in witness.logged(end))
    assert len(witness.logged(end)) == (1 if kind in ("release", "unit") else 2)
    return str(said["detail"])


async def test_an_administrator_registers_nothing_for_another_actor(offices: Offices, witness: Witness) -> None:
    one, other = offices.one, offices.other
    unit = {"key": f"u-{uuid4().hex[:6]}", "name": "Enhet", "function": "school"}
    client = {"client_id": "c", "scopes": ["sip.read"]}
    own = await saved(one.admin, "issuer", one.an_issuer(f"/{one.key}/own"))
    for proposal in (
        {"unit": unit, "part_of": other.actor},
        {"issuer": other.an_issuer(f"/{one.key}/sly", kind="workforce")},
        {"issuer": one.an_issuer(f"/{other.key}", kind="workforce")},
        {"issuer": one.an_issuer(f"/{one.key}/shared", actor=None)},
        {"issuer": one.an_issuer(f"/{one.key}/persons", kind="person", actor=None)},
        {"client": {**client, "issuer": own["id"], "actor": other.actor}},
        {"actor": {"key": "new-one", "name": "Ny", "function": "school", "level": "municipality"}},
    ):
        await refused(one.admin, witness, proposal)
    for proposal in (
        {"client": {**client, "issuer": other.door}},
        {"client": {**client, "issuer": offices.operator.door, "actor": one.actor}},
    ):
        await refused(one.admin, witness, proposal, "unknown-reference")


async def test_without_the_rule_one_would_register_for_another(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Registered, "refuse", lambda *_: None)
    preview = await shown(offices.one.admin, issuer=offices.other.an_issuer(f"/{uuid4().hex}", kind="workforce"))
    assert preview["becomes"]["actor_id"] == offices.other.actor


async def test_what_another_administrates_answers_as_what_is_not_there(offices: Offices, witness: Witness) -> None:
    admin, other = offices.one.admin, offices.other
    (portal,) = (await other.admin.get("/clients")).json()["clients"]
    for path, body in (
        (f"/clients/{portal['id']}/suspension", {"reason": "misuse"}),
        (f"/issuers/{other.door}/suspension", {"reason": "misuse"}),
        (f"/clients/{portal['id']}/release", {"preview": "0" * 64}),
    ):
        unknown = path.replace(portal["id"], ELSEWHERE).replace(other.door, ELSEWHERE)
        with witness.nothing_changes():
            there = await admin.post(path, json=body, headers={"If-Match": "*"})
            nowhere = await admin.post(unknown, json=body, headers={"If-Match": "*"})
        assert problem(there, 404, "not-found")["detail"] == problem(nowhere, 404, "not-found")["detail"]
    for path in (f"/clients/{portal['id']}", f"/issuers/{other.door}", f"/registrations/{other.actor}/history"):
        problem(await admin.get(path), 404, "not-found")
    await refused(admin, witness, {"release": portal["id"]}, "not-found")
    assert other.door not in (await admin.get("/issuers")).text


async def test_an_actor_says_its_name_itself_and_not_where_it_is(offices: Offices, witness: Witness) -> None:
    one = offices.one
    read = await one.admin.get(f"/actors/{one.actor}")
    said = {name: read.json()[name] for name in ("name", "function", "level", "municipality_code")}
    for changed in ({"municipality_code": "0682"}, {"function": "psychiatry"}, {"level": "state"}):
        proposal = {"actor": {**said, **changed}, "replaces": one.actor}
        with witness.nothing_changes():
            problem(await one.admin.post(PREVIEWS, json=proposal), 403, "not-permitted")
    said |= {"name": "Vi heter så nu"}
    body = {**said, "preview": (await shown(one.admin, actor=said, replaces=one.actor))["digest"]}
    done = await one.admin.put(f"/actors/{one.actor}", json=body, headers={"If-Match": read.headers["etag"]})
    assert (done.status_code, done.json()["name"]) == (200, "Vi heter så nu")


async def test_the_operators_flag_is_set_by_command_alone(offices: Offices, witness: Witness) -> None:
    one = offices.one
    said = {"name": "a", "function": "school", "level": "municipality", "operator": True}
    with witness.nothing_changes():
        answer = await one.admin.post(PREVIEWS, json={"actor": said, "replaces": one.actor})
        problem(answer, 422, "invalid-request", "actor.operator")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"url": "https://id.example.se/#a"}, "url"),
        ({"url": "https://user:secret@id.example.se"}, "url"),
        ({"url": "http://id.example.se"}, "url"),
        ({"jwks_uri": "http://id.example.se/jwks"}, "url"),
        ({"jwks_uri": "https://id.example.se/jwks#k"}, "jwks_uri"),
        ({"jwks_uri": "https://10.0.0.5/jwks"}, "jwks_uri"),
        ({"jwks_uri": "https://169.254.169.254/latest/meta-data"}, "jwks_uri"),
        ({"jwks_uri": "https://[::1]/jwks"}, "jwks_uri"),
        ({"jwks_uri": "https://2130706433/jwks"}, "jwks_uri"),
        ({"algorithms": ["HS256"]}, "algorithms"),
        ({"algorithms": ["none"]}, "algorithms"),
        ({"algorithms": []}, "algorithms"),
        ({"audience": ""}, "issuer.audience"),
        ({"kind": "workforce", "actor": None}, "actor"),
        ({"kind": "person"}, "actor"),
        ({"kind": "robot"}, "issuer.kind"),
        ({"secret": "s"}, "issuer.secret"),
    ],
)
async def test_an_issuer_that_would_let_in_what_it_should_not_is_refused(
    offices: Offices, witness: Witness, changed: dict[str, Any], field: str
) -> None:
    said = offices.one.an_issuer("/bad", **{"url": "https://id.example.se", **changed})
    with witness.nothing_changes():
        problem(await offices.one.admin.post(PREVIEWS, json={"issuer": said}), 422, "invalid-request", field)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"scopes": ["sip.everything"]}, "client.scopes.0"),
        ({"source": "sip"}, "source"),
        ({"source": "person-1"}, "source"),
        ({"source": "social-services"}, "source"),
        ({"actor": None}, "actor"),
        ({"client_id": ""}, "client.client_id"),
    ],
)
async def test_a_client_that_fits_nothing_is_refused(
    offices: Offices, witness: Witness, changed: dict[str, Any], field: str
) -> None:
    one = offices.one
    url = f"/{one.key}/fits"
    issuers = {found["url"]: found["id"] for found in (await one.admin.get("/issuers")).json()["issuers"]}
    issuer = issuers.get(one.county.issuers + url) or (await saved(one.admin, "issuer", one.an_issuer(url)))["id"]
    said = {"issuer": issuer, "client_id": "c", "actor": one.actor, "scopes": ["sip.read"], **changed}
    with witness.nothing_changes():
        problem(await one.admin.post(PREVIEWS, json={"client": said}), 422, "invalid-request", field)


@pytest.mark.parametrize("proposal", [{}, {"release": ELSEWHERE, "unit": {"key": "ab", "name": "b", "function": "c"}}])
async def test_one_thing_is_proposed_at_a_time(offices: Offices, proposal: dict[str, Any]) -> None:
    problem(await offices.one.admin.post(PREVIEWS, json=proposal), 422, "invalid-request", "body")


async def test_whoever_is_no_administrator_administrates_nothing(
    offices: Offices, county: County, witness: Witness
) -> None:
    number = county.number()
    await county.person(number)
    everybody = (
        offices.one.signed_in("caseworker"),
        offices.one.signed_in("coordinator", "manager", "analyst", "auditor"),
        offices.one.signed_in("administrator", scope="sip.read"),
        county.system("social-services"),
        county.client(county.token(SYSTEM, "social-services-system", "s", roles=["administrator"])),
        county.myself(number),
    )
    for client in everybody:
        end = witness.log_ends()
        with witness.nothing_changes():
            for path in ("/issuers", "/clients", f"/actors/{offices.one.actor}"):
                problem(await client.get(path), 403, "not-permitted")
            body = {"issuer": offices.one.an_issuer("/mine")}
            problem(await client.post(PREVIEWS, json=body), 403, "not-permitted")
        assert len(witness.logged(end)) == 4
        assert all('"refused"' in row for row in witness.logged(end))


async def test_an_administrator_whose_client_is_stopped_saves_nothing(offices: Offices, witness: Witness) -> None:
    admin = offices.other.admin
    (portal,) = (await admin.get("/clients")).json()["clients"]
    said = offices.other.an_issuer(f"/{offices.other.key}/late")
    digest = (await shown(admin, issuer=said))["digest"]
    witness.connection.execute("update sip.client set active = false where id = %s", [portal["id"]])
    with witness.nothing_changes():
        problem(await admin.post("/issuers", json={**said, "preview": digest}), 401, "not-authenticated")
    witness.connection.execute("update sip.client set active = true where id = %s", [portal["id"]])
