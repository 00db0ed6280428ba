"""Whoever calls somebody, or hands a need over, only asks: the answer, and what comes of it, are the addressee's."""

from typing import Any

import pytest

from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, STATE, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
TODAY = "2026-11-21"
CALL = {"form": "call", "sent": TODAY}
REFERRAL = {"sent": TODAY}


@pytest.mark.parametrize(
    ("collection", "field", "answers_by", "body"),
    [
        ("calls", "answered", "answer", {**CALL, "answered": TODAY, "answer": "coming"}),
        ("calls", "answered", "answer", {**CALL, "answered": TODAY}),
        ("calls", "answer", "answer", {**CALL, "answer": "declined"}),
        ("referrals", "answered", "answer", {**REFERRAL, "answered": TODAY, "answer": "accepted"}),
        ("referrals", "answer", "answer", {**REFERRAL, "answer": "withdrawn"}),
        ("referrals", "started", "start", {**REFERRAL, "started": TODAY}),
        ("referrals", "closed", "completion", {**REFERRAL, "closed": TODAY}),
    ],
    ids=lambda value: str(value)[:60],
)
async def test_a_question_is_not_put_with_its_answer(
    county: County, witness: Witness, collection: str, field: str, answers_by: str, body: dict[str, Any]
) -> None:
    around = await four_agencies(county)
    with witness.nothing_changes():
        for asker in (OWNER, STATE):
            answer = await around.tried(asker, f"/plans/{around.plan}/{collection}", to=around.actor(HEALTH), **body)
            (error,) = problem(answer, 422, "invalid-request", field)["errors"]
            assert "the actor it is put to" in error["detail"]
            assert f"/{collection}/{{{collection[:-1]}}}/{answers_by}" in error["detail"]


async def test_it_may_be_said_that_there_is_no_answer(county: County) -> None:
    around = await four_agencies(county)
    call = await around.add(OWNER, "calls", to=around.actor(HEALTH), **CALL, answered=None, answer=None)
    referral = await around.add(OWNER, "referrals", to=around.actor(HEALTH), **REFERRAL, answered=None, closed=None)
    assert [call["state"], referral["state"]] == ["sent", "sent"]


async def test_an_agencys_system_reports_late_and_whole_how_a_question_went(county: County) -> None:
    around = await four_agencies(county)
    went = {"to": around.actor(HEALTH), "sent": "2026-10-01", "answered": "2026-10-05"}
    about = {"person_id": around.person, "source_version": 1}
    call = {"form": "call", "plan": around.plan, "answer": "coming"}
    for collection, said in (("calls", call), ("referrals", {"answer": "accepted"})):
        path = f"/sources/{OWNER}/{collection}/{around.plan}.{collection}"
        answer = await around.at[OWNER].put(path, json={**about, **went, **said})
        assert answer.status_code == 201, answer.text
        assert answer.json()["state"] == said["answer"]


async def test_the_contract_offers_whoever_asks_no_field_for_the_answer(county: County) -> None:
    schemas = (await county.client(None).get("/openapi.json")).json()["components"]["schemas"]
    for name in ("CallOrInvitation", "ReferralContribution"):
        assert not {"answered", "answer", "started", "closed"} & set(schemas[name]["properties"])
    assert "answered" in schemas["CallReport"]["properties"]
