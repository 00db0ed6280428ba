"""`sip simulate --through service` as somebody at a terminal meets it: what it refuses, and what it leaves behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_demo import nothing_is_left

ROOT = Path(__file__).parents[2]
SIMULATE = [sys.executable, "-c", "from app.cli.main import main; main()", "simulate", "--through", "service"]
ELSEWHERE = "postgresql://sip@127.0.0.1:1/somebody-elses"
PATIENCE = 60.0  # seconds


def started(folder: Path, *options: str) -> subprocess.Popen[str]:
    """The command, with a directory of its own for what is temporary."""
    (folder / "temporary").mkdir()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(folder / "temporary"),
        "DATABASE_URL": ELSEWHERE,
    }
    return subprocess.Popen(
        [*SIMULATE, "--out", "report", *options], cwd=folder, env=environment, stderr=subprocess.PIPE, text=True
    )


def test_a_county_that_would_take_days_is_refused_in_one_line_before_anything_is_written(tmp_path: Path) -> None:
    process = started(tmp_path, "--size", "L")
    _, said = process.communicate(timeout=PATIENCE)

    assert process.returncode == 1
    assert said.startswith("size: L would take some ")
    assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == [tmp_path / "temporary"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_is_stopped_leaves_no_process_no_database_and_no_report(tmp_path: Path, number: signal.Signals) -> None:
    process = started(tmp_path)
    given_up = time.monotonic() + PATIENCE
    # The service's own tables are the last to come before it is reported to.
    while not list(tmp_path.glob("temporary/sip-simulation-*/postgres/data/base/*/PG_VERSION")):
        assert time.monotonic() < given_up
        assert process.poll() is None
        time.sleep(0.05)
    time.sleep(4)
    process.send_signal(number)
    _, said = process.communicate(timeout=PATIENCE)

    assert said.splitlines() == [
        "DATABASE_URL is not used: a simulation has a database of its own",
        "stopped: no report was written; the simulation's database is removed, and the same command begins anew",
    ]
    assert process.returncode == 130
    assert nothing_is_left(tmp_path)
    assert list((tmp_path / "temporary").iterdir()) == []
    assert list((tmp_path / "report").iterdir()) == []
