"""A need that goes from hand to hand: answered by a code, told as a path, and stopped before it goes round."""

import asyncio
from typing import Any

import httpx
import pytest

from app.api.referrals import PathView
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.api.test_plan import Planning, moved, planning_of
from tests.api.witness import Witness
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")

SOCIAL, WORK, MIND = "social-services", "employment-service", "psychiatry"
BODY, CARE = "rehabilitation", "primary-care"


class Round:
    """A health need of somebody whose plan social services, psychiatry, rehabilitation and primary care share."""

    def __init__(self, at: Planning, need: str) -> None:
        self.at, self.county, self.need = at, at.county, need

    def of(self, who: str) -> httpx.AsyncClient:
        return self.county.system(who)

    async def send(self, by: str, to: str, sent: str, **also: Any) -> httpx.Response:
        body = {"to": self.county.actor(to), "need": self.need, "sent": sent, "title": "Samtal och bedömning", **also}
        return await self.of(by).post(f"/plans/{self.at.plan}/referrals", json=body)

    async def sent(self, by: str, to: str, sent: str, **also: Any) -> dict[str, Any]:
        answer = await self.send(by, to, sent, **also)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def answered(self, referral: dict[str, Any], who: str, on: str, answer: str, **also: Any) -> dict[str, Any]:
        return await moved(self.of(who), referral, "referrals", "answer", answer=answer, on=on, **also)

    async def path(self, referral: dict[str, Any], who: str) -> dict[str, Any]:
        answer = await self.of(who).get(f"/referrals/{referral['id']}/path")
        assert answer.status_code == 200, answer.text
        promised(PathView, answer.json())
        found: dict[str, Any] = answer.json()
        return found

    def hops(self, path: dict[str, Any]) -> list[tuple[Any, ...]]:
        words = {self.county.actor(who): who for who in (SOCIAL, WORK, MIND, BODY, CARE)}
        told = ("state", "code", "days_waited", "days_held")
        return [(words[one["sender"]], words[one["to"]], *(one.get(name) for name in told)) for one in path["links"]]

    def now(self, path: dict[str, Any]) -> tuple[str, str]:
        words = {self.county.actor(who): who for who in (SOCIAL, WORK, MIND, BODY, CARE)}
        return words[path["responsible"]["actor"]], path["responsible"]["because"]


async def round_of(county: County, *consenting: str) -> Round:
    at = await planning_of(county)
    for party in (MIND, BODY, CARE):
        await at.add(at.owner, "participants", actor=county.actor(party))
    need = await at.add(at.owner, "needs", category="health", start="2026-06-01")
    if consenting:
        actors = [county.actor(who) for who in consenting]
        await at.add(at.myself, "consents", start="2026-06-01", actors=actors, categories=["health"])
    return Round(at, need["id"])


async def test_a_referral_that_goes_round_is_stopped_and_told_the_path(county: County, witness: Witness) -> None:
    ring = await round_of(county, SOCIAL, MIND, BODY, CARE)
    first = await ring.sent(SOCIAL, MIND, "2026-08-03")
    assert ring.now(await ring.path(first, SOCIAL)) == (SOCIAL, "waits-for-answer")
    first = await ring.answered(first, MIND, "2026-08-17", "rejected", code="wrong-actor", reason="Hör till rehab")
    assert ring.now(await ring.path(first, SOCIAL)) == (SOCIAL, "rejected")

    second = await ring.sent(SOCIAL, BODY, "2026-08-20", previous=first["id"])
    await ring.answered(second, BODY, "2026-08-24", "accepted")
    assert ring.now(await ring.path(first, MIND)) == (BODY, "accepted")
    third = await ring.sent(BODY, CARE, "2026-09-01", previous=second["id"])
    third = await ring.answered(third, CARE, "2026-09-11", "accepted")
    assert ring.now(await ring.path(third, SOCIAL)) == (CARE, "accepted")

    whole = [
        (SOCIAL, MIND, "rejected", "wrong-actor", 14, None),
        (SOCIAL, BODY, "accepted", None, 4, 18),
        (BODY, CARE, "accepted", None, 10, 71),
    ]
    for reader in (SOCIAL, MIND, BODY, CARE):
        assert ring.hops(await ring.path(third, reader)) == whole

    with witness.nothing_changes():
        refused = await ring.send(CARE, MIND, "2026-11-20", previous=third["id"])
        back = await ring.send(CARE, BODY, "2026-11-20")
    body = problem(refused, 409, "referral-goes-round")
    assert ring.hops({"links": body["path"]}) == whole
    assert "reason" not in body["path"][0], "what somebody wrote is no part of a problem"
    assert (await ring.path(third, CARE))["links"][0]["reason"] == "Hör till rehab"
    assert "meeting" in body["detail"]
    assert "despite" in body["detail"]
    problem(back, 409, "referral-goes-round")
    log = (await ring.at.myself.get(f"/persons/{ring.at.person}/access-log")).json()["entries"]
    assert [(one["actor"], one["action"], len(one["items"])) for one in log[:2]] == [
        (county.actor(CARE), "read-referral-path", 3)
    ] * 2

    again = await ring.sent(CARE, MIND, "2026-11-20", despite="Ny läkarbedömning i november", previous=third["id"])
    told = (await ring.path(again, SOCIAL))["links"][-1]
    assert (told["despite"], told["state"], told["days_waited"]) == ("Ny läkarbedömning i november", "sent", 1)
    assert ring.now(await ring.path(again, SOCIAL)) == (CARE, "accepted")


