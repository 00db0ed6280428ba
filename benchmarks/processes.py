"""The measured service as real processes on a database of its own, started here and ended here by their ids."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from app.adapters.postgres.embedded import EmbeddedPostgres
from app.main import BASE
from benchmarks.issuer import Issuer, running_issuer

SIP = Path(sys.executable).with_name("sip")
PATIENCE = 60.0
"""Seconds in which a process has to answer or to end."""


@dataclass(frozen=True)
class Running:
    """Where the service answers, who issues its tokens, its folder, its database (as superuser), and its process by its
    id."""

    home: Path
    api: str
    issuer: Issuer
    database: str
    serving: int

    def client(self, unit: str) -> httpx.AsyncClient:
        """An HTTP client that speaks for the unit's system."""
        return self.client_with(self.issuer.token(unit))

    def client_with(self, token: str) -> httpx.AsyncClient:
        """An HTTP client that speaks for whomever the token is for."""
        return httpx.AsyncClient(base_url=self.api, headers={"Authorization": f"Bearer {token}"}, timeout=10)


@contextmanager
def running_service(*, workers: int = 1) -> Iterator[Running]:
    """`sip serve` and some `sip worker`s on an embedded PostgreSQL in a directory that is removed afterwards."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sip-benchmark-")))
        issuer = stack.enter_context(running_issuer())
        # Held here too, so that the server outlives the short commands and is stopped last.
        database = stack.enter_context(EmbeddedPostgres(home / "postgres")).url
        (home / "county.json").write_text(json.dumps(issuer.registration()))
        subprocess.run([SIP, "register", home / "county.json", "--yes", "--data-dir", home], check=True, stdout=2)
        port = free_port()
        serving = stack.enter_context(process(SIP, "serve", "--port", str(port), "--data-dir", home))
        for _ in range(workers):
            stack.enter_context(process(SIP, "worker", "--data-dir", home))
        api = f"http://127.0.0.1:{port}{BASE}"
        answers(f"{api}/health/ready", serving)
        yield Running(home, api, issuer, database, serving.pid)


@contextmanager
def process(*command: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """The process, ended with SIGTERM when the body is through; it prints to standard error."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    child = subprocess.Popen(command, stdout=2, env=environment)
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def answers(address: str, child: subprocess.Popen[bytes]) -> None:
    """Waits until the address answers 200; TimeoutError when it does not, or its process has ended."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and child.poll() is None:
        try:
            if httpx.get(address).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError(f"{address} does not answer")


def processor_seconds(*ids: int) -> float:
    """What the processes have taken of the processors until now, to the nanosecond that Linux counts."""
    # As clock_getcpuclockid(3) makes the number of another process's clock, which Python has no word for.
    return sum(time.clock_gettime((~one << 3) | 2) for one in ids)


def processor_seconds_of_children(one: int) -> float:
    """The same of the processes that it had started and that have ended, to the hundredth of a second."""
    fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
