"""One letter at the most, whatever the post does: refuses, closes, or is lost in the middle; the log names nobody."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
import pytest_asyncio

from app.settings import Settings
from app.worker.digest import keep_written
from tests.caseload_desks import Desks, caseload_desks
from tests.county import County
from tests.mornings import FRIDAY, Letters, letters_at

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def many(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desks]]:
    async with caseload_desks(the_county, settings, 16) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def letters(county: County, settings: Settings, many: Iterator[Desks]) -> AsyncIterator[Letters]:
    async with letters_at(county, settings, many) as opened:
        yield opened


async def test_two_workers_at_the_same_moment_send_one_letter_each(letters: Letters) -> None:
    users = [f"u{number}" for number in range(8)]
    await letters.ask(*users)
    await letters.somebody_waits()

    await asyncio.gather(letters.sent(), letters.sent(), letters.sent())

    assert letters.got() == users


async def test_an_address_that_is_refused_is_told_to_its_owner_and_keeps_nobody_else(letters: Letters) -> None:
    await letters.ask("anna", "bo")
    await letters.somebody_waits()
    letters.inbox.answers[letters.address("anna")] = "550 5.1.1 no such user"

    outcome = await letters.sent()

    assert (letters.got(), outcome.refused) == (["bo"], 1)
    assert (await letters.setting("anna"))["refused_on"] == "2026-11-20"
    letters.inbox.answers.clear()
    await letters.sent()
    assert letters.got() == ["bo"], "the same day would be the same answer"
    await letters.ask("anna")
    assert (await letters.setting("anna"))["refused_on"] is None


async def test_what_is_refused_for_now_is_tried_again(letters: Letters) -> None:
    await letters.ask("anna")
    await letters.somebody_waits()
    letters.inbox.answers[letters.address("anna")] = "451 4.7.1 come back"

    outcome = await letters.sent()
    assert (letters.got(), outcome.later) == ([], 1)
    letters.inbox.answers.clear()
    await letters.sent()

    assert letters.got() == ["anna"]
    assert (await letters.setting("anna"))["refused_on"] is None


async def test_a_post_that_closes_is_tried_again_and_nobody_gets_two(letters: Letters) -> None:
    await letters.ask("anna", "bo", "cia")
    await letters.somebody_waits()
    letters.inbox.answers[letters.address("bo")] = "421 4.3.2 closing"

    outcome = await letters.sent()
    assert outcome.away is not None
    assert "bo" not in letters.got()
    letters.inbox.answers.clear()
    await letters.sent()

    assert letters.got() == ["anna", "bo", "cia"]


async def test_what_may_have_been_taken_is_not_sent_again(letters: Letters) -> None:
    await letters.ask("anna")
    await letters.somebody_waits()
    letters.inbox.hangs_up = True

    outcome = await letters.sent()
    assert outcome.away is not None
    letters.inbox.hangs_up = False
    await letters.sent()
    await letters.sent()

    assert letters.got().count("anna") <= 1


async def looked(letters: Letters, hour: int, times: int = 2) -> None:
    """The worker looks so often, at that hour of Friday."""
    stop, looks = asyncio.Event(), 0

    def now() -> int:
        nonlocal looks
        looks += 1
        if looks > times:
            stop.set()
        return hour

    await keep_written(letters.morning, FRIDAY.toordinal, now, stop, every=0)


async def test_the_worker_sends_in_the_morning_and_tells_the_log_of_nobody(
    letters: Letters, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await letters.ask("anna", "bo")
    await letters.somebody_waits()
    for hour in (0, 6, 12, 23):
        await looked(letters, hour)
    assert letters.got() == []
    letters.inbox.answers[letters.address("bo")] = "550 5.1.1 no such user"

    await looked(letters, 7)

    assert letters.got() == ["anna"]
    lines = [record.getMessage() for record in caplog.records if record.name == "sip.worker"]
    assert "the mail server refused 1 letters, and 0 for now" in lines
    assert not any(word in line for line in lines for word in ("@", "anna", "example", letters.unit.actor))


async def test_a_post_that_is_away_is_one_clear_line_and_tried_again(
    letters: Letters, caplog: pytest.LogCaptureFixture
) -> None:
    await letters.ask("anna")
    await letters.somebody_waits()
    letters.inbox.answers[letters.address("anna")] = "421 4.3.2 closing"

    await looked(letters, 8, times=1)

    lines = [record.getMessage() for record in caplog.records if record.name == "sip.worker"]
    assert lines == ["the mail server does not take the morning's letters (it said 421); trying again"]
    letters.inbox.answers.clear()
    await looked(letters, 9)
    assert letters.got() == ["anna"]


async def test_without_a_post_nothing_is_decided_and_nobody_written_to(letters: Letters) -> None:
    await letters.ask("anna")
    await letters.somebody_waits()
    letters.morning, by_mail = replace(letters.morning, post=None), letters.morning
    await looked(letters, 7)
    letters.morning = by_mail
    await letters.sent()

    assert letters.got() == ["anna"]
