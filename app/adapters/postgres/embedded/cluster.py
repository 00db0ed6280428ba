"""The server of one directory: brought up, found again after a crash, shut down."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from app.adapters.postgres.embedded import processes, programs
from app.adapters.postgres.embedded.account import account_for
from app.adapters.postgres.embedded.configuration import PORT
from app.adapters.postgres.embedded.errors import EmbeddedPostgresError
from app.adapters.postgres.embedded.installation import choose
from app.adapters.postgres.embedded.locks import Lock, is_held, try_lock

_START = 60.0  # seconds until a server answers, its recovery after a crash included
_STARTS = 3  # a server that was killed while it was starting is started again
_STOP = 30.0  # seconds for a fast shutdown, which writes out what is dirty
_GRACE = 0.3  # seconds in which a server of somebody else may begin to listen before it is looked for
_POLL = 0.01  # seconds
_LOG_SIZE = 1_000_000  # bytes; a longer log is laid aside at the next start
_SOCKET = f".s.PGSQL.{PORT}"


class Cluster:
    """The server of `directory`. Every method but `answers` is called under the directory's control lock."""

    def __init__(self, directory: Path, *, chosen_programs: Path | None = None, for_tests: bool = False) -> None:
        self.directory = directory
        self.data = directory / "data"
        self._lock = directory / "server.lock"
        self._log = self.data / "server.log"
        self._chosen_programs = chosen_programs
        self._for_tests = for_tests
        self._log_begin = 0  # bytes of the log that tell of earlier servers

    def answers(self, url: str) -> bool:
        """Whether the server does what it is for: it answers a question."""
        import psycopg  # here, because the keeper never asks and shall stay small

        try:
            with psycopg.connect(url, connect_timeout=2, autocommit=True) as connection:
                return connection.execute("select 1").fetchone() == (1,)
        except psycopg.Error:
            return False

    def bring_up(self, url: str) -> None:
        """Return when the server answers: one that runs, one that is just starting, or a new one.

        Errors: EmbeddedPostgresError.
        """
        begun = time.monotonic()
        starts = 0
        while not self.answers(url):
            now = time.monotonic()
            if now > begun + _START:
                raise EmbeddedPostgresError(
                    f"PostgreSQL has not answered for {_START:.0f} seconds{self._last_words()}: "
                    f"see {self._log}, then try again."
                )
            if lock := try_lock(self._lock):
                with lock:
                    if starts == _STARTS:
                        raise EmbeddedPostgresError(
                            f"PostgreSQL ended while it was starting{self._last_words()}: see {self._log}."
                        )
                    self._start(lock)
                    starts += 1
            elif not starts and now > begun + _GRACE and processes.postmaster(self.data) is None:
                processes.kill_orphans(self.data)
            time.sleep(_POLL)

    def shut_down(self) -> None:
        """Stop the server, waiting for nobody's transaction; return when its last process is gone.

        Errors: EmbeddedPostgresError when a process of it survives everything.
        """
        if not is_held(self._lock):
            return
        for patience, request in ((_STOP, signal.SIGINT), (5.0, signal.SIGQUIT), (5.0, signal.SIGKILL)):
            postmaster = processes.postmaster(self.data)
            if postmaster is None:
                processes.kill_orphans(self.data)
            else:
                with suppress(ProcessLookupError):
                    os.kill(postmaster, request)
            end = time.monotonic() + patience
            while time.monotonic() < end:
                if not is_held(self._lock):
                    return
                time.sleep(_POLL)
        raise EmbeddedPostgresError(
            f"PostgreSQL in {self.data} cannot be stopped: see {self._log}, then end its processes."
        )

    def _start(self, lock: Lock) -> None:
        """Start a server that inherits the lock; while we hold it, no process of an older one lives."""
        try:
            account = account_for(self.data)
            made = self.data.exists()
            installation = choose(account, major=self._major() if made else None, programs=self._chosen_programs)
            if made:
                self._clear_stale()
            else:
                programs.create(self.data, installation, account, lock, for_tests=self._for_tests)
            self._log_begin = self._log.stat().st_size if self._log.exists() else 0
            programs.launch(self.data, installation, account, lock, log=self._log.name, for_tests=self._for_tests)
        except OSError as error:
            raise EmbeddedPostgresError(
                f"The database in {self.directory} cannot be started ({error.strerror}: {error.filename}): "
                "see to its disk and its permissions, or name another directory."
            ) from error

    def _major(self) -> int:
        try:
            return int((self.data / "PG_VERSION").read_text())
        except (FileNotFoundError, ValueError) as error:
            raise EmbeddedPostgresError(
                f"{self.data} holds no PostgreSQL database: move it away, or name another directory."
            ) from error

    def _clear_stale(self) -> None:
        """Remove what a killed server left behind, which PostgreSQL itself judges by the process id in it."""
        left = [self.data / name for name in ("postmaster.pid", _SOCKET, f"{_SOCKET}.lock")]
        if left[0].exists() and processes.living(self.data):
            raise EmbeddedPostgresError(
                f"Another program has started a PostgreSQL server in {self.data}: stop it, then try again."
            )
        for path in left:
            path.unlink(missing_ok=True)
        if self._log.exists() and self._log.stat().st_size > _LOG_SIZE:
            self._log.replace(self._log.with_suffix(".log.old"))

    def _last_words(self) -> str:
        """Why the server just started has ended, in brackets, as far as its log tells."""
        try:
            lines = self._log.read_bytes()[self._log_begin :].decode(errors="replace").splitlines()
        except OSError:
            return ""
        told = [line.split(": ", 1)[1].strip() for line in lines if " FATAL: " in line or " PANIC: " in line]
        telling = [line for line in told if not line.startswith("the database system is")]  # not up yet
        return f" ({telling[-1]})" if telling else ""
