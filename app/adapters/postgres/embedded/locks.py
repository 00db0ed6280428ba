"""Locks on files which the kernel releases when their last holder is gone, even by `kill -9`."""

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType

from app.adapters.postgres.embedded.errors import EmbeddedPostgresError

_POLL = 0.01  # seconds between two attempts


class Lock:
    """A held lock; child processes that were given `fd` hold it too, until each of them has gone."""

    def __init__(self, fd: int) -> None:
        self.fd = fd

    def close(self) -> None:
        """Let go; a second time without effect. The file is closed rather than unlocked, for unlocking would
        take the lock from the children too."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def __enter__(self) -> "Lock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def try_lock(path: Path, *, shared: bool = False) -> Lock | None:
    """Take the lock, or None when somebody else has it. Errors: OSError when the file cannot be opened."""
    fd = _open(path)
    try:
        fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(fd)
        return None
    except BaseException:
        os.close(fd)
        raise
    return Lock(fd)


def lock_within(path: Path, seconds: float, *, shared: bool = False) -> Lock:
    """Take the lock within so many seconds. Errors: EmbeddedPostgresError when the time is up."""
    end = time.monotonic() + seconds
    while (lock := try_lock(path, shared=shared)) is None:
        if time.monotonic() > end:
            raise EmbeddedPostgresError(
                f"Another process has held {path} for {seconds:.0f} seconds: "
                "end the process that hangs while starting or stopping the database, then try again."
            )
        time.sleep(_POLL)
    return lock


def is_held(path: Path) -> bool:
    """Whether any living process holds the lock."""
    lock = try_lock(path)
    if lock is None:
        return True
    lock.close()
    return False


class Absence:
    """Sleeping until nobody holds a lock any longer; the file may be deleted meanwhile."""

    def __init__(self, path: Path) -> None:
        self._fd = _open(path)

    def wait(self) -> None:
        """Return when there was a moment in which nobody held the lock; holds nothing afterwards."""
        fcntl.flock(self._fd, fcntl.LOCK_EX)
        fcntl.flock(self._fd, fcntl.LOCK_UN)
