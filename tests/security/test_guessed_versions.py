"""Whoever guesses which version something has, or sends an answer's tag along, learns nothing by it."""

from typing import Any, Final

import httpx
import pytest

from tests.security.cells import NO_ONE
from tests.security.matrix import Matrix
from tests.security.people import Somebody
from tests.security.sight import ID, words_in

pytestmark = pytest.mark.asyncio(loop_scope="session")
TAGS: Final = ('"1.0"', '"1.1"', '"2.0"', "*", 'W/"1.0"', '"1.0", "2.0"', '"', "1.0", '""', "x" * 4000, None)
MOVES: Final[list[tuple[str, str, str, dict[str, Any]]]] = [
    ("POST", "/activities/{}/start", "act_planned", {}),
    ("POST", "/appointments/{}/holding", "appt", {"outcome": "plan"}),
    ("POST", "/calls/{}/cancellation", "call_party", {"reason": "Fel dag"}),
    ("POST", "/plans/{}/activation", "draft", {}),
    ("POST", "/plans/{}/closing", "plan", {"reason": "goals-met"}),
    ("POST", "/follow-ups/{}/holding", "follow_up", {}),
    ("POST", "/referrals/{}/answer", "ref_sent", {"answer": "accepted"}),
    ("PUT", "/plans/{}/voice", "plan", {"text": "Hej", "on_paper": "yes"}),
    ("PUT", "/persons/{}/details", "person", {"name": "Namn"}),
]


def full(matrix: Matrix) -> Somebody:
    return next(world.me for world in matrix.worlds if world.consent == "full")


def plain(answer: httpx.Response) -> tuple[int, str, dict[str, str]]:
    """All of an answer but the ids that were asked about, and what is of that request alone."""
    headers = {name: ID.sub("…", said) for name, said in answer.headers.items() if name != "traceparent"}
    return answer.status_code, ID.sub("…", answer.text), headers


@pytest.mark.parametrize(("method", "path", "thing", "body"), MOVES, ids=[path for _, path, _, _ in MOVES])
async def test_a_version_that_is_guessed_tells_nothing_of_what_is_out_of_sight(
    matrix: Matrix, method: str, path: str, thing: str, body: dict[str, Any]
) -> None:
    me, statuses = full(matrix), set()
    with matrix.witness.nothing_changes():
        for tag in TAGS:
            headers = {"If-Match": tag} if tag else {}
            hidden, none = [
                await me.at["stranger"].request(method, path.format(one), json=body, headers=headers)
                for one in (me.ids[thing], NO_ONE)
            ]
            assert plain(hidden) == plain(none), tag
            assert not words_in(hidden.text)
            statuses.add(hidden.status_code)
    assert statuses == {404, 422, 428}, "not there, no version at all, and none that is one"


async def test_a_version_that_another_thing_has_is_not_the_version_of_this(matrix: Matrix) -> None:
    me = full(matrix)
    whole = (await me.at["owner"].get(f"/plans/{me.ids['plan']}")).headers["etag"]
    path = f"/activities/{me.ids['act_own']}/start"
    with matrix.witness.nothing_changes():
        answer = await me.at["owner"].post(path, json={}, headers={"If-Match": whole})
    assert answer.status_code == 412, answer.text


@pytest.mark.parametrize("path", ["/plans/{plan}", "/needs/{need_work}", "/persons/{person}/timeline"])
async def test_what_one_has_already_is_read_and_logged_as_any_other(matrix: Matrix, path: str) -> None:
    """Nothing is answered with “not modified”: neither to whoever may read it, nor to whoever has kept a tag."""
    me = full(matrix)
    asked = path.format(**me.ids)
    first = await me.at["owner"].get(asked)
    for tag in (first.headers["etag"], "*", '"1.0"'):
        end = matrix.witness.log_ends()
        again = await me.at["owner"].get(asked, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (200, first.content)
        assert len(matrix.witness.logged(end)) == 1
    hidden, none = [
        await me.at["stranger"].get(path.format(**ids), headers={"If-None-Match": first.headers["etag"]})
        for ids in (me.ids, dict.fromkeys(me.ids, NO_ONE))
    ]
    assert hidden.status_code == 404
    assert plain(hidden) == plain(none)
