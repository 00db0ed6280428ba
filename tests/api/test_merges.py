"""Who may make two records one, and what is refused: each in one clear answer, and nothing is changed."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import County
from tests.merging import OWNER, PROPOSAL, merged, proposed, reviewed, undone, worker
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")
OTHER = "psychiatry"


async def known(county: County, *by: str) -> Life:
    """Somebody of whom each of these has something."""
    life = await begin(county)
    for who in by or (OWNER,):
        await life.tell(who, "status", who, code="income-support", start="2026-01-01")
    return life


async def apart(county: County, *lives: Life) -> bool:
    """Whether social services read each of these by itself."""
    client = county.system(OWNER)
    documents = [(await client.get(f"persons/{life.person}")).json() for life in lives]
    return all("records" not in document for document in documents)


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("other", {"other": "none"}),
    ("other", {"other": None}),
    ("evidence", {"evidence": "it-seems-so"}),
    ("evidence", {"evidence": None}),
    ("note", {"note": "Kanariefågel"}),
]


async def test_a_proposal_that_says_something_wrong_is_refused_by_field(county: County) -> None:
    one, other = await known(county), await known(county)
    path = f"persons/{one.person}/merges"
    for field, wrong in WRONG:
        answer = await worker(county).post(path, json={"other": other.person, **PROPOSAL, **wrong})
        assert "Kanariefågel" not in answer.text
        problem(answer, 422, "invalid-request", field)
    answer = await worker(county).post(path, json={"other": one.person, **PROPOSAL})
    problem(answer, 422, "invalid-request", "other")
    assert (await worker(county).get(path)).json()["merges"] == []


async def test_only_caseworkers_propose_and_only_those_who_coordinate_review(county: County) -> None:
    one, other = await known(county), await known(county)
    body, path = {"other": other.person, **PROPOSAL}, f"persons/{one.person}/merges"
    problem(await county.system(OWNER).post(path, json=body), 403, "not-permitted")
    problem(await county.myself(one.number).post(path, json=body), 403, "not-permitted")
    problem(await worker(county, "eva", "manager").post(path, json=body), 403, "not-permitted")
    problem(await county.client(None).post(path, json=body), 401, "not-authenticated")
    merge = await proposed(county, one.person, other.person)
    for client in (worker(county, "bo", "caseworker"), county.system(OWNER), worker(county, "eva", "manager")):
        for act, said in (("review", {"outcome": "applied"}), ("undo", {"reason": "different-persons"})):
            problem(await client.post(f"{path}/{merge}/{act}", json=said), 403, "not-permitted")
    problem(await reviewed(county, one.person, merge, reason="different-persons"), 422, "invalid-request", "reason")
    problem(await reviewed(county, one.person, merge, outcome="declined"), 422, "invalid-request", "reason")
    problem(await reviewed(county, one.person, merge, outcome="perhaps"), 422, "invalid-request", "outcome")
    assert await apart(county, one, other)


async def test_nobody_reviews_the_own_proposal_and_what_is_decided_is_decided(county: County) -> None:
    one, other = await known(county), await known(county)
    merge = await proposed(county, one.person, other.person, "bo")
    problem(await reviewed(county, one.person, merge, "bo"), 403, "not-permitted")
    assert await apart(county, one, other)
    problem(await undone(county, one.person, merge), 409, "conflict")
    assert (await reviewed(county, one.person, merge, "eva")).status_code == 200
    assert not await apart(county, one, other)
    problem(await reviewed(county, one.person, merge, "sara"), 409, "conflict")
    problem(await reviewed(county, one.person, merge, "sara", outcome="declined", reason="different-persons"), 409,
            "conflict")  # fmt: skip
    assert (await undone(county, other.person, merge)).status_code == 200
    problem(await undone(county, one.person, merge), 409, "conflict")
    assert await apart(county, one, other)


async def test_a_declined_proposal_changes_nothing_and_may_be_made_again(county: County) -> None:
    one, other = await known(county), await known(county)
    merge = await proposed(county, one.person, other.person)
    body = {"other": one.person, **PROPOSAL}
    problem(await worker(county).post(f"persons/{other.person}/merges", json=body), 409, "conflict")
    answer = await reviewed(county, one.person, merge, outcome="declined", reason="evidence-insufficient")
    (told,) = answer.json()["merges"]
    assert [step["state"] for step in told["history"]] == ["proposed", "declined"]
    assert [step.get("reason") for step in told["history"]] == [None, "evidence-insufficient"]
    assert [step["user"] for step in told["history"]] == ["anna", "bo"]
    assert await apart(county, one, other)
    await merged(county, other.person, one.person)


async def refusals(county: County, one: Life, other: Life) -> set[str]:
    """What is answered to a proposal that these two are one, either leading."""
    answers = [
        await worker(county).post(f"persons/{leads.person}/merges", json={"other": second.person, **PROPOSAL})
        for leads, second in ((one, other), (other, one))
    ]
    return {problem(answer, 404, "not-found")["detail"] for answer in answers}


async def test_whatever_forbids_it_is_answered_alike(county: County) -> None:
    one = await known(county)
    unknown, unseen = await begin(county), await known(county, OTHER)
    missing = Life(county, one.number, str(uuid4()))
    (said,) = await refusals(county, one, missing)
    for other in (unknown, unseen):
        assert await refusals(county, one, other) == {said}

    lifted = await known(county, OWNER, OTHER)
    path = f"persons/{lifted.person}/protection"
    for level in ("marked", "none"):
        assert (await worker(county).post(path, json={"level": level, "reason": "Beslut"})).is_success
    assert await refusals(county, one, lifted) == {said}, "whoever was protected once"
    secret = await known(county)
    await secret.tell(OTHER, "status", "secret", code="protected-identity", start="2020-01-01", end="2020-02-01")
    assert await refusals(county, one, secret) == {said}, "or was said to be by an agency"
    held = await known(county, OWNER, OTHER)
    client = worker(county)
    hold = await client.post(f"persons/{held.person}/legal-holds", json={"reason": "Ärendet prövas"})
    assert hold.is_success, hold.text
    assert await refusals(county, one, held) == {said}
    path = f"persons/{held.person}/legal-holds/{hold.json()['holds'][0]['id']}/release"
    assert (await client.post(path, json={"reason": "Klart"})).is_success
    second, third = await known(county), await known(county)
    await merged(county, held.person, second.person)
    assert await refusals(county, one, second) == {said}, "it is one with another already"
    assert said in await leading(county, third, held), "it leads another"
    await merged(county, held.person, third.person)


async def leading(county: County, leads: Life, absorbed: Life) -> set[str]:
    body = {"other": absorbed.person, **PROPOSAL}
    answer = await worker(county).post(f"persons/{leads.person}/merges", json=body)
    return {problem(answer, 404, "not-found")["detail"]}


async def test_what_has_come_between_proposal_and_review_forbids_it_too(county: County) -> None:
    one, other = await known(county), await known(county)
    merge = await proposed(county, one.person, other.person)
    hold = await county.caseworker().post(f"persons/{other.person}/legal-holds", json={"reason": "Ärendet prövas"})
    assert hold.is_success
    problem(await reviewed(county, one.person, merge), 404, "not-found")
    assert await apart(county, one, other)
    await worker(county, "anna").post(f"persons/{one.person}/protection", json={"level": "marked", "reason": "x"})
    problem(await reviewed(county, one.person, merge), 404, "not-found")
    problem(await reviewed(county, other.person, merge), 404, "not-found")


async def test_of_two_that_are_decided_at_once_one_is_made(county: County, witness: Witness) -> None:
    one, other, third = [await known(county) for _ in range(3)]
    first = await proposed(county, one.person, other.person)
    second = await proposed(county, third.person, other.person)
    answers = await asyncio.gather(
        *(reviewed(county, person.person, merge) for person, merge in ((one, first), (third, second))),
        *(reviewed(county, one.person, first, "eva") for _ in range(3)),
    )
    done = sorted(answer.status_code for answer in answers)
    assert done.count(200) == 1, [answer.text for answer in answers]
    assert set(done) <= {200, 404, 409}
    row = witness.connection.execute("select count(*) from sip.same_person where person_id = %s", [other.person])
    assert row.fetchone() == (1,)


async def test_a_request_that_is_sent_twice_is_done_once(county: County) -> None:
    one, other = await known(county), await known(county)
    again = {"Idempotency-Key": str(uuid4())}
    body, path = {"other": other.person, **PROPOSAL}, f"persons/{one.person}/merges"
    for _ in range(2):
        answer = await worker(county).post(path, json=body, headers=again)
        assert len(answer.json()["merges"]) == 1


async def test_the_last_day_is_told_and_is_the_ninetieth(county: County) -> None:
    one, other = await known(county), await known(county)
    await merged(county, one.person, other.person)
    (told,) = (await worker(county).get(f"persons/{other.person}/merges")).json()["merges"]
    assert date.fromisoformat(told["undo_until"]) == county.today + timedelta(days=90)
    assert (told["leading"], told["absorbed"]) == (one.person, other.person)
