"""A flood of tokens that are refused does not fill the log: ten rows a minute for an address, then their number."""

import pytest
import pytest_asyncio

from app.api.refused_tokens import ADDRESSES, MINUTE, ONE_BY_ONE, RefusedTokens
from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import County

BY_ITSELF, COUNTED = (True, 0), (False, 0)


@pytest_asyncio.fixture(loop_scope="session")
async def refused(county: County) -> RefusedTokens:
    county.forget_refusals()
    return county.refused_tokens


def test_the_first_of_a_minute_are_logged_by_themselves_and_the_rest_by_their_number() -> None:
    tokens = RefusedTokens()
    assert [tokens.refused("a", 1.0) for _ in range(ONE_BY_ONE)] == [BY_ITSELF] * ONE_BY_ONE
    assert [tokens.refused("a", 30.0) for _ in range(37)] == [COUNTED] * 37
    assert tokens.refused("b", 30.0) == BY_ITSELF
    assert tokens.refused("b", 1.0 + MINUTE) == (True, 37), "whoever comes by next"
    assert tokens.refused("a", 2.0 + MINUTE) == BY_ITSELF


def test_of_a_thousand_in_ten_minutes_none_is_lost() -> None:
    tokens = RefusedTokens()
    seen = [tokens.refused("a", number * 0.6) for number in range(1000)]
    last = tokens.refused("b", 10_000.0)
    rows = sum(by_itself for by_itself, _ in seen)
    assert rows <= 11 * ONE_BY_ONE
    assert rows + sum(left for _, left in seen) + last[1] == 1000


def test_what_is_remembered_is_bounded_and_what_is_forgotten_is_counted() -> None:
    tokens = RefusedTokens()
    for _ in range(ONE_BY_ONE + 5):
        tokens.refused("a", 1.0)
    found = [tokens.refused(f"n{number}", 2.0) for number in range(ADDRESSES)]
    assert sum(left for _, left in found) == 5
    assert tokens.refused("a", 3.0) == BY_ITSELF


@pytest.mark.asyncio(loop_scope="session")
async def test_a_flood_from_one_address_leaves_few_rows_and_then_one_that_counts_it(
    county: County, witness: Witness, refused: RefusedTokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    end, client = witness.log_ends(), county.client("no.token.atall")
    for _ in range(ONE_BY_ONE + 20):
        problem(await client.get("/findings"), 401, "not-authenticated")
    assert len(witness.logged(end)) == ONE_BY_ONE

    monkeypatch.setattr("app.api.refused_tokens.MINUTE", 0.0)
    problem(await client.get("/findings"), 401, "not-authenticated")
    counted, itself = witness.logged(end)[ONE_BY_ONE:]
    assert '"action": "refused-tokens"' in counted
    assert '"items": [{"times": "20"}]' in counted
    assert '"action": "GET /findings"' in itself


@pytest.mark.asyncio(loop_scope="session")
async def test_whoever_is_known_is_logged_however_often_it_is_refused(
    county: County, witness: Witness, refused: RefusedTokens
) -> None:
    end = witness.log_ends()
    for _ in range(ONE_BY_ONE + 5):
        problem(await county.caseworker(roles=["analyst"]).get("/findings"), 403, "not-permitted")
    assert len(witness.logged(end)) == ONE_BY_ONE + 5