async def test_half_a_year_later_the_need_may_come_back(county: County) -> None:
    ring = await round_of(county, SOCIAL, MIND)
    first = await ring.sent(SOCIAL, MIND, "2026-02-02")
    await ring.answered(first, MIND, "2026-02-10", "rejected", code="no-capacity")
    problem(await ring.send(SOCIAL, MIND, "2026-08-09"), 409, "referral-goes-round")
    assert (await ring.send(SOCIAL, MIND, "2026-08-10")).status_code == 201


async def test_what_was_taken_on_is_completed_or_led_to_nothing_for_a_reason(county: County) -> None:
    ring = await round_of(county, SOCIAL, MIND)
    main = county.actor(SOCIAL)
    await ring.at.add(ring.at.owner, "main-responsible", actor=main, start="2026-06-01")
    taken = await ring.answered(await ring.sent(SOCIAL, MIND, "2026-08-03"), MIND, "2026-08-05", "accepted")
    failed = await moved(ring.of(MIND), taken, "referrals", "failure", code="not-reached", on="2026-09-04")
    assert (failed["state"], failed["failure"], failed["possible"]) == ("failed", "not-reached", [])
    path = await ring.path(failed, SOCIAL)
    assert ring.hops(path) == [(SOCIAL, MIND, "failed", "not-reached", 2, 30)]
    assert ring.now(path) == (SOCIAL, "main-responsible")
    assert (await ring.path(failed, MIND))["responsible"] == {"actor": main, "because": "main-responsible"}


async def test_the_links_that_a_reader_may_not_see_are_not_hinted_at(county: County) -> None:
    ring = await round_of(county, SOCIAL, CARE)
    first = await ring.sent(SOCIAL, MIND, "2026-08-03")
    await ring.answered(first, MIND, "2026-08-17", "rejected", code="no-capacity")
    second = await ring.sent(SOCIAL, BODY, "2026-08-20", previous=first["id"])
    assert [hop[:2] for hop in ring.hops(await ring.path(second, BODY))] == [(SOCIAL, BODY)]
    shown = (await ring.of(BODY).get(f"/referrals/{second['id']}")).json()
    assert "previous" not in shown
    assert (await ring.of(SOCIAL).get(f"/referrals/{second['id']}")).json()["previous"] == first["id"]
    problem(await ring.of(BODY).get(f"/referrals/{first['id']}/path"), 404, "not-found")
    answered = await ring.answered(second, BODY, "2026-08-24", "accepted")
    assert {"previous", "need"}.isdisjoint(answered)

    # Rehabilitation was only asked: that psychiatry said no before is not told to it, and stops nothing.
    third = await ring.sent(BODY, MIND, "2026-09-01", previous=second["id"])
    assert [hop[:2] for hop in ring.hops(await ring.path(third, BODY))] == [(SOCIAL, BODY), (BODY, MIND)]
    problem(await ring.of(SOCIAL).get(f"/referrals/{third['id']}/path"), 404, "not-found")
    assert [hop[:2] for hop in ring.hops(await ring.path(second, SOCIAL))] == [(SOCIAL, MIND), (SOCIAL, BODY)]
    whole = (await ring.at.myself.get(f"/referrals/{third['id']}/path")).json()
    assert [hop[:2] for hop in ring.hops(whole)] == [(SOCIAL, MIND), (SOCIAL, BODY), (BODY, MIND)]


