"""Who gets a letter in the morning, when, and what it says: that something waits, and nothing else."""

from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any
from uuid import UUID

import psycopg
import pytest
import pytest_asyncio

from app.bootstrap.service import registrar
from app.domain.pace import Pace
from app.settings import Settings
from app.usecases.digesting import due
from tests.caseload_desks import Desks, caseload_desks
from tests.county import County
from tests.mornings import FRIDAY, MONDAY, Letters, letters_at

pytestmark = pytest.mark.asyncio(loop_scope="session")
ANY = {"If-Match": "*"}


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def many(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desks]]:
    async with caseload_desks(the_county, settings, 16) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def letters(county: County, settings: Settings, many: Iterator[Desks]) -> AsyncIterator[Letters]:
    async with letters_at(county, settings, many) as opened:
        yield opened


def its_own(letter: bytes) -> dict[str, Any]:
    """All of a letter but to whom it is, its number and its moment."""
    message = message_from_bytes(letter, policy=default)
    headers = {name: value for name, value in message.items() if name not in ("To", "Date", "Message-ID")}
    return {**headers, "text": message.get_content()}


async def test_whoever_has_asked_gets_one_letter_when_something_waits(letters: Letters) -> None:
    await letters.ask("anna", "cia")
    await letters.somebody_waits()

    first, second = await letters.sent(), await letters.sent()

    assert letters.got() == ["anna", "cia"], "and not Bo, who has not asked"
    assert (first.away, second.sent) == (None, 0)


async def test_the_letter_says_that_something_waits_and_nothing_else(letters: Letters) -> None:
    await letters.ask("anna")
    vilda = await letters.somebody_waits()
    await letters.sent()

    letter = letters.letter("anna")

    said = its_own(letter)
    assert said["Subject"] == "Något väntar i SIP-portalen"
    assert "https://sip.example.se\r\n" in said["text"].replace("\r\n", "\n").replace("\n", "\r\n")
    assert "https://sip.example.se/installningar" in said["text"]
    text = letter.decode("latin-1") + said["text"]
    cards = await letters.cards("anna")
    for word in (vilda.name, *vilda.name.split(), vilda.number, vilda.person, vilda.plan, letters.unit.actor, *cards):
        assert word not in text
    assert letters.unit.key not in text
    assert "1" not in said["text"], "no number either"


async def test_it_is_the_same_letter_however_much_waits_and_for_whomever(letters: Letters) -> None:
    await letters.ask("anna", "cia")
    await letters.somebody_waits()
    await letters.sent()
    before = its_own(letters.letter("anna"))
    letters.inbox.letters.clear()
    letters.inbox.receivers.clear()
    for name in ("Leo Åkesson", "Amira Söderlund"):
        await letters.somebody_waits(name)
    await letters.sent(MONDAY)

    assert before == its_own(letters.letter("anna")) == its_own(letters.letter("cia"))


async def test_when_nothing_waits_there_is_no_letter_and_none_later_that_day(letters: Letters) -> None:
    await letters.ask("anna")
    await letters.sent()

    await letters.somebody_waits()
    await letters.sent()
    assert letters.got() == [], "a letter when the card comes would be the call that it is not to be"
    await letters.sent(MONDAY)

    assert letters.got() == ["anna"]


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 12, 24), date(2027, 1, 6)])
async def test_on_a_day_off_there_is_no_letter(letters: Letters, day: date) -> None:
    await letters.ask("anna")
    await letters.somebody_waits()

    await letters.sent(day)

    assert letters.got() == []


async def test_what_rests_makes_no_letter_until_it_is_back(letters: Letters) -> None:
    await letters.ask("anna")
    await letters.somebody_waits()
    anna = letters.unit.at("anna")
    for card in await letters.cards("anna"):
        rests = {"until": MONDAY.isoformat(), "reason": "väntar på mötet"}
        assert (await anna.post(f"/findings/{card}/snooze", json=rests, headers=ANY)).is_success

    await letters.sent()
    assert letters.got() == []
    await letters.sent(MONDAY)

    assert letters.got() == ["anna"]


async def test_what_the_pace_holds_back_makes_no_letter(letters: Letters, settings: Settings) -> None:
    await letters.ask("anna")
    pace = Pace(start_on=(FRIDAY + timedelta(30)).toordinal(), cards_per_caseworker=1, caseworkers=1)
    await letters.somebody_waits()
    async with registrar(settings) as keeper:
        await keeper.set_pace(UUID(letters.unit.actor), pace)
        assert await letters.cards("anna") == []
        await letters.sent()
        assert letters.got() == []
        await keeper.set_pace(UUID(letters.unit.actor), None)
    await letters.sent(MONDAY)

    assert letters.got() == ["anna"]


async def test_a_protected_persons_card_makes_no_letter_not_even_to_the_handler(letters: Letters) -> None:
    await letters.ask("anna", "bo")
    vilda = await letters.somebody_waits(user="anna")
    marked = {"level": "marked", "reason": "Skatteverkets besked"}
    answer = await letters.unit.at("anna").post(f"/persons/{vilda.person}/protection", json=marked)
    assert answer.status_code == 200, answer.text
    await letters.county.detect()
    assert (bool(await letters.cards("anna")), await letters.cards("bo")) == (True, [])

    await letters.sent()
    assert letters.got() == []
    await letters.somebody_waits("Leo Åkesson", user="bo")
    await letters.sent(MONDAY)

    assert letters.got() == ["anna", "bo"], "both alike"


async def test_whose_client_is_stopped_gets_no_letter(letters: Letters, database_url: str) -> None:
    await letters.ask("anna")
    await letters.somebody_waits()
    stopped = "update sip.issuer set active = %s where url = %s"
    issuer = f"{letters.county.issuers}/{letters.unit.key}"

    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(stopped, [False, issuer])
        await letters.sent()
        assert letters.got() == []
        connection.execute(stopped, [True, issuer])
    await letters.sent(MONDAY)

    assert letters.got() == ["anna"]


async def test_how_many_would_get_one_is_told_without_sending(letters: Letters) -> None:
    await letters.ask("anna", "bo")
    await letters.somebody_waits()

    to_write, nothing_waits = await due(letters.morning, FRIDAY.toordinal())

    ours = UUID(letters.unit.actor)
    assert sorted(one.user for one in to_write if one.actor == ours) == ["anna", "bo"]
    assert [one.user for one in nothing_waits if one.actor == ours] == []
    assert letters.inbox.letters == []
