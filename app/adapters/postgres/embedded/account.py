"""The system account under which PostgreSQL's programs run, and the running of them."""

import errno
import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.adapters.postgres.embedded.errors import EmbeddedPostgresError

_FALLBACKS = ("postgres", "nobody")
_NOBODY = 65534  # where not even `nobody` has a name


@dataclass(frozen=True)
class Account:
    """An account by number. `dropped` when it is another than ours: we are root, which PostgreSQL refuses."""

    uid: int
    gid: int
    dropped: bool

    @property
    def name(self) -> str:
        """The account's name, or its number when it has none."""
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return str(self.uid)

    def run(
        self, command: Sequence[str], *, cwd: Path | str = "/", keep: Sequence[int] = (), seconds: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run a program to its end as this account; `keep` are the descriptors that it inherits.

        The environment is not passed on: it holds the service's secrets, and its PG* and LC_* variables
        would change what the programs do. `cwd` is entered before the privileges are dropped.

        Errors: EmbeddedPostgresError when we may not become the account or the program hangs; PermissionError
        or FileNotFoundError when the account cannot reach the program.
        """
        environment = {
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C",
            # Memory that a statement gives back is kept for the next: glibc would hand it over to the system and
            # fetch it again, page by page, at each of them.
            "MALLOC_TRIM_THRESHOLD_": "33554432",
            "MALLOC_TOP_PAD_": "1048576",
        }
        if "LD_LIBRARY_PATH" in os.environ:
            environment["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
        try:
            return subprocess.run(  # noqa: S603 - only PostgreSQL's own programs and a fixed script, no shell text
                command,
                cwd=cwd,
                env=environment,
                pass_fds=keep,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
                timeout=seconds,
                start_new_session=True,
                user=self.uid if self.dropped else None,
                group=self.gid if self.dropped else None,
                extra_groups=[] if self.dropped else None,
            )
        except subprocess.TimeoutExpired as error:
            raise EmbeddedPostgresError(
                f"{Path(command[0]).name} did not end within {seconds:.0f} seconds: "
                "see whether the disk answers, then try again."
            ) from error
        except PermissionError as error:
            if self.dropped and error.errno == errno.EPERM:
                raise EmbeddedPostgresError(
                    f"PostgreSQL does not run as root, and this process may not become {self.name}: "
                    "start it as an ordinary user, or set DATABASE_URL."
                ) from error
            raise


def account_for(data: Path) -> Account:
    """Whoever we are; for root the owner of the data that is there, or else an account without privileges."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), dropped=False)
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, dropped=True)
    for name in _FALLBACKS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, dropped=True)
    return Account(_NOBODY, _NOBODY, dropped=True)
