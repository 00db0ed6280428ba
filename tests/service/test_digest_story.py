"""Who gets a letter in the morning, when, and what it says: that something waits, and nothing else."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any
from uuid import UUID

import psycopg
import pytest
import pytest_asyncio

from app.bootstrap.service import registrar
from app.domain.errors import FieldError, NotPermitted
from app.domain.pace import Pace
from app.settings import Settings
from app.usecases import wishing_for_letters as wishing
from app.usecases.digesting import due
from app.usecases.signing_in import note_sign_in
from app.worker.digest import keep_written
from tests.caseload_desks import Desks, caseload_desks
from tests.county import County
from tests.mornings import FRIDAY, MONDAY, Letters, letters_at

pytestmark = pytest.mark.asyncio(loop_scope="session")
ANY = {"If-Match": "*"}


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def many(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desks]]:
    async with caseload_desks(the_county, settings, 40) as opened:
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


async def test_a_new_address_is_no_second_letter_and_ending_is_the_end(letters: Letters, database_url: str) -> None:
    await letters.ask("anna")
    await letters.somebody_waits()
    await letters.sent()
    letters.mark = f"new{letters.mark}"
    await letters.ask("anna")
    await letters.sent()
    assert letters.got() == []
    assert (await letters.setting("anna"))["address"] == letters.address("anna")

    await letters.end("anna")

    await letters.sent(MONDAY)
    assert letters.got() == []
    assert (await letters.setting("anna"))["address"] is None
    with psycopg.connect(database_url) as connection:
        left = connection.execute("select 1 from sip.digest where actor_id = %s", [letters.unit.actor]).fetchall()
    assert left == []


async def test_the_database_alone_does_not_tell_the_address(letters: Letters, database_url: str) -> None:
    await letters.ask("anna")
    with psycopg.connect(database_url) as connection:
        rows = connection.execute("select box from sip.digest where actor_id = %s", [letters.unit.actor]).fetchall()

    assert len(rows) == 1
    assert letters.mark.encode() not in rows[0][0]


async def test_an_address_that_was_put_in_anothers_row_is_written_to_by_nobody(
    letters: Letters, database_url: str
) -> None:
    await letters.ask("anna", "bo")
    await letters.somebody_waits()
    theirs = """update sip.digest set box =
                    (select box from sip.digest b where b.actor_id = d.actor_id and b."user" = 'bo')
                  from (select %s::uuid as actor_id) d where digest.actor_id = d.actor_id and digest."user" = 'anna'"""
    with psycopg.connect(database_url, autocommit=True) as connection:
        assert connection.execute(theirs, [letters.unit.actor]).rowcount == 1

    await letters.sent()

    assert letters.got() == ["bo"]


async def test_whoever_does_not_come_any_more_is_forgotten_and_signing_in_is_coming(letters: Letters) -> None:
    await letters.ask("anna", "bo")
    letters.county.today = FRIDAY + timedelta(60)
    await note_sign_in(letters.county.service.store, await letters.caller("anna"))
    until = {user: (await letters.setting(user))["until"] for user in ("anna", "bo")}
    assert until == {"anna": str(FRIDAY + timedelta(150)), "bo": str(FRIDAY + timedelta(90))}

    await letters.morning.mornings.forget((FRIDAY + timedelta(90)).toordinal())
    assert (await letters.setting("bo"))["address"] is not None
    await letters.morning.mornings.forget((FRIDAY + timedelta(91)).toordinal())

    assert [(await letters.setting(user))["address"] is None for user in ("anna", "bo")] == [False, True]


@pytest.mark.parametrize("address", ["anna", "anna@example.se\r\nBcc: bo@example.se", "anna@example.se,bo@example.se"])
async def test_what_is_no_address_is_refused_and_nothing_kept(letters: Letters, address: str) -> None:
    service, command = letters.county.service, wishing.AskForLetters(address=address)
    with pytest.raises(FieldError, match=r"^address: is no mail address"):
        await wishing.ask_for_letters(service.store, service.boxes, await letters.caller("anna"), command)

    assert (await letters.setting("anna"))["address"] is None


@pytest.mark.parametrize("role", ["analyst", "auditor", "administrator"])
async def test_whoever_has_no_worklist_asks_for_no_letter(letters: Letters, role: str) -> None:
    service, command = letters.county.service, wishing.AskForLetters(address="anna@example.se")
    with pytest.raises(NotPermitted):
        await wishing.ask_for_letters(service.store, service.boxes, await letters.caller("anna", role), command)


async def test_a_person_and_a_system_ask_for_no_letter(letters: Letters) -> None:
    service, caller = letters.county.service, await letters.caller("anna")
    command = wishing.AskForLetters(address="anna@example.se")
    system = replace(caller, principal=replace(caller.principal, user="system"))
    person = replace(caller, principal=replace(caller.principal, actor=None, person=UUID(int=1)))
    for who in (system, person):
        with pytest.raises(NotPermitted):
            await wishing.ask_for_letters(service.store, service.boxes, who, command)
        with pytest.raises(NotPermitted):
            await wishing.end_letters(service.store, who)


async def test_how_many_would_get_one_is_told_without_sending(letters: Letters) -> None:
    await letters.ask("anna", "bo")
    await letters.somebody_waits()

    to_write, nothing_waits = await due(letters.morning, FRIDAY.toordinal())

    ours = UUID(letters.unit.actor)
    assert sorted(one.user for one in to_write if one.actor == ours) == ["anna", "bo"]
    assert [one.user for one in nothing_waits if one.actor == ours] == []
    assert letters.inbox.letters == []


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
