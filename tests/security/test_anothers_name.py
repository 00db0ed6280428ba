"""Nobody speaks in another's name: who acts is what the token was registered for, whatever else is said."""

from secrets import token_hex
from typing import Any

import pytest

from tests.api.answers import problem
from tests.county import SYSTEM, WORKFORCE
from tests.security.askers import ACTORS
from tests.security.matrix import Matrix
from tests.security.people import DAY, Somebody
from tests.security.sight import words_in

pytestmark = pytest.mark.asyncio(loop_scope="session")
HEADERS = (
    *("X-Actor", "X-Actor-Id", "X-SIP-Actor", "Sip-Actor", "Actor", "X-Person", "X-Forwarded-User", "X-Remote-User"),
    *("X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "From", "Cookie", "X-Client-Cert"),
)


def full(matrix: Matrix) -> Somebody:
    return next(world.me for world in matrix.worlds if world.consent == "full")


def refusals(matrix: Matrix, end: int) -> list[tuple[str, str]]:
    """Who was refused since, and why, in the order of it."""
    rows = matrix.witness.connection.execute(
        "select coalesce(actor::text, ''), reason from sip.audit where n > %s and outcome = 'refused' order by n",
        (end,),
    )
    return [(actor, reason) for actor, reason in rows.fetchall()]


async def test_a_header_that_names_another_actor_changes_nothing(matrix: Matrix) -> None:
    me = full(matrix)
    path, claimed = f"/plans/{me.ids['plan']}", me.actor("owner")
    plain = await me.at["stranger"].get(path)
    end = matrix.witness.log_ends()
    for header in HEADERS:
        answer = await me.at["stranger"].get(path, headers={header: claimed})
        assert (answer.status_code, answer.content) == (404, plain.content), header
    assert refusals(matrix, end) == [(me.actor("stranger"), "not-found")] * len(HEADERS)


@pytest.mark.parametrize(
    "claim", ["actor", "actor_id", "organisation_number", "act", "may_act", "person", "source", "iss_actor"]
)
async def test_a_claim_that_names_another_actor_changes_nothing(matrix: Matrix, claim: str) -> None:
    """The actor follows from the registration of who issued the token, and of the client."""
    me = full(matrix)
    client = f"{ACTORS['stranger']}-system"
    token = me.county.token(SYSTEM, client, client, **{claim: me.actor("owner")})
    answer = await me.county.client(token).get(f"/plans/{me.ids['plan']}")
    assert answer.status_code == 404
    assert not words_in(answer.text)


async def test_a_client_of_one_issuer_is_nobody_at_another(matrix: Matrix) -> None:
    me = full(matrix)
    end = matrix.witness.log_ends()
    for issuer, client in ((WORKFORCE, f"{ACTORS['owner']}-system"), (SYSTEM, "portal"), (SYSTEM, "my-plan")):
        answer = await me.county.client(me.county.token(issuer, client, client)).get(f"/plans/{me.ids['plan']}")
        problem(answer, 401, "not-authenticated")
    assert [reason for _, reason in refusals(matrix, end)] == ["not-authenticated"] * 3


@pytest.mark.parametrize("field", ["owner", "actor", "actor_id", "source", "reader", "named", "client", "user"])
async def test_a_body_that_names_another_actor_as_its_own_is_refused(matrix: Matrix, field: str) -> None:
    me = full(matrix)
    goal: dict[str, Any] = {"on": DAY, "title": "Mål", field: me.actor("owner")}
    with matrix.witness.nothing_changes():
        answer = await me.at["party"].post(f"/plans/{me.ids['plan']}/goals", json=goal)
        problem(answer, 422, "invalid-request", field)
        fact = {"kind": "contact", "on": DAY, "outcome": "reached", "person_id": me.person, "source_version": 1}
        given = {**fact, field: me.actor("owner")}
        answer = await me.at["stranger"].put(f"/sources/{ACTORS['stranger']}/facts/x", json=given)
        problem(answer, 422, "invalid-request", field)


@pytest.mark.parametrize("by", ["party", "addressee", "stranger", "person", "anna at party"])
async def test_another_s_source_is_refused_and_the_refusal_is_logged(matrix: Matrix, by: str) -> None:
    """Also with a key that the other has used, and also by whoever takes part: the two cannot be told apart."""
    me = full(matrix)
    fact = {"kind": "contact", "on": DAY, "outcome": "reached", "person_id": me.person, "source_version": 9}
    end = matrix.witness.log_ends()
    answers = []
    with matrix.witness.nothing_changes():
        for source in (ACTORS["owner"], "nobodys", "sip", f"person-{full(matrix).county.actor('prison-probation')}"):
            for key in ("full_none-fact-shared", token_hex(4)):
                answer = await me.at[by].put(f"/sources/{source}/facts/{key}", json=fact)
                problem(answer, 403, "foreign-source")
                answers.append({**answer.json(), "instance": ""})
    assert len({str(answer) for answer in answers}) == 1
    actor = "" if by == "person" else me.actor(by.split(" ")[-1])
    assert refusals(matrix, end) == [(actor, "foreign-source")] * len(answers)
