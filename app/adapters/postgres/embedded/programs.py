"""Running PostgreSQL's programs on a data directory: making a database, starting its server."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.adapters.postgres.embedded.account import Account
from app.adapters.postgres.embedded.configuration import INITDB_OPTIONS, server_options
from app.adapters.postgres.embedded.errors import EmbeddedPostgresError
from app.adapters.postgres.embedded.installation import Installation
from app.adapters.postgres.embedded.locks import Lock


def create(data: Path, installation: Installation, account: Account, lock: Lock, *, for_tests: bool) -> None:
    """Make a database under another name first, so that one whose making was interrupted is never used.

    `lock` is inherited by the programs. Errors: EmbeddedPostgresError; OSError.
    """
    making = data.with_name(f"{data.name}.new")
    if making.exists():
        shutil.rmtree(making)
    making.mkdir(mode=0o700)
    if account.dropped:
        os.chown(making, account.uid, account.gid)
    initdb = str(installation.programs / "initdb")
    with _reachable(making, account) as (path, descriptors):
        steps = [[initdb, "-D", path, *INITDB_OPTIONS]]
        if not for_tests:
            steps.append([initdb, "-D", path, "--sync-only"])
        for step in steps:
            result = account.run(step, keep=(lock.fd, *descriptors))
            if result.returncode != 0:
                raise EmbeddedPostgresError(
                    f"PostgreSQL cannot make a database in {data.parent}: {_gist(result.stderr)}."
                )
    making.rename(data)
    folder = os.open(data.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def launch(data: Path, installation: Installation, account: Account, lock: Lock, *, log: str, for_tests: bool) -> None:
    """Send the server off, without waiting for it; it and its children inherit `lock`.

    `log` is the name of a file in the data directory. Errors: EmbeddedPostgresError; OSError.
    """
    with _reachable(data, account) as (path, descriptors):
        pg_ctl = [str(installation.programs / "pg_ctl"), "start", "-W", "-s"]
        where = ["-D", path, "-l", f"{path}/{log}", "-o", server_options(for_tests=for_tests)]
        result = account.run([*pg_ctl, *where], keep=(lock.fd, *descriptors))
    if result.returncode != 0:
        raise EmbeddedPostgresError(f"PostgreSQL cannot be started: {_gist(result.stderr)}.")


@contextmanager
def _reachable(path: Path, account: Account) -> Iterator[tuple[str, tuple[int, ...]]]:
    """A name for the directory under which the account's programs reach it, and the descriptors they inherit.

    An open directory is reached through its descriptor whatever the permissions of its parents.
    """
    if not account.dropped or not Path("/proc/self/fd").exists():
        yield str(path), ()
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}", (descriptor,)
    finally:
        os.close(descriptor)


def _gist(output: str) -> str:
    """The line that tells what went wrong, of all that a program of PostgreSQL has written."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "error:" in line or "FATAL:" in line or "could not" in line]
    return (telling or lines or ["it gave no reason"])[0].rstrip(".")
