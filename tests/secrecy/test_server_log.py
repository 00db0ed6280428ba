"""The database server's own log holds nothing of what it was told, whatever goes wrong with it."""

import os
from pathlib import Path

import psycopg
import pytest

from tests.leaks.ear import log_of

CANARY = "Kanariefågel 19900517-9800"
WRONG = {
    "a value that breaks a constraint": "insert into pg_temp.told values (%s), (%s)",
    "a value of the wrong sort": "select %s::int, %s::int",
    "a RAISE that says it": "do $$begin raise exception 'of {0}'; end$$",
    "a warning that says it": "do $$begin raise warning 'of {0}'; end$$",
    "a statement that takes too long": "select pg_sleep(9), '{0}'",
    "a statement that cannot be read": "selekt '{0}'",
}


@pytest.fixture
def written(server_url: str) -> Path:
    """Where the server writes, as it is there for tests."""
    log = log_of(server_url)
    if not log.exists():
        pytest.skip("the server is somebody else's: its log is not here to be read")
    return log


def goes_wrong(server_url: str, statement: str, *settings: str) -> None:
    with psycopg.connect(server_url, autocommit=True, options="-c statement_timeout=50") as connection:
        connection.execute("create temp table told (word text primary key)")
        for setting in settings:
            connection.execute(setting.encode())
        values = [CANARY] * statement.count("%s")
        with pytest.raises(psycopg.Error) if "warning" not in statement else connection.transaction():
            connection.execute(statement.replace("{0}", CANARY).encode(), values or None)


@pytest.mark.parametrize("what", WRONG)
def test_what_goes_wrong_is_not_written_with_what_was_told(server_url: str, written: Path, what: str) -> None:
    goes_wrong(server_url, WRONG[what])
    assert CANARY not in written.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("what", WRONG)
def test_a_server_that_writes_more_is_noticed(server_url: str, written: Path, what: str) -> None:
    """As superuser a session may undo what the server was started with; afterwards the log is as it was."""
    before = written.stat().st_size
    loud = ("log_min_messages = warning", "log_error_verbosity = 'default'", "log_min_error_statement = error",
            "log_parameter_max_length_on_error = -1")  # fmt: skip
    goes_wrong(server_url, WRONG[what], *(f"set {setting}" for setting in loud))
    told = written.read_text(encoding="utf-8", errors="replace")
    os.truncate(written, before)
    assert CANARY in told
