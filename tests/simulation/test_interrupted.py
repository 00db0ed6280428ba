"""Ctrl-C in the middle of a large simulation: one line that says what is left, no report, and no process behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from app.adapters.documents.simulation_files import UNFINISHED

# Whoever runs the tests in the background may have told them not to hear Ctrl-C, which a child inherits.
PROGRAM = """
import signal
from app.cli.main import main
if __name__ == '__main__':
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main()
"""
ENOUGH_LINES = 2  # what is simulated, and a portion that is done
PATIENCE = 60.0  # seconds


def test_what_is_stopped_says_what_it_left_and_writes_no_report(tmp_path: Path) -> None:
    kept = tmp_path / "large" / UNFINISHED
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "simulate", "--size", "L", "--out", "large", "--processes", "2"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
    ) as running:
        given_up = time.monotonic() + PATIENCE
        while not (kept.exists() and kept.read_text().count("\n") >= ENOUGH_LINES):
            assert time.monotonic() < given_up
            time.sleep(0.05)
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=PATIENCE)

    assert running.returncode == 130
    assert said.splitlines()[-1].startswith("stopped: no report was written; large keeps what is done")
    assert "Traceback" not in said
    assert list(kept.parent.iterdir()) == [kept]
