"""Paper at the desk: consents that a caseworker records, and versions that were signed before somebody's eyes."""

from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from app.settings import Settings
from tests.api.answers import problem
from tests.api.witness import Witness
from tests.caseload_desks import Desks, Somebody, caseload_desks
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")
PERSON = "00000000-0000-4000-8000-000000000001"
NUMBER = "19900517-9800"
PAPER: dict[str, Any] = {"given_as": "on-paper", "kept": "Akten, arkivskåp 2"}
SIGNED: dict[str, Any] = {"kept": "Akten, arkivskåp 2"}


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def many(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desks]]:
    async with caseload_desks(the_county, settings, 8) as opened:
        yield opened


@pytest.fixture
def desks(county: County, many: Iterator[Desks]) -> Desks:
    """Desks that nobody has sat at, on the day of the county."""
    return next(many)


async def begun(desks: Desks) -> tuple[httpx.AsyncClient, httpx.AsyncClient, Somebody]:
    """Anna and Berit, whose units take part in Leo's plan with the association, of which there is a first version."""
    (anna,) = await desks.unit.known("anna")
    (berit,) = await desks.neighbour.known("berit")
    leo = await desks.unit.somebody(anna, "Leo")
    for actor in (desks.neighbour.actor, desks.small):
        added = await anna.post(f"/plans/{leo.plan}/participants", json={"actor": actor})
        assert added.status_code == 201, added.text
    return anna, berit, leo


def consent(desks: Desks, **said: Any) -> dict[str, Any]:
    actors = [desks.unit.actor, desks.neighbour.actor]
    return {"start": "2026-11-01", "actors": actors, "categories": ["work"], **said}


async def test_a_consent_that_a_caseworker_records_says_how_it_was_given(county: County, desks: Desks) -> None:
    anna, berit, leo = await begun(desks)
    path = f"/plans/{leo.plan}/consents"
    made = await anna.post(path, json=consent(desks, **PAPER, second_witness="Bo, enhetschef"))
    assert made.status_code == 201, made.text
    said = {**PAPER, "witness": "anna", "second_witness": "Bo, enhetschef"}
    for reader in (anna, berit, county.myself(leo.number)):
        read = (await reader.get(f"/consents/{made.json()['id']}")).json()
        assert {name: read[name] for name in said} == said
    orally = await anna.post(path, json=consent(desks, given_as="orally", witness="Tolken"))
    assert (orally.json()["witness"], "kept" in orally.json()) == ("Tolken", False)
    own = await county.myself(leo.number).post(path, json=consent(desks))
    assert own.status_code == 201
    assert "given_as" not in own.json()


async def test_a_consent_that_leaves_it_out_or_says_too_much_is_refused(
    county: County, desks: Desks, witness: Witness
) -> None:
    anna, _, leo = await begun(desks)
    path = f"/plans/{leo.plan}/consents"
    bad: list[tuple[dict[str, Any], str]] = [
        ({}, "given_as"),
        ({"given_as": "på papper"}, "given_as"),
        ({"given_as": "on-paper"}, "kept"),
        ({"given_as": "orally", "kept": "Akten"}, "kept"),
        ({**PAPER, "second_witness": "anna"}, "second_witness"),
        ({**PAPER, "witness": NUMBER}, "witness"),
        ({**PAPER, "kept": f"Akt {NUMBER}"}, "kept"),
    ]
    with witness.nothing_changes():
        for said, field in bad:
            answer = await anna.post(path, json=consent(desks, **said))
            assert NUMBER not in problem(answer, 422, "invalid-request", field)["detail"]
        mine = await county.myself(leo.number).post(path, json=consent(desks, **PAPER, witness="jag"))
        problem(mine, 422, "invalid-request", "given_as")
        body = {**consent(desks, **PAPER), "person_id": leo.person, "source_version": 1}
        reported = await county.system("psychiatry").put("/sources/psychiatry/consents/c", json=body)
        problem(reported, 422, "invalid-request", "given_as", "kept")


async def test_a_version_is_signed_on_paper_and_the_person_sees_it_as_that_and_contradicts_it(
    county: County, desks: Desks
) -> None:
    anna, _, leo = await begun(desks)
    myself = county.myself(leo.number)
    assert (await anna.post(f"/plans/{leo.plan}/versions", json={})).status_code == 201
    path = f"/plans/{leo.plan}/versions/1"
    headers = {"Idempotency-Key": f"paper-{leo.plan}"}
    for _ in range(2):
        done = await anna.post(f"{path}/paper-acceptance", json={**SIGNED, "on": "2026-11-21"}, headers=headers)
        assert done.status_code == 200, done.text
    (seen,) = (await myself.get(path)).json()["acceptances"]
    assert (seen["acceptor"], seen["on"]) == (PERSON, "2026-11-21")
    assert seen["on_paper"] == {"recorded_by": desks.unit.actor, "witness": "anna", **SIGNED}

    reason = {"reason": "Jag har inte skrivit under."}
    for _ in range(2):
        against = await myself.post(f"{path}/contradiction", json=reason)
        assert against.status_code == 200, against.text
    for reader in (anna, myself):
        (seen,) = (await reader.get(path)).json()["acceptances"]
        assert seen["on_paper"]["contradicted"] == {"on": "2026-11-21", **reason}
    itself = await myself.post(f"{path}/acceptance", json={})
    assert ["on_paper" in one for one in itself.json()["acceptances"]] == [True, False]


