"""The embedded server lives as long as anybody uses it, whoever is killed, and keeps what was committed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from app.adapters.postgres.embedded import EmbeddedPostgres
from tests.adapters.embedded_users import (
    AS_ROOT,
    NOBODY,
    User,
    interpreter_for_nobody,
    keepers,
    kill,
    postmaster,
    programs_of,
    server_processes,
    users,
    within,
)


@pytest.fixture(params=["wheel", "system"])
def programs(request: pytest.FixtureRequest) -> Path:
    return programs_of(request.param)


@pytest.fixture
def directory() -> Iterator[Path]:
    """Short enough for a socket's own path, whatever the test is called and however many runs there were before."""
    with tempfile.TemporaryDirectory(prefix="sip-pg-") as short:
        place = Path(short) / "postgres"
        yield place
        if place.exists():
            within(20, lambda: not keepers(place))
            assert server_processes(place) == set()


def ask(url: str, question: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
        assert row
        return row[0]


def tell(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


def nothing_is_left(directory: Path) -> bool:
    return not server_processes(directory) and not keepers(directory)


def test_the_first_user_gets_a_server_that_keeps_its_promises(directory: Path, programs: Path) -> None:
    with EmbeddedPostgres(directory, programs=programs) as server:
        for setting, value in {
            "fsync": "on",
            "synchronous_commit": "on",
            "full_page_writes": "on",
            "server_encoding": "UTF8",
            "TimeZone": "UTC",
            "listen_addresses": "",
            "data_checksums": "on",
        }.items():
            assert ask(server.url, f"select current_setting('{setting}')") == value
    within(5, lambda: nothing_is_left(directory))


def test_processes_that_start_at_once_share_one_server_and_the_last_stops_it(directory: Path, programs: Path) -> None:
    with users(3, directory, programs) as (one, two, three):
        urls = {user.joined() for user in (one, two, three)}
        assert len(urls) == 1
        url = urls.pop()
        served_by = postmaster(directory)
        one.leaves()
        two.leaves()
        assert ask(url, "select 1") == 1
        assert postmaster(directory) == served_by
        three.leaves()
        within(5, lambda: nothing_is_left(directory))


def test_killing_one_user_does_not_disturb_the_others(directory: Path, programs: Path) -> None:
    with users(2, directory, programs) as (one, two):
        url = one.joined()
        two.joined()
        one.is_killed()
        assert ask(url, "select 1") == 1
        two.leaves()
        within(5, lambda: nothing_is_left(directory))


def test_killing_the_last_user_stops_the_server(directory: Path, programs: Path) -> None:
    with users(1, directory, programs) as (last,):
        last.joined()
        last.is_killed()
        within(10, lambda: nothing_is_left(directory))


def test_a_killed_keeper_is_replaced_so_that_the_server_is_stopped_all_the_same(
    directory: Path, programs: Path
) -> None:
    with users(1, directory, programs) as (last,):
        last.joined()
        kill(*keepers(directory))
        assert keepers(directory) == set()
        last.ensures()
        assert len(keepers(directory)) == 1
        last.is_killed()
        within(10, lambda: nothing_is_left(directory))


def test_the_last_to_leave_stops_the_server_also_without_a_keeper(directory: Path, programs: Path) -> None:
    with users(1, directory, programs) as (last,):
        last.joined()
        kill(*keepers(directory))
        last.leaves()
        assert nothing_is_left(directory)


def test_a_server_left_alone_with_everybody_killed_is_joined_by_the_next_user(directory: Path, programs: Path) -> None:
    with users(1, directory, programs) as (last,):
        last.joined()
        kill(*keepers(directory))
        last.is_killed()
    left = postmaster(directory)
    with EmbeddedPostgres(directory, programs=programs):
        assert postmaster(directory) == left
    within(5, lambda: nothing_is_left(directory))


def test_what_was_committed_is_there_after_the_postmaster_was_killed(directory: Path, programs: Path) -> None:
    server = EmbeddedPostgres(directory, programs=programs)
    url = server.acquire().url
    with users(1, directory, programs) as (other,):
        assert other.joined() == url
        tell(url, "create table promise as select 42 as kept")
        for revive in (server.ensure_running, other.ensures, server.acquire):
            kill(postmaster(directory))
            revive()
            assert ask(url, "select kept from promise") == 42
        other.leaves()
    server.release()
    with EmbeddedPostgres(directory, programs=programs) as again:
        assert ask(again.url, "select kept from promise") == 42


def test_a_busy_backend_of_a_killed_postmaster_does_not_block_the_next_server(directory: Path, programs: Path) -> None:
    server = EmbeddedPostgres(directory, programs=programs)
    url = server.acquire().url
    busy = psycopg.pq.PGconn.connect(url.encode())
    busy.send_query(b"select count(*) from generate_series(1, 1000000000000)")
    kill(postmaster(directory))
    assert busy.backend_pid in server_processes(directory)
    server.ensure_running()
    assert busy.backend_pid not in server_processes(directory)
    assert ask(url, "select 1") == 1
    busy.finish()
    server.release()


def test_a_pid_file_that_names_an_unrelated_process_fools_nobody(directory: Path, programs: Path) -> None:
    with EmbeddedPostgres(directory, programs=programs):
        owner = (directory / "data").stat().st_uid
        files = {name: directory / "data" / name for name in ("postmaster.pid", ".s.PGSQL.5432.lock")}
        told = {name: path.read_text() for name, path in files.items()}
    stranger = subprocess.Popen(["sleep", "60"], user=owner if AS_ROOT else None)
    try:
        for name, path in files.items():
            path.write_text(f"{stranger.pid}\n" + told[name].split("\n", 1)[1])
            os.chown(path, owner, -1)
        with EmbeddedPostgres(directory, programs=programs) as server:
            assert ask(server.url, "select 1") == 1
        within(5, lambda: nothing_is_left(directory))
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_an_interrupted_making_of_the_database_is_begun_anew(directory: Path, programs: Path) -> None:
    with users(1, directory, programs) as (hasty,):
        within(20, (directory / "data.new" / "base").exists)
        hasty.is_killed()
    assert not (directory / "data").exists()
    with EmbeddedPostgres(directory, programs=programs) as server:
        assert ask(server.url, "select count(*) from pg_database") == 3
    assert not (directory / "data.new").exists()


def test_a_long_path_is_reached_through_a_short_one(tmp_path: Path) -> None:
    directory = tmp_path / ("a-name-of-forty-characters-" * 4) / "postgres"
    with EmbeddedPostgres(directory, for_tests=True) as server:
        assert ask(server.url, "select 1") == 1
        link = Path(psycopg.conninfo.conninfo_to_dict(server.url)["host"])  # type: ignore[arg-type]  # always text
        assert link.resolve() == directory / "data"
    assert not link.parent.exists()


@pytest.mark.skipif(not AS_ROOT, reason="only root must become somebody else")
def test_root_runs_it_as_another_below_a_home_that_only_root_may_enter(directory: Path, programs: Path) -> None:
    directory.parent.chmod(0o700)
    with EmbeddedPostgres(directory, programs=programs):
        assert Path(f"/proc/{postmaster(directory)}").stat().st_uid not in (0, os.geteuid())
        assert (directory / "data").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(not AS_ROOT, reason="every other test here already runs as an ordinary user")
def test_an_ordinary_user_runs_it_as_himself_and_root_may_join(programs: Path) -> None:
    interpreter = interpreter_for_nobody()
    home = Path(tempfile.mkdtemp())
    os.chown(home, NOBODY, NOBODY)
    user = User(home / "postgres", programs, uid=NOBODY, interpreter=interpreter)
    try:
        url = user.joined()
        assert Path(f"/proc/{postmaster(home / 'postgres')}").stat().st_uid == NOBODY
        with EmbeddedPostgres(home / "postgres", programs=programs) as server:
            assert server.url == url
        user.leaves()
        within(5, lambda: nothing_is_left(home / "postgres"))
    finally:
        user.close()
        shutil.rmtree(home)