async def test_whoever_was_only_asked_is_not_told_that_two_questions_are_of_one_need(county: County) -> None:
    ring = await round_of(county)
    first = await ring.answered(
        await ring.sent(SOCIAL, MIND, "2026-08-03"), MIND, "2026-08-17", "rejected", code="no-capacity"
    )
    second = await ring.sent(SOCIAL, MIND, "2026-08-20", despite="Ny läkare")
    assert [hop[0:3] for hop in ring.hops(await ring.path(second, MIND))] == [(SOCIAL, MIND, "sent")]
    assert len((await ring.path(first, SOCIAL))["links"]) == 2
    # Nor by being stopped: it sees no need that has been with anybody, until it says itself what came before.
    await ring.answered(second, MIND, "2026-08-24", "accepted")
    stopped = await ring.send(MIND, SOCIAL, "2026-09-01", previous=second["id"])
    assert [hop[:2] for hop in ring.hops({"links": problem(stopped, 409, "referral-goes-round")["path"]})] == [
        (SOCIAL, MIND)
    ]
    assert (await ring.send(MIND, SOCIAL, "2026-09-01")).status_code == 201


async def test_bad_answers_are_one_problem_each_and_change_nothing(county: County, witness: Witness) -> None:
    ring = await round_of(county, SOCIAL, MIND, BODY)
    asked = await ring.sent(SOCIAL, MIND, "2026-08-03")
    other = await ring.answered(await ring.sent(SOCIAL, BODY, "2026-08-03"), BODY, "2026-08-05", "accepted")

    async def post(who: str, item: dict[str, Any], noun: str, **body: Any) -> httpx.Response:
        return await ring.of(who).post(f"/referrals/{item['id']}/{noun}", json=body, headers={"If-Match": "*"})

    with witness.nothing_changes():
        problem(await post(MIND, asked, "answer", answer="rejected"), 422, "invalid-request", "code")
        problem(await post(MIND, asked, "answer", answer="rejected", code="no"), 422, "invalid-request", "code")
        problem(
            await post(MIND, asked, "answer", answer="accepted", code="no-capacity"), 422, "invalid-request", "code"
        )
        problem(await post(MIND, asked, "failure", code="not-reached"), 409, "illegal-transition")
        problem(await post(BODY, other, "failure", code="no"), 422, "invalid-request", "code")
        problem(await post(BODY, other, "failure"), 422, "invalid-request", "code")
        early = problem(await post(BODY, other, "completion"), 409, "illegal-transition")
        assert (early["state"], early["possible"]) == ("accepted", ["failure", "start"])
        problem(await post(SOCIAL, asked, "answer", answer="accepted"), 403, "not-permitted")
        twice = problem(await post(BODY, other, "answer", answer="accepted"), 409, "illegal-transition")
        assert twice["state"] == "accepted"


async def test_bad_referrals_are_one_problem_each_and_change_nothing(county: County, witness: Witness) -> None:
    ring = await round_of(county, SOCIAL, MIND, BODY)
    asked = await ring.sent(SOCIAL, MIND, "2026-08-03")
    away = await (await round_of(county)).sent(SOCIAL, MIND, "2026-08-03")
    need = await ring.at.add(ring.at.owner, "needs", category="health", start="2026-06-01")
    plain = {"title": "Samtal"}
    with witness.nothing_changes():
        problem(await ring.send(SOCIAL, SOCIAL, "2026-08-10"), 422, "invalid-request", "to")
        problem(await ring.send(SOCIAL, BODY, "2026-11-22"), 422, "invalid-request", "sent")
        for previous in (asked["id"], away["id"], need["id"], "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11", "ref-1"):
            answer = await ring.send(SOCIAL, BODY, "2026-08-10", previous=previous, need=need["id"], **plain)
            problem(answer, 422, "unknown-reference", "previous")
        unseen = await ring.send(CARE, BODY, "2026-08-10", previous=asked["id"])
        problem(unseen, 422, "unknown-reference", "previous")
        early = await ring.send(SOCIAL, BODY, "2026-08-10", refusal="no-capacity")
        problem(early, 422, "invalid-request", "refusal")
        early = await ring.send(SOCIAL, BODY, "2026-08-10", failure="not-reached")
        problem(early, 422, "invalid-request", "failure")
        source = {"person_id": ring.at.person, "source_version": 1, "sent": "2026-08-10", "to": county.actor(SOCIAL)}
        own = await ring.of(SOCIAL).put(f"/sources/{SOCIAL}/referrals/{ring.at.plan}", json=source)
        problem(own, 422, "invalid-request", "to")


async def test_two_who_answer_at_once_one_is_first(county: County) -> None:
    ring = await round_of(county)
    asked = await ring.sent(SOCIAL, MIND, "2026-08-03")
    said = [{"answer": "accepted"}, {"answer": "rejected", "code": "no-capacity"}]
    answers = await asyncio.gather(
        *(
            ring.of(MIND).post(f"/referrals/{asked['id']}/answer", json=body, headers={"If-Match": '"1.0"'})
            for body in said
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412]
