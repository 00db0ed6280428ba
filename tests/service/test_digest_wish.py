"""A caseworker asks for letters, sends them elsewhere and ends them; the address is sealed, hers, and forgotten."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
import pytest_asyncio

from app.domain.errors import FieldError, NotPermitted
from app.settings import Settings
from app.usecases import wishing_for_letters as wishing
from app.usecases.signing_in import note_sign_in
from tests.caseload_desks import Desks, caseload_desks
from tests.county import County
from tests.mornings import FRIDAY, MONDAY, Letters, letters_at

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def many(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desks]]:
    async with caseload_desks(the_county, settings, 16) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def letters(county: County, settings: Settings, many: Iterator[Desks]) -> AsyncIterator[Letters]:
    async with letters_at(county, settings, many) as opened:
        yield opened


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
