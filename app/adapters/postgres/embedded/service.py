"""Using the server of a directory: joining it, keeping it running, leaving it."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import app
from app.adapters.postgres.embedded.address import Address
from app.adapters.postgres.embedded.cluster import Cluster
from app.adapters.postgres.embedded.errors import EmbeddedPostgresError
from app.adapters.postgres.embedded.locks import Lock, is_held, lock_within, try_lock

_DECISION = 120.0  # seconds; the longest that a start or a stop by somebody else may take
_FAREWELL = 5.0  # seconds in which the keeper notices that everybody has left


@dataclass(frozen=True)
class Server:
    """Where the server is: `postgresql://superuser@/postgres?host=<its socket's directory>&port=5432`."""

    url: str


@dataclass
class _Membership:
    server: Server
    address: Address
    user: Lock
    presence: Lock

    def end(self) -> None:
        self.address.close()
        self.user.close()
        self.presence.close()  # last: it wakes the keeper


class EmbeddedPostgres:
    """A server shared by every process that names the same directory. Safe to use from several threads.

    `programs` is a directory of PostgreSQL's programs to use instead of those that are found. `for_tests`
    makes a server that forgets what it has committed when the machine loses power (not when it is killed).
    """

    def __init__(self, directory: Path, *, for_tests: bool = False, programs: Path | None = None) -> None:
        self.directory = Path(os.path.abspath(directory))
        self._cluster = Cluster(self.directory, chosen_programs=programs, for_tests=for_tests)
        self._membership: _Membership | None = None
        self._threads = threading.RLock()

    def acquire(self) -> Server:
        """Start the server or join it; return when it answers. Once acquired, again the same.

        Errors: EmbeddedPostgresError, with what to do.
        """
        with self._threads, self._plain_errors():
            if self._membership is None:
                self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
                with self._control():
                    self._membership = self._join()
            else:
                self.ensure_running()
            return self._membership.server

    def ensure_running(self) -> None:
        """Restart the server if it has died; some 3 ms when it has not. The address stays the same.

        Errors: EmbeddedPostgresError, also when the server was not acquired.
        """
        with self._threads, self._plain_errors():
            if self._membership is None:
                raise EmbeddedPostgresError("The server is not in use by this process: acquire it first.")
            url = self._membership.server.url
            if self._cluster.answers(url) and is_held(self._path("keeper")):
                return
            with self._control(), self._kept():
                self._cluster.bring_up(url)

    def release(self) -> None:
        """Leave; the last one stops the server and returns when it is gone. Without effect when not acquired.

        Errors: EmbeddedPostgresError when the server cannot be stopped; we have left all the same.
        """
        with self._threads, self._plain_errors():
            if self._membership is None:
                return
            membership, self._membership = self._membership, None
            last = False
            try:
                with self._control():
                    membership.user.close()
                    if everybody := try_lock(self._path("users")):
                        with everybody:
                            last = True
                            self._cluster.shut_down()
            except FileNotFoundError:
                return  # the directory was removed before we left it, and the server ends for want of it
            finally:
                membership.end()
            end = time.monotonic() + _FAREWELL
            while last and is_held(self._path("keeper")) and time.monotonic() < end:
                time.sleep(0.005)

    def __enter__(self) -> Server:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _path(self, lock: str) -> Path:
        return self.directory / f"{lock}.lock"

    def _control(self) -> Lock:
        return lock_within(self._path("control"), _DECISION)

    def _join(self) -> _Membership:
        """Become a user, then see to the server: a user from the start, so that nobody stops it under us."""
        user = lock_within(self._path("users"), _FAREWELL, shared=True)
        try:
            presence = lock_within(self._path("presence"), _FAREWELL, shared=True)
            try:
                address = Address(self._cluster.data)
            except BaseException:
                presence.close()
                raise
        except BaseException:
            user.close()
            raise
        membership = _Membership(Server(address.url), address, user, presence)
        try:
            with self._kept():
                self._cluster.bring_up(address.url)
        except BaseException:
            membership.end()
            raise
        return membership

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """See to it that there is a keeper; it wakes up while the body runs."""
        lock = try_lock(self._path("keeper"))
        if lock is None:
            yield
            return
        command = [sys.executable, "-m", "app.adapters.postgres.embedded", str(self.directory), str(lock.fd)]
        with lock:
            child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
                command,
                cwd=Path(app.__file__).parents[1],  # where `-m` finds the package, installed or not
                pass_fds=(lock.fd,),  # the keeper holds the lock before it runs its first line
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        with child:  # waits for the child, which only leaves the keeper behind
            yield

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise EmbeddedPostgresError(
                f"The directory {self.directory} cannot be used ({error.strerror}: {error.filename}): "
                "see to its disk and its permissions, or name another directory."
            ) from error
