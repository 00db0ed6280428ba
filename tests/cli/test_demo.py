"""`sip demo` as somebody meets it: interrupted, resumed, pasted from, and gone without a trace when it is ended."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

import psycopg
import pytest

from app.adapters.postgres.embedded import EmbeddedPostgres

ROOT = Path(__file__).parents[2]
SIP = [sys.executable, "-c", "from app.cli.main import main; main()"]
UP = "Allt är igång."
SOON = 60.0
"""Seconds in which everything that ends has ended."""
PATIENCE = 240.0
"""Seconds after which something hangs, on a machine with much else to do; nothing is said about how long it takes."""


def a_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def sip(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    command = [*SIP, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE, check=False)


class Running:
    """A demonstration in the background, and what it has printed so far."""

    def __init__(self, folder: Path, port: int) -> None:
        command = [*SIP, "demo", "--data-dir", str(folder), "--port", str(port)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)
        self.printed: list[str] = []
        self._lines: Queue[str] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line.rstrip("\n"))

    def until(self, text: str, seconds: float = PATIENCE) -> None:
        """Read until a line begins with the text."""
        end = time.monotonic() + seconds
        while not any(line.startswith(text) for line in self.printed):
            try:
                self.printed.append(self._lines.get(timeout=max(end - time.monotonic(), 0.01)))
            except Empty:
                raise AssertionError("\n".join([f"no line begins with {text}:", *self.printed])) from None

    def end(self, number: int) -> int:
        """Its exit code after the signal."""
        self.process.send_signal(number)
        return self.process.wait(SOON)


@contextmanager
def running(folder: Path, port: int) -> Iterator[Running]:
    demo = Running(folder, port)
    try:
        yield demo
    finally:
        if demo.process.poll() is None:
            demo.process.kill()
            demo.process.wait()


def left(folder: Path) -> list[str]:
    """The processes that name the directory, or work in it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            where = os.readlink(process / "cwd")
        except OSError:
            continue
        if str(folder) in command + where and process.name != str(os.getpid()):
            found.append(command)
    return found


def nothing_is_left(folder: Path) -> bool:
    end = time.monotonic() + SOON
    while left(folder) and time.monotonic() < end:
        time.sleep(0.1)
    return left(folder) == []


def facts_in(folder: Path) -> int:
    """How many versions of facts the database holds."""
    with EmbeddedPostgres(folder / "postgres") as server, psycopg.connect(server.url) as connection:
        row = connection.execute("select count(*) from sip.fact").fetchone()
    assert row is not None
    return int(row[0])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a demonstration that was told to its end once."""
    folder = tmp_path_factory.mktemp("county") / "demo"
    done = sip("demo", "--once", "--data-dir", folder, "--port", str(a_port()))
    assert (done.returncode, done.stderr) == (0, "")
    assert "kritiskt: Behov utan ansvarig aktör – Socialtjänsten i Nässjö" in done.stdout
    assert "Läsare 2 av 2: Arbetsförmedlingen" in done.stdout
    assert len(re.findall(r"^\d\d · ", done.stdout, re.MULTILINE)) == 12
    assert "Detektorn hann inte" not in done.stdout
    return folder


def test_told_once_it_leaves_no_process_behind(told: Path) -> None:
    assert nothing_is_left(told)


def test_started_again_it_goes_on_and_what_it_prints_can_be_pasted(told: Path) -> None:
    before, port = facts_in(told), a_port()
    with socket.socket() as taken, running(told, port) as demo:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        demo.until(UP)
        assert len(left(told)) > 5  # ours, three programs, the database and its keeper
        assert any(line.startswith(f"Port {port} är upptagen; API:et svarar på ") for line in demo.printed)
        line, *others = (line for line in demo.printed if line.startswith("curl "))
        pasted = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=30, check=True)
        shown = json.loads(pasted.stdout)
        assert (shown["name"], shown["reader"]["name"]) == ("Goran P.", "Arbetsmarknadsenheten i Nässjö")
        assert "critical" in {finding["status"] for finding in shown["findings"]}
        picture = subprocess.run(
            ["bash", "-c", f"{line} -H 'Accept: image/svg+xml'"], capture_output=True, text=True, timeout=30, check=True
        )
        assert picture.stdout.startswith("<svg")

        messages, caseload, deputies, outcome, offers, on_paper, versions = (
            json.loads(subprocess.check_output(["bash", "-c", other], text=True, timeout=30)) for other in others
        )
        assert messages["threads"][0]["waiting_for_agency"]["working_days"] == 4
        assert {plan["person_name"] for plan in caseload["plans"]} == {"Goran P.", "Mehret G."}
        assert [one["deputy"] for one in deputies["deputies"]] == ["nassjo-social-services-colleague"]
        assert [step["step"] for step in outcome["ladder"]] == ["training"]
        assert 1 in {offer["places_left"] for offer in offers["offers"]}
        assert [one["on_paper"]["kept"] for one in on_paper["versions"][0]["acceptances"] if "on_paper" in one]
        assert len(versions["versions"][0]["acceptances"]) == 3

        address = line.rpartition(" ")[2].strip("'")
        token = sip("sign-in", "goran", "--data-dir", told).stdout.strip()
        own = subprocess.run(
            ["curl", "-s", "-H", f"Authorization: Bearer {token}", address], capture_output=True, text=True, check=True
        )
        assert json.loads(own.stdout)["reader"]["name"] == "Goran P."

        second = sip("demo", "--data-dir", told)
        assert (second.returncode, second.stderr.count("\n")) == (1, 1)
        assert "körs redan" in second.stderr
        assert demo.end(signal.SIGINT) == 0
    assert nothing_is_left(told)
    assert facts_in(told) == before


def test_killed_in_the_middle_it_takes_everything_with_it_and_is_told_to_its_end_next_time(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with running(folder, a_port()) as demo:
        demo.until("01 · ")
        assert demo.end(signal.SIGKILL) == -signal.SIGKILL
    assert nothing_is_left(folder)
    half = facts_in(folder)
    with running(folder, a_port()) as demo:
        demo.until(UP)
        assert demo.end(signal.SIGTERM) == 0
    assert nothing_is_left(folder)
    assert 0 < half < facts_in(folder)


def test_a_program_that_ends_ends_the_demonstration_in_one_line(told: Path) -> None:
    with running(told, a_port()) as demo:
        demo.until(UP)
        (worker,) = (
            int(process.name)
            for process in Path("/proc").glob("[0-9]*")
            if "app.cli.main:main\0worker" in (command := _command(process)) and str(told) in command
        )
        os.kill(worker, signal.SIGKILL)
        demo.until("detektorn har slutat")
        assert demo.process.wait(SOON) == 1
    assert nothing_is_left(told)


def _command(process: Path) -> str:
    """Its command line; nothing of a process that has ended since it was listed."""
    try:
        return (process / "cmdline").read_bytes().decode()
    except OSError:
        return ""


def test_a_directory_that_cannot_be_used_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = sip("demo", "--data-dir", tmp_path / "file" / "demo")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"katalogen .* går inte att använda .*--data-dir\n", done.stderr)


def test_a_day_cannot_be_unseen(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text(json.dumps({"today": "2026-12-05"}))
    done = sip("demo", "--data-dir", tmp_path, "--today", "2026-11-21")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "2026-12-05" in done.stderr


def test_nobody_signs_in_where_nothing_runs(tmp_path: Path) -> None:
    done = sip("sign-in", "goran", "--data-dir", tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
