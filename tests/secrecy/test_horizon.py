"""What a reader is told is certain depends on what its consents open, and on nothing that it may not see."""

from typing import Any

import pytest

from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def planned(county: County, categories: list[str]) -> tuple[str, str, str]:
    """A plan of social services' with psychiatry as a party, a need of health that psychiatry has taken, and the
    person's own consent to these categories: the person, the plan, the need."""
    number = county.number()
    person = await county.person(number)
    owner, asked = county.system("social-services"), county.system("psychiatry")
    body: dict[str, Any] = {"person_id": person, "draft": False, "start": "2026-09-01"}
    plan = (await owner.post("/plans", json=body)).json()["id"]
    await owner.post(f"/plans/{plan}/participants", json={"actor": county.actor("psychiatry")})
    body = {"category": "health", "start": "2026-09-01"}
    need = (await owner.post(f"/plans/{plan}/needs", json=body)).json()["id"]
    actors = [county.actor("social-services"), county.actor("psychiatry")]
    body = {"start": "2026-09-01", "actors": actors, "categories": categories}
    assert (await county.myself(number).post(f"/plans/{plan}/consents", json=body)).status_code == 201
    body = {"need": need, "start": "2026-09-02"}
    assert (await asked.post(f"/plans/{plan}/ownerships", json=body)).status_code == 201
    return person, plan, need


async def unconfirmed(county: County, person: str) -> dict[str, bool]:
    await county.detect()
    answer = await county.system("social-services").get(f"/persons/{person}/findings", params={"limit": 100})
    return {finding["rule"]: finding["unconfirmed"] for finding in answer.json()["findings"]}


async def test_an_owner_that_the_consent_does_not_open_may_be_there_all_the_same(county: County) -> None:
    person, _, _ = await planned(county, ["work"])
    found = await unconfirmed(county, person)
    assert found["need-unowned"] is True
    assert found["no-main-responsible"] is False


async def test_what_the_consents_open_wholly_is_certain(county: County) -> None:
    person, _, _ = await planned(county, ["health"])
    found = await unconfirmed(county, person)
    assert "need-unowned" not in found
    assert found["need-without-activity"] is False


async def test_what_a_party_keeps_to_itself_changes_nothing_for_another(county: County) -> None:
    person, plan, need = await planned(county, ["work"])
    owner = county.system("social-services")
    await county.detect()
    before = (await owner.get(f"/persons/{person}/findings")).json()
    body = {"need": need, "planned_start": "2026-10-01", "disclosure": "own"}
    assert (await county.system("psychiatry").post(f"/plans/{plan}/activities", json=body)).status_code == 201
    await county.detect()
    assert (await owner.get(f"/persons/{person}/findings")).json() == before