async def test_a_participant_without_an_account_signs_on_paper(desks: Desks) -> None:
    anna, _, leo = await begun(desks)
    await anna.post(f"/plans/{leo.plan}/versions", json={})
    path = f"/plans/{leo.plan}/versions/1/paper-acceptance"
    body = {**SIGNED, "acceptor": desks.small, "witness": "Anna", "second_witness": "Bo"}
    done = await anna.post(path, json=body)
    assert done.status_code == 200, done.text
    (seen,) = done.json()["acceptances"]
    assert (seen["acceptor"], seen["on_paper"]["second_witness"]) == (desks.small, "Bo")


async def test_what_was_signed_and_contradicted_is_in_the_history_with_in_whose_name(
    county: County, desks: Desks
) -> None:
    anna, berit, leo = await begun(desks)
    myself = county.myself(leo.number)
    await anna.post(f"/plans/{leo.plan}/consents", json=consent(desks, **PAPER))
    await anna.post(f"/plans/{leo.plan}/versions", json={})
    path = f"/plans/{leo.plan}/versions/1"
    await anna.post(f"{path}/paper-acceptance", json=SIGNED)
    await myself.post(f"{path}/contradiction", json={"reason": "Jag har inte skrivit under."})
    await anna.post(f"{path}/paper-acceptance", json={**SIGNED, "acceptor": desks.small})

    for reader in (anna, berit, myself):
        told = (await reader.get(f"/plans/{leo.plan}/history?limit=3")).json()
        small, against, signed = told["entries"]
        assert signed["told"] == "Gemensam plan (SIP), version 1: godkändes på papper"
        assert (signed["actor"], signed["on_behalf_of"]) == (desks.unit.actor, PERSON)
        new = {one["field"]: one["new"] for one in signed["changes"]}
        assert new == {"accepted": 1, "on": "2026-11-21", "witness": "anna", **SIGNED}
        assert against["told"] == "Gemensam plan (SIP), version 1: godkännandet på papper motsades"
        assert (against["actor"], against["reason"]) == (PERSON, "Jag har inte skrivit under.")
        assert "on_behalf_of" not in against
        assert (small["actor"], small["on_behalf_of"]) == (desks.unit.actor, desks.small)
        assert desks.small in {one["id"] for one in told["actors"]}
        assert [one.get("user") for one in (signed, small)] == (["anna"] * 2 if reader is anna else [None] * 2)


async def test_what_cannot_be_recorded_as_signed_is_refused(county: County, desks: Desks, witness: Witness) -> None:
    anna, berit, leo = await begun(desks)
    myself = county.myself(leo.number)
    for _ in range(2):
        assert (await anna.post(f"/plans/{leo.plan}/versions", json={})).status_code == 201
    path = f"/plans/{leo.plan}/versions/2/paper-acceptance"
    bad: list[tuple[dict[str, Any], int, str, tuple[str, ...]]] = [
        ({}, 422, "invalid-request", ("kept",)),
        ({**SIGNED, "kept": f"Akt {NUMBER}"}, 422, "invalid-request", ("kept",)),
        ({**SIGNED, "witness": NUMBER}, 422, "invalid-request", ("witness",)),
        ({**SIGNED, "second_witness": "ANNA"}, 422, "invalid-request", ("second_witness",)),
        ({**SIGNED, "on": "2026-11-20"}, 422, "invalid-request", ("on",)),
        ({**SIGNED, "on": "2026-11-22"}, 422, "invalid-request", ("on",)),
        ({**SIGNED, "acceptor": desks.neighbour.actor}, 422, "invalid-request", ("acceptor",)),
        ({**SIGNED, "acceptor": desks.unit.actor}, 422, "invalid-request", ("acceptor",)),
        ({**SIGNED, "acceptor": str(uuid4())}, 422, "unknown-reference", ("acceptor",)),
    ]
    with witness.nothing_changes():
        for body, status, name, fields in bad:
            problem(await anna.post(path, json=body), status, name, *fields)
        problem(await myself.post(path, json=SIGNED), 403, "not-permitted")
        problem(await berit.post(path, json=SIGNED), 404, "not-found")
        superseded = f"/plans/{leo.plan}/versions/1/paper-acceptance"
        problem(await anna.post(superseded, json=SIGNED), 409, "illegal-transition")
        problem(await anna.post(f"/plans/{leo.plan}/versions/3/paper-acceptance", json=SIGNED), 404, "not-found")
        against = f"/plans/{leo.plan}/versions/2/contradiction"
        problem(await myself.post(against, json={"reason": "Nej."}), 404, "not-found")
        problem(await myself.post(against, json={}), 422, "invalid-request", "reason")
    assert (await anna.post(path, json=SIGNED)).status_code == 200
    with witness.nothing_changes():
        problem(await anna.post(path, json=SIGNED), 409, "conflict")
        problem(await anna.post(against, json={"reason": "Nej."}), 404, "not-found")
    assert (await myself.post(f"/plans/{leo.plan}/versions/2/acceptance", json={})).status_code == 200
