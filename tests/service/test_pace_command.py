"""`sip pace` as an operator meets it: it shows what it does, asks, and saves all of it or nothing."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.county import County

ROOT = Path(__file__).parents[2]
ACTOR = "migration"
"""The county's actor whose worklist no other test looks at."""
CHOSEN = ("--start-on", "2026-12-01", "--cards-per-caseworker", "8", "--caseworkers", "5")


def sip_pace(url: str, *arguments: str, answer: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", "from app.cli.main import main; main()", "pace", *arguments],
        input=answer,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=60,
        env={**os.environ, "DATABASE_URL": url, "NO_COLOR": "1", "COLUMNS": "200"},
    )


@pytest.fixture
def saved(database_url: str, county: County) -> Iterator[Any]:
    """Reads what is saved for the actor; takes it away in the end."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        of = "from sip.pace where actor_id = %s"

        def read() -> Any:
            row = f"select start_on, cards_per_caseworker, caseworkers {of}"
            return connection.execute(row.encode(), [county.actor(ACTOR)]).fetchone()

        yield read
        connection.execute(f"delete {of}".encode(), [county.actor(ACTOR)])


def test_it_shows_what_it_does_and_saves_when_told_to(database_url: str, saved: Any) -> None:
    refused = sip_pace(database_url, ACTOR, *CHOSEN, answer="n\n")
    assert refused.returncode == 1
    assert saved() is None
    done = sip_pace(database_url, ACTOR, *CHOSEN, answer="y\n")
    assert (done.returncode, done.stderr) == (0, "")
    for said in ("Provköping, migration", "at most 40 new cards a week", "before 2026-12-01", "never waits", "saved"):
        assert said in done.stdout
    assert saved() == (date(2026, 12, 1), 8, 5)


def test_it_is_changed_by_setting_it_again_and_taken_away(database_url: str, saved: Any) -> None:
    sip_pace(database_url, ACTOR, *CHOSEN, "--yes")
    sip_pace(database_url, ACTOR, *CHOSEN[:-1], "6", "--yes")
    assert saved() == (date(2026, 12, 1), 8, 6)
    done = sip_pace(database_url, ACTOR, "--off", "--yes")
    assert "every card is in the worklist at once" in done.stdout
    assert saved() is None


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nobody", *CHOSEN), "actor: no actor is registered as nobody; use the key"),
        ((ACTOR, *CHOSEN[:2]), "--cards-per-caseworker, --caseworkers: is missing; a pace has all three"),
        ((ACTOR,), "--start-on, --cards-per-caseworker, --caseworkers: is missing"),
        ((ACTOR, *CHOSEN[:-1], "0"), "caseworkers: has to be from 1 to 10000"),
        ((ACTOR, *CHOSEN[:3], "-4", *CHOSEN[4:]), "cards_per_caseworker: has to be from 1 to 200"),
        ((ACTOR, "--off", *CHOSEN[:2]), "--off: takes the pace away; leave the other options out"),
    ],
)
def test_bad_input_is_one_clear_line_and_changes_nothing(
    database_url: str, saved: Any, arguments: tuple[str, ...], says: str
) -> None:
    done = sip_pace(database_url, *arguments, "--yes")
    assert done.returncode == 1
    assert done.stderr.startswith(says)
    assert done.stderr.count("\n") == 1
    assert saved() is None
