"""The demonstration's own processes: each on a leash, with its output in a file, none of them left behind."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

import app
from app.demo.leash import GRACE
from app.domain.errors import DomainError

TRIES: Final = 50
"""Ports looked at, from the wished one on."""
READY_WITHIN: Final = 60.0
"""Seconds that a program has for its start."""


class DemoError(DomainError):
    """The demonstration cannot go on; one line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Program:
    """A started program; `name` is what the user knows it by."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def ended(self) -> DemoError | None:
        """Why it is not running, if it is not."""
        if self.process.poll() is None:
            return None
        last = self.log.read_text(errors="replace").strip().rpartition("\n")[2]
        return DemoError(f"{self.name} har slutat ({last or self.process.returncode}); läs {self.log}")

    def let_go(self) -> None:
        """Let go of the leash: it begins to end."""
        assert self.process.stdin is not None  # noqa: S101 - started with a pipe
        self.process.stdin.close()

    def bury(self) -> None:
        """Wait until it has ended, and see to it that it does."""
        try:
            self.process.wait(GRACE + 1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(
    name: str, target: str, *arguments: str, folder: Path, settings: Mapping[str, str] = MappingProxyType({})
) -> Program:
    """Start `module:function` with these arguments and settings; others in the environment do not reach it."""
    log = folder / f"{target.partition(':')[0].rpartition('.')[2]}-{arguments[0].lstrip('-')}.log"
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL" and name[:4] != "SIP_"}
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
            [sys.executable, "-m", "app.demo.leash", target, *arguments],
            cwd=Path(app.__file__).parents[1],  # where `-m` finds the package, installed or not
            env={**kept, **settings},
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for us alone; we end the others in order
        )
    return Program(name, process, log)


def stop_all(running: Sequence[Program]) -> None:
    """Stop them all, and return when they are gone."""
    for program in running:
        program.let_go()
    for program in running:
        program.bury()


def wait_until(ready: Callable[[], bool], program: Program) -> None:
    """Return when it is ready. DemoError when the program ends, or takes too long."""
    deadline = time.monotonic() + READY_WITHIN
    while not ready():
        if (problem := program.ended()) is not None:
            raise problem
        if time.monotonic() > deadline:
            raise DemoError(f"{program.name} svarar inte efter {READY_WITHIN:.0f} sekunder; läs {program.log}")
        time.sleep(0.05)


def free_port(wished: int, taken: Collection[int] = ()) -> int:
    """The wished port of 127.0.0.1, or the first free one after it. DemoError when there is none."""
    for port in range(wished, min(wished + TRIES, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers do
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port not in taken:
            return port
    raise DemoError(f"ingen ledig port från {wished}; välj en annan med --port")
