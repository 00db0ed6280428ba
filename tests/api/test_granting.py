"""Legal bases and emergencies that cannot be: one clear answer each, nothing changed, and nothing told."""

from typing import Any
from uuid import uuid4

import pytest

from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import County
from tests.secrecy.lives import begin

pytestmark = pytest.mark.asyncio(loop_scope="session")
US, THEM = "social-services", "psychiatry"
PERSON = "00000000-0000-4000-8000-000000000001"
NUMBER = "19900517-9800"
WHY = "Fara för personens liv"


def basis(county: County, **also: Any) -> dict[str, Any]:
    said = {"provision": "disclosure-duty", "actors": [county.actor(THEM)], "categories": ["economy"]}
    return {**said, "start": "2026-11-21", "end": "2026-12-31", **also}


async def test_a_legal_basis_that_cannot_be_is_refused(county: County, witness: Witness) -> None:
    person = await county.person()
    us, path = county.system(US), f"/persons/{person}/legal-bases"
    bad: list[tuple[dict[str, Any], str, str]] = [
        (basis(county, provision="because"), "invalid-request", "provision"),
        (basis(county, provision="insurance-duty", start="2010-12-31"), "invalid-request", "provision"),
        (basis(county, actors=[str(uuid4())]), "unknown-reference", "actors"),
        (basis(county, actors=["psykiatrin"]), "unknown-reference", "actors"),
        (basis(county, actors=[]), "invalid-request", "actors"),
        (basis(county, actors=[county.actor(US)]), "invalid-request", "actors"),
        (basis(county, actors=[PERSON]), "invalid-request", "actors"),
        (basis(county, categories=["weapons"]), "invalid-request", "categories"),
        (basis(county, categories=[]), "invalid-request", "categories"),
        (basis(county, start="2026-12-02", end="2026-12-01"), "invalid-request", "end"),
        (basis(county, start="2026-11-01", end="2026-11-20"), "invalid-request", "end"),
        (basis(county, end=None), "invalid-request", "end"),
        (basis(county, note=f"Om {NUMBER}"), "invalid-request", "note"),
        (basis(county, withdrawn_on="2026-11-21"), "invalid-request", "withdrawn_on"),
    ]
    with witness.nothing_changes():
        for body, name, field in bad:
            answer = await us.post(path, json=body)
            assert NUMBER not in problem(answer, 422, name, field)["detail"], body
        problem(await us.post(f"/persons/{uuid4()}/legal-bases", json=basis(county)), 404, "not-found")


async def test_a_legal_basis_is_its_owners_alone(county: County, witness: Witness) -> None:
    life = await begin(county)
    made = (await county.system(US).post(f"/persons/{life.person}/legal-bases", json=basis(county))).json()
    withdrawal = f"/legal-bases/{made['id']}/withdrawal"
    asked: dict[str, Any] = {"json": {"reason": "Nej"}, "headers": {"If-Match": "*"}}
    myself = county.myself(life.number)
    with witness.nothing_changes():
        problem(await myself.post(f"/persons/{life.person}/legal-bases", json=basis(county)), 403, "not-permitted")
        for reader in (myself, county.system(THEM)):
            problem(await reader.post(withdrawal, **asked), 403, "not-permitted")
        problem(await county.system("union").post(withdrawal, **asked), 404, "not-found")
        body = {"person_id": life.person, "source_version": 1, **basis(county)}
        assert (await county.system(US).put(f"/sources/{US}/legal-bases/one", json=body)).status_code == 404
    assert (await county.system(THEM).get(f"/legal-bases/{made['id']}")).json()["provision"] == "disclosure-duty"


async def test_nobody_but_a_caseworker_of_a_party_opens_a_plan_in_an_emergency(
    county: County, witness: Witness
) -> None:
    life = await begin(county)
    await life.plan(THEM)
    theirs = f"/plans/{life.ids['plan']}/emergency-accesses"
    plan = (await county.system(US).post("/plans", json={"person_id": life.person})).json()["id"]
    ours = f"/plans/{plan}/emergency-accesses"
    end = witness.log_ends()
    with witness.nothing_changes():
        anna = county.caseworker()
        told = [problem(await anna.post(path, json={"why": WHY}), 404, "not-found") for path in (
            theirs, f"/plans/{uuid4()}/emergency-accesses")]  # fmt: skip
        assert len({(one["title"], one["detail"]) for one in told}) == 1, "a stranger's plan is like none at all"
        for stranger in (county.system(US), county.myself(life.number), county.caseworker(roles=["manager"])):
            problem(await stranger.post(ours, json={"why": WHY}), 403, "not-permitted")
        for body in ({}, {"why": "kort"}, {"why": f"Gäller {NUMBER}"}):
            assert NUMBER not in problem(await anna.post(ours, json=body), 422, "invalid-request", "why")["detail"]
        longer = {"why": WHY, "until": "2027-01-01T00:00:00Z"}
        problem(await anna.post(ours, json=longer), 422, "invalid-request", "until")
    refused = [row for row in witness.logged(end) if '"refused"' in row]
    assert len(refused) == 5
    assert not any(WHY in row for row in witness.logged(end))
    assert (await county.caseworker(roles=["coordinator"]).post(ours, json={"why": WHY})).status_code == 201
