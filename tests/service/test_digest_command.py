"""`sip digest send`: tells how many would get a letter, sends each one, and says in one line what is wrong."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing

import psycopg
import pytest
import pytest_asyncio

from app.settings import Settings
from tests.caseload_desks import Desks, caseload_desks
from tests.county import County
from tests.mornings import FRIDAY, Letters, letters_at

pytestmark = pytest.mark.asyncio(loop_scope="session")
SIP = [sys.executable, "-c", "from app.cli.main import main; main()"]


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def many(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desks]]:
    async with caseload_desks(the_county, settings, 3) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def letters(
    county: County, settings: Settings, many: Iterator[Desks], database_url: str
) -> AsyncIterator[Letters]:
    """A unit of which alone somebody has asked for letters: the command tells of all there are."""
    with closing(psycopg.connect(database_url, autocommit=True)) as connection:
        connection.execute("delete from sip.digest")
    async with letters_at(county, settings, many) as opened:
        yield opened


async def said(letters: Letters, *words: str, day: str = FRIDAY.isoformat(), **given: str) -> tuple[str, str]:
    """What the command says, and what it complains of."""
    settings = letters.county.service.settings
    environment = {
        **os.environ,
        "DATABASE_URL": str(settings.database_url),
        "SIP_MASTER_KEY": "5e" * 32,
        "SIP_SMTP_URL": f"smtp://127.0.0.1:{letters.inbox.port}",
        "SIP_MAIL_FROM": "sip@example.se",
        "SIP_PORTAL_URL": "https://sip.example.se",
        **given,
    }
    where = ("--today", day, "--data-dir", str(settings.data_dir))
    # In a thread: the mail server that it talks to is in this process.
    done = await asyncio.to_thread(
        subprocess.run, [*SIP, "digest", "send", *words, *where], env=environment, capture_output=True, text=True
    )
    assert (done.returncode == 0) == (done.stderr == "")
    return done.stdout, done.stderr


async def test_it_tells_how_many_and_then_sends_each_once(letters: Letters) -> None:
    await letters.ask("anna", "bo")
    await letters.somebody_waits()

    assert await said(letters, "--dry-run") == ("2 would get a letter; nothing waits for 0 more\n", "")
    assert letters.got() == []
    assert await said(letters) == ("2 letters were sent; 0 were refused, 0 for now\n", "")
    assert await said(letters) == ("0 letters were sent; 0 were refused, 0 for now\n", "")

    assert letters.got() == ["anna", "bo"]


async def test_on_a_day_off_it_says_so(letters: Letters) -> None:
    said_so = await said(letters, day="2026-11-21")
    assert said_so == ("today is no working day, on which nobody gets a letter\n", "")


async def test_what_is_wrong_with_the_mail_server_is_one_line(letters: Letters) -> None:
    await letters.ask("anna")
    await letters.somebody_waits()

    _, complaint = await said(letters, SIP_SMTP_URL="")
    assert complaint.startswith("SIP_SMTP_URL: is needed to send letters")
    letters.inbox.answers[letters.address("anna")] = "421 4.3.2 closing"
    _, complaint = await said(letters)
    assert complaint == "SIP_SMTP_URL: the mail server does not take letters (it said 421)\n"
