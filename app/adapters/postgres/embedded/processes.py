"""The server processes of a data directory, as the kernel knows them."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from app.adapters.postgres.embedded.account import account_for

# Run as the server's own account, for root without CAP_SYS_PTRACE may not look at other accounts' processes.
_LIST = """
for p in /proc/[0-9]*; do
  [ "$p/cwd" -ef . ] && read -r name < "$p/comm" && [ "$name" = postgres ] && echo "${p#/proc/}"
done 2>/dev/null
exit 0
"""


def living(data: Path) -> set[int]:
    """Every `postgres` whose working directory is the data directory; none where there is no /proc."""
    if not data.exists():
        return set()
    answer = account_for(data).run(["/bin/sh", "-c", _LIST], cwd=data)
    return {int(line) for line in answer.stdout.split()}


def postmaster(data: Path) -> int | None:
    """The living postmaster, or None. The pid file only chooses among the processes that are there."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    if not Path("/proc/self/cwd").exists():
        return pid  # nothing to compare it with; whoever asks knows that some process of the server lives
    return pid if pid in living(data) else None


def kill_orphans(data: Path) -> None:
    """End the backends of a killed postmaster, which may be busy and hold its memory.

    Nothing is lost by it: the next server recovers what they had committed from the write-ahead log.
    """
    for pid in living(data):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
