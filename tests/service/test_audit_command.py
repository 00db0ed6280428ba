"""`sip worker` seals the log and `sip audit verify` tells in one line what somebody has done to it since."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.adapters.sealed_log import Log, open_log

SIP = [sys.executable, "-c", "from app.cli.main import main; main()"]


@pytest.fixture(scope="module")
def log(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    with open_log(server_url, tmp_path_factory.mktemp("log")) as opened:
        yield opened


def environment(log: Log) -> dict[str, str]:
    given = {"DATABASE_URL": log.url, "SIP_MASTER_KEY": "5e" * 32, "SIP_DATA_DIR": str(log.head.path.parent)}
    return {**os.environ, **given, "SIP_AUDIT_KEYS": bytes(range(32)).hex()}


def verify(log: Log, *options: str, **changed: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [*SIP, "audit", "verify", *options], env=environment(log) | changed, capture_output=True, text=True, check=False
    )
    return done.returncode, (done.stdout + done.stderr).splitlines()


def worked(log: Log, rows: int) -> None:
    """A worker that has sealed so many more rows, and was told to stop."""
    log.write(rows)
    sealed = log.sealer.log.count() + rows
    worker = subprocess.Popen([*SIP, "worker"], env=environment(log), stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while (log.sealer.log.count(), log.sealer.agrees()) != (sealed, True) and time.monotonic() < end:
            assert worker.poll() is None
            time.sleep(0.1)
    finally:
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0
    assert log.sealer.log.count() == sealed


def test_what_the_worker_has_sealed_is_verified_until_somebody_touches_it(log: Log, tmp_path: Path) -> None:
    worked(log, 12)
    log.write(3)
    code, said = verify(log)
    assert (code, said[0]) == (0, "12 rows in 1 blocks: all as sealed; held against 1 lines of the head")
    assert said[1].startswith("3 rows not sealed yet, the oldest of ")

    with log.tampered() as database:
        database.execute("delete from sip.audit where n = 5")
        code, said = verify(log)
        assert (code, said[0]) == (1, "block 1: rows removed: 5")
        assert said[1].startswith("11 rows in 1 blocks: 1 not as sealed")

    kept = tmp_path / "kept-elsewhere"
    kept.write_bytes(log.head.path.read_bytes())
    with log.tampered() as database:
        database.execute("delete from sip.audit_block")
        log.head.path.write_text("")
        assert verify(log)[0] == 0
        code, said = verify(log, "--head", str(kept))
        assert code == 1
        assert "cut off" in said[0]
    log.head.path.write_bytes(kept.read_bytes())


@pytest.mark.parametrize(
    ("options", "changed", "words"),
    [
        (("--head", "not-there"), {}, "SIP_AUDIT_HEAD: not-there cannot be read"),
        ((), {"SIP_AUDIT_KEYS": "abc"}, "SIP_AUDIT_KEYS: has to be one or more times 64 hexadecimal digits"),
        ((), {"DATABASE_URL": "postgresql:///nowhere?host=/nowhere"}, "the database at DATABASE_URL does not answer"),
    ],
)
def test_what_cannot_be_verified_is_one_line(
    log: Log, options: tuple[str, ...], changed: dict[str, str], words: str
) -> None:
    code, said = verify(log, *options, **changed)
    assert (code, len(said)) == (1, 1)
    assert words in said[0]


def test_the_help_has_an_example(log: Log) -> None:
    code, said = verify(log, "--help", NO_COLOR="1", COLUMNS="200")
    assert code == 0
    assert any("Example: sip audit verify --head" in line for line in said)


def refused(log: Log, **changed: str) -> str:
    """What a worker says that does not start."""
    given = {name: value for name, value in {**environment(log), **changed}.items() if value}
    worker = subprocess.Popen([*SIP, "worker"], env=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        said, _ = worker.communicate(timeout=60)
    finally:
        worker.kill()
    assert worker.returncode == 1, said
    return said


def test_a_worker_that_would_seal_with_a_key_of_its_own_does_not_start(log: Log, tmp_path: Path) -> None:
    log.write()
    log.sealer.seal()
    sealed = log.sealer.log.count()
    other = refused(log, SIP_AUDIT_KEYS="ab" * 32)
    assert other.count("\n") == 1
    assert "the log is sealed with the key" in other
    assert "SIP_AUDIT_KEYS" in other
    assert verify(log, SIP_AUDIT_KEYS=f"{bytes(range(32)).hex()},{'ab' * 32}")[0] == 0
    with psycopg.connect(log.url, autocommit=True) as database:
        database.execute("insert into sip.key_store (store) values (gen_random_uuid())")
    elsewhere = refused(log, SIP_AUDIT_KEYS="", SIP_DATA_DIR=str(tmp_path))
    assert elsewhere.count("\n") == 1
    assert "SIP_KEY_STORE is not the key store of this database" in elsewhere
    assert log.sealer.log.count() == sealed
